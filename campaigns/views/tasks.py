"""What the office sets on a plan: by which day a duty is due, when people are reminded."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from campaigns.forms import DutyDayForm, RemindersForm, RulesForm
from campaigns.services.after_closing import closed_years
from campaigns.services.duty_days import set_duty_day
from campaigns.services.settings import set_reminders, set_rules
from campaigns.views.finding import visible_head
from core.once import act_or_correct
from core.policy import Scope
from units.policy import LEADERS, OFFICE, for_roles


@for_roles(OFFICE, scope=Scope.CAMPAIGN, obj="campaigns.duty")
@require_http_methods(["GET", "HEAD", "POST"])
def duty_day(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Set the day of a duty, and whether that day itself still is in time."""
    head = visible_head(request.user, slug)
    duty = get_object_or_404(head.campaign.duties.select_related("campaign__launched_by"), pk=pk)
    if not head.can_work:
        raise PermissionDenied
    has_closed = closed_years().filter(campaign=head.campaign).exists()
    form = DutyDayForm(request.POST or None, duty=duty, is_closed=has_closed)
    back = reverse("campaigns:campaign_detail", args=[slug])
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request,
            form,
            lambda: set_duty_day(duty, actor=request.user, **form.cleaned_data),
            to=back,
            done=_("Đã đặt ngày báo cáo. Lịch của các đơn vị theo ngày mới."),
        )
        if answer is not None:
            return answer
    context = {"head": head, "duty": duty, "form": form, "back": back}
    return render(request, "campaigns/duty_day.html", context)


@for_roles(LEADERS, scope=Scope.CAMPAIGN, obj="campaigns.campaign")
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_rules(request: SignedInRequest, slug: str) -> HttpResponse:
    """Set what the plan leaves to the office about the review."""
    head = visible_head(request.user, slug)
    if not head.can_manage:
        raise PermissionDenied
    form = RulesForm(request.POST or None, campaign=head.campaign)
    back = reverse("campaigns:year_detail", args=[slug, head.year])
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request,
            form,
            lambda: set_rules(head.campaign, actor=request.user, **form.cleaned_data),
            to=back,
            done=_("Đã ghi quy định thẩm định."),
        )
        if answer is not None:
            return answer
    context = {"head": head, "form": form, "back": back}
    return render(request, "campaigns/campaign_rules.html", context)


@for_roles(OFFICE, scope=Scope.CAMPAIGN, obj="campaigns.campaign")
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_reminders(request: SignedInRequest, slug: str) -> HttpResponse:
    """Set on which days people are reminded, and whether the office looks before sending."""
    head = visible_head(request.user, slug)
    if not head.can_work:
        raise PermissionDenied
    form = RemindersForm(request.POST or None, campaign=head.campaign)
    back = reverse("campaigns:campaign_detail", args=[slug])
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request,
            form,
            lambda: set_reminders(head.campaign, actor=request.user, **form.cleaned_data),
            to=back,
            done=_("Đã đặt ngày nhắc việc."),
        )
        if answer is not None:
            return answer
    context = {"head": head, "form": form, "back": back}
    return render(request, "campaigns/campaign_reminders.html", context)

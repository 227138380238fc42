"""Hạn mức: how many of each form a campaign may propose, by which paper, from day to day."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from awards.enums import RecipientKind
from awards.forms import EndQuotaForm, QuotaForm
from awards.models import Quota
from awards.rules import can_set_quotas
from awards.selectors.quotas import QuotaLine, lines_of
from awards.services.quotas import end_quota, set_quota
from awards.views.parts import links_for
from campaigns.enums import Occasion
from campaigns.models import Campaign
from core import clock
from core.numbers import parse_id
from core.once import act_or_correct
from core.policy import Scope
from units.policy import LEADERS, READERS, for_roles


def _visible(request: SignedInRequest, slug: str) -> Campaign:
    rows = Campaign.objects.visible_to(request.user).select_related("launched_by")
    return get_object_or_404(rows, slug=slug)


@for_roles(READERS)
@require_safe
def quota_start(request: SignedInRequest) -> HttpResponse:
    """The quotas of the newest campaign in sight."""
    rows = Campaign.objects.visible_to(request.user).order_by("-last_year", "pk")
    first = rows.values_list("slug", flat=True).first()
    if first is None:
        return redirect("awards:proposal_list")
    return redirect("awards:quota_list", slug=first)


@for_roles(READERS, scope=Scope.CAMPAIGN, obj="campaigns.campaign")
@require_safe
def quota_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """Every quota of the campaign by year and occasion, with what is taken of each."""
    campaign = _visible(request, slug)
    groups: dict[tuple[int, str], list[tuple[QuotaLine, str]]] = {}
    for line in lines_of(campaign):
        key = (line.quota.year, str(Occasion(line.quota.occasion).label))
        groups.setdefault(key, []).append((line, _kinds_in_words(line.quota)))
    others = Campaign.objects.visible_to(request.user).exclude(pk=campaign.pk)
    context = {
        "campaign": campaign,
        "groups": [(year, occasion, lines) for (year, occasion), lines in groups.items()],
        "others": others.order_by("-last_year", "pk")[:20],
        "can_manage": can_set_quotas(request.user, campaign),
        "links": links_for(request),
        "tab": reverse("awards:quota_start"),
        "steps": _steps(_("Hạn mức")),
    }
    return render(request, "awards/quota_list.html", context)


def _kinds_in_words(quota: Quota) -> str:
    words = [str(RecipientKind(one).label).lower() for one in quota.kinds]
    if not words:
        return _("mọi đối tượng")
    if quota.either_or:
        return _("%(kinds)s, chỉ chọn một loại") % {"kinds": _(" hoặc ").join(words)}
    return ", ".join(words)


def _steps(last: str, *before: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Đề nghị khen thưởng"), reverse("awards:proposal_list")), *before, (last, "")]


def _managed(request: SignedInRequest, slug: str) -> Campaign:
    campaign = _visible(request, slug)
    if not can_set_quotas(request.user, campaign):
        raise PermissionDenied
    return campaign


@for_roles(LEADERS, scope=Scope.CAMPAIGN, obj="campaigns.campaign")
@require_http_methods(["GET", "HEAD", "POST"])
def quota_add(request: SignedInRequest, slug: str) -> HttpResponse:
    """Set a dated quota."""
    campaign = _managed(request, slug)
    back = reverse("awards:quota_list", args=[slug])
    form = QuotaForm(
        request.POST or None,
        years=range(campaign.first_year, campaign.last_year + 1),
        initial={"year": clock.today().year, "valid_from": clock.today()},
    )
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request,
            form,
            lambda: set_quota(campaign, form.row(), actor=request.user),
            to=back,
            done=_("Đã đặt hạn mức. Hồ sơ đưa ra Hội đồng từ ngày áp dụng tính theo hạn mức này."),
        )
        if answer is not None:
            return answer
    context: dict[str, Any] = {
        "campaign": campaign,
        "form": form,
        "back": back,
        "steps": _steps(_("Đặt hạn mức"), (_("Hạn mức"), back)),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "awards/quota_add.html", context, status=status)


@for_roles(LEADERS, scope=Scope.CAMPAIGN, obj="campaigns.campaign")
@require_http_methods(["GET", "HEAD", "POST"])
def quota_end(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let a quota end on a day, with a reason."""
    campaign = _managed(request, slug)
    back = reverse("awards:quota_list", args=[slug])
    number = request.GET.get("quota", "")
    if not number:
        return redirect(back)
    rows = Quota.objects.visible_to(request.user).select_related(
        "award_type", "host", "campaign__launched_by"
    )
    quota = get_object_or_404(rows.filter(campaign=campaign), pk=parse_id(number) or 0)
    form = EndQuotaForm(request.POST or None, initial={"last_day": clock.today()})
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request,
            form,
            lambda: end_quota(quota, actor=request.user, **form.cleaned_data),
            to=back,
            done=_("Đã ghi ngày kết thúc. Việc đã quyết trước ngày ấy giữ nguyên."),
        )
        if answer is not None:
            return answer
    context = {
        "question": _("Kết thúc hạn mức %(form)s năm %(year)s (%(source)s)?")
        % {"form": quota.award_type.name, "year": quota.year, "source": quota.source},
        "changes": [
            (_("Sau ngày này hồ sơ không còn tính theo hạn mức này."), None),
            (_("Hạn mức vẫn giữ lại cùng lý do; việc đã quyết không đổi."), None),
        ],
        "form": form,
        "action_label": _("Kết thúc hạn mức"),
        "cancel_url": back,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "includes/confirm_page.html", context, status=status)

"""A new year's checklist: what was taken over, what the office has to decide."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from campaigns.enums import YearState
from campaigns.forms import DecisionForm
from campaigns.models import CampaignYear
from campaigns.rules import can_work_office
from campaigns.selectors.rollover import checklist_of
from campaigns.services.rollover import decide_item
from campaigns.views.finding import visible_head, visible_year
from core import clock
from core.once import act_or_correct
from core.policy import Scope
from units.policy import OFFICE, for_roles


def _worked(request: SignedInRequest, slug: str, year: int) -> CampaignYear:
    campaign_year = visible_year(request.user, slug, year)
    if not can_work_office(request.user, campaign_year.campaign):
        raise PermissionDenied
    return campaign_year


@for_roles(OFFICE, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_safe
def checklist(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """What the year took over from the one before, and what is to be decided."""
    campaign_year = _worked(request, slug, year)
    context = {
        "head": visible_head(request.user, slug, str(year)),
        "campaign_year": campaign_year,
        "list": checklist_of(campaign_year, clock.today()),
        "is_open": campaign_year.state == YearState.OPEN,
    }
    return render(request, "campaigns/checklist.html", context)


@for_roles(OFFICE, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: SignedInRequest, slug: str, year: int, item: str) -> HttpResponse:
    """Settle one item with the office's words."""
    campaign_year = _worked(request, slug, year)
    back = reverse("campaigns:checklist", args=[slug, year])
    known = {one.key: one for one in checklist_of(campaign_year, clock.today()).open}
    if item not in known and request.method != "POST":
        return redirect(back)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request,
            form,
            lambda: decide_item(
                campaign_year, item, note=form.cleaned_data["note"], actor=request.user
            ),
            to=back,
            done=_("Đã ghi quyết định."),
        )
        if answer is not None:
            return answer
    context = {
        "head": visible_head(request.user, slug, str(year)),
        "title": _("Quyết định cho năm %(year)s") % {"year": year},
        "lead": known[item].text if item in known else "",
        "form": form,
        "back": back,
        "action_label": _("Ghi quyết định"),
    }
    return render(request, "campaigns/inspection_form.html", context)

"""Reminding by hand: the text for a chat group, and a mailing prepared today."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from assessments.selectors.reminders import nudges, open_lines, reached_by
from assessments.services import reminding
from assessments.views.finding import visible_year
from campaigns.enums import YearState
from campaigns.models import CampaignYear
from campaigns.rules import can_work_office
from campaigns.year_links import REMINDING, links_about
from core import clock
from core.errors import DomainError
from core.once import act_once
from core.policy import Scope
from core.public_address import public_address
from units.policy import OFFICE, for_roles


def _worked(request: SignedInRequest, slug: str, year: int) -> CampaignYear:
    campaign_year = visible_year(request.user, slug, year)
    if not can_work_office(request.user, campaign_year.campaign):
        raise PermissionDenied
    return campaign_year


@for_roles(OFFICE, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_safe
def nudge(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """Who has not delivered what, as a text to copy; and the way to the outbox."""
    campaign_year = _worked(request, slug, year)
    day = clock.today()
    is_open = campaign_year.state == YearState.OPEN
    lines = open_lines(campaign_year, day) if is_open else []
    address = public_address(request, "/")
    reached = reached_by(lines, day)
    context = {
        "campaign_year": campaign_year,
        "campaign": campaign_year.campaign,
        "nudges": nudges(lines, day, address.url),
        "people": len(reached.people),
        "unreached": list(dict.fromkeys(one.unit.display_name for one in reached.unreached)),
        "is_open": is_open,
        "links": links_about(request, campaign_year, REMINDING) if lines else [],
        "address_is_local": address.is_local,
        "days": ", ".join(str(one) for one in campaign_year.campaign.reminder_days),
    }
    return render(request, "assessments/nudge.html", context)


@for_roles(OFFICE, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_POST
def prepare(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """Prepare reminders for everybody who owes something; nothing is sent yet."""
    campaign_year = _worked(request, slug, year)
    here = reverse("assessments:nudge", args=[slug, year])

    def act() -> str:
        mailing = reminding.prepare_now(campaign_year, actor=request.user)
        return reverse("notices:mailing", args=[mailing.pk])

    try:
        return act_once(request, act, to=here, done=_("Đã chuẩn bị tin. Hãy xem rồi gửi."))
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(here)

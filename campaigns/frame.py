"""Campaigns in the frame around every page: the menu's line and the switcher of years."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.enums import YearState
from campaigns.models import CampaignYear
from core.context import Choice, FramePart, MenuItem
from units.access import access_of
from units.policy import READERS

MOST_YEARS = 12


def frame_part(request: HttpRequest) -> FramePart:
    """The years that were opened and are in sight, the latest first; one query."""
    user: Any = request.user
    access = access_of(user)
    if not (access.sees_all or access.has_role(*READERS)):
        return FramePart()
    found = (
        CampaignYear.objects.visible_to(user)
        .exclude(state=YearState.PLANNED)
        .select_related("campaign")
        .order_by("-year", "campaign__code")
    )
    years = list(found[:MOST_YEARS])
    current = _looked_at(request, years)
    return FramePart(
        menu=(
            MenuItem(
                label=_("Phong trào"),
                url=reverse("campaigns:campaign_list"),
                icon="campaign",
                also=(reverse("criteria:set_list"),),
            ),
        ),
        years=tuple(
            Choice(
                label=f"{row.campaign.short_name}, {row.year}",
                url=f"{reverse('campaigns:campaign_detail', args=[row.campaign.slug])}"
                f"?year={row.year}",
                note=str(row.get_state_display()),
                is_current=row == current,
            )
            for row in years
        ),
    )


def _looked_at(request: HttpRequest, years: list[CampaignYear]) -> CampaignYear | None:
    """The year that the page's address names; of a campaign without a year the latest; the only."""
    if len(years) == 1:
        return years[0]
    match = request.resolver_match
    named = match.kwargs if match else {}
    number = str(named.get("year") or request.GET.get("year", ""))
    of_campaign = [row for row in years if row.campaign.slug == named.get("slug")]
    exact = [row for row in of_campaign if str(row.year) == number]
    return next(iter(exact or of_campaign), None)

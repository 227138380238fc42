"""The campaigns of a unit on its page: those it launched and those it takes part in."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse

from campaigns.models import Campaign
from units.access import access_of
from units.models import Unit
from units.unit_links import UnitLink

MOST_CAMPAIGNS = 6


def unit_links(request: HttpRequest, unit: Unit) -> list[UnitLink]:
    """The campaigns, the latest first; one query."""
    user: Any = request.user
    if not access_of(user).sees(unit):
        return []
    found = (
        Campaign.objects.visible_to(user)
        .filter(Q(launched_by=unit) | Q(years__participations__unit=unit))
        .distinct()
        .select_related("launched_by")
        .order_by("-first_year", "pk")[:MOST_CAMPAIGNS]
    )
    return [
        UnitLink(
            label=campaign.short_name,
            url=reverse("campaigns:campaign_detail", args=[campaign.slug]),
            icon="campaign",
            note=str(campaign.launched_by),
        )
        for campaign in found
    ]

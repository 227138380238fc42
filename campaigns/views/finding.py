"""How the pages of this app find what their address names: out of sight is not found."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from accounts.models import User
from campaigns.models import Campaign, CampaignYear
from campaigns.selectors.pages import Head, head_of
from core import clock


def visible_campaign(user: User, slug: str) -> Campaign:
    """The campaign at, above or below one of the user's units."""
    found = Campaign.objects.visible_to(user).select_related("document", "launched_by")
    return get_object_or_404(found, slug=slug)


def visible_head(user: User, slug: str, year: str = "") -> Head:
    """The campaign with its years, ready for the top of a page."""
    return head_of(visible_campaign(user, slug), user, year, clock.today())


def visible_year(user: User, slug: str, year: int) -> CampaignYear:
    """One year of a campaign in sight."""
    found = CampaignYear.objects.visible_to(user).select_related(
        "campaign__document", "campaign__launched_by"
    )
    return get_object_or_404(found, campaign__slug=slug, year=year)

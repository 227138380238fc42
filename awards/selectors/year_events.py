"""Which events of this app tell of a year: awards given for it, and taken back."""

from __future__ import annotations

from django.db.models import Q

from awards.models import Award, Decision
from campaigns.models import CampaignYear
from campaigns.selectors.year_events import about


def own_events(campaign_year: CampaignYear) -> Q:
    """Decisions on what was done in the campaign up to this year, and those that revoke one.

    Proposals, sessions and certificates lead to a decision or follow it: they change nothing
    that the year tells.
    """
    awards = Award.objects.filter(campaign=campaign_year.campaign_id, period_to=campaign_year.year)
    decisions = Decision.objects.filter(awards__in=awards)
    return about("awards.decision", decisions) & Q(action="awards.conferred") | about(
        "awards.award", awards
    ) & Q(action="awards.revoked")

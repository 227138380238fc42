"""Which events of this app tell of a year: whole lists of results, written and taken back."""

from __future__ import annotations

from django.db.models import Q

from campaigns.models import CampaignYear
from campaigns.selectors.year_events import about
from imports.models import Import

WRITING = ("imports.committed", "imports.undone")


def own_events(campaign_year: CampaignYear) -> Q:
    """A list from Excel that changed rows of the year; what was only looked at changed nothing."""
    rows = Import.objects.filter(campaign_year=campaign_year)
    return about("imports.import", rows) & Q(action__in=WRITING)

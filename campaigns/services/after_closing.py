"""A change of a closed year needs a typed reason; the page of changes after closing shows it."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet

from campaigns.enums import YearState
from campaigns.models import Campaign, CampaignYear
from core.reasons import closed_year_reason


def reason_for(campaign_year: CampaignYear, reason: str) -> str:
    """The reason, cleaned. Raises ``DomainError`` when the year is closed and none was typed."""
    return _asked(closed_years().filter(pk=campaign_year.pk), reason)


def reason_for_campaign(
    campaign: Campaign, reason: str, *, touches: Callable[[int], bool] | None = None
) -> str:
    """The reason of a change that holds for every year of the campaign, or for some of them.

    ``touches`` says of which years the change moves the figures. Raises as ``reason_for`` does.
    """
    return _asked(closed_years().filter(campaign=campaign), reason, touches)


def closed_years() -> QuerySet[CampaignYear]:
    """The years that are closed in this moment, whatever the sender's page said."""
    return CampaignYear.objects.filter(state=YearState.CLOSED)


def _asked(
    rows: QuerySet[CampaignYear], reason: str, touches: Callable[[int], bool] | None = None
) -> str:
    years = rows.order_by().values_list("year", flat=True)
    return closed_year_reason((year for year in years if touches is None or touches(year)), reason)

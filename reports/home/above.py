"""The communes below a province: who handed in, in time, complete."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum

from accounts.models import User
from assessments.standing import Rate
from campaigns.enums import YearState
from campaigns.models import CampaignYear, PlaceTally

SUMMED = ("participants", "dated", "submitted", "on_time", "complete")


@dataclass(frozen=True)
class Overview:
    """One campaign year of one commune with its three rates."""

    year: CampaignYear
    submitted: Rate
    on_time: Rate
    complete: Rate


def overviews(user: User) -> list[Overview]:
    """Every year in sight that was opened, the latest first; two queries, from the roll-up."""
    years = list(
        CampaignYear.objects.visible_to(user)
        .exclude(state=YearState.PLANNED)
        .select_related("campaign__launched_by")
        .order_by("-year", "campaign__launched_by__sort_key", "pk")
    )
    sums = _sums([year.pk for year in years])
    return [_overview(year, sums.get(year.pk, dict.fromkeys(SUMMED, 0))) for year in years]


def _overview(year: CampaignYear, sums: dict[str, int]) -> Overview:
    return Overview(
        year=year,
        submitted=Rate(sums["submitted"], sums["participants"]),
        on_time=Rate(sums["on_time"], sums["dated"]),
        complete=Rate(sums["complete"], sums["participants"]),
    )


def _sums(ids: list[int]) -> dict[int, dict[str, int]]:
    """The sums of all participants of each year."""
    rows = (
        PlaceTally.objects.whole()
        .filter(campaign_year_id__in=ids)
        .order_by()
        .values_list("campaign_year_id")
        .annotate(*(Sum(name) for name in SUMMED))
    )
    return {pk: dict(zip(SUMMED, numbers, strict=True)) for pk, *numbers in rows}

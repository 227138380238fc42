"""Samples for checking on the spot, and how far what was found lies from what was claimed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from assessments.models import RecheckItem, RecheckSample
from campaigns.models import CampaignYear


@dataclass(frozen=True)
class Gap:
    """What was claimed and what was found, over the units that were checked."""

    name: str
    drawn: int
    checked: int
    claimed: int
    found: int
    out_of: int

    @property
    def gap(self) -> int:
        """Claimed beyond what was found; below nought where more was found."""
        return self.claimed - self.found


@dataclass(frozen=True)
class SamplePage:
    """A sample with its units, the gap of every village and of all together."""

    items: list[RecheckItem]
    villages: list[Gap]
    whole: Gap


def samples_of(campaign_year: CampaignYear) -> QuerySet[RecheckSample]:
    """The year's samples, the latest first, with how many units of each were checked."""
    return (
        RecheckSample.objects.filter(campaign_year=campaign_year)
        .select_related("drawn_by")
        .annotate(drawn=Count("items"), checked=Count("items__found"))
        .order_by("-pk")
    )


def sample_page(sample: RecheckSample) -> SamplePage:
    """One sample; one query."""
    items = list(sample.items.select_related("unit", "village", "entered_by"))
    by_village: dict[int, list[RecheckItem]] = {}
    for item in items:
        by_village.setdefault(item.village_id, []).append(item)
    return SamplePage(
        items=items,
        villages=[gap_of(some[0].village.display_name, some) for some in by_village.values()],
        whole=gap_of("", items),
    )


def gap_of(name: str, items: Iterable[RecheckItem]) -> Gap:
    """Claimed against found; only units with a result count."""
    rows = list(items)
    checked = [item for item in rows if item.found is not None]
    return Gap(
        name=name,
        drawn=len(rows),
        checked=len(checked),
        claimed=sum(item.claimed for item in checked),
        found=sum(item.found or 0 for item in checked),
        out_of=sum(item.out_of for item in checked),
    )


def refuted_ids(campaign_year: CampaignYear) -> frozenset[int]:
    """The units that the latest re-check of the year found below what had been told of them."""
    rows = (
        RecheckItem.objects.filter(sample__campaign_year=campaign_year, found__isnull=False)
        .order_by("checked_on", "pk")
        .values_list("unit_id", "claimed", "found")
    )
    latest = {unit_id: (found or 0) < claimed for unit_id, claimed, found in rows}
    return frozenset(unit_id for unit_id, is_less in latest.items() if is_less)

"""The province's communes at a glance: a tile each, and targets against results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.models import User
from assessments.forms_of import number_of
from assessments.models import IndicatorValue
from assessments.registers import SUBMITTED
from assessments.standing import Rate
from campaigns.models import CampaignYear, TargetMeasure
from core import clock
from core.display import Tone
from reports.dashboards.status import tone_of
from reports.home.above import Overview, overviews
from reports.papers.targets import result, verdict, wish
from reports.snapshots.tables import measure_line
from units.enums import UnitType
from units.models import Unit

# The largest province has 168 communes: one year of each, and the page still opens on a phone.
MOST_ROWS = 200


@dataclass(frozen=True)
class Tile:
    """One commune: its latest year's rate of forms handed in, or that none was opened."""

    name: str
    url: str
    year: int | None
    submitted: Rate | None
    tone: Tone


@dataclass(frozen=True)
class TargetLine:
    """One measure of one year: plan, result, verdict, as the report says them."""

    label: str
    wanted: str
    result: str
    verdict: str


@dataclass(frozen=True)
class PlaceTargets:
    """The measures of one campaign year."""

    year: CampaignYear
    lines: list[TargetLine]
    reached: int
    known: int


@dataclass(frozen=True)
class ProvinceView:
    """What the province reads first."""

    tiles: list[Tile]
    rows: list[Overview]
    targets: list[PlaceTargets]
    has_more: bool = False

    def __bool__(self) -> bool:
        return bool(self.tiles or self.rows)


def province_view(user: User) -> ProvinceView:
    """Tiles, rates and targets; six queries at any number of communes."""
    every = overviews(user)
    rows = every[:MOST_ROWS]
    return ProvinceView(
        tiles=_tiles(user, every),
        rows=rows,
        targets=_targets([row.year for row in rows]),
        has_more=len(every) > len(rows),
    )


def _tiles(user: User, rows: list[Overview]) -> list[Tile]:
    """Every commune in sight in alphabetical order, with the year of its own campaign that runs.

    Of years that were opened ahead the first is shown, and only where there is no other.
    """
    today = clock.today()
    running: dict[int, Overview] = {}
    ahead: dict[int, Overview] = {}
    for row in rows:  # the latest year comes first
        host = row.year.campaign.launched_by_id
        if row.year.year > today.year:
            ahead[host] = row
        else:
            running.setdefault(host, row)
    communes = (
        Unit.objects.visible_to(user)
        .of_types([UnitType.COMMUNE])
        .active_on(today)
        .order_by("sort_key", "pk")
    )
    return [_tile(unit, running.get(unit.pk) or ahead.get(unit.pk)) for unit in communes]


def _tile(unit: Unit, row: Overview | None) -> Tile:
    if row is None:
        url = reverse("units:unit", args=[unit.pk])
        return Tile(unit.display_name, url, None, None, Tone.EMPTY)
    url = reverse("assessments:matrix", args=[row.year.campaign.slug, row.year.year])
    return Tile(
        unit.display_name,
        url,
        row.year.year,
        row.submitted,
        tone_of(row.submitted.part, row.submitted.whole),
    )


def _targets(years: list[CampaignYear]) -> list[PlaceTargets]:
    """Of every year in sight whose plan sets figures; three queries."""
    measures: dict[int, list[TargetMeasure]] = {}
    found = (
        TargetMeasure.objects.filter(target__campaign__in={year.campaign_id for year in years})
        .select_related("target")
        .prefetch_related("yearly")
        .order_by("target__position", "position")
    )
    for one in found:
        measures.setdefault(one.target.campaign_id, []).append(one)
    numbers = _numbers(years, [one for some in measures.values() for one in some])
    return [
        _place(year, measures[year.campaign_id], numbers.get(year.pk, {}))
        for year in years
        if year.campaign_id in measures
    ]


def _numbers(
    years: list[CampaignYear], measures: Iterable[TargetMeasure]
) -> dict[int, dict[str, int]]:
    """The figures that the measures ask of the launching units' own forms, once handed in."""
    codes = {
        code for one in measures for code in (one.numerator, one.denominator, one.indicator) if code
    }
    hosts = {year.pk: year.campaign.launched_by_id for year in years}
    rows = IndicatorValue.objects.filter(
        assessment__campaign_year__in=hosts,
        assessment__unit__in=set(hosts.values()),
        assessment__status__in=SUBMITTED,
        indicator__code__in=codes,
    ).select_related("indicator", "assessment")
    known: dict[int, dict[str, int]] = {}
    for row in rows:
        number = number_of(row)
        is_own = hosts[row.assessment.campaign_year_id] == row.assessment.unit_id
        if is_own and number is not None:
            known.setdefault(row.assessment.campaign_year_id, {})[row.indicator.code] = int(number)
    return known


def _place(
    year: CampaignYear, measures: list[TargetMeasure], numbers: dict[str, int]
) -> PlaceTargets:
    written: list[dict[str, Any]] = [measure_line(one, year.year, numbers.get) for one in measures]
    lines = [
        TargetLine(one["label"], wish(one, one["wanted"]), result(one), verdict(one))
        for one in written
    ]
    reached = sum(one.verdict.startswith(("Đạt", "Vượt")) for one in lines)
    unknown = sum(one.verdict == "Chưa có số liệu" for one in lines)
    return PlaceTargets(year, lines, reached, len(lines) - unknown)

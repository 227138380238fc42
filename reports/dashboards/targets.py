"""Targets against results, year by year to the end of the campaign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from campaigns.enums import MeasureKind, YearState
from campaigns.models import Campaign, CampaignYear, TargetMeasure, UnitTally, YearlyTarget
from core.charts import YearChart, YearColumn
from documents.renderers.workbook import MOST_ROWS, Cell, Rate
from reports.dashboards.places import Place
from reports.papers.targets import result, verdict, wish
from reports.snapshots.tables import measure_line
from units.paths import under


@dataclass(frozen=True)
class YearCell:
    """One measure in one year: plan, result and verdict as the report says them."""

    year: int
    wanted: str
    result: str
    verdict: str


@dataclass(frozen=True)
class MeasureYears:
    """One measure through the years, with its chart."""

    label: str
    goal: str
    cells: tuple[YearCell, ...]
    chart: YearChart


@dataclass(frozen=True)
class CampaignTargets:
    """A campaign's measures and how many of the looked-at year's are reached."""

    name: str
    host: str
    slug: str
    measures: list[MeasureYears]
    reached: int
    known: int


def campaigns_of(place: Place) -> QuerySet[Campaign]:
    """The campaigns launched at or below the place that set figures, in the order of units."""
    measures = TargetMeasure.objects.filter(target__campaign=OuterRef("pk"))
    return (
        Campaign.objects.filter(Exists(measures), under(place.unit.path, "launched_by__path"))
        .select_related("launched_by")
        .order_by("launched_by__sort_key", "pk")
    )


def targets_of(campaigns: Iterable[Campaign], year: int) -> list[CampaignTargets]:
    """What these campaigns want and reach; three statements beside the one that finds them."""
    owners = list(campaigns)
    measures, numbers = _measures(owners), _numbers(one.pk for one in owners)
    return [_campaign(one, measures[one.pk], numbers.get(one.pk, {}), year) for one in owners]


def _measures(campaigns: Iterable[Campaign]) -> dict[int, list[TargetMeasure]]:
    """The measures of each campaign in the plan's order, with their yearly targets."""
    of_campaign: dict[int, list[TargetMeasure]] = {one.pk: [] for one in campaigns}
    found = (
        TargetMeasure.objects.filter(target__campaign__in=list(of_campaign))
        .select_related("target")
        .only(*_READ)
        .prefetch_related(Prefetch("yearly", YearlyTarget.objects.only("measure", "year", "value")))
        .order_by("target__position", "position", "pk")
    )
    for one in found:
        of_campaign[one.target.campaign_id].append(one)
    return of_campaign


_READ = (
    *("code", "label", "kind", "goal", "numerator", "denominator", "indicator"),
    *("target__campaign_id", "target__section", "target__end_year"),
)


def _numbers(campaign_ids: Iterable[int]) -> dict[int, dict[int, dict[str, str]]]:
    """What the launching units' own forms say: campaign → year → line → number."""
    rows = UnitTally.objects.filter(
        campaign_year__in=CampaignYear.objects.filter(campaign__in=list(campaign_ids)).exclude(
            state=YearState.PLANNED
        )
    ).filter(unit=F("campaign_year__campaign__launched_by"))
    told: dict[int, dict[int, dict[str, str]]] = {}
    columns = ("campaign_year__campaign_id", "campaign_year__year", "lines")
    for campaign_id, year, lines in rows.values_list(*columns):
        told.setdefault(campaign_id, {})[year] = lines
    return told


def _years(campaign: Campaign) -> list[int]:
    return list(range(campaign.first_year, campaign.last_year + 1))


def _campaign(
    campaign: Campaign,
    measures: list[TargetMeasure],
    numbers: dict[int, dict[str, str]],
    year: int,
) -> CampaignTargets:
    written = [_measure(one, _years(campaign), numbers) for one in measures]
    now = [cell.verdict for one in written for cell in one.cells if cell.year == year]
    return CampaignTargets(
        name=campaign.short_name,
        host=campaign.launched_by.display_name,
        slug=campaign.slug,
        measures=written,
        reached=sum(one.startswith(("Đạt", "Vượt")) for one in now),
        known=sum(one != "Chưa có số liệu" for one in now),
    )


def _measure(
    measure: TargetMeasure, years: list[int], numbers: dict[int, dict[str, str]]
) -> MeasureYears:
    lines = [_line(measure, year, numbers.get(year, {})) for year in years]
    return MeasureYears(
        label=measure.label,
        goal=wish(lines[0], lines[0]["goal"]),
        cells=tuple(
            YearCell(year, wish(one, one["wanted"]), result(one), verdict(one))
            for year, one in zip(years, lines, strict=True)
        ),
        chart=_chart(measure, years, lines),
    )


def _chart(measure: TargetMeasure, years: list[int], lines: list[dict[str, Any]]) -> YearChart:
    """Columns of a rate or a level; yes or no has no height, its table tells it."""
    if measure.kind == MeasureKind.YES_NO:
        return YearChart(measure.label, ())
    return YearChart(
        measure.label,
        tuple(
            YearColumn(year, _reached(one), _decimal(one["wanted"]))
            for year, one in zip(years, lines, strict=True)
        ),
        goal=measure.goal,
        unit="%" if measure.kind == MeasureKind.PERCENT else "",
    )


def _line(measure: TargetMeasure, year: int, told: dict[str, str]) -> dict[str, Any]:
    def number(code: str) -> int | None:
        said = told.get(code)
        return None if said is None else int(Decimal(said))

    return dict(measure_line(measure, year, number))


def sheet_of(campaigns: QuerySet[Campaign]) -> tuple[list[str], list[Sequence[Cell]]]:
    """Head and rows of the export, no more of them than a workbook takes; five statements."""
    head = [
        *(_("Đơn vị"), _("Chỉ tiêu"), _("Năm"), _("Kế hoạch năm"), _("Tử số"), _("Mẫu số")),
        *(_("Thực hiện"), _("Đánh giá")),
    ]
    written = list(campaigns[: _how_many_fill(campaigns, MOST_ROWS + 1)])
    measures, numbers = _measures(written), _numbers(one.pk for one in written)
    return head, [
        (host, measure.label, year, *_numbers_of(line), verdict(line))
        for one in written
        for host, told in [(one.launched_by.display_name, numbers.get(one.pk, {}))]
        for measure in measures[one.pk]
        for year in _years(one)
        for line in [_line(measure, year, told.get(year, {}))]
    ]


def _how_many_fill(campaigns: QuerySet[Campaign], rows: int) -> int:
    """How many of the first campaigns have that many rows together; all where they have fewer."""
    sizes = campaigns.annotate(measures=Count("targets__measures")).values_list(
        "measures", "first_year", "last_year"
    )
    count = 0
    for measures, first, last in sizes:
        if rows <= 0:
            break
        count, rows = count + 1, rows - measures * (last - first + 1)
    return count


def _numbers_of(line: dict[str, Any]) -> tuple[Cell, ...]:
    """What is not known stays empty; levels and yes or no are words."""
    wanted = line["wanted"]
    if line["kind"] != "percent":
        reached = None if line["number"] is None else result(line)
        return (None if wanted is None else wish(line, wanted), None, None, reached)
    part, whole = line["numerator"], line["denominator"]
    known = part is not None and whole is not None
    return (
        None if wanted is None else Rate(Decimal(wanted), 100),
        part,
        whole,
        Rate(part, whole) if known else None,
    )


def _reached(line: dict[str, Any]) -> Decimal | None:
    if line["kind"] != "percent":
        return _decimal(line["number"])
    part, whole = line["numerator"], line["denominator"]
    if part is None or not whole:
        return None
    return Decimal(part) * 100 / Decimal(whole)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))

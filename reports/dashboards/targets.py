"""Targets against results, year by year to the end of the campaign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from campaigns.enums import MeasureKind, YearState
from campaigns.models import Campaign, CampaignYear, TargetMeasure, UnitTally
from core.charts import YearChart, YearColumn
from documents.renderers.workbook import Cell, Rate
from reports.dashboards.places import Place
from reports.papers.targets import result, verdict, wish
from reports.snapshots.tables import measure_line
from units.paths import under


@dataclass(frozen=True)
class YearCell:
    """One measure in one year: plan, result and verdict as the report says them.

    ``numbers``: plan, numerator, denominator and result as they go into a workbook.
    """

    year: int
    wanted: str
    result: str
    verdict: str
    numbers: tuple[Cell, ...]


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
    of_campaign: dict[int, list[TargetMeasure]] = {one.pk: [] for one in campaigns}
    found = (
        TargetMeasure.objects.filter(target__campaign__in=list(of_campaign))
        .select_related("target__campaign__launched_by")
        .prefetch_related("yearly")
        .order_by("target__position", "position", "pk")
    )
    for one in found:
        of_campaign[one.target.campaign_id].append(one)
    numbers = _numbers(of_campaign)
    return [_campaign(measures, numbers.get(pk, {}), year) for pk, measures in of_campaign.items()]


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


def _campaign(
    measures: list[TargetMeasure], numbers: dict[int, dict[str, str]], year: int
) -> CampaignTargets:
    campaign = measures[0].target.campaign
    years = range(campaign.first_year, campaign.last_year + 1)
    written = [_measure(one, list(years), numbers) for one in measures]
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
            YearCell(year, wish(one, one["wanted"]), result(one), verdict(one), _numbers_of(one))
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


def sheet_of(campaigns: list[CampaignTargets]) -> tuple[list[str], list[Sequence[Cell]]]:
    """Head and rows of the export."""
    head = [
        *(_("Đơn vị"), _("Chỉ tiêu"), _("Năm"), _("Kế hoạch năm"), _("Tử số"), _("Mẫu số")),
        *(_("Thực hiện"), _("Đánh giá")),
    ]
    return head, [
        (one.host, measure.label, cell.year, *cell.numbers, cell.verdict)
        for one in campaigns
        for measure in one.measures
        for cell in measure.cells
    ]


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

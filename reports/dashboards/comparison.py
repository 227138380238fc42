"""Units and years side by side, as they reported or brought to today's boundaries.

A rate of several units is the sum of their numerators over the sum of their denominators, never
the mean of their percentages. A year from before a merger is brought to today's unit only where
every predecessor reported and none of them came in part: half of a divided commune's figure is
nobody's figure. Where it cannot be done the page says why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.charts import YearChart, YearColumn
from core.display import Text
from core.text import listed
from documents.renderers import workbook
from reports.dashboards.lineage import Arrows
from reports.dashboards.places import LEAVES, named_units, told_apart_of
from reports.dashboards.shares import Measure, Share, Values, sum_of, values_of
from reports.dashboards.villages import Parts, own_years, parts_of
from units.enums import UnitType
from units.models import Unit

MOST_NAMED = 12
MOST_REASONS = 50
AS_REPORTED, TODAY = "reported", "today"
HOW: Mapping[str, Text] = {
    AS_REPORTED: gettext_lazy("như đã báo cáo"),
    TODAY: gettext_lazy("quy về địa giới hiện nay"),
}


@dataclass(frozen=True)
class Cell:
    """One unit in one year: its share, or why there is none; ``summed_of`` its predecessors."""

    share: Share | None = None
    reason: str = ""
    summed_of: tuple[str, ...] = ()

    @property
    def summed_words(self) -> str:
        """The predecessors in words."""
        return listed(self.summed_of)


NOTHING = Cell()


@dataclass(frozen=True)
class Row:
    """One unit through the years; what became of it is put into words where it is shown.

    ``listed``: the unit and the years whose own pages list those that the shares are counted of.
    """

    name: str
    cells: tuple[Cell, ...]
    noted: Callable[[], str] = str
    listed: tuple[int, tuple[int, ...]] | None = None

    @property
    def linked(self) -> list[tuple[Cell, str]]:
        """Every cell with the page behind its share; a sum of predecessors has none."""
        if self.listed is None:
            return [(cell, "") for cell in self.cells]
        unit_id, years = self.listed
        page = reverse("reports:place_figures", args=[unit_id])
        return [
            (cell, f"{page}?year={year}" if cell.share and not cell.summed_of else "")
            for cell, year in zip(self.cells, years, strict=True)
        ]

    @property
    def note(self) -> str:
        """When the unit came to be or ended, and from what or into what."""
        return self.noted()


@dataclass(frozen=True)
class Comparison:
    """The table and its sum by year.

    ``kept_apart``: units that ended without a successor; brought to today's boundaries each keeps
    a row of its own, for no other unit has its figures, and counts in the sum of its years; so
    does each of ``kept_out``, whose successor lies outside of the page's unit.
    ``beside``: of a commune the rows that are not of a village.
    """

    measure: Measure
    how: str
    years: tuple[int, ...]
    rows: list[Row]
    total: Row
    reasons: list[str]
    kept_apart: tuple[str, ...] = ()
    kept_out: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def totals(self) -> tuple[Cell, ...]:
        """The sums by year."""
        return self.total.cells

    @property
    def reasons_shown(self) -> list[str]:
        """The first of the reasons, as many as somebody reads."""
        return self.reasons[:MOST_REASONS]

    @property
    def more_reasons(self) -> int:
        """How many reasons are not shown."""
        return len(self.reasons) - len(self.reasons_shown)

    @property
    def left_out(self) -> list[tuple[int, int]]:
        """The years whose sum does not hold every unit, and how many it leaves out."""
        counts = (
            (year, sum(bool(row.cells[at].reason) for row in self.rows))
            for at, year in enumerate(self.years)
        )
        return [(year, count) for year, count in counts if count]

    @property
    def beside_words(self) -> str:
        """The rows that are not of a village."""
        return listed(self.beside)

    @property
    def kept_apart_words(self) -> str:
        """The first of these units by name, and how many more."""
        return _first_of(self.kept_apart)

    @property
    def kept_out_words(self) -> str:
        """The same of those that went outside."""
        return _first_of(self.kept_out)


def _first_of(names: tuple[str, ...]) -> str:
    more = len(names) - MOST_NAMED
    named = listed(names[:MOST_NAMED])
    return _("%(named)s và %(n)s đơn vị khác") % {"named": named, "n": more} if more > 0 else named


def compare(unit: Unit, measure: Measure, how: str) -> Comparison:
    """The communes of a unit, or a commune's villages, through the years; three statements.

    Four for the results of a commune's villages. Of whom nobody lies below, the own years.
    """
    if unit.type == UnitType.COMMUNE:
        parts = parts_of(unit, measure)
    elif unit.type in LEAVES:
        parts = own_years(unit, measure)
    else:
        parts = Parts(values_of(unit, measure))
    ids = {unit_id for unit_id, _year in parts.units}
    arrows = Arrows.below(unit, ids)
    units = named_units(ids if how == AS_REPORTED else arrows.onward(ids))
    arrows = replace(arrows, names=told_apart_of(units, in_full=unit.parent_id is None))
    if how == TODAY:
        units = [one for one in units if arrows.stands(one)]
    has_page = unit.type not in LEAVES or parts.has_pages
    return table(measure, how, units, parts, arrows, of=unit.pk if has_page else None)


def table(
    measure: Measure,
    how: str,
    units: list[Unit],
    parts: Parts,
    arrows: Arrows,
    *,
    of: int | None = None,
) -> Comparison:
    """The comparison from values and arrows; asks nothing of the database.

    ``of``: the unit whose own page lists what the sum as reported is counted of.
    """
    told = {year for _unit, year in parts.units}
    years = tuple(sorted(told.union(*parts.beside.values())))
    has_lists = not measure.is_line
    rows = [
        Row(
            arrows.names.get(unit.pk) or str(unit),
            tuple(cell_of(unit.pk, year, how, parts.units, arrows) for year in years),
            partial(_note, unit, how, arrows),
            (unit.pk, years) if has_lists and parts.has_pages else None,
        )
        for unit in units
    ]
    apart = [
        (row.name, bool(arrows.new_names(unit)))
        for row, unit in zip(rows, units, strict=True)
        if how == TODAY and arrows.is_alone(unit)
    ]
    rows += [
        Row(name, tuple(Cell(shares.get(year)) for year in years))
        for name, shares in parts.beside.items()
    ]
    totals = tuple(_total([row.cells[at] for row in rows]) for at in range(len(years)))
    reasons = [
        f"{row.name}, {year}: {cell.reason}"
        for row in rows
        for year, cell in zip(years, row.cells, strict=True)
        if cell.reason
    ]
    kept, out = (
        tuple(name for name, goes_on in apart if goes_on is wanted) for wanted in (False, True)
    )
    # Brought to today the sum leaves out what cannot be brought there; the unit's page does not.
    listed = (of, years) if of is not None and has_lists and how == AS_REPORTED else None
    total = Row(_("Tất cả"), totals, listed=listed)
    return Comparison(measure, how, years, rows, total, reasons, kept, out, tuple(parts.beside))


def cell_of(unit_id: int, year: int, how: str, values: Values, arrows: Arrows) -> Cell:
    """What a unit's figure of a year is: its own, or that of what it was made of."""
    own = values.get((unit_id, year))
    if own is not None or how == AS_REPORTED:
        return Cell(own)
    lines = [one for one in arrows.into.get(unit_id, []) if one.on.year >= year]
    if not lines:
        return NOTHING
    names = tuple(arrows.old_name(one) for one in lines)
    partly = [arrows.old_name(one) for one in lines if one.partly]
    if partly:
        return Cell(
            reason=_("chỉ nhận một phần của %(units)s, số liệu của một phần không tách được")
            % {"units": listed(partly)}
        )
    parts = [cell_of(one.from_id, year, how, values, arrows) for one in lines]
    known = [part.share for part in parts if part.share is not None]
    if not known:
        return next((part for part in parts if part.reason), NOTHING)
    if len(known) < len(parts):
        missing = [name for name, part in zip(names, parts, strict=True) if part.share is None]
        return Cell(reason=_("thiếu số liệu của %(units)s") % {"units": listed(missing)})
    return Cell(sum_of(known), summed_of=names)


def _total(cells: list[Cell]) -> Cell:
    known = [cell.share for cell in cells if cell.share is not None]
    return Cell(sum_of(known)) if known else NOTHING


def _note(unit: Unit, how: str, arrows: Arrows) -> str:
    if unit.valid_to is not None:
        names = listed(arrows.new_names(unit))
        told = {"day": f"{unit.valid_to:%d/%m/%Y}", "units": names}
        note = (
            _("đến hết %(day)s, nay thuộc %(units)s")
            if names
            else _("đến hết %(day)s, không có đơn vị kế tục")
        ) % told
        if how == TODAY and arrows.is_alone(unit):
            return _("%(note)s: hàng riêng, có trong hàng Tất cả") % {"note": note}
        return note
    if arrows.is_out(unit) and unit.parent is not None:
        return _("nay ở %(place)s") % {"place": arrows.outside(unit.parent.display_name)}
    olds = arrows.into.get(unit.pk, [])
    if not olds:
        return ""
    names = listed(
        f"{name} ({_('một phần')})" if one.partly else name
        for one in olds
        for name in (arrows.old_name(one),)
    )
    return _("từ %(day)s, gồm %(units)s") % {
        "day": f"{olds[-1].on:%d/%m/%Y}",
        "units": names,
    }


def chart_of(table: Comparison) -> YearChart:
    """The sums of all units by year."""
    columns = tuple(
        YearColumn(year, cell.share.part * 100 / cell.share.whole)
        if cell.share and cell.share.whole
        else YearColumn(year, None)
        for year, cell in zip(table.years, table.totals, strict=True)
    )
    return YearChart(table.measure.label, columns)


def words_of(table: Comparison) -> str:
    """What is compared, within which boundaries: for the name of the export and its head."""
    return f"{table.measure.label}, {HOW[table.how]}"


def sheet_of(table: Comparison) -> tuple[list[str], list[list[workbook.Cell]]]:
    """Head and rows of the export: numerator, denominator and rate of every year."""
    head = [f"{_('Đơn vị')} ({words_of(table)})", _("Ghi chú")]
    for year in table.years:
        head += [
            f"{year}: {_('tử số')}",
            f"{year}: {_('mẫu số')}",
            f"{year}: %",
            f"{year}: {_('ghi chú')}",
        ]
    return head, [
        [row.name, row.note, *(one for cell in row.cells for one in _cells(cell))]
        for row in (*table.rows, table.total)
    ]


def _cells(cell: Cell) -> list[workbook.Cell]:
    if cell.share is None:
        return [None, None, None, cell.reason]
    part, whole = cell.share.part, cell.share.whole
    return [part, whole, workbook.Rate(part, whole), cell.summed_words]

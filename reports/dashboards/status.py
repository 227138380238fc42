"""Places × states with the three rates, and results without a form: one look at the roll-up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.enums import Status
from campaigns.models.tallies import COUNTS, STATE_COLUMNS
from core.charts import Segment, state_segments
from core.display import Tone, state_mark
from core.numbers import format_number, format_percent
from reports.dashboards.places import Place, name_in_full, names_below, names_of
from units.paths import WIDTH

STATES = ("", *Status.values)
COLUMNS = tuple(STATE_COLUMNS[state] for state in STATES)
# From which share of forms handed in a tile gets its colour; the figure itself always stands there.
HALF, MOST = 50, 80
Sums = dict[str, int]


@dataclass(frozen=True)
class Line:
    """One place or group: every cell written out, so that the template only prints."""

    name: str
    url: str
    states: tuple[tuple[str, str], ...]
    participants: str
    rates: tuple[tuple[str, str], ...]
    results: tuple[str, ...]
    tone: Tone
    sums: Sums
    key: Any = None


@dataclass(frozen=True)
class StatusTable:
    """The lines and their sum; ``first_head`` says what a line is."""

    place: Place
    first_head: str
    lines: list[Line]
    total: Line

    @property
    def total_lines(self) -> tuple[Line, ...]:
        """The sum as the one line of a table's foot."""
        return (self.total,)

    @property
    def has_forms(self) -> bool:
        """Whether anybody takes part with a form."""
        return bool(self.total.sums["participants"])

    @property
    def has_results(self) -> bool:
        """Whether there are results without a form."""
        return bool(self.total.sums["registered"] or self.total.sums["assessed"])

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The states of all forms as parts of a bar."""
        counts = self.total.sums
        return state_segments([(one, counts[STATE_COLUMNS[one]]) for one in STATES])

    @property
    def has_tiles(self) -> bool:
        """Whether the lines are places that a tile stands for."""
        return self.place.is_above and bool(self.lines)


def status_table(place: Place, *, by_commune: bool = False) -> StatusTable:
    """The place's lines: provinces of the country, communes, or the groups of a commune.

    Two statements: the sums, grouped by the database, and the names of what they belong to.
    """
    if not place.is_above:
        return _by_group(place)
    rows = place.sums.annotate(child=Substr("place__path", place.depth, WIDTH))
    grouped = rows.values("place_id" if by_commune else "child")
    found = {
        int(row["place_id"] if by_commune else row["child"] or place.unit.pk): _sums(row)
        for row in _summed(grouped)
    }
    units = names_of(found) if by_commune else names_below(place.unit)
    named = name_in_full if by_commune else str
    url_of = _figures_urls(place.year)
    lines = [
        line(named(unit), url_of.format(unit.pk), found[unit.pk])
        for unit in sorted(units.values(), key=lambda one: (one.sort_key, one.pk))
        if unit.pk in found
    ]
    return StatusTable(place, _("Đơn vị"), lines, _total(found.values()))


def _by_group(place: Place) -> StatusTable:
    head = ("group_id", "group__source_number", "group__heading", "group__position")
    years = (
        "campaign_year__year",
        "campaign_year__campaign__slug",
        "campaign_year__campaign__short_name",
    )
    rows = list(_summed(place.sums.values(*head, *years)))
    rows.sort(key=lambda row: (row[years[1]], row["group__position"]))
    plans = {row[years[1]] for row in rows}
    lines = []
    for row in rows:
        name = f"{row['group__source_number']} {row['group__heading']}".strip()
        if len(plans) > 1:
            name = f"{name} ({row[years[2]]})"
        url = "" if place.is_leaf else matrix_url(row[years[1]], place.year)
        lines.append(line(name, url, _sums(row), group_id=row["group_id"]))
    return StatusTable(place, _("Nhóm"), lines, _total(one.sums for one in lines))


def _summed(grouped: Any) -> Iterable[dict[str, Any]]:
    rows: Iterable[dict[str, Any]] = grouped.order_by().annotate(
        **{f"n_{name}": Sum(name) for name in COUNTS}
    )
    return rows


def _sums(row: dict[str, Any]) -> Sums:
    return {name: row[f"n_{name}"] or 0 for name in COUNTS}


def _total(every: Iterable[Sums]) -> Line:
    total = dict.fromkeys(COUNTS, 0)
    for sums in every:
        for name in COUNTS:
            total[name] += sums[name]
    return line(_("Tất cả"), "", total)


def line(name: str, url: str, sums: Sums, *, group_id: int | None = None) -> Line:
    """One line with its cells in words."""
    narrow = "" if group_id is None else f"&group={group_id}"
    return Line(
        name=name,
        url=f"{url}?group={group_id}" if group_id is not None and url else url,
        states=tuple(
            (
                format_number(sums[column]),
                f"{url}?state={state or 'none'}{narrow}"
                if group_id is not None and url and sums[column]
                else "",
            )
            for state, column in zip(STATES, COLUMNS, strict=True)
        ),
        participants=format_number(sums["participants"]),
        rates=(
            rate(sums["submitted"], sums["participants"]),
            rate(sums["on_time"], sums["dated"]),
            rate(sums["complete"], sums["participants"]),
        ),
        results=(
            format_number(sums["registered"]),
            format_number(sums["assessed"]),
            format_number(sums["achieved"]),
            format_percent(sums["achieved"], sums["registered"]),
        ),
        tone=tone_of(sums["submitted"], sums["participants"]),
        sums=sums,
    )


def rate(part: int, whole: int) -> tuple[str, str]:
    """A rate and its fraction: ``("67,7%", "21/31")``."""
    return format_percent(part, whole), f"{format_number(part)}/{format_number(whole)}"


def tone_of(part: int, whole: int) -> Tone:
    """The colour of a tile by exact shares."""
    if not whole:
        return Tone.EMPTY
    if part * 100 < HALF * whole:
        return Tone.BAD
    return Tone.OK if part * 100 >= MOST * whole else Tone.WARN


def head_of(table: StatusTable) -> list[str]:
    """The head of the table as it is exported."""
    return [
        table.first_head,
        *(str(state_mark(state).word) for state in STATES),
        *(_("Số phiếu"), _("Đã nộp"), _("Đã nộp (%)"), _("Có hạn"), _("Đúng hạn")),
        *(_("Đúng hạn (%)"), _("Đầy đủ"), _("Đầy đủ (%)")),
        *(_("Hộ, dòng họ, cá nhân đăng ký"), _("Đã đánh giá"), _("Đạt"), _("Đạt trên đăng ký (%)")),
    ]


def cells_of(table: StatusTable) -> list[Sequence[str | int | None]]:
    """Every line and the sum, figures as figures."""
    return [
        (
            one.name,
            *(one.sums[column] for column in COLUMNS),
            one.sums["participants"], one.sums["submitted"], one.rates[0][0],
            one.sums["dated"], one.sums["on_time"], one.rates[1][0],
            one.sums["complete"], one.rates[2][0],
            one.sums["registered"], one.sums["assessed"], one.sums["achieved"], one.results[3],
        )
        for one in (*table.lines, table.total)
    ]  # fmt: skip


def _figures_urls(year: int) -> str:
    """The address of a unit's figures with a place for its id: looked up once for many lines."""
    head, tail = reverse("reports:place_figures", args=[0]).rsplit("0", 1)
    return f"{head}{{}}{tail}?year={year}"


def matrix_url(slug: str, year: int) -> str:
    """The list behind a group's figures."""
    return reverse("assessments:matrix", args=[slug, year])

"""Places × states with the three rates, and results without a form: one look at the roll-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import F, QuerySet
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.enums import Status
from campaigns.models import PlaceTally
from campaigns.models.tallies import STATE_COLUMNS
from core.charts import Segment, state_segments
from core.display import Tone, state_mark
from core.numbers import format_number, format_percent
from documents.renderers.workbook import Cell, Rate
from reports.dashboards import choosing
from reports.dashboards.choosing import NO_CHOICE, Choices
from reports.dashboards.places import (
    ABOVE,
    Place,
    names_below,
    names_in_full,
    place_in,
    place_of,
)
from reports.dashboards.sums import Below, Sums, added, summed, sums_in
from units.models import Unit
from units.paths import WIDTH

STATES = ("", *Status.values)
COLUMNS = tuple(STATE_COLUMNS[state] for state in STATES)
_of_states = itemgetter(*COLUMNS)
# Which sum of which, in the order of the page's columns.
RATES: Mapping[str, tuple[str, str]] = {
    "submitted": ("submitted", "participants"),
    "on_time": ("on_time", "dated"),
    "complete": ("complete", "participants"),
}
# From which share of forms handed in a tile gets its colour; the figure itself always stands there.
HALF, MOST = 50, 80


class Line(NamedTuple):
    """One place or group: every cell written out, so that the template only prints.

    ``list_url``: where the units stand among which its rates are counted, if anywhere.
    ``state_urls``: where those of each state stand; nothing where there is no such list.
    """

    name: str
    url: str
    list_url: str
    states: tuple[str, ...]
    state_urls: tuple[str, ...]
    participants: str
    rates: tuple[tuple[str, str], ...]
    results: tuple[str, ...]
    tone: Tone
    sums: Sums
    key: Any = None


@dataclass(frozen=True)
class StatusTable:
    """The lines and the sum of all; ``first_head`` says what a line is.

    ``found``: the sum of the lines where some were looked for and not all are there.
    ``choices``: the campaigns that can be looked at alone, and which one is.
    """

    place: Place
    first_head: str
    lines: list[Line]
    total: Line
    found: Line | None = None
    choices: Choices = NO_CHOICE

    @property
    def total_lines(self) -> tuple[Line, ...]:
        """The sums as the lines of a table's foot."""
        return (self.total,) if self.found is None else (self.found, self.total)

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


def status_of(
    unit: Unit, asked: str, *, by_commune: bool = False, campaign: str = ""
) -> StatusTable:
    """The table of the asked year where there is one, else of the latest not after today's.

    Three statements above communes: the places with their names, their sums, and of which years;
    a fourth for the campaigns' names where some meet.
    """
    if unit.type not in ABOVE or unit.parent_id is None:
        return status_table(place_of(unit, asked), by_commune=by_commune, campaign=campaign)
    below = Below(unit)
    return _of_below(place_in(unit, below.years, asked), below, campaign)


def status_table(place: Place, *, by_commune: bool = False, campaign: str = "") -> StatusTable:
    """The place's lines: provinces of the country, communes, or the groups of a commune."""
    if not place.is_above:
        return _by_group(place, campaign)
    if place.unit.parent_id is not None:
        return _of_below(place, Below(place.unit), campaign)
    choices = choosing.of_country(place.year, campaign)
    rows = summed(_keyed(place, choosing.only(place.sums, choices), by_commune=by_commune))
    found = {int(row["key"]): sums_in(row) for row in rows}
    names = names_in_full(found) if by_commune else names_below(place.unit)
    return _table(place, names, found, choices)


def _of_below(place: Place, below: Below, campaign: str) -> StatusTable:
    choices, years = choosing.of_places(below.pairs(place.year), campaign)
    return _table(place, below.names, below.sums(place.year, years), choices)


def _table(
    place: Place, names: Mapping[int, str], found: Mapping[int, Sums], choices: Choices
) -> StatusTable:
    url_of = _figures_urls(place.year, "" if choices.is_own else choices.value)
    lines = [line(name, url_of.format(pk), found[pk]) for pk, name in names.items() if pk in found]
    return StatusTable(place, _("Đơn vị"), lines, _total(found.values()), choices=choices)


def _keyed(
    place: Place, rows: QuerySet[PlaceTally], *, by_commune: bool
) -> QuerySet[PlaceTally, Any]:
    """The country's rows by commune, or by the province that the commune lies in."""
    key = F("place_id") if by_commune else Substr("place__path", place.depth, WIDTH)
    return rows.annotate(key=key).values("key")


def _by_group(place: Place, campaign: str) -> StatusTable:
    head = ("group_id", "group__source_number", "group__heading", "group__position")
    years = (
        "campaign_year__year",
        "campaign_year__campaign__slug",
        "campaign_year__campaign__short_name",
    )
    rows = list(summed(place.sums.values(*head, *years)))
    rows.sort(key=lambda row: (row[years[1]], row["group__position"]))
    offered = {row[years[1]]: row[years[2]] for row in rows}
    choices = Choices.among(offered.items(), campaign)
    plans = {choices.value} if choices.chosen else set(offered)
    lines = []
    for row in rows:
        if row[years[1]] not in plans:
            continue
        name = f"{row['group__source_number']} {row['group__heading']}".strip()
        if len(plans) > 1:
            name = f"{name} ({row[years[2]]})"
        url = "" if place.is_leaf else matrix_url(row[years[1]], place.year)
        lines.append(line(name, url, sums_in(row), group_id=row["group_id"]))
    whole = matrix_url(min(plans), place.year) if len(plans) == 1 and not place.is_leaf else ""
    total = _total((one.sums for one in lines), whole)
    return StatusTable(place, _("Nhóm"), lines, total, choices=choices)


def _total(every: Iterable[Sums], list_url: str = "") -> Line:
    return line(_("Tất cả"), "", added(every), list_url=list_url)


def line(
    name: str, url: str, sums: Sums, *, group_id: int | None = None, list_url: str = ""
) -> Line:
    """One line with its cells in words; its units are listed at ``url`` unless said otherwise."""
    own = f"{url}?group={group_id}" if group_id is not None and url else url
    # Nearly all counts of a page have no thousands to part: two thousand calls less.
    words = {
        name: str(count) if 0 <= count < 1000 else format_number(count)
        for name, count in sums.items()
    }
    return Line(
        name=name,
        url=own,
        list_url=list_url or own,
        states=_of_states(words),
        state_urls=_state_urls(url, group_id, sums) if group_id is not None and url else (),
        participants=words["participants"],
        rates=tuple(
            [
                (format_percent(sums[part], sums[whole]), f"{words[part]}/{words[whole]}")
                for part, whole in RATES.values()
            ]
        ),
        results=(
            words["registered"],
            words["assessed"],
            words["achieved"],
            format_percent(sums["achieved"], sums["registered"]),
        ),
        tone=tone_of(sums["submitted"], sums["participants"]),
        sums=sums,
    )


def _state_urls(url: str, group_id: int, sums: Sums) -> tuple[str, ...]:
    """The list behind each state's count; of nobody there is none."""
    return tuple(
        [
            f"{url}?state={state or 'none'}&group={group_id}" if sums[column] else ""
            for state, column in zip(STATES, COLUMNS, strict=True)
        ]
    )


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


def cells_of(table: StatusTable) -> list[Sequence[Cell]]:
    """Every line and the sum, figures as figures and rates as numbers."""
    return [
        (
            one.name,
            *(one.sums[column] for column in COLUMNS),
            sums["participants"], sums["submitted"],
            Rate(sums["submitted"], sums["participants"]),
            sums["dated"], sums["on_time"], Rate(sums["on_time"], sums["dated"]),
            sums["complete"], Rate(sums["complete"], sums["participants"]),
            sums["registered"], sums["assessed"], sums["achieved"],
            Rate(sums["achieved"], sums["registered"]),
        )
        for one in (*table.lines, *table.total_lines)
        for sums in (one.sums,)
    ]  # fmt: skip


def _figures_urls(year: int, slug: str) -> str:
    """The address of a unit's figures with a place for its id: looked up once for many lines."""
    head, tail = reverse("reports:place_figures", args=[0]).rsplit("0", 1)
    more = f"&campaign={slug}" if slug else ""
    return f"{head}{{}}{tail}?year={year}{more}"


def matrix_url(slug: str, year: int) -> str:
    """The list behind a group's figures."""
    return reverse("assessments:matrix", args=[slug, year])

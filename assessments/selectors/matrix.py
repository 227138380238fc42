"""Units × states of one year: who stands where, in time or late, and with whom it lies."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Status
from assessments.selectors.waiting import receivers_of
from assessments.standing import Rate, Rates, standings
from campaigns.models import CampaignYear, ParticipantGroup, UnitTally
from campaigns.models.tallies import STATE_COLUMNS
from core.charts import Segment, state_segments
from core.display import Mark, Tone, days_left, state_mark, vn_date
from core.text import fold

EMPTY = "none"  # "chưa nhập" in addresses, where an empty word would mean "any"
# What the office looks for: everything that was not handed in, everything that waits for it.
BUNDLES: Mapping[str, frozenset[str]] = {
    "missing": frozenset({"", Status.DRAFT}),
    "waiting": frozenset({Status.SUBMITTED, Status.IN_REVIEW}),
}
STATES = ("", *Status.values)
ORDER = {state: number for number, state in enumerate(STATES)}


@dataclass(frozen=True)
class Row:
    """One participant, written out."""

    participation_id: int
    record_id: int | None
    group_id: int
    name: str
    status: str
    mark: Mark
    last_day: str
    days: Mark
    lateness: Mark | None
    is_moved: bool
    holder: str
    held_days: int | None
    is_complete: bool
    place: int
    last_on: dt.date | None


@dataclass(frozen=True)
class GroupBlock:
    """A heading of the plan with how many of its units stand in each state."""

    group: ParticipantGroup
    counts: tuple[tuple[str, int], ...]
    rates: Rates

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The states as parts of a bar."""
        return state_segments(self.counts)


@dataclass(frozen=True)
class Matrix:
    """The year as a whole and its rows as the filter asks for them."""

    groups: list[GroupBlock]
    counts: Mapping[str, int]
    rates: Rates
    rows: list[Row]
    total: int


@dataclass(frozen=True)
class Wanted:
    """What the address asks for: words of the name, group, state, lateness, order."""

    words: tuple[str, ...] = ()
    group: str = ""
    state: str = ""
    lateness: str = ""
    sort: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Wanted:
        """Read the address; what is not known is not asked for."""
        state = query.get("state", "")
        return cls(
            words=tuple(fold(query.get("q", "")).split()),
            group=query.get("group", ""),
            state=state if state in {EMPTY, *Status.values, *BUNDLES} else "",
            lateness=query.get("late", ""),
            sort=query.get("sort", ""),
        )

    def takes(self, row: Row) -> bool:
        """Whether a row is asked for."""
        name = fold(row.name)
        return (
            all(word in name for word in self.words)
            and (not self.group or self.group == str(row.group_id))
            and (not self.state or self.has_state(row.status))
            and (not self.lateness or _is_late(row))
        )

    def has_state(self, status: str) -> bool:
        """Whether a state is the asked one, or one of the asked bundle."""
        return status in BUNDLES.get(self.state, {"" if self.state == EMPTY else self.state})

    def ordered(self, rows: list[Row]) -> list[Row]:
        """The rows in the asked order; by default as the plan and the commune list them."""
        key = self.sort.removeprefix("-")
        if key not in SORTS:
            return rows
        return sorted(rows, key=SORTS[key], reverse=self.sort.startswith("-"))


def _is_late(row: Row) -> bool:
    return row.lateness is not None and row.lateness.tone == Tone.BAD


FAR = dt.date.max
SORTS = {
    "unit": lambda row: row.place,
    "state": lambda row: (ORDER[row.status], row.place),
    "day": lambda row: (row.last_on or FAR, row.place),
    "held": lambda row: (-1 if row.held_days is None else row.held_days, row.place),
}


def matrix(campaign_year: CampaignYear, user: User, day: dt.date, wanted: Wanted) -> Matrix:
    """Every participant in the user's sight, by group; from the roll-up, in three queries."""
    tallies = list(
        UnitTally.objects.visible_to(user)
        .counted()
        .filter(campaign_year=campaign_year)
        .select_related("unit", "group")
        .only(*_SHOWN)
        .order_by("group__position", "unit__position", "unit__sort_key", "unit_id")
    )
    receivers = receivers_of({campaign_year.campaign_id})
    host = campaign_year.campaign.launched_by.display_name
    rows = [
        _row(one, place, day, receivers.get(one.group_id, host))
        for place, one in enumerate(tallies, start=1)
    ]
    total = _counts(tallies)
    return Matrix(
        groups=_groups(tallies),
        counts=_states(total),
        rates=_rates(total),
        rows=wanted.ordered([row for row in rows if wanted.takes(row)]),
        total=len(rows),
    )


_SHOWN = (
    *("participation_id", "record_id", "status", "is_submitted", "is_complete", "is_counted"),
    *("last_day", "is_moved", "received_on", "since", "taken_up_by", "group_id", "unit_id"),
    *("unit__kind_word", "unit__name", "group__source_number", "group__heading"),
    "group__position",
)


def _counts(rows: Iterable[UnitTally]) -> Counter[str]:
    total: Counter[str] = Counter()
    for row in rows:
        total.update(row.counts)
    return total


def _states(counts: Counter[str]) -> dict[str, int]:
    return {state: counts[STATE_COLUMNS[state]] for state in STATES}


def _rates(counts: Counter[str]) -> Rates:
    return Rates(
        submitted=Rate(counts["submitted"], counts["participants"]),
        complete=Rate(counts["complete"], counts["participants"]),
        on_time=Rate(counts["on_time"], counts["dated"]),
        undated=counts["participants"] - counts["dated"],
    )


def _groups(rows: Iterable[UnitTally]) -> list[GroupBlock]:
    of_group: dict[ParticipantGroup, Counter[str]] = {}
    for row in rows:
        of_group.setdefault(row.group, Counter()).update(row.counts)
    return [
        GroupBlock(group, tuple(_states(counts).items()), _rates(counts))
        for group, counts in of_group.items()
    ]


def _row(one: UnitTally, place: int, day: dt.date, receiver: str) -> Row:
    return Row(
        participation_id=one.participation_id,
        record_id=one.record_id,
        group_id=one.group_id,
        name=one.unit.display_name,
        status=one.status,
        mark=state_mark(one.status),
        last_day=vn_date(one.last_day),
        days=days_left(one.last_day, day),
        lateness=_lateness_of(one, day),
        is_moved=one.is_moved,
        holder=_holder_of(one, receiver),
        held_days=_held_days(one, day),
        is_complete=one.is_complete,
        place=place,
        last_on=one.last_day,
    )


def _held_days(one: UnitTally, day: dt.date) -> int | None:
    if one.since is None or one.status == Status.FINAL:
        return None
    return (day - timezone.localtime(one.since).date()).days


def _lateness_of(one: UnitTally, day: dt.date) -> Mark | None:
    """In time, late, or overdue; ``None`` while the day has not come or where there is none."""
    if one.last_day is None:
        return None
    if one.is_on_time:
        return Mark(_("đúng hạn"), "check-circle", Tone.OK)
    if one.received_on is not None:
        return Mark(_("nộp muộn"), "warning", Tone.BAD)
    return Mark(_("quá hạn"), "warning", Tone.BAD) if day > one.last_day else None


def _holder_of(one: UnitTally, receiver: str) -> str:
    """With whom the form lies: its unit, the reviewing body, the reviewer, or nobody any more."""
    if one.status == Status.FINAL:
        return ""
    if one.status in {"", Status.DRAFT, Status.RETURNED}:
        return str(one.unit.display_name)
    if one.status == Status.REVIEWED:
        return _("lãnh đạo phụ trách (chờ chốt)")
    if one.status == Status.IN_REVIEW and one.taken_up_by:
        return one.taken_up_by
    return receiver


@dataclass(frozen=True)
class Closing:
    """What closing the year would do: what becomes final, what stays, by name."""

    becomes_final: int
    already_final: int
    stays: list[tuple[str, Mark]]


def closing_of(campaign_year: CampaignYear, day: dt.date) -> Closing:
    """The year before it is closed."""
    stands = standings(campaign_year, day)
    counts = Counter(standing.status for standing in stands)
    return Closing(
        becomes_final=counts[Status.REVIEWED],
        already_final=counts[Status.FINAL],
        stays=[
            (standing.participation.unit.display_name, state_mark(standing.status))
            for standing in stands
            if standing.status not in {Status.REVIEWED, Status.FINAL}
        ],
    )

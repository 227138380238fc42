"""Keeping the roll-up: each change of a participant moves the sums by the difference.

Everything happens in the caller's transaction. A unit's row is locked, the difference to what it
added before goes to its place by ``x = x + d``: no sum is read and written back, so two villages
of one commune never lose each other's step, and communes never wait for each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import F, QuerySet

from campaigns.calendar import last_day
from campaigns.enums import DutyKind
from campaigns.models import (
    Campaign,
    CampaignYear,
    Duty,
    DutyDelivery,
    LineTally,
    Participation,
    PlaceTally,
    UnitTally,
)
from campaigns.models.tallies import number_said
from core.prepared import Prepared, PreparedUpdate, update
from units.enums import UnitType
from units.models import Unit

_BATCH = 200


@dataclass(frozen=True)
class PlaceKey:
    """Which sums: of a year, a place and a group; ``is_whole`` as in ``PlaceTally``."""

    year_id: int
    place_id: int
    group_id: int
    is_whole: bool = True

    @property
    def row(self) -> dict[str, int]:
        """The key as columns."""
        return {
            "campaign_year_id": self.year_id,
            "place_id": self.place_id,
            "group_id": self.group_id,
        }


@dataclass(frozen=True)
class LineStep:
    """One line of one place's sums, moved by so many units and so much."""

    key: PlaceKey
    code: str
    word: str
    units: int
    total: Decimal = Decimal(0)


def key_of(row: UnitTally) -> PlaceKey:
    """The sums to which a participant adds."""
    return PlaceKey(row.campaign_year_id, row.place_id, row.group_id)


def lines_of(row: UnitTally) -> dict[tuple[str, str], Decimal]:
    """What its form adds to the lines: (code, word) → number; judgements add no number."""
    if not row.is_counted:
        return {}
    return {
        (code, "" if number is not None else said): number or Decimal(0)
        for code, said in row.lines.items()
        for number in [number_said(said)]
    }


def place_of(unit: Unit, campaign: Campaign) -> int:
    """The commune in which a participant counts, else the launching unit."""
    return commune_of(unit) or campaign.launched_by_id


def commune_of(unit: Unit) -> int | None:
    """The commune that the unit is, or lies in."""
    return unit.pk if unit.type == UnitType.COMMUNE else unit.commune_id


# ---------------------------------------------------------------- moving the sums


def change(campaign_year_id: int, unit_id: int, **facts: Any) -> None:
    """Say what is now true of one participant; the sums of its place follow.

    A unit that does not take part in the year has no row and counts nowhere.
    """
    change_many(campaign_year_id, {unit_id: facts})


def change_many(campaign_year_id: int, facts: Mapping[int, Mapping[str, Any]]) -> None:
    """``change`` for several participants at once, in few statements."""
    said = _said.get()
    if said is None:
        _change_now(campaign_year_id, facts)
        return
    of_year = said.setdefault(campaign_year_id, {})
    for unit_id, new in facts.items():
        of_year.setdefault(unit_id, {}).update(new)


# By year and unit what was said inside ``gathered``; ``None`` outside of it.
_Said = dict[int, dict[int, dict[str, Any]]]
_said: ContextVar[_Said | None] = ContextVar("said", default=None)


@contextmanager
def gathered() -> Iterator[None]:
    """Move the sums once at the end of the block, by everything that was said in it.

    An act that says several things of one participant reads and writes its row once and holds
    the sums of its place for a shorter time. It belongs inside the act's transaction, also as a
    decorator; after an exception nothing was moved.
    """
    if _said.get() is not None:
        yield
        return
    said: _Said = {}
    token = _said.set(said)
    try:
        yield
    finally:
        _said.reset(token)
    for campaign_year_id in sorted(said):
        _change_now(campaign_year_id, said[campaign_year_id])


def _change_now(campaign_year_id: int, facts: Mapping[int, Mapping[str, Any]]) -> None:
    ids = list(facts)
    held: Iterable[UnitTally]
    if len(ids) == 1:
        held = _held(campaign_year_id, ids[0])
    else:
        rows = UnitTally.objects.select_for_update().filter(campaign_year_id=campaign_year_id)
        held = rows.filter(unit_id__in=ids).order_by("pk")
    put([(row, facts[row.unit_id]) for row in held])


@Prepared
def _held(campaign_year: int, unit: int) -> QuerySet[UnitTally]:
    rows = UnitTally.objects.select_for_update()
    return rows.filter(campaign_year_id=campaign_year, unit_id=unit)


def put(news: Iterable[tuple[UnitTally, Mapping[str, Any]]]) -> None:
    """Write facts into rows that are locked and move the sums by the differences."""
    counts: dict[PlaceKey, Counter[str]] = {}
    steps: list[LineStep] = []
    touched: list[UnitTally] = []
    names: set[str] = set()
    for row, facts in news:
        changed = {name for name, value in facts.items() if getattr(row, name) != value}
        if not changed:
            continue
        before, before_lines = row.counts, lines_of(row)
        for name in changed:
            setattr(row, name, facts[name])
        touched.append(row)
        names |= changed
        moved = counts.setdefault(key_of(row), Counter())
        moved.update(row.counts)
        moved.subtract(before)
        steps += line_steps(key_of(row), before_lines, lines_of(row))
    _save(touched, names)
    for key in sorted(counts, key=_in_order):
        add(key, {name: step for name, step in counts[key].items() if step})
    add_lines(steps)


def _save(rows: list[UnitTally], names: set[str]) -> None:
    if len(rows) == 1:
        update(rows[0], *sorted(names))
    elif rows:
        UnitTally.objects.bulk_update(rows, sorted(names), batch_size=_BATCH)


def _in_order(key: PlaceKey) -> tuple[int, int]:
    """One order for everybody, so that no two wait for each other in a circle."""
    return key.place_id, key.group_id


def add(key: PlaceKey, steps: Mapping[str, int]) -> None:
    """Move the sums of a place; its row is made by the first step."""
    if not steps:
        return
    names = tuple(sorted(steps))
    moving = _moving(names)
    if moving(*key.row.values(), *(steps[name] for name in names)):
        return
    try:
        with transaction.atomic():
            PlaceTally.objects.create(**key.row, is_whole=key.is_whole, **steps)
    except IntegrityError:  # somebody else made it in the same moment
        moving(*key.row.values(), *(steps[name] for name in names))


@cache
def _moving(names: tuple[str, ...]) -> PreparedUpdate[PlaceTally]:
    """``x = x + d`` of these columns; acts move as many sets of columns as they have kinds."""

    def build(
        year: int, place: int, group: int, *steps: int
    ) -> tuple[QuerySet[PlaceTally], dict[str, Any]]:
        rows = PlaceTally.objects.filter(campaign_year_id=year, place_id=place, group_id=group)
        return rows, {name: F(name) + step for name, step in zip(names, steps, strict=True)}

    return PreparedUpdate(build)


def line_steps(
    key: PlaceKey,
    before: Mapping[tuple[str, str], Decimal],
    after: Mapping[tuple[str, str], Decimal],
) -> list[LineStep]:
    """The differences between what a form added and what it adds now."""
    return [
        LineStep(
            key,
            *line,
            units=(line in after) - (line in before),
            total=after.get(line, Decimal(0)) - before.get(line, Decimal(0)),
        )
        for line in sorted({*before, *after})
        if before.get(line) != after.get(line)
    ]


def add_lines(steps: Iterable[LineStep]) -> None:
    """Move the sums of lines, in one statement for many, always in the same order."""
    rows = sorted(
        (one.key.year_id, one.key.place_id, one.key.group_id, one.code, one.word, one.units,
         str(one.total))
        for one in steps
    )  # fmt: skip
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        values = ", ".join(["(%s, %s, %s, %s, %s, %s, CAST(%s AS numeric))"] * len(batch))
        with connection.cursor() as cursor:
            cursor.execute(_ADD_LINES % values, [one for row in batch for one in row])


_ADD_LINES = f"""
INSERT INTO {LineTally._meta.db_table} AS kept
    (campaign_year_id, place_id, group_id, code, word, units, total)
VALUES %s
ON CONFLICT (campaign_year_id, place_id, group_id, code, word) DO UPDATE
SET units = kept.units + excluded.units, total = kept.total + excluded.total
"""  # noqa: S608, SLF001 the table's own name


# ---------------------------------------------------------------- participants and their days


def enter(campaign_year: CampaignYear, rows: Iterable[Participation]) -> None:
    """Count new participants, with ``unit`` at hand."""
    new = list(rows)
    days = Days(campaign_year)
    campaign = campaign_year.campaign
    made = [
        UnitTally(
            participation=one,
            campaign_year=campaign_year,
            unit_id=one.unit_id,
            group_id=one.group_id,
            place_id=place_of(one.unit, campaign),
            is_counted=not one.is_excluded,
            **days.of(one.unit_id, one.group_id),
        )
        for one in new
    ]
    UnitTally.objects.bulk_create(made, batch_size=500)
    sums: dict[PlaceKey, Counter[str]] = {}
    for row in made:
        sums.setdefault(key_of(row), Counter()).update(row.counts)
    for key in sorted(sums, key=_in_order):
        add(key, sums[key])


def follow_days(campaign_year: CampaignYear, unit_ids: Iterable[int] | None = None) -> None:
    """Read last days and receipts anew: of some units, or of all after a duty's day was set."""
    rows = UnitTally.objects.select_for_update().filter(campaign_year=campaign_year)
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=list(unit_ids))
    found = list(rows.order_by("pk"))
    days = Days(campaign_year, [row.unit_id for row in found])
    put((row, days.of(row.unit_id, row.group_id)) for row in found)


class Days:
    """Last day and receipt of participants, by their group's first dated duty."""

    def __init__(self, campaign_year: CampaignYear, unit_ids: list[int] | None = None) -> None:
        self._year = campaign_year.year
        self._duties = duty_by_group(campaign_year.campaign_id)
        rows = DutyDelivery.objects.filter(campaign_year=campaign_year, duty__kind=DutyKind.FORM)
        if unit_ids is not None:
            rows = rows.filter(unit_id__in=unit_ids)
        self._deliveries = {(row.duty_id, row.unit_id): row for row in rows}

    def of(self, unit_id: int, group_id: int) -> dict[str, Any]:
        """The columns of ``UnitTally`` that duties decide."""
        duty = self._duties.get(group_id)
        if duty is None:
            return {"last_day": None, "is_moved": False, "received_on": None}
        row = self._deliveries.get((duty.pk, unit_id))
        moved = row.moved_last_day if row else None
        return {
            "last_day": moved or last_day(duty, self._year),
            "is_moved": moved is not None,
            "received_on": row.received_on if row else None,
        }


def duty_by_group(campaign_id: int) -> dict[int, Duty]:
    """The first dated form duty of each group, by group id."""
    duties = (
        Duty.objects.filter(campaign_id=campaign_id, kind=DutyKind.FORM)
        .exclude(day=None)
        .prefetch_related("groups")
        .order_by("-position")
    )
    return {group.pk: duty for duty in duties for group in duty.groups.all()}

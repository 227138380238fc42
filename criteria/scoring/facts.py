"""What the arithmetic is given: the lines of a set, the values of one holder, who the holder is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from criteria.enums import Area, PointsEffect, PointsMethod

ZERO = Decimal(0)
PLACES = Decimal("0.01")


def rounded(number: Decimal) -> Decimal:
    """Half up to two places: the one rounding there is."""
    return number.quantize(PLACES, rounding=ROUND_HALF_UP)


class Answered(StrEnum):
    """How a line that is judged was answered; ``UNKNOWN``: nobody said anything."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    WAITING = "waiting"
    UNKNOWN = ""


@dataclass(frozen=True)
class Line:
    """One criterion of a set, as far as results depend on it.

    ``titles``: the ids of the titles that a title criterion asks for. ``points_each``: the points
    of one thing counted, or those lost with each rank.
    ``zero_without_evidence``: the gate; without evidence the line is worth nothing.
    """

    code: str
    text: str
    is_scored: bool = False
    titles: frozenset[int] = frozenset()
    max_points: Decimal | None = None
    effect: str = PointsEffect.NORMAL
    method: str = PointsMethod.TYPED
    points_each: Decimal | None = None
    zero_without_evidence: bool = False

    @property
    def name(self) -> str:
        """The number of the criterion and the beginning of its text."""
        short = " ".join(self.text.split()).rstrip(" .;:")
        return f"{self.code} {short if len(short) <= 70 else short[:69].rstrip() + '…'}"


@dataclass(frozen=True)
class Value:
    """What is known of one line: a judgement, or a number (points, a count, a figure to compare).

    ``best`` and ``rank`` stand for the peers: the highest figure among them and the holder's
    place, first is 1.
    """

    answered: Answered = Answered.UNKNOWN
    number: Decimal | None = None
    has_evidence: bool = True
    best: Decimal | None = None
    rank: int | None = None


NOTHING = Value()


@dataclass(frozen=True)
class Ratio:
    """A part of a whole; ``None`` where the whole is not known."""

    part: int
    whole: int


@dataclass(frozen=True)
class Subject:
    """Who is judged and on which day: rules ask for the type of unit, the area and the day."""

    unit_type: str
    is_difficult: bool
    day: dt.date


@dataclass(frozen=True)
class Rule:
    """One row of the rules of a set; what is empty is not asked for.

    The first row in order that is met gives the result. ``needs`` is the ``key`` of another row
    that must be met too; ``criterion`` with ``criterion_min`` is what caps a class: without it
    the level cannot be reached, whatever the total.
    """

    key: int
    label: str
    position: int = 1
    is_pass: bool | None = True
    min_points: Decimal | None = None
    points_below: Decimal | None = None
    floor_each: Decimal | None = None
    needs_all: bool = False
    title: str = ""
    needs: int | None = None
    ratio: str = ""
    min_ratio: Decimal | None = None
    criterion: str = ""
    criterion_min: Decimal | None = None
    unit_types: frozenset[str] = frozenset()
    area: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    source: str = ""

    def applies_to(self, subject: Subject) -> bool:
        """Whether the row holds for this type of unit, in this area, on this day."""
        if self.unit_types and subject.unit_type not in self.unit_types:
            return False
        if self.area and (self.area == Area.DIFFICULT) != subject.is_difficult:
            return False
        begun = self.valid_from is None or self.valid_from <= subject.day
        return begun and (self.valid_to is None or subject.day <= self.valid_to)

    @property
    def asks_for_points(self) -> bool:
        """Whether the row looks at points."""
        asked = (self.min_points, self.points_below, self.floor_each)
        return any(one is not None for one in asked)


@dataclass(frozen=True)
class Given:
    """Everything known of one holder for one set.

    ``titles``: codes of titles held on the day, to their names for the sentence; ``ratios`` by
    ``RatioKind``. ``gaps``: what the set itself does not say (a part that was never found).
    """

    subject: Subject
    values: Mapping[str, Value] = field(default_factory=dict)
    titles: frozenset[str] = frozenset()
    ratios: Mapping[str, Ratio | None] = field(default_factory=dict)
    gaps: tuple[str, ...] = ()

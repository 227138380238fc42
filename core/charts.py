"""Geometry of the small charts, computed on the server.

A chart is an SVG with a title and a description, drawn without style attributes (strict CSP),
with the table of the same figures behind it. Missing figures draw nothing and say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from core.display import Number, Text, Tone, share, state_mark, vn_number, vn_percent
from core.numbers import format_percent

BAR_WIDTH = 1000
CHART_HEIGHT = 120
RING_FITS = 6  # letters inside a ring
WHOLE = Decimal(100)


@dataclass(frozen=True)
class Count:
    """One cell of the strip of counts at the top of a home page."""

    label: Text
    value: int
    icon: str
    tone: Tone = Tone.NEUTRAL
    url: str = ""


@dataclass(frozen=True)
class Segment:
    """One part of a whole: how many there are of one kind."""

    label: Text
    count: int
    tone: Tone
    icon: str
    url: str = ""


@dataclass(frozen=True)
class Piece:
    """A segment with its place in the bar (0–1000) and its share in words."""

    segment: Segment
    x: str
    width: str
    share: str


@dataclass(frozen=True)
class StackedBar:
    """Parts of a whole in one bar."""

    title: Text
    pieces: tuple[Piece, ...]
    total: int

    @property
    def description(self) -> str:
        """The bar in words: *đã nộp 12, đang nhập 3 (tổng số 15)*."""
        parts = ", ".join(
            f"{p.segment.label} {vn_number(p.segment.count)}"
            for p in self.pieces
            if p.segment.count
        )
        return _("%(parts)s (tổng số %(total)s)") % {
            "parts": parts or _("chưa có"),
            "total": vn_number(self.total),
        }


def stacked_bar(title: Text, segments: Iterable[Segment]) -> StackedBar:
    """Lay the segments end to end; rounding never leaves a gap at the end."""
    items = tuple(segments)
    total = sum(segment.count for segment in items)
    pieces, before = [], 0
    for segment in items:
        start, end = _scaled(before, total), _scaled(before + segment.count, total)
        words = format_percent(segment.count, total)
        pieces.append(Piece(segment, _short(start), _short(end - start), words))
        before += segment.count
    return StackedBar(title, tuple(pieces), total)


@dataclass(frozen=True)
class Ring:
    """A part of a whole as an arc; ``dash`` is in hundredths of the circle."""

    title: Text
    done: int | None
    total: int | None

    @cached_property
    def rate(self) -> Decimal | None:
        """The percentage, or ``None`` where there is nothing to divide."""
        return share(self.done, self.total)

    @property
    def words(self) -> str:
        """What stands inside: the fraction where it fits, else the percentage."""
        if self.rate is None:
            return "–"
        fraction = f"{vn_number(self.done)}/{vn_number(self.total)}"
        return fraction if len(fraction) <= RING_FITS else vn_percent(self.rate)

    @property
    def dash(self) -> str:
        """Length of the arc, 0–100."""
        return _short(min(max(self.rate or Decimal(0), Decimal(0)), WHOLE))

    @property
    def tone(self) -> Tone:
        """Complete is green; otherwise the ring is only ink."""
        return Tone.OK if self.rate is not None and self.rate >= WHOLE else Tone.NEUTRAL

    @cached_property
    def description(self) -> str:
        """*7 trên 10, đạt 70%*, or that there are no figures."""
        if self.rate is None:
            return vn_number(None)
        return _("%(done)s trên %(total)s, đạt %(rate)s") % {
            "done": vn_number(self.done),
            "total": vn_number(self.total),
            "rate": vn_percent(self.rate),
        }


@dataclass(frozen=True)
class Bullet:
    """A result against its target on one scale."""

    title: Text
    result: Number | None
    target: Number | None
    unit: str = "%"
    at_most: bool = False

    @property
    def scale(self) -> Decimal:
        """The right end: 100 for percentages, else a little more than the larger figure."""
        figures = [Decimal(str(n)) for n in (self.result, self.target) if n is not None]
        largest = max(figures, default=Decimal(0))
        if self.unit == "%":
            return max(WHOLE, largest)
        return largest * Decimal("1.1") or Decimal(1)

    @property
    def width(self) -> str:
        """Length of the result's bar, 0–1000."""
        return _short(_scaled(self.result, self.scale))

    @property
    def mark(self) -> str:
        """Where the target's line stands, 0–1000."""
        return _short(_scaled(self.target, self.scale))

    @property
    def is_met(self) -> bool | None:
        """Whether the target is reached; ``None`` while one of the two is missing."""
        if self.result is None or self.target is None:
            return None
        result, target = Decimal(str(self.result)), Decimal(str(self.target))
        return result <= target if self.at_most else result >= target

    @property
    def tone(self) -> Tone:
        """Green when reached, red when not, nothing while unknown."""
        return {True: Tone.OK, False: Tone.BAD, None: Tone.NEUTRAL}[self.is_met]

    def say(self, figure: Number | None) -> str:
        """A figure with its unit: ``67,7%``, ``12 lớp``; missing in words."""
        if figure is None:
            return vn_number(None)
        return (
            vn_percent(figure) if self.unit == "%" else f"{vn_number(figure)} {self.unit}".strip()
        )

    @property
    def result_words(self) -> str:
        """The result with its unit."""
        return self.say(self.result)

    @property
    def target_words(self) -> str:
        """The target with its unit."""
        return self.say(self.target)

    @property
    def description(self) -> str:
        """*Kết quả 67,7%, chỉ tiêu 70%*."""
        return _("kết quả %(result)s, chỉ tiêu %(target)s") % {
            "result": self.result_words,
            "target": self.target_words,
        }


@dataclass(frozen=True)
class YearColumn:
    """One year of a chart: what was reached and what was wanted, in the same unit."""

    year: int
    result: Number | None
    wanted: Number | None = None


@dataclass(frozen=True)
class Drawn:
    """A column with its place in the drawing (1000 wide, 120 high)."""

    column: YearColumn
    x: str
    y: str
    height: str
    mark: str
    middle: str
    words: str
    tone: str = ""


@dataclass(frozen=True)
class YearChart:
    """Columns by year with a mark for each year's wish and a line for the goal."""

    title: Text
    columns: tuple[YearColumn, ...]
    goal: Number | None = None
    unit: str = "%"

    @property
    def scale(self) -> Decimal:
        """The upper end: 100 for percentages, else a little more than the largest figure."""
        figures = [n for one in self.columns for n in (one.result, one.wanted)]
        known = [Decimal(str(n)) for n in (*figures, self.goal) if n is not None]
        largest = max(known, default=Decimal(0))
        return max(WHOLE, largest) if self.unit == "%" else largest * Decimal("1.1") or Decimal(1)

    @property
    def width(self) -> str:
        """How wide one column is."""
        return _short(Decimal(BAR_WIDTH) / (len(self.columns) or 1) * Decimal("0.6"))

    @property
    def drawn(self) -> tuple[Drawn, ...]:
        """Every column with its place; a missing figure draws nothing."""
        step = Decimal(BAR_WIDTH) / (len(self.columns) or 1)
        return tuple(
            Drawn(
                one,
                x=_short(step * at + step * Decimal("0.2")),
                y=_short(CHART_HEIGHT - self._up(one.result)),
                height=_short(self._up(one.result)),
                mark=_short(CHART_HEIGHT - self._up(one.wanted)) if one.wanted is not None else "",
                middle=_short(step * at + step / 2),
                words="" if one.result is None else self._say(one.result),
                tone=self._tone(one),
            )
            for at, one in enumerate(self.columns)
        )

    @property
    def has_figures(self) -> bool:
        """Whether there is anything to draw; a yes-or-no target has none, its table tells it."""
        return any(n is not None for one in self.columns for n in (one.result, one.wanted))

    @property
    def wants(self) -> bool:
        """Whether some year has a wish: then its mark and the columns' tones need a legend."""
        return any(one.wanted is not None for one in self.columns)

    def _tone(self, column: YearColumn) -> str:
        """Whether the year's wish is reached; a column without one is neither, where others are."""
        if column.result is None or (column.wanted is None and not self.wants):
            return ""
        if column.wanted is None:
            return "unset"
        missed = Decimal(str(column.result)) < Decimal(str(column.wanted))
        return "missed" if missed else ""

    @property
    def goal_mark(self) -> str:
        """How high the goal's line stands; empty without a goal."""
        return "" if self.goal is None else _short(CHART_HEIGHT - self._up(self.goal))

    @property
    def description(self) -> str:
        """Every year in words: *2026: 67,7%, kế hoạch 70%*."""
        return "; ".join(
            f"{one.year}: {self._say(one.result)}"
            + (
                ""
                if one.wanted is None
                else _(", kế hoạch %(wanted)s") % {"wanted": self._say(one.wanted)}
            )
            for one in self.columns
        )

    def _say(self, figure: Number | None) -> str:
        return Bullet(self.title, None, None, self.unit).say(figure)

    def _up(self, figure: Number | None) -> Decimal:
        return _scaled(figure, self.scale) * CHART_HEIGHT / BAR_WIDTH


def _scaled(part: Number | None, whole: Number) -> Decimal:
    if part is None or not whole:
        return Decimal(0)
    length = Decimal(str(part)) * BAR_WIDTH / Decimal(str(whole))
    return min(max(length, Decimal(0)), Decimal(BAR_WIDTH))


def _short(number: Decimal) -> str:
    """At most one digit after a point, as SVG wants it."""
    return f"{number:.1f}".removesuffix(".0")


def state_segments(counts: Sequence[tuple[str, int]]) -> tuple[Segment, ...]:
    """Segments for counts by state, with the words, icons and tones of ``core.display``."""
    return tuple(
        Segment(str(mark.word), count, mark.tone, mark.icon)
        for state, count in counts
        for mark in [state_mark(state)]
    )

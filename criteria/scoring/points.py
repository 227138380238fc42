"""From values to points: gates, counts, peers, bonus and penalty, and the re-based total."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from core.errors import DomainError
from core.numbers import format_number
from criteria.enums import PointsEffect, PointsMethod
from criteria.scoring.facts import NOTHING, ZERO, Answered, Line, Value, rounded


class PointsRangeError(DomainError):
    """Points outside what the line may give."""


@dataclass(frozen=True)
class LinePoints:
    """The points of one line, or what is missing; not applicable lines have neither."""

    line: Line
    points: Decimal | None = None
    applies: bool = True
    missing: str = ""
    note: str = ""


@dataclass(frozen=True)
class Total:
    """The total of a holder. ``points`` is ``None`` while something is missing.

    ``earned`` of ``reachable`` are the applicable lines of the scale, ``scale`` is the whole
    scale: the total is ``earned × scale ÷ reachable + bonus − penalty``, from 0 to ``scale``,
    rounded half up to two places.
    """

    lines: tuple[LinePoints, ...]
    points: Decimal | None
    earned: Decimal
    reachable: Decimal
    scale: Decimal
    bonus: Decimal
    penalty: Decimal
    missing: tuple[str, ...]

    @property
    def is_rebased(self) -> bool:
        """Whether a line that does not apply was taken out of the scale."""
        return self.reachable != self.scale


def check_points(line: Line, number: Decimal) -> None:
    """Refuse points below 0 or above the line's maximum; counts and figures only below 0."""
    if number < 0:
        raise PointsRangeError(
            _("%(line)s: điểm không thể âm. Hãy ghi từ 0 trở lên.") % {"line": line.code}
        )
    limit = line.max_points
    if line.method == PointsMethod.TYPED and limit is not None and number > limit:
        raise PointsRangeError(
            _("%(line)s: %(points)s điểm vượt mức cao nhất là %(most)s. Hãy ghi từ 0 đến %(most)s.")
            % {
                "line": line.code,
                "points": format_number(number),
                "most": format_number(limit),
            }
        )


def line_points(line: Line, value: Value) -> LinePoints:
    """The points of one line. Raises ``PointsRangeError`` for what the line cannot give."""
    if value.answered == Answered.NOT_APPLICABLE:
        return LinePoints(line, applies=False)
    if line.effect != PointsEffect.NORMAL and value.number is None:
        return LinePoints(line, ZERO)  # nobody claims a bonus, nothing is taken off
    if line.max_points is None:
        return LinePoints(line, missing=_("điểm cao nhất của %(line)s") % {"line": line.name})
    if value.number is None:
        return LinePoints(line, missing=_("điểm của %(line)s") % {"line": line.name})
    check_points(line, value.number)
    if line.zero_without_evidence and not value.has_evidence:
        return LinePoints(line, ZERO, note=_("không có minh chứng nên tính 0 điểm"))
    return _by_method(line, value.number, value, line.max_points)


def _by_method(line: Line, number: Decimal, value: Value, most: Decimal) -> LinePoints:
    if line.method == PointsMethod.TYPED:
        return LinePoints(line, number)
    if line.method == PointsMethod.BEST:
        return _of_the_best(line, number, value, most)
    if line.points_each is None:
        return LinePoints(line, missing=_("điểm mỗi đơn vị của %(line)s") % {"line": line.name})
    if line.method == PointsMethod.COUNT:
        return _counted(line, number, line.points_each, most)
    return _by_rank(line, value, line.points_each, most)


def _counted(line: Line, number: Decimal, each: Decimal, most: Decimal) -> LinePoints:
    found = number * each
    note = _("%(count)s × %(each)s điểm") % {
        "count": format_number(number),
        "each": format_number(each),
    }
    if found > most:
        note = _("%(note)s, không quá %(most)s điểm") % {
            "note": note,
            "most": format_number(most),
        }
    return LinePoints(line, rounded(min(found, most)), note=note)


def _of_the_best(line: Line, number: Decimal, value: Value, most: Decimal) -> LinePoints:
    if value.best is None:
        return LinePoints(line, missing=_("số liệu so sánh của %(line)s") % {"line": line.name})
    found = rounded(number * most / value.best) if value.best else ZERO
    note = _("%(number)s so với nơi cao nhất là %(best)s") % {
        "number": format_number(number),
        "best": format_number(value.best),
    }
    return LinePoints(line, min(found, most), note=note)


def _by_rank(line: Line, value: Value, each: Decimal, most: Decimal) -> LinePoints:
    if value.rank is None:
        return LinePoints(line, missing=_("thứ hạng ở %(line)s") % {"line": line.name})
    found = max(most - each * (value.rank - 1), ZERO)
    return LinePoints(line, found, note=_("xếp thứ %(rank)s") % {"rank": value.rank})


def ranks(numbers: Mapping[int, Decimal | None]) -> dict[int, int]:
    """The place of every holder whose figure is known, the highest first; equals share a place."""
    known = sorted((one for one in numbers.values() if one is not None), reverse=True)
    place: dict[Decimal, int] = {}
    for number, one in enumerate(known, start=1):
        place.setdefault(one, number)
    return {key: place[one] for key, one in numbers.items() if one is not None}


def total(lines: Iterable[Line], values: Mapping[str, Value]) -> Total:
    """The total of the scored lines, re-based where a line does not apply."""
    found = [line_points(one, values.get(one.code, NOTHING)) for one in lines if one.is_scored]
    scale = [one for one in found if one.line.effect == PointsEffect.NORMAL]
    whole = sum((one.line.max_points or ZERO for one in scale), ZERO)
    reachable = sum((one.line.max_points or ZERO for one in scale if one.applies), ZERO)
    earned = _sum(scale)
    bonus = _sum(one for one in found if one.line.effect == PointsEffect.BONUS)
    penalty = _sum(one for one in found if one.line.effect == PointsEffect.PENALTY)
    missing = tuple(one.missing for one in found if one.missing)
    if not missing and not reachable:
        missing = (_("điểm: không có tiêu chí nào áp dụng"),)
    points = None
    if not missing:
        based = earned * whole / reachable
        points = rounded(min(max(based + bonus - penalty, ZERO), whole))
    return Total(tuple(found), points, earned, reachable, whole, bonus, penalty, missing)


def _sum(rows: Iterable[LinePoints]) -> Decimal:
    return sum((one.points for one in rows if one.points is not None), ZERO)

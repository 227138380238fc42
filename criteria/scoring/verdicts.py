"""From rules to a result: what each row asked for, "đạt vì", "chưa đạt vì", or what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from core.numbers import format_number
from criteria.enums import Area, PointsEffect, RatioKind
from criteria.scoring.facts import NOTHING, Answered, Given, Line, Rule, Value
from criteria.scoring.points import Total, line_points, total

HUNDRED = Decimal(100)


class Said(StrEnum):
    """What a condition, a row or a whole set comes to."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Reason:
    """One condition: what it comes to, and the words after "đạt vì" or "chưa đạt vì"."""

    said: Said
    text: str
    code: str = ""


@dataclass(frozen=True)
class Level:
    """One row of the rules and what it comes to."""

    rule: Rule
    said: Said
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Verdict:
    """The result of one holder. ``UNKNOWN`` is no result: ``missing`` says which value lacks."""

    said: Said
    label: str
    reasons: tuple[Reason, ...] = ()
    levels: tuple[Level, ...] = ()
    total: Total | None = None
    missing: tuple[str, ...] = ()
    rule: Rule | None = None

    @property
    def sentence(self) -> str:
        """The whole in one line: "Đạt vì …", "Chưa đạt vì …", "Chưa có kết quả vì chưa biết …"."""
        if self.said == Said.UNKNOWN:
            return _("Chưa có kết quả vì thiếu: %(what)s.") % {"what": "; ".join(self.missing)}
        wanted = [one.text for one in self.reasons if one.said == self.said]
        because = "; ".join(wanted) or self.label
        head = _("Đạt vì %(because)s.") if self.said == Said.YES else _("Chưa đạt vì %(because)s.")
        return head % {"because": because}


def verdict(lines: Sequence[Line], rules: Iterable[Rule], given: Given) -> Verdict:
    """The result of one holder: the first row in order that is met, or why none is.

    An unknown value gives no result, unless a row before the one that asks for it is met: what
    a lower level would have asked no longer matters. Raises ``PointsRangeError`` for points that
    a line cannot give.
    """
    rows = sorted(
        (one for one in rules if one.applies_to(given.subject)),
        key=lambda one: (one.position, one.key),
    )
    if given.gaps:
        return _no_result(given.gaps)
    if not rows:
        return _no_result((_("quy tắc xét: chưa có quy tắc nào cho loại đơn vị này"),))
    points = total(lines, given.values) if any(one.asks_for_points for one in rows) else None
    levels = _Levels(lines, rows, given, points).all()
    unknown = [
        reason.text
        for level in _until_reached(levels)
        for reason in level.reasons
        if reason.said == Said.UNKNOWN
    ]
    if unknown:
        return _no_result(tuple(dict.fromkeys(unknown)), levels, points)
    return _decided(levels, points)


def _until_reached(levels: tuple[Level, ...]) -> tuple[Level, ...]:
    """The rows that decide: those up to the first that is met, all where none is."""
    reached = next((at for at, one in enumerate(levels) if one.said == Said.YES), len(levels))
    return levels[: reached + 1]


def _no_result(
    missing: tuple[str, ...], levels: tuple[Level, ...] = (), points: Total | None = None
) -> Verdict:
    return Verdict(Said.UNKNOWN, _("Chưa có kết quả"), (), levels, points, missing)


def _decided(levels: tuple[Level, ...], points: Total | None) -> Verdict:
    reached = next((one for one in levels if one.said == Said.YES), None)
    if reached is not None and reached.rule.is_pass is None:
        gap = _("mức “%(level)s” có được tính là đạt hay không") % {"level": reached.rule.label}
        return _no_result((gap,), levels, points)
    if reached is not None and reached.rule.is_pass:
        return Verdict(
            Said.YES, reached.rule.label, reached.reasons, levels, points, (), reached.rule
        )
    # Not reached: the lowest level that would have been a pass says why.
    wanted = [one for one in levels if one.rule.is_pass]
    reasons = wanted[-1].reasons if wanted else ()
    label = reached.rule.label if reached is not None else _("Chưa đạt")
    return Verdict(Said.NO, label, reasons, levels, points, (), reached.rule if reached else None)


class _Levels:
    """The rows of one set, each worked out once."""

    def __init__(
        self, lines: Sequence[Line], rows: list[Rule], given: Given, points: Total | None
    ) -> None:
        self._by_code = {one.code: one for one in lines}
        self._rows = rows
        self._given = given
        self._points = points
        self._done: dict[int, Level] = {}

    def all(self) -> tuple[Level, ...]:
        return tuple(self._level(one, frozenset()) for one in self._rows)

    def _level(self, rule: Rule, above: frozenset[int]) -> Level:
        if rule.key not in self._done:
            reasons = tuple(self._reasons(rule, above | {rule.key}))
            said = {one.said for one in reasons}
            whole = Said.NO if Said.NO in said else Said.YES
            whole = Said.UNKNOWN if Said.UNKNOWN in said else whole
            self._done[rule.key] = Level(rule, whole, reasons)
        return self._done[rule.key]

    def _reasons(self, rule: Rule, above: frozenset[int]) -> Iterator[Reason]:
        asked: list[tuple[bool, Callable[[Rule], Iterable[Reason]]]] = [
            (rule.needs_all, self._of_all),
            (bool(rule.criterion), self._of_one),
            (bool(rule.title), self._of_title),
            (bool(rule.ratio), self._of_ratio),
        ]
        if self._points is not None and rule.asks_for_points:
            yield from self._of_points(rule, self._points)
        for is_asked, answer in asked:
            if is_asked:
                yield from answer(rule)
        if rule.needs is not None:
            yield self._of_other(rule, above)

    # ------------------------------------------------------------ points

    def _of_points(self, rule: Rule, points: Total) -> Iterator[Reason]:
        if points.points is None:
            yield from (Reason(Said.UNKNOWN, one) for one in points.missing)
            return
        shown = _total_text(points, points.points)
        if rule.min_points is not None:
            yield _at_least(shown, points.points, rule.min_points, _area(rule))
        if rule.points_below is not None:
            below = points.points < rule.points_below
            word = _("%(total)s, dưới %(limit)s") if below else _("%(total)s, không dưới %(limit)s")
            text = word % {"total": shown, "limit": format_number(rule.points_below)}
            yield Reason(Said.YES if below else Said.NO, text)
        if rule.floor_each is not None:
            yield from self._floors(points, rule.floor_each)

    @staticmethod
    def _floors(points: Total, floor: Decimal) -> Iterator[Reason]:
        low = [
            (one.line, one.points)
            for one in points.lines
            if one.points is not None
            and one.points < floor
            and one.line.effect == PointsEffect.NORMAL
        ]
        for line, reached in low:
            yield Reason(
                Said.NO,
                _("%(line)s chỉ được %(points)s điểm, mỗi mục phải từ %(floor)s")
                % {
                    "line": line.name,
                    "points": format_number(reached),
                    "floor": format_number(floor),
                },
                line.code,
            )
        if not low:
            text = _("không mục nào dưới %(floor)s điểm") % {"floor": format_number(floor)}
            yield Reason(Said.YES, text)

    # ------------------------------------------------------------ judgements

    def _of_all(self, _rule: Rule) -> Iterator[Reason]:
        applicable = 0
        for line in self._by_code.values():
            value = self._given.values.get(line.code, NOTHING)
            if value.answered == Answered.NOT_APPLICABLE:
                continue
            applicable += 1
            yield _judged(line, value)
        if not applicable:
            yield Reason(Said.UNKNOWN, _("tiêu chí: không có tiêu chí nào áp dụng"))

    def _of_one(self, rule: Rule) -> Iterator[Reason]:
        """What caps the class: one criterion must be reached for this level."""
        line = self._by_code.get(rule.criterion)
        if line is None:
            yield Reason(Said.UNKNOWN, _("tiêu chí %(code)s") % {"code": rule.criterion})
            return
        value = self._given.values.get(line.code, NOTHING)
        if value.answered == Answered.NOT_APPLICABLE:
            return
        if not line.is_scored or rule.criterion_min is None:
            yield _judged(line, value)
            return
        points = line_points(line, value)
        if points.points is None:
            yield Reason(Said.UNKNOWN, points.missing, line.code)
            return
        shown = _("%(line)s: %(points)s điểm") % {
            "line": line.name,
            "points": format_number(points.points),
        }
        yield _at_least(shown, points.points, rule.criterion_min, "", line.code)

    # ------------------------------------------------------------ titles, ratios, other rows

    def _of_title(self, rule: Rule) -> Iterator[Reason]:
        held = rule.title in self._given.titles
        text = (
            _("có danh hiệu “%(title)s” trong sổ")
            if held
            else _("chưa có danh hiệu “%(title)s” trong sổ")
        ) % {"title": rule.title}
        yield Reason(Said.YES if held else Said.NO, text)

    def _of_ratio(self, rule: Rule) -> Iterator[Reason]:
        name = str(RatioKind(rule.ratio).label)
        name = name[:1].lower() + name[1:]
        part, whole = self._ratio(rule.ratio)
        if whole is None or rule.min_ratio is None:
            yield Reason(Said.UNKNOWN, name)
            return
        if whole == 0:
            return  # nothing to divide: the row does not ask
        met = part * HUNDRED >= rule.min_ratio * whole
        word = (
            _("%(name)s: %(part)s/%(whole)s, từ %(limit)s%% trở lên")
            if met
            else _("%(name)s: %(part)s/%(whole)s, chưa đến %(limit)s%%")
        )
        text = word % {
            "name": name,
            "part": format_number(part),
            "whole": format_number(whole),
            "limit": format_number(rule.min_ratio),
        }
        yield Reason(Said.YES if met else Said.NO, text)

    def _ratio(self, kind: str) -> tuple[int, int | None]:
        if kind != RatioKind.CRITERIA_MET:
            known = self._given.ratios.get(kind)
            return (known.part, known.whole) if known else (0, None)
        answers = [
            self._given.values.get(one.code, NOTHING).answered for one in self._by_code.values()
        ]
        applicable = [one for one in answers if one != Answered.NOT_APPLICABLE]
        if Answered.UNKNOWN in applicable:
            return 0, None
        return applicable.count(Answered.MET), len(applicable)

    def _of_other(self, rule: Rule, above: frozenset[int]) -> Reason:
        other = next((one for one in self._rows if one.key == rule.needs), None)
        if other is None or other.key in above:
            return Reason(Said.UNKNOWN, _("mức phải đạt trước mức “%(level)s”") % _level(rule))
        found = self._level(other, above)
        if found.said == Said.UNKNOWN:
            missing = next(one.text for one in found.reasons if one.said == Said.UNKNOWN)
            return Reason(Said.UNKNOWN, missing)
        word = (
            _("đã đạt mức “%(level)s”")
            if found.said == Said.YES
            else _("chưa đạt mức “%(level)s”, phải đạt trước")
        )
        return Reason(found.said, word % _level(other))


def _level(rule: Rule) -> dict[str, str]:
    return {"level": rule.label}


def _judged(line: Line, value: Value) -> Reason:
    words: Mapping[Answered, tuple[Said, str]] = {
        Answered.MET: (Said.YES, _("%(line)s: đạt")),
        Answered.PARTLY: (Said.NO, _("%(line)s: mới đạt một phần")),
        Answered.NOT_MET: (Said.NO, _("%(line)s: chưa đạt")),
        Answered.WAITING: (Said.NO, _("%(line)s: đang xét, chưa có quyết định")),
        Answered.UNKNOWN: (Said.UNKNOWN, _("câu trả lời của %(line)s")),
    }
    said, word = words[value.answered]
    return Reason(said, word % {"line": line.name}, line.code)


def _at_least(shown: str, points: Decimal, limit: Decimal, where: str, code: str = "") -> Reason:
    met = points >= limit
    if met:
        text = _("%(shown)s, từ %(limit)s trở lên%(where)s")
    else:
        text = _("%(shown)s, còn thiếu %(short)s để đạt mức %(limit)s%(where)s")
    values = {
        "shown": shown,
        "limit": format_number(limit),
        "short": format_number(limit - points),
        "where": where,
    }
    return Reason(Said.YES if met else Said.NO, text % values, code)


def _total_text(points: Total, reached: Decimal) -> str:
    text = _("tổng điểm %(points)s/%(scale)s") % {
        "points": format_number(reached),
        "scale": format_number(points.scale),
    }
    if points.is_rebased:
        return _("%(text)s (quy từ %(earned)s/%(reachable)s vì có mục không áp dụng)") % {
            "text": text,
            "earned": format_number(points.earned),
            "reachable": format_number(points.reachable),
        }
    return text


def _area(rule: Rule) -> str:
    if not rule.area:
        return ""
    label = str(Area(rule.area).label)
    return f" ({label[:1].lower()}{label[1:]})"


def refer_in_a_circle(rules: Iterable[Rule]) -> Rule | None:
    """The first row that asks for itself, directly or through others; ``None`` where none does."""
    rows = list(rules)
    needs = {one.key: one.needs for one in rows}
    for row in rows:
        seen, next_key = {row.key}, row.needs
        while next_key is not None and next_key not in seen:
            seen.add(next_key)
            next_key = needs.get(next_key)
        if next_key == row.key:
            return row
    return None

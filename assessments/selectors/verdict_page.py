"""A result written out: the head, and line by line why."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.display import Mark, Tone
from core.numbers import format_number
from criteria.scoring.points import Total
from criteria.scoring.verdicts import Level, Reason, Said, Verdict
from criteria.selectors import source_line

MARKS: dict[Said, Mark] = {
    Said.YES: Mark(gettext_lazy("đạt"), "check-circle", Tone.OK),
    Said.NO: Mark(gettext_lazy("chưa đạt"), "cross-circle", Tone.BAD),
    Said.UNKNOWN: Mark(gettext_lazy("chưa có kết quả"), "help", Tone.NEUTRAL),
}
_BECAUSE: dict[Said, str | Promise] = {
    Said.YES: gettext_lazy("Đạt vì"),
    Said.NO: gettext_lazy("Chưa đạt vì"),
    Said.UNKNOWN: gettext_lazy("Còn thiếu"),
}


@dataclass(frozen=True)
class ReasonLine:
    """One condition in words: "Đạt vì …", "Chưa đạt vì …", "Còn thiếu …"."""

    mark: Mark
    because: str
    text: str
    code: str


@dataclass(frozen=True)
class LevelBlock:
    """One level with its conditions and where it is written."""

    label: str
    mark: Mark
    lines: tuple[ReasonLine, ...]
    source: str


@dataclass(frozen=True)
class PointsLine:
    """The points of one line as the total takes them."""

    name: str
    points: str
    of: str
    note: str


@dataclass(frozen=True)
class VerdictPage:
    """Everything a page says of one result."""

    mark: Mark
    label: str
    sentence: str
    lines: tuple[ReasonLine, ...]
    missing: tuple[str, ...]
    levels: tuple[LevelBlock, ...]
    points: tuple[PointsLine, ...]
    total: str


def verdict_page(verdict: Verdict) -> VerdictPage:
    """The result in words; no query."""
    return VerdictPage(
        mark=MARKS[verdict.said],
        label=verdict.label,
        sentence=verdict.sentence,
        lines=tuple(_line(one) for one in verdict.reasons),
        missing=verdict.missing,
        levels=tuple(_level(one) for one in verdict.levels),
        points=_points(verdict.total),
        total=_total(verdict.total),
    )


def _line(reason: Reason) -> ReasonLine:
    return ReasonLine(MARKS[reason.said], str(_BECAUSE[reason.said]), reason.text, reason.code)


def _level(level: Level) -> LevelBlock:
    lines = tuple(_line(one) for one in level.reasons)
    return LevelBlock(level.rule.label, MARKS[level.said], lines, source_line(level.rule.source))


def _points(total: Total | None) -> tuple[PointsLine, ...]:
    if total is None:
        return ()
    return tuple(
        PointsLine(
            name=one.line.name,
            points=_("không áp dụng")
            if not one.applies
            else _("chưa có")
            if one.points is None
            else format_number(one.points),
            of="" if one.line.max_points is None else format_number(one.line.max_points),
            note=one.note,
        )
        for one in total.lines
    )


def _total(total: Total | None) -> str:
    """How the total came about, with the one rounding there is."""
    if total is None or total.points is None:
        return ""
    text = _("Tổng %(points)s/%(scale)s điểm") % {
        "points": format_number(total.points),
        "scale": format_number(total.scale),
    }
    parts = []
    if total.is_rebased:
        parts.append(
            _("%(earned)s × %(scale)s ÷ %(reachable)s vì có mục không áp dụng")
            % {
                "earned": format_number(total.earned),
                "scale": format_number(total.scale),
                "reachable": format_number(total.reachable),
            }
        )
    if total.bonus:
        parts.append(_("thưởng %(points)s") % {"points": format_number(total.bonus)})
    if total.penalty:
        parts.append(_("trừ %(points)s") % {"points": format_number(total.penalty)})
    parts.append(_("làm tròn nửa lên đến hai chữ số lẻ"))
    return f"{text} ({'; '.join(parts)})"

"""The flags of a record in words, for those who look at more than the unit itself."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from assessments.enums import FlagKind
from assessments.models import Assessment, Flag, IndicatorValue
from assessments.selectors.figure_text import number_text
from units.access import access_of


@dataclass(frozen=True)
class OtherPlace:
    """A record that shares a text or a picture, where the reader may open it."""

    pk: int
    name: str
    year: int


@dataclass(frozen=True)
class FlagLine:
    """One thing that looks odd, the line it stands at, and what the unit said about it."""

    kind: str
    word: str
    line: str
    prefix: str
    detail: str
    reason: str
    others: tuple[OtherPlace, ...] = ()


def flag_lines(record: Assessment, user: User) -> list[FlagLine]:
    """The record's flags; two queries. Another unit's record is named to whoever sees it."""
    rows = list(
        record.flags.select_related(
            "criterion", "indicator", "evidence", "other__unit", "other__campaign_year"
        )
    )
    if not rows:
        return []
    reasons = dict(
        IndicatorValue.objects.filter(assessment=record)
        .exclude(jump_reason="")
        .values_list("indicator_id", "jump_reason")
    )
    access = access_of(user)
    grouped: dict[tuple[object, ...], list[Flag]] = {}
    for row in rows:
        if row.other is not None and not access.sees(row.other.unit):
            continue
        key = (row.kind, row.criterion_id, row.indicator_id, row.evidence_id)
        grouped.setdefault(key, []).append(row)
    return [_line(some, reasons) for some in grouped.values()]


def _line(rows: list[Flag], reasons: dict[int, str]) -> FlagLine:
    first = rows[0]
    line, prefix = "", ""
    if first.criterion is not None:
        line, prefix = first.criterion.text_shown, f"c{first.criterion_id}"
    elif first.indicator is not None:
        line, prefix = first.indicator.label, f"f{first.indicator_id}"
    others = {row.other_id: row.other for row in rows if row.other is not None}
    return FlagLine(
        kind=first.kind,
        word=str(first.get_kind_display()),
        line=line,
        prefix=prefix,
        detail=_detail(first),
        reason=reasons.get(first.indicator_id or 0, "") if first.kind == FlagKind.JUMP else "",
        others=tuple(
            OtherPlace(one.pk, one.unit.display_name, one.campaign_year.year)
            for one in others.values()
        ),
    )


def _detail(flag: Flag) -> str:
    if flag.kind == FlagKind.JUMP and flag.indicator is not None:
        before, now = flag.before, flag.now
        if before is not None and now is not None:
            return f"{number_text(flag.indicator, before)} → {number_text(flag.indicator, now)}"
    if flag.evidence is not None:
        return flag.evidence.name
    return ""

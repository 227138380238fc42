"""What a typed figure means: pure reading and checking of the Biểu's lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from assessments.enums import ValueState
from core.errors import DomainError
from core.numbers import format_date, format_number, parse_count, parse_date
from core.text import nfc
from criteria.enums import CheckKind, IndicatorKind
from criteria.models import Indicator, IndicatorCheck

NUMERIC = frozenset({IndicatorKind.COUNT, IndicatorKind.MONEY, IndicatorKind.LEVEL})
MOST_ROWS = 300


@dataclass(frozen=True)
class Reading:
    """An understood answer to one line. An empty ``state`` is "chưa nhập"."""

    state: str = ""
    number: Decimal | None = None
    text: str = ""
    date: dt.date | None = None
    rows: list[dict[str, str]] = field(default_factory=list)


def read(indicator: Indicator, state: str, typed: Any) -> Reading:
    """Understand what was typed on a line.

    ``typed`` is text, or a list of rows for a LIST line. Raises ``DomainError`` with a
    sentence that names what to correct.
    """
    if state and state not in ValueState.values:
        raise DomainError(_("Cách trả lời này không có trong biểu."))
    if state in {ValueState.NONE, ValueState.NOT_APPLICABLE}:
        return Reading(state=state)
    if not typed:
        return Reading()
    if indicator.kind == IndicatorKind.LIST:
        rows = _rows(indicator, typed)
        return Reading(state=ValueState.VALUE, rows=rows) if rows else Reading()
    return _single(indicator, nfc(str(typed)).strip())


def _single(indicator: Indicator, text: str) -> Reading:
    if not text:
        return Reading()
    if indicator.kind in NUMERIC:
        return Reading(state=ValueState.VALUE, number=_number(indicator, text))
    if indicator.kind == IndicatorKind.YES_NO:
        if text not in {"0", "1"}:
            raise DomainError(_("Hãy chọn Có hoặc Không."))
        return Reading(state=ValueState.VALUE, number=Decimal(text))
    if indicator.kind == IndicatorKind.DATE:
        return Reading(state=ValueState.VALUE, date=parse_date(text))
    if indicator.kind == IndicatorKind.RATIO:
        raise DomainError(_("Tỷ lệ do phần mềm tính, không nhập trực tiếp."))
    if len(text) > 5000:
        raise DomainError(_("Nội dung dài quá 5.000 ký tự. Hãy rút gọn."))
    return Reading(state=ValueState.VALUE, text=text)


def _number(indicator: Indicator, text: str) -> Decimal:
    number = Decimal(parse_count(text, indicator.unit_label))
    levels = {Decimal(str(option["value"])) for option in indicator.options}
    if indicator.kind == IndicatorKind.LEVEL and number not in levels:
        raise DomainError(_("Hãy chọn một trong các mức của dòng này."))
    return number


def _rows(indicator: Indicator, typed: Any) -> list[dict[str, str]]:
    if len(typed) > MOST_ROWS:
        raise DomainError(_("Danh sách nhận nhiều nhất %(rows)s dòng.") % {"rows": MOST_ROWS})
    rows = []
    for number, row in enumerate(typed, start=1):
        kept = {
            str(column["code"]): _cell(column, str(row.get(column["code"], "")), number)
            for column in indicator.columns
        }
        if any(kept.values()):
            rows.append(kept)
    return rows


def _cell(column: Mapping[str, Any], typed: str, number: int) -> str:
    """One cell of a list, kept as it is written here: 1.234, 05/11/2026."""
    text = nfc(typed).strip()[:1000]
    if not text:
        return ""
    kind = str(column.get("kind", "")).lower()
    try:
        if kind in {IndicatorKind.COUNT, IndicatorKind.MONEY}:
            return format_number(parse_count(text, str(column.get("unit", ""))))
        if kind == IndicatorKind.DATE:
            return format_date(parse_date(text))
    except DomainError as error:
        raise DomainError(
            _("Dòng %(number)s, cột “%(column)s”: %(reason)s")
            % {"number": number, "column": column.get("label", ""), "reason": error}
        ) from error
    return text


def broken_checks(
    checks: list[IndicatorCheck], numbers: Mapping[str, Decimal | None]
) -> list[IndicatorCheck]:
    """The rules between figures that do not hold; a rule with a missing figure is not asked.

    ``le``: each term is at most the next. ``balance``: first + second − third = fourth.
    """
    return [check for check in checks if not _holds(check, numbers)]


def _holds(check: IndicatorCheck, numbers: Mapping[str, Decimal | None]) -> bool:
    values = [numbers.get(code) for code in check.terms]
    known = [value for value in values if value is not None]
    if len(known) != len(values):
        return True
    if check.kind == CheckKind.LESS_OR_EQUAL:
        return all(a <= b for a, b in pairwise(known))
    if check.kind != CheckKind.BALANCE:
        return True
    opening, income, spending, closing = known
    return opening + income - spending == closing

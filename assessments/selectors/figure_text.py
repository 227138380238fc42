"""What a figure says, in words: the answer, what was read of it, what a rate is made of."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments import registers
from assessments.enums import ValueState
from assessments.models import IndicatorValue
from assessments.selectors.options import Option
from core.numbers import NO_RATE, format_date, format_number, format_percent
from criteria.enums import IndicatorKind
from criteria.models import Indicator
from documents.nd30 import date_words

SHAPES = {
    IndicatorKind.COUNT: "number",
    IndicatorKind.MONEY: "number",
    IndicatorKind.DATE: "date",
    IndicatorKind.TEXT: "text",
    IndicatorKind.LEVEL: "options",
    IndicatorKind.YES_NO: "options",
    IndicatorKind.LIST: "list",
    IndicatorKind.RATIO: "computed",
}


def shape_of(indicator: Indicator) -> str:
    """How the line is asked: number, date, text, options, list, or computed (never asked)."""
    return "computed" if registers.is_computed(indicator) else SHAPES[IndicatorKind(indicator.kind)]


def typed_text(row: IndicatorValue) -> str:
    """The answer as somebody would type it."""
    if row.number is not None:
        return format_number(row.number)
    return format_date(row.date) if row.date else row.text


def shown_text(indicator: Indicator, row: IndicatorValue, number: Decimal | None = None) -> str:
    """The answer as it is read: "98 hộ", "Có", "không áp dụng: …"; empty for "chưa nhập"."""
    if row.state == ValueState.NOT_APPLICABLE:
        return _("không áp dụng: %(reason)s") % {"reason": row.reason}
    if row.state == ValueState.NONE:
        return _("không có")
    value = row.number if number is None else number
    if indicator.kind == IndicatorKind.LIST:
        return _("%(count)s dòng") % {"count": len(row.rows)} if row.rows else ""
    if value is None:
        return typed_text(row)
    return number_text(indicator, value)


def read_text(indicator: Indicator, row: IndicatorValue) -> str:
    """What was understood of a typed number or day, to be shown back: "85 hộ"; else empty."""
    if row.state != ValueState.VALUE or shape_of(indicator) not in {"number", "date"}:
        return ""
    return date_words(row.date) if row.date else shown_text(indicator, row)


def number_text(indicator: Indicator, number: Decimal) -> str:
    """A number of a line in words: "98 hộ", "Có", "Mức độ 2"."""
    if indicator.kind == IndicatorKind.YES_NO:
        return _("Có") if number else _("Không")
    if indicator.kind == IndicatorKind.LEVEL:
        return next(
            (
                one.label
                for one in figure_options(indicator, format_number(number))
                if one.is_chosen
            ),
            "",
        )
    return f"{format_number(number)} {indicator.unit_label}".strip()


def missing_for(indicator: Indicator, numbers: Mapping[str, Decimal | None]) -> tuple[str, ...]:
    """The codes of the figures that a ratio still waits for."""
    if indicator.kind != IndicatorKind.RATIO:
        return ()
    return tuple(
        code for code in (indicator.numerator, indicator.denominator) if numbers.get(code) is None
    )


def waiting_text(
    indicator: Indicator, numbers: Mapping[str, Decimal | None], labels: Mapping[str, str]
) -> str:
    """What a ratio is computed from and which of the two is missing; empty once it is known."""
    missing = missing_for(indicator, numbers)
    if not missing:
        return ""
    return _("tính từ “%(part)s” chia cho “%(whole)s”; còn thiếu %(missing)s") % {
        "part": labels.get(indicator.numerator, indicator.numerator),
        "whole": labels.get(indicator.denominator, indicator.denominator),
        "missing": _(" và ").join(f"“{labels.get(code, code)}”" for code in missing),
    }


def computed_text(indicator: Indicator, numbers: Mapping[str, Decimal | None]) -> str:
    """A ratio with what it is made of, or a number that the system counts itself."""
    if indicator.kind != IndicatorKind.RATIO:
        number = numbers.get(indicator.code)
        return "" if number is None else number_text(indicator, number)
    part, whole = numbers.get(indicator.numerator), numbers.get(indicator.denominator)
    if part is None or whole is None:
        return ""
    of = f"{format_number(part)}/{format_number(whole)}"
    if indicator.unit_label == "%":
        return f"{format_percent(part, whole)} ({of})"
    rate = format_number(part / whole, 0) if whole else NO_RATE
    return f"{rate} {indicator.unit_label} ({of})"


def figure_options(indicator: Indicator, chosen: str) -> tuple[Option, ...]:
    """Yes and no, or the levels of the line."""
    if indicator.kind == IndicatorKind.YES_NO:
        pairs = [("1", _("Có")), ("0", _("Không"))]
    else:
        pairs = [(str(one["value"]), str(one["label"])) for one in indicator.options]
    return tuple(Option(value, label, value == chosen) for value, label in pairs)

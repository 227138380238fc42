"""Figures and dates as people type them here, and as they are shown: 1.234,5 · 85,5% · 05/11/2026.

Decimal throughout, no floats. What could mean two things is refused with a sentence that names
both; what was understood is shown back by the form before it is saved.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.utils.translation import gettext as _

from core.errors import DomainError
from core.text import one_line

MOST_WHOLE_DIGITS = 15
MOST_PLACES = 6
MOST_ID_DIGITS = 19  # one less than what a 64-bit key holds
NO_RATE = "–"
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
# A year of two digits: 26 is 2026, 58 is 1958 (a year of birth).
_PIVOT = 50


class NotANumberError(DomainError):
    """The text is not a number, or could be two different ones; the message says which."""


class NotAPlainNumberError(NotANumberError):
    """The text is something else than a number."""


class AmbiguousNumberError(NotANumberError):
    """The text could be two numbers; ``whole`` is the one without a decimal comma, in digits."""

    def __init__(self, message: str, whole: str) -> None:
        super().__init__(message)
        self.whole = whole


class NotADateError(DomainError):
    """The text is not a day of the calendar; the message says what is wrong with it."""


_BLANKS = re.compile(r"[ \u00a0\u202f]")
_SIGN = re.compile(r"^[-−–+]")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_PLAIN = re.compile(r"[0-9]+")
_AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_DOTTED_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
_WITH_WORD = re.compile(r"([0-9][0-9., \u00a0\u202f]*?)[ \u00a0\u202f]*([^\W\d_₫].*|₫)")
_MONEY = frozenset({"đ", "đồng", "vnđ", "vnd", "₫"})
_SCALES = frozenset({"k", "nghìn", "ngàn", "ng", "tr", "triệu", "tỷ", "tỉ", "trăm", "chục"})
_BLANK_GROUPS = re.compile(r"[-−–+]?[1-9][0-9]{0,2}(?:[ \u00a0\u202f][0-9]{3})+(?:,[0-9]+)?")


def parse_number(text: str) -> Decimal:
    """The number that was typed: "1.234,5", "12,5", "1.500" (one thousand five hundred), "70 %".

    A dot before exactly three digits parts thousands, any other single dot is read as the decimal
    comma ("12.5" is 12,5). A trailing percent sign is dropped: "70 %" is 70.
    Raises NotANumberError for anything else, and for "1,385", which a spreadsheet may have meant
    as one thousand three hundred and eighty-five.
    """
    typed = one_line(text)
    if not typed:
        raise NotANumberError(_("Ô này chưa có số. Hãy nhập một số, ví dụ 1.234,5."))
    body = typed.removesuffix("%").rstrip()
    negative, digits = _unsigned(body, typed)
    whole, places = _parted(digits, typed)
    _refuse_out_of_bounds(whole, places, typed)
    number = Decimal(f"{whole}.{places}" if places else whole)
    return -number if negative and number else number


def parse_count(text: str, unit: str = "") -> int:
    """A whole number from zero up: people, households, sheets. Raises NotANumberError.

    ``unit`` is what the field counts: "85 hộ" is 85 where it counts "hộ", "3500000đ" is read
    where it counts "đồng". Any other word beside the number is refused, for it may change it.
    """
    if "%" in text:
        raise NotANumberError(
            _("Ô này cần số lượng, không phải tỷ lệ phần trăm. Hãy bỏ dấu phần trăm.")
        )
    digits = _without_unit(one_line(text), unit)
    try:
        number = parse_number(digits)
    except AmbiguousNumberError as error:
        raise _ambiguous_count(digits, error.whole) from None
    except NotAPlainNumberError:
        raise NotANumberError(
            _(
                "“%(typed)s” không phải là số. Hãy chỉ dùng chữ số và dấu chấm giữa các hàng "
                "nghìn, ví dụ 1.234."
            )
            % {"typed": one_line(text)[:40]}
        ) from None
    if number < 0:
        raise NotANumberError(_("Số lượng không thể âm. Hãy nhập từ 0 trở lên."))
    if number != number.to_integral_value():
        raise NotANumberError(
            _("“%(typed)s” có phần lẻ. Ô này cần một số nguyên, ví dụ 12.")
            % {"typed": one_line(text)}
        )
    return int(number)


def _without_unit(typed: str, unit: str) -> str:
    """The number without the field's own unit word. Raises NotANumberError for another word."""
    found = _WITH_WORD.fullmatch(typed)
    if found is None:
        return typed
    digits, word = found.group(1), found.group(2).strip(" .").casefold()
    if word in _words_of(unit):
        return digits
    if word in _SCALES:
        raise NotANumberError(
            _("“%(typed)s” viết tắt hàng nghìn, triệu. Hãy ghi đủ các chữ số, ví dụ 3.500.000.")
            % {"typed": typed[:40]}
        )
    raise NotANumberError(
        _("“%(typed)s” có chữ “%(word)s” sau số. Hãy bỏ chữ này, chỉ ghi số, ví dụ %(digits)s.")
        % {"typed": typed[:40], "word": found.group(2).strip()[:20], "digits": digits}
        if not unit
        else _(
            "“%(typed)s” có chữ “%(word)s” sau số, còn ô này tính bằng “%(unit)s”. "
            "Hãy kiểm tra lại rồi chỉ ghi số, bỏ đơn vị."
        )
        % {"typed": typed[:40], "word": found.group(2).strip()[:20], "unit": unit}
    )


def _words_of(unit: str) -> set[str]:
    """How people write a unit: "tin, bài" is also "tin" or "bài", đồng is also đ, vnđ."""
    whole = unit.casefold()
    words = {whole, *(part.strip() for part in whole.split(","))} - {""}
    return words | _MONEY if whole == "đồng" else words


def parse_id(text: str) -> int | None:
    """The number of a row as an address names it; ``None`` for what no row can have."""
    is_one = text.isascii() and text.isdecimal() and len(text) < MOST_ID_DIGITS
    return int(text) if is_one else None


def _unsigned(body: str, typed: str) -> tuple[bool, str]:
    """Part the sign and the blanks between thousands ("1 234,5") from the digits."""
    if _BLANK_GROUPS.fullmatch(body):
        body = _BLANKS.sub("", body)
    sign = _SIGN.match(body)
    digits = body[1:].strip() if sign else body
    if not re.fullmatch(r"[0-9.,]+", digits):
        raise _not_a_number(typed)
    return bool(sign) and body[0] != "+", digits


def _parted(digits: str, typed: str) -> tuple[str, str]:
    """Whole digits and places of an unsigned number written with dots and commas."""
    if _AMBIGUOUS.fullmatch(digits):
        raise _ambiguous(digits, typed)
    whole, comma, places = digits.partition(",")
    if comma:
        if not _PLAIN.fullmatch(places) or not _is_whole(whole):
            raise _not_a_number(typed)
        return whole.replace(".", ""), places
    if _is_whole(whole):
        return whole.replace(".", ""), ""
    if _DOTTED_DECIMAL.fullmatch(whole):
        whole, _dot, places = whole.partition(".")
        return whole, places
    raise _not_a_number(typed)


def _is_whole(digits: str) -> bool:
    return bool(_PLAIN.fullmatch(digits) or _GROUPED.fullmatch(digits))


def _refuse_out_of_bounds(whole: str, places: str, typed: str) -> None:
    if len(whole.lstrip("0")) > MOST_WHOLE_DIGITS or len(places) > MOST_PLACES:
        raise NotANumberError(
            _(
                "“%(typed)s” quá dài. Số có nhiều nhất %(whole)s chữ số trước dấu phẩy "
                "và %(places)s chữ số sau dấu phẩy. Hãy kiểm tra lại."
            )
            % {"typed": typed[:40], "whole": MOST_WHOLE_DIGITS, "places": MOST_PLACES}
        )


def _not_a_number(typed: str) -> NotANumberError:
    return NotAPlainNumberError(
        _(
            "“%(typed)s” không phải là số. Hãy chỉ dùng chữ số, dấu chấm giữa các hàng nghìn "
            "và dấu phẩy trước phần lẻ, ví dụ 1.234,5."
        )
        % {"typed": typed[:40]}
    )


def _ambiguous(digits: str, typed: str) -> NotANumberError:
    whole, places = digits.split(",")
    return AmbiguousNumberError(
        _(
            "“%(typed)s” có thể hiểu là %(thousands)s hoặc là %(decimal)s. "
            "Hãy nhập %(plain)s nếu là hàng nghìn, %(long)s nếu là số lẻ."
        )
        % {
            "typed": typed,
            "thousands": f"{whole}.{places}",
            "decimal": f"{whole} phẩy {places}",
            "plain": whole + places,
            "long": f"{digits}0",
        },
        whole + places,
    )


def _ambiguous_count(typed: str, whole: str) -> NotANumberError:
    """The same where only a whole number is taken: 1,3850 would be refused as well."""
    return NotANumberError(
        _(
            "“%(typed)s” có thể hiểu là %(thousands)s hoặc là %(decimal)s. Ô này cần một số "
            "nguyên: hãy nhập %(whole)s nếu là hàng nghìn, nếu không thì làm tròn rồi nhập."
        )
        % {
            "typed": typed,
            "thousands": format_number(int(whole)),
            "decimal": f"{whole[:-3]} phẩy {whole[-3:]}",
            "whole": whole,
        }
    )


_VIETNAMESE: Final = str.maketrans(",.", ".,")


def format_number(value: Decimal | int, places: int | None = None) -> str:
    """Dots between thousands, a comma before the places: 1.234.567,5.

    With ``places`` the number is rounded half up to that many; without, it is shown as exact as
    it is, without zeros at its end.
    """
    if places is None and isinstance(value, int):  # by far the most: counts in tables
        if 0 <= value < 1000:
            return str(value)
        return f"{value:,}".replace(",", ".")
    number = Decimal(value)
    if not number.is_finite():
        msg = f"{value!r} is not a figure that can be shown"
        raise ValueError(msg)
    if places is None:
        shown = f"{number:,f}"
        shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    else:
        shown = f"{_round(number, places):,f}"
    shown = "0" if shown == "-0" else shown
    return shown.translate(_VIETNAMESE)


def _round(number: Decimal, places: int) -> Decimal:
    rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def rate(numerator: Decimal | int, denominator: Decimal | int, places: int = 1) -> Decimal | None:
    """The percentage, rounded half up; ``None`` where there is nothing to divide by (0/0)."""
    if denominator == 0:
        return None
    return _round(Decimal(numerator) * 100 / Decimal(denominator), places)


def format_percent(numerator: Decimal | int, denominator: Decimal | int, places: int = 1) -> str:
    """The rate as printed: "85,5%", "100,0%"; a dash where the denominator is zero."""
    if places == 1 and isinstance(numerator, int) and isinstance(denominator, int):
        return _tenths(numerator, denominator)
    value = rate(numerator, denominator, places)
    return NO_RATE if value is None else f"{format_number(value, places)}%"


def _tenths(numerator: int, denominator: int) -> str:
    """The same of two counts, in whole tenths of a percent: tables are full of them."""
    if denominator == 0:
        return NO_RATE
    if 0 <= numerator <= denominator:  # a part of its whole: no sign, no thousands
        whole, tenth = divmod((2000 * numerator + denominator) // (2 * denominator), 10)
        return f"{whole},{tenth}%"
    tenths, left = divmod(abs(numerator) * 1000, abs(denominator))
    tenths += 2 * left >= abs(denominator)
    sign = "-" if tenths and (numerator < 0) != (denominator < 0) else ""
    return f"{sign}{format_number(tenths // 10)},{tenths % 10}%"


def format_money(amount: Decimal | int) -> str:
    """An amount in đồng, whole: "1.500.000 đồng"."""
    return f"{format_number(amount, 0)} đồng"


_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.\-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_RUN_TOGETHER = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def parse_date(text: str) -> dt.date:
    """The day that was typed, day before month: 05/11/2026, 5/11/26, 5.11.2026, 05112026, ISO.

    A year of two digits is 2000–2049 or 1950–1999. Raises NotADateError, saying what is wrong.
    """
    typed = one_line(text)
    # People put blanks beside the strokes; none of the forms has a meaning for them.
    day, month, year = _date_parts(_BLANKS.sub("", typed), typed)
    if not 1 <= month <= 12:
        raise NotADateError(
            _("Không có tháng %(month)s. Hãy nhập ngày trước, tháng sau, ví dụ 05/11/2026.")
            % {"month": month}
        )
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise NotADateError(
            _("Năm %(year)s không hợp lý. Hãy kiểm tra lại năm đã nhập.") % {"year": year}
        )
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise NotADateError(
            _("Tháng %(month)s năm %(year)s không có ngày %(day)s. Hãy kiểm tra lại.")
            % {"month": month, "year": year, "day": day}
        ) from None


def _date_parts(squeezed: str, typed: str) -> tuple[int, int, int]:
    if found := _DAY_FIRST.fullmatch(squeezed):
        day, _stroke, month, year = found.groups()
    elif found := _RUN_TOGETHER.fullmatch(squeezed):
        day, month, year = found.groups()
    elif found := _ISO.fullmatch(squeezed):
        year, month, day = found.groups()
    else:
        raise NotADateError(
            _("“%(typed)s” không phải là ngày. Hãy nhập ngày/tháng/năm, ví dụ 05/11/2026.")
            % {"typed": typed[:40]}
        )
    return int(day), int(month), _full_year(year)


def _full_year(year: str) -> int:
    if len(year) > len("26"):
        return int(year)
    return int(year) + (2000 if int(year) < _PIVOT else 1900)


def format_date(day: dt.date) -> str:
    """05/11/2026."""
    return f"{day:%d/%m/%Y}"

"""Cells of a spreadsheet or of a pasted block: read to a value, or to a problem with advice.

A reader never raises. ``None`` is an empty cell, which is not the same as 0 or "không". Numbers
and dates in text follow ``core.numbers``; a workbook also gives numbers, dates and booleans.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from core.errors import DomainError
from core.numbers import (
    MOST_PLACES,
    MOST_WHOLE_DIGITS,
    format_date,
    format_number,
    parse_count,
    parse_date,
    parse_number,
)
from core.text import fold, one_line

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None


@dataclass(frozen=True)
class CellProblem:
    """A cell that was not understood: what stands in it, and a sentence that says what to do."""

    value: str
    advice: str


def shown(cell: Cell) -> str:
    """The cell as a person would have typed it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return _("có") if cell else _("không")
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    if isinstance(cell, dt.date):
        return format_date(cell)
    if isinstance(cell, int | float):
        exact = _exact(cell)
        return format_number(exact) if exact is not None else str(cell)
    return str(cell)


def read_text(cell: Cell, most: int = 200) -> str | CellProblem | None:
    """The text in one line and composed form; a number typed as a name stays as it was typed."""
    if isinstance(cell, str):
        text = one_line(cell)
    else:
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        text = one_line(str(cell)) if cell is not None else ""
    if is_error(text):
        return _error(text)
    if len(text) > most:
        return CellProblem(
            text[:40] + "…",
            _("Nội dung dài %(size)s ký tự, ô này nhận nhiều nhất %(most)s. Hãy rút gọn.")
            % {"size": len(text), "most": most},
        )
    return text or None


def read_number(cell: Cell) -> Decimal | CellProblem | None:
    """The number: 1.234,5 · 12,5 · 70 % (70) · a cell of the workbook that holds a number."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, str):
        return _number_in(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        exact = _exact(cell)
        if exact is not None:
            return exact
        return CellProblem(str(cell), _("Số này quá lớn. Hãy kiểm tra lại ô."))
    return _not_expected(cell, _("một số, ví dụ 1.234,5"))


def read_count(cell: Cell) -> int | CellProblem | None:
    """A whole number from 0 up: people, households, classes."""
    if isinstance(cell, str):
        text = one_line(cell)
        try:
            return parse_count(text) if text else None
        except DomainError as error:
            return _error(text) if is_error(text) else CellProblem(text[:40], str(error))
    number = read_number(cell)
    if not isinstance(number, Decimal):
        return number
    if number < 0 or number != number.to_integral_value():
        return CellProblem(
            shown(cell), _("Ô này cần một số nguyên từ 0 trở lên, ví dụ 12. Hãy sửa lại số.")
        )
    return int(number)


def read_date(cell: Cell) -> dt.date | CellProblem | None:
    """The day: 05/11/2026 and its short forms, a date of the workbook, or its day number."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, dt.datetime):
        return _sane(cell.date())
    if isinstance(cell, dt.date):
        return _sane(cell)
    if isinstance(cell, bool | dt.time | dt.timedelta):
        return _not_expected(cell, _("ngày/tháng/năm, ví dụ 05/11/2026"))
    if isinstance(cell, str):
        return _date_in(cell)
    return _day_number(cell)


_TICKS: Final = frozenset({"x", "v", "1", "co", "true", "yes", "dung", "da", "✓", "✔", "☑", "√"})
_BLANK_TICKS: Final = frozenset({"0", "khong", "false", "no", "sai", "chua", "☐", "-", "–", "o"})


def read_tick(cell: Cell) -> bool | CellProblem | None:
    """x, ✓, v, có, 1, TRUE: yes. 0, không, -, FALSE: no. Anything else is asked about."""
    if cell is None or isinstance(cell, bool):
        return cell
    text = one_line(cell) if isinstance(cell, str) else shown(cell)
    if not text:
        return None
    for word in (text, fold(text)):
        if word in _TICKS:
            return True
        if word in _BLANK_TICKS:
            return False
    return CellProblem(
        text[:40], _("Không rõ ô này là có hay không. Hãy ghi x nếu có, để trống nếu không.")
    )


_YEARS: Final = range(1900, 2101)
_FOUR_DIGITS: Final = re.compile(r"[0-9]{4}")


def read_year(cell: Cell) -> int | CellProblem | None:
    """A year: 1985, or the year of a whole date (a birthday typed where its year is asked)."""
    if cell is None or (isinstance(cell, str) and not one_line(cell)):
        return None
    year = _year_in(cell)
    return year if year in _YEARS else _not_a_year(cell)


def _year_in(cell: Cell) -> int | None:
    if isinstance(cell, dt.date):
        return cell.year
    if isinstance(cell, str):
        text = one_line(cell)
        if _FOUR_DIGITS.fullmatch(text):
            return int(text)
        day = _date_in(text)
        return day.year if isinstance(day, dt.date) else None
    is_whole = isinstance(cell, int) or (isinstance(cell, float) and cell.is_integer())
    return int(cell) if is_whole and not isinstance(cell, bool) else None  # type: ignore[arg-type]


_NOT_DIGITS: Final = re.compile(r"[ .\-\u00a0]")
_ID_SIZES: Final = {9, 12}
_PHONE_SIZE: Final = 10


def read_national_id(cell: Cell) -> str | CellProblem | None:
    """Twelve digits of a citizen's number, or nine of the old card.

    A workbook that holds the number as a number has lost its leading zeros: twelve-digit numbers
    all begin with one, so ten and eleven digits are filled up. Eight could be either: refused.
    """
    digits, was_number = _digits(cell)
    if not digits:
        return None
    if was_number and len(digits) in {10, 11}:
        digits = digits.zfill(12)
    if not (digits.isascii() and digits.isdecimal()) or len(digits) not in _ID_SIZES:
        return CellProblem(
            _hidden(digits),
            _(
                "Số định danh có 12 chữ số (chứng minh nhân dân cũ có 9). Nếu Excel làm mất số 0 "
                "ở đầu, hãy định dạng cột là Văn bản rồi nhập lại."
            ),
        )
    return digits


def read_phone(cell: Cell) -> str | CellProblem | None:
    """A phone number of ten digits; a leading zero that the workbook lost comes back."""
    digits, was_number = _digits(cell)
    if not digits:
        return None
    if digits.startswith("+84"):
        digits = "0" + digits[3:]
    if was_number and len(digits) == _PHONE_SIZE - 1:
        digits = "0" + digits
    ok = digits.isascii() and digits.isdecimal() and len(digits) == _PHONE_SIZE
    if not ok or digits[0] != "0":
        return CellProblem(
            _hidden(digits),
            _("Số điện thoại có 10 chữ số và bắt đầu bằng số 0. Hãy kiểm tra lại số."),
        )
    return digits


def is_error(text: str) -> bool:
    """Whether a workbook shows this where a formula failed (#N/A, #REF! …)."""
    return text.startswith("#") and (text.endswith(("!", "?")) or text in {"#N/A", "#NULL"})


def _error(text: str) -> CellProblem:
    return CellProblem(
        text, _("Ô này là công thức bị lỗi. Hãy sửa công thức hoặc nhập thẳng giá trị.")
    )


def _exact(cell: float) -> Decimal | None:
    """A workbook's number without the dust of binary fractions; ``None`` when out of bounds."""
    if isinstance(cell, int) or cell.is_integer():
        whole = int(cell)
        return Decimal(whole) if abs(whole) < 10**MOST_WHOLE_DIGITS else None
    if not abs(cell) < 10**MOST_WHOLE_DIGITS:
        return None
    return Decimal(f"{cell:.{MOST_PLACES}f}".rstrip("0"))


def _number_in(text: str) -> Decimal | CellProblem | None:
    text = one_line(text)
    if not text:
        return None
    if is_error(text):
        return _error(text)
    try:
        return parse_number(text)
    except DomainError as error:
        return CellProblem(text[:40], str(error))


_SERIAL: Final = re.compile(r"[0-9]{5}")
_FIRST_SERIAL, _LAST_SERIAL = 7306, 73415  # 01/01/1920, 31/12/2100
_EPOCH: Final = dt.date(1899, 12, 30)


def _date_in(text: str) -> dt.date | CellProblem | None:
    text = one_line(text)
    if not text:
        return None
    if is_error(text):
        return _error(text)
    if _SERIAL.fullmatch(text):
        return _day_number(int(text))
    try:
        return parse_date(text)
    except DomainError as error:
        return CellProblem(text[:40], str(error))


def _day_number(number: float) -> dt.date | CellProblem:
    """A date that lost its format: the number of days since 30/12/1899."""
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return _EPOCH + dt.timedelta(days=int(number))
    return CellProblem(
        shown(number),
        _("Ô này cần đủ ngày, tháng, năm, ví dụ 05/11/2026. Hãy nhập lại ngày."),
    )


def _sane(day: dt.date) -> dt.date | CellProblem:
    if day.year in _YEARS:
        return day
    return CellProblem(
        f"{day:%d/%m}/{day.year}",
        _("Năm %(year)s không hợp lý. Hãy kiểm tra lại năm đã nhập.") % {"year": day.year},
    )


def _not_expected(cell: Cell, wanted: str) -> CellProblem:
    return CellProblem(
        shown(cell),
        _("Ô này cần %(wanted)s, nhưng Excel đã đổi sang kiểu khác. Hãy nhập lại giá trị.")
        % {"wanted": wanted},
    )


def _not_a_year(cell: Cell) -> CellProblem:
    typed = _year_in(cell)  # 2999, which parts no thousands
    return CellProblem(
        (shown(cell) if typed is None else str(typed))[:40],
        _("Ô này cần một năm có bốn chữ số, ví dụ 1985. Hãy sửa lại."),
    )


def _digits(cell: Cell) -> tuple[str, bool]:
    """What stands there without blanks and dots, and whether the workbook held a number."""
    if isinstance(cell, str):
        return cell if cell.isdecimal() else _NOT_DIGITS.sub("", cell), False
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return (str(int(cell)) if float(cell).is_integer() else str(cell)), True
    return _NOT_DIGITS.sub("", shown(cell)), False


def _hidden(digits: str) -> str:
    """A personal number is never echoed whole."""
    return f"…{digits[-3:]}" if len(digits) > 3 else digits

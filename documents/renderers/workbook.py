"""What stands in a list, as a workbook: text stays text, whatever sign it begins with.

Numbers are numbers, days are days and moments are moments, so that Excel sorts and filters them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any, NamedTuple

import xlsxwriter
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.display import vn_date, vn_moment

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_WIDTH = 60
# More than this nobody reads in one sheet, and it would hold a worker for minutes.
MOST_ROWS = 20_000

# As the file keeps it; Excel writes its decimal sign by the reader's country: 67,7%.
PERCENT = "0.0%"
DAY = "dd/mm/yyyy"
MOMENT = "dd/mm/yyyy hh:mm"
# Excel knows no day before.
FIRST_YEAR = 1900


class Rate(NamedTuple):
    """A part of a whole: the number itself, shown as a percentage; nothing where no whole is."""

    part: Decimal | int
    whole: Decimal | int

    @property
    def value(self) -> float | None:
        """The quotient, not rounded."""
        return float(Decimal(self.part) / Decimal(self.whole)) if self.whole else None


Cell = str | int | Decimal | Rate | dt.date | dt.datetime | None


Sheet = tuple[str, Sequence[str | Promise], Iterable[Sequence[Cell]]]


def workbook(
    sheet_name: str, given_head: Sequence[str | Promise], rows: Iterable[Sequence[Cell]]
) -> bytes:
    """One sheet with a frozen head; numbers, days and moments are such, all else is text.

    Moments stand in Vietnam's time.

    At most ``MOST_ROWS`` lines; where there are more, the last line says so.
    """
    return workbook_of([(sheet_name, given_head, rows)])


def workbook_of(sheets: Iterable[Sheet]) -> bytes:
    """Several sheets, each as ``workbook`` writes its one."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        looks = _Looks(
            bold,
            book.add_format({"text_wrap": True, "valign": "top"}),
            book.add_format({"num_format": PERCENT}),
            book.add_format({"num_format": DAY, "align": "left", "valign": "top"}),
            book.add_format({"num_format": MOMENT, "align": "left", "valign": "top"}),
        )
        for name, head, rows in sheets:
            _write_sheet(book.add_worksheet(name[:31]), head, rows, looks)
    return content.getvalue()


class _Looks(NamedTuple):
    """The formats of one workbook."""

    bold: Any
    wrapped: Any
    percent: Any
    day: Any
    moment: Any


def _write_sheet(
    sheet: Any,
    given_head: Sequence[str | Promise],
    rows: Iterable[Sequence[Cell]],
    looks: _Looks,
) -> None:
    head = [str(label) for label in given_head]
    for column, label in enumerate(head):
        sheet.write_string(0, column, label, looks.bold)
    widths = [len(label) for label in head]
    for line, row in enumerate(rows, start=1):
        if line > MOST_ROWS:
            told = _("Danh sách còn nữa: hãy lọc bớt rồi xuất lại.")
            sheet.write_string(line, 0, told, looks.bold)
            break
        for column, cell in enumerate(row):
            widths[column] = max(widths[column], _write_cell(sheet, (line, column), cell, looks))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width + 2, MOST_WIDTH))
    sheet.freeze_panes(1, 1)


def _write_cell(sheet: Any, at: tuple[int, int], cell: Cell, looks: _Looks) -> int:
    """Write one cell; returns how many signs it shows."""
    if isinstance(cell, dt.date) and cell.year < FIRST_YEAR:
        cell = vn_moment(cell) if isinstance(cell, dt.datetime) else vn_date(cell)
    if not cell and isinstance(cell, str | None):
        return 0
    if isinstance(cell, str):
        sheet.write_string(*at, cell, looks.wrapped)
        return len(cell)
    if isinstance(cell, Rate):
        if cell.value is not None:
            sheet.write_number(*at, cell.value, looks.percent)
        return len(PERCENT)
    if isinstance(cell, dt.datetime):
        sheet.write_datetime(*at, _local(cell), looks.moment)
        return len(MOMENT)
    if isinstance(cell, dt.date):
        sheet.write_datetime(*at, cell, looks.day)
        return len(DAY)
    sheet.write_number(*at, cell)
    return len(str(cell))


def _local(moment: dt.datetime) -> dt.datetime:
    """The moment as clocks in Vietnam show it; a workbook knows no time zones."""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return local.replace(microsecond=0, tzinfo=None)

"""What stands in a list, as a workbook: text stays text, whatever sign it begins with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any, NamedTuple

import xlsxwriter
from django.utils.functional import Promise
from django.utils.translation import gettext as _

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_WIDTH = 60
# More than this nobody reads in one sheet, and it would hold a worker for minutes.
MOST_ROWS = 20_000

# As the file keeps it; Excel writes its decimal sign by the reader's country: 67,7%.
PERCENT = "0.0%"


class Rate(NamedTuple):
    """A part of a whole: the number itself, shown as a percentage; nothing where no whole is."""

    part: Decimal | int
    whole: Decimal | int

    @property
    def value(self) -> float | None:
        """The quotient, not rounded."""
        return float(Decimal(self.part) / Decimal(self.whole)) if self.whole else None


Cell = str | int | Decimal | Rate | None


Sheet = tuple[str, Sequence[str | Promise], Iterable[Sequence[Cell]]]


def workbook(
    sheet_name: str, given_head: Sequence[str | Promise], rows: Iterable[Sequence[Cell]]
) -> bytes:
    """One sheet with a frozen head; numbers are numbers, everything else is text.

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
        )
        for name, head, rows in sheets:
            _write_sheet(book.add_worksheet(name[:31]), head, rows, looks)
    return content.getvalue()


class _Looks(NamedTuple):
    """The formats of one workbook."""

    bold: Any
    wrapped: Any
    percent: Any


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
            _write_cell(sheet, line, column, cell, looks)
            if isinstance(cell, str):
                widths[column] = max(widths[column], len(cell))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width + 2, MOST_WIDTH))
    sheet.freeze_panes(1, 1)


def _write_cell(sheet: Any, line: int, column: int, cell: Cell, looks: _Looks) -> None:
    if isinstance(cell, Rate):
        if cell.value is not None:
            sheet.write_number(line, column, cell.value, looks.percent)
    elif isinstance(cell, int | Decimal):
        sheet.write_number(line, column, cell)
    elif cell:
        sheet.write_string(line, column, cell, looks.wrapped)

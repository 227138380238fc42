"""What stands in a list, as a workbook: text stays text, whatever sign it begins with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.functional import Promise
from django.utils.translation import gettext as _

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_WIDTH = 60
# More than this nobody reads in one sheet, and it would hold a worker for minutes.
MOST_ROWS = 20_000

Cell = str | int | None


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
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for name, head, rows in sheets:
            _write_sheet(book.add_worksheet(name[:31]), head, rows, bold, wrapped)
    return content.getvalue()


def _write_sheet(
    sheet: Any,
    given_head: Sequence[str | Promise],
    rows: Iterable[Sequence[Cell]],
    bold: Any,
    wrapped: Any,
) -> None:
    head = [str(label) for label in given_head]
    for column, label in enumerate(head):
        sheet.write_string(0, column, label, bold)
    widths = [len(label) for label in head]
    for line, row in enumerate(rows, start=1):
        if line > MOST_ROWS:
            sheet.write_string(line, 0, _("Danh sách còn nữa: hãy lọc bớt rồi xuất lại."), bold)
            break
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(line, column, cell)
            elif cell:
                sheet.write_string(line, column, cell, wrapped)
                widths[column] = max(widths[column], len(cell))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width + 2, MOST_WIDTH))
    sheet.freeze_panes(1, 1)

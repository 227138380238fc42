"""The tables of a paper as a workbook: a sheet each, figures as numbers that can be summed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from core.numbers import NotADateError, parse_date
from documents import nd30
from documents.paper import Align, GroupRow, Paper, Table
from documents.renderers.compose import known_day
from documents.renderers.workbook import DAY

MOST_WIDTH: Final = 60
# "6.790", "94,4", "-3", "0": as figures are printed. "05" and "1/2" are words.
_FIGURE: Final = re.compile(r"-?(0|[1-9]\d{0,2}(\.\d{3})+|[1-9]\d*)(,\d+)?")
# "40 hộ", "14.700.000 đồng", "62%": a figure with its unit, which stays beside the number.
_WITH_UNIT: Final = re.compile(r"(\S+?)(%| %| [^\W\d_]{1,12}(?: [^\W\d_]{1,12})?)")
# "30/11/2026": a day as it is printed, alone in its cell.
_DAY: Final = re.compile(r"\d{2}/\d{2}/\d{4}")
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_MOST_SHEET_NAME: Final = 31


def figure_of(text: str) -> int | float | None:
    """The number that a printed figure stands for, or ``None`` for words."""
    if not _FIGURE.fullmatch(text):
        return None
    plain = text.replace(".", "").replace(",", ".")
    return float(plain) if "." in plain else int(plain)


def figure_with_unit(text: str) -> tuple[int | float, str] | None:
    """The number that a printed figure stands for and its unit, ``None`` for words."""
    value = figure_of(text)
    if value is not None:
        return value, ""
    found = _WITH_UNIT.fullmatch(text)
    value = figure_of(found[1]) if found else None
    return (value, found[2]) if found and value is not None else None


def day_of(text: str) -> dt.date | None:
    """The day that a printed date stands for, or ``None`` for words and days before 1900."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return parse_date(text)
    except NotADateError:
        return None


class _Looks:
    """The formats of one workbook; a figure keeps its unit, and is still a number."""

    _BORDER: Final = {"border": 1, "valign": "top"}

    def __init__(self, book: Any) -> None:
        self._book = book
        self._figures: dict[tuple[str, str, bool], Any] = {}
        self.title = book.add_format({"bold": True})
        self.head = book.add_format(
            {"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"}
        )
        self.text = book.add_format({**self._BORDER, "text_wrap": True})
        self.bold = book.add_format({"border": 1, "bold": True})
        self.day = book.add_format({**self._BORDER, "num_format": DAY, "align": "left"})

    def figure(self, value: float, unit: str, *, bold: bool) -> Any:
        """The format of a number: whole or with its decimals, the unit behind it."""
        shape = "#,##0" if isinstance(value, int) else "#,##0.0#"
        key = (shape, unit, bold)
        if key not in self._figures:
            written = f'{shape}"{unit}"' if unit else shape
            weight = {"bold": True} if bold else {}
            self._figures[key] = self._book.add_format(
                {**self._BORDER, **weight, "num_format": written}
            )
        return self._figures[key]


def annex_book(paper: Paper) -> bytes:
    """The workbook: the tables of every annex, and before them those of the main text.

    Equal for equal papers.
    """
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": paper.heading_of_file, "created": _moment(paper)})
        looks = _Looks(book)
        named: set[str] = set()
        for name, title, table in _tables(paper):
            sheet = book.add_worksheet(_sheet_name(name, named))
            _write(sheet, title, table, looks)
        if not named:
            book.add_worksheet("Không có bảng")
    return content.getvalue()


def _moment(paper: Paper) -> dt.datetime:
    """The start of the paper's day; the library takes a date alone for "now"."""
    return dt.datetime.combine(known_day(paper.header.dated), dt.time(), tzinfo=dt.UTC)


def _tables(paper: Paper) -> Iterator[tuple[str, str, Table]]:
    for number, block in enumerate((b for b in paper.blocks if isinstance(b, Table)), start=1):
        yield f"Bảng {number}", block.caption or paper.abstract, block
    for position, annex in enumerate(paper.annexes, start=1):
        label = nd30.annex_label(position, len(paper.annexes))
        tables = [block for block in annex.blocks if isinstance(block, Table)]
        for number, table in enumerate(tables, start=1):
            name = f"{label} {number}" if len(tables) > 1 else label
            yield name, f"{label}. {annex.title}", table


def _sheet_name(wanted: str, named: set[str]) -> str:
    name = " ".join(wanted.translate(_FORBIDDEN).split())[:_MOST_SHEET_NAME]
    named.add(name)
    return name


def _write(sheet: Any, title: str, table: Table, looks: _Looks) -> None:
    sheet.write_string(0, 0, title, looks.title)
    heads = [
        f"{column.group}: {column.header}" if column.group else column.header
        for column in table.columns
    ]
    for position, head in enumerate(heads):
        sheet.write_string(2, position, head, looks.head)
    line = 3
    widths = [max(map(len, head.split() or [""])) for head in heads]
    for row in table.rows:
        if isinstance(row, GroupRow):
            sheet.write_string(line, 0, row.text, looks.bold)
        else:
            _row(sheet, line, row, table, looks=looks, widths=widths)
        line += 1
    if table.total is not None:
        _row(sheet, line, table.total, table, looks=looks, widths=widths, bold=True)
        line += 1
    if table.note:
        sheet.write_string(line + 1, 0, table.note)
    for position, width in enumerate(widths):
        sheet.set_column(position, position, min(max(width, 6) + 2, MOST_WIDTH))
    sheet.freeze_panes(3, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(2)


def _row(
    sheet: Any,
    line: int,
    cells: tuple[str, ...],
    table: Table,
    *,
    looks: _Looks,
    widths: list[int],
    bold: bool = False,
) -> None:
    for position, (text, column) in enumerate(zip(cells, table.columns, strict=True)):
        holds = column.figures or column.align is not Align.LEFT or position == 0
        found = figure_with_unit(text) if holds else None
        day = None if bold else day_of(text)
        if day is not None:
            sheet.write_datetime(line, position, day, looks.day)
        elif found is None:
            sheet.write_string(line, position, text, looks.bold if bold else looks.text)
        else:
            sheet.write_number(line, position, found[0], looks.figure(*found, bold=bold))
        widths[position] = max(widths[position], min(len(text), MOST_WIDTH))

"""The tables of a paper as a workbook: a sheet each, figures as numbers that can be summed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from documents import nd30
from documents.paper import Align, GroupRow, Paper, Table
from documents.renderers.compose import known_day

MOST_WIDTH: Final = 60
# "6.790", "94,4", "-3", "0": as figures are printed. "05" and "1/2" are words.
_FIGURE: Final = re.compile(r"-?(0|[1-9]\d{0,2}(\.\d{3})+|[1-9]\d*)(,\d+)?")
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_MOST_SHEET_NAME: Final = 31


def figure_of(text: str) -> int | float | None:
    """The number that a printed figure stands for, or ``None`` for words."""
    if not _FIGURE.fullmatch(text):
        return None
    plain = text.replace(".", "").replace(",", ".")
    return float(plain) if "." in plain else int(plain)


def annex_book(paper: Paper) -> bytes:
    """The workbook: the tables of every annex, and before them those of the main text.

    Equal for equal papers.
    """
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": paper.heading_of_file, "created": _moment(paper)})
        looks = {
            "title": book.add_format({"bold": True}),
            "head": book.add_format(
                {"bold": True, "border": 1, "text_wrap": True, "align": "center",
                 "valign": "vcenter"}
            ),
            "text": book.add_format({"border": 1, "text_wrap": True, "valign": "top"}),
            "whole": book.add_format({"border": 1, "num_format": "#,##0", "valign": "top"}),
            "part": book.add_format({"border": 1, "num_format": "#,##0.0#", "valign": "top"}),
            "bold": book.add_format({"border": 1, "bold": True, "num_format": "#,##0.##"}),
        }  # fmt: skip
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


def _write(sheet: Any, title: str, table: Table, looks: dict[str, Any]) -> None:
    sheet.write_string(0, 0, title, looks["title"])
    heads = [
        f"{column.group}: {column.header}" if column.group else column.header
        for column in table.columns
    ]
    for position, head in enumerate(heads):
        sheet.write_string(2, position, head, looks["head"])
    line = 3
    widths = [max(map(len, head.split() or [""])) for head in heads]
    for row in table.rows:
        if isinstance(row, GroupRow):
            sheet.write_string(line, 0, row.text, looks["bold"])
        else:
            _row(sheet, line, row, table, looks=looks, widths=widths)
        line += 1
    if table.total is not None:
        bold = dict.fromkeys(looks, looks["bold"])
        _row(sheet, line, table.total, table, looks=bold, widths=widths)
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
    looks: dict[str, Any],
    widths: list[int],
) -> None:
    for position, (text, column) in enumerate(zip(cells, table.columns, strict=True)):
        value = figure_of(text) if column.align is not Align.LEFT or position == 0 else None
        if value is None:
            sheet.write_string(line, position, text, looks["text"])
        else:
            look = looks["whole"] if isinstance(value, int) else looks["part"]
            sheet.write_number(line, position, value, look)
        widths[position] = max(widths[position], min(len(text), MOST_WIDTH))

"""What a spreadsheet puts on the clipboard when somebody copies a block of a workbook."""

from __future__ import annotations

import datetime as dt
from html import escape
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from core.numbers import format_date, format_number

Corner = tuple[int, int]


def copied(book: Path, first: Corner, last: Corner) -> tuple[str, str]:
    """The block as tab-separated text and as HTML, the way Excel set to Vietnamese writes both.

    Corners count rows and columns from 0. A merged cell's text stands at its first place; in the
    HTML it carries its spans, and every cell a style, as there.
    """
    sheet = CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0)
    rows = sheet.to_python(skip_empty_area=False)
    spans: dict[Corner, Corner] = dict(sheet.merged_cell_ranges or [])
    texts = [
        [_shown(_at(rows, r, c)) for c in range(first[1], last[1] + 1)]
        for r in range(first[0], last[0] + 1)
    ]
    plain = "".join("\t".join(row) + "\r\n" for row in texts)
    return plain, _html(texts, spans, first)


def _at(rows: list[list[Any]], r: int, c: int) -> Any:
    return rows[r][c] if r < len(rows) and c < len(rows[r]) else ""


def _shown(value: Any) -> str:
    if isinstance(value, dt.datetime | dt.date):
        return format_date(value)
    return format_number(int(value)) if isinstance(value, int | float) else str(value)


def _html(texts: list[list[str]], spans: dict[Corner, Corner], first: Corner) -> str:
    hidden = {
        (r, c)
        for start, end in spans.items()
        for r in range(start[0], end[0] + 1)
        for c in range(start[1], end[1] + 1)
        if (r, c) != start
    }
    lines = []
    for down, row in enumerate(texts):
        cells = ""
        for across, text in enumerate(row):
            place = (first[0] + down, first[1] + across)
            if place in hidden:
                continue
            end = spans.get(place, place)
            wide, tall = end[1] - place[1] + 1, end[0] - place[0] + 1
            span = (f" colspan={wide}" if wide > 1 else "") + (
                f" rowspan={tall}" if tall > 1 else ""
            )
            cells += f"<td{span} class=xl65 style='border-left:none'>{escape(text)}</td>"
        lines.append(f"<tr height=20 style='height:15.0pt'>{cells}</tr>")
    return (
        "<html><head><style>td{padding:0}</style></head><body><!--StartFragment-->"
        f"<table border=0 style='border-collapse:collapse'>{''.join(lines)}</table>"
        "<!--EndFragment--></body></html>"
    )

"""Rows as CSV that Excel reads with its accents; no cell becomes a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from core.display import vn_date, vn_moment

CSV: Final = "text/csv; charset=utf-8"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_AT_ONCE: Final = 500

Cell = str | int | dt.date | dt.datetime | None
Row = Sequence[Cell]


def as_csv(head: Sequence[str], rows: Iterable[Row]) -> bytes:
    """The whole file."""
    return b"".join(csv_parts(head, rows))


def csv_parts(head: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """The file piece by piece, for lists that are too long to stand in memory."""
    content = io.StringIO("\ufeff")
    content.seek(0, io.SEEK_END)
    writer = csv.writer(content)
    writer.writerow(head)
    for number, row in enumerate(rows, start=1):
        writer.writerow([_harmless(cell) for cell in row])
        if number % _AT_ONCE == 0:
            yield content.getvalue().encode()
            content.seek(0)
            content.truncate()
    yield content.getvalue().encode()


def _harmless(cell: Cell) -> str | int:
    if isinstance(cell, int):
        return cell
    if isinstance(cell, dt.date):
        return vn_moment(cell) if isinstance(cell, dt.datetime) else vn_date(cell)
    text = cell or ""
    return f"'{text}" if text.startswith(_FORMULA) else text

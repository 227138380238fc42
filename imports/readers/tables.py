"""Finding the list in a workbook, and reading its rows by the columns that it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from core.cells import Cell, CellProblem, shown
from core.legacy_text import OldFont, convert, detect
from core.text import fold
from imports.columns import Column, Problem, Reader, SheetRow, Table, problem_of
from imports.readers.workbook import Merged, Sheet, Workbook, WorkbookError, letter

HEAD_WITHIN: Final = 30
_SAMPLES: Final = 2_000
_MOST_MERGED: Final = 10_000


def find_table(book: Workbook, columns: Sequence[Column]) -> tuple[Table, Sheet]:
    """The visible sheet and row that name most of the columns, every required one among them.

    Raises ``WorkbookError`` naming the columns that are missing or stand there twice.
    """
    best: tuple[Table, Sheet, list[str]] | None = None
    nearest: tuple[int, str] = (0, "")
    for sheet in book.sheets:
        if sheet.is_hidden:
            continue
        for number, row in _first_rows(sheet):
            places, twice = _places(row, columns)
            missing = [one.heading for one in columns if one.is_required and one.code not in places]
            if missing and len(places) > nearest[0]:
                nearest = len(places), _missing(sheet.name, number, missing)
            if missing or (best and len(places) <= len(best[0].places)):
                continue
            best = Table(sheet.name, number, places, tuple(map(shown, row))), sheet, twice
    if best is None:
        raise WorkbookError(nearest[1] or _nowhere(columns))
    table, found, twice = best
    if twice:
        raise WorkbookError(_twice(table.sheet_name, twice))
    return table, found


def _first_rows(sheet: Sheet) -> Iterator[tuple[int, list[Cell]]]:
    for number, row in sheet.rows():
        if number > HEAD_WITHIN:
            return
        yield number, row


def _places(row: Sequence[Cell], columns: Sequence[Column]) -> tuple[dict[str, int], list[str]]:
    places: dict[str, int] = {}
    twice: list[str] = []
    for at, cell in enumerate(row):
        name = fold(cell) if isinstance(cell, str) and cell else ""
        if not name:
            continue
        column = next((one for one in columns if name in one.names), None)
        if column is None:
            continue
        if column.code in places:
            twice.append(column.heading)
        places[column.code] = at
    return places, twice


def _missing(sheet: str, number: int, missing: Sequence[str]) -> str:
    return _(
        "Trang “%(sheet)s”, dòng tiêu đề %(row)s: thiếu cột %(missing)s. "
        "Hãy thêm cột hoặc đặt lại đúng tên cột như trong mẫu rồi gửi lại."
    ) % {"sheet": sheet, "row": number, "missing": ", ".join(f"“{one}”" for one in missing)}


def _twice(sheet: str, twice: Sequence[str]) -> str:
    return _(
        "Trang “%(sheet)s” có hai cột cùng tên: %(names)s. Hãy giữ lại một cột rồi gửi lại."
    ) % {"sheet": sheet, "names": ", ".join(f"“{one}”" for one in dict.fromkeys(twice))}


def _nowhere(columns: Sequence[Column]) -> str:
    wanted = ", ".join(f"“{one.heading}”" for one in columns if one.is_required)
    return _(
        "Không tìm thấy danh sách trong tệp: không có dòng tiêu đề với các cột %(wanted)s. "
        "Hãy tải mẫu ở trang này, dán số liệu vào mẫu rồi gửi lại."
    ) % {"wanted": wanted}


def fonts_in(table: Table, sheet: Sheet, columns: Sequence[Column]) -> dict[str, OldFont]:
    """By column code the old font its text was typed for; looks at the first rows only."""
    texts: dict[str, list[str]] = {one.code: [] for one in columns if one.code in table.places}
    for seen, (_number, row) in enumerate(_body(table, sheet)):
        if seen >= _SAMPLES:
            break
        for code, found in texts.items():
            at = table.places[code]
            cell = row[at] if at < len(row) else ""
            if isinstance(cell, str) and not cell.isascii():
                found.append(cell)
    fonts = {code: detect(found) for code, found in texts.items() if found}
    return {code: font for code, font in fonts.items() if font is not None}


def font_samples(
    table: Table, sheet: Sheet, fonts: dict[str, OldFont], most: int = 8
) -> list[tuple[str, str, str]]:
    """Address, text before and text after of the first cells that would be converted."""
    samples = []
    for number, row in _body(table, sheet):
        for code, font in fonts.items():
            at = table.places[code]
            cell = row[at] if at < len(row) else ""
            if isinstance(cell, str) and (after := convert(cell, font)) != cell:
                samples.append((f"{letter(at)}{number}", cell, after))
                if len(samples) == most:
                    return samples
    return samples


def read_rows(
    table: Table, sheet: Sheet, columns: Sequence[Column], fonts: dict[str, OldFont]
) -> Iterator[list[SheetRow]]:
    """The rows below the headings, read cell by cell, in parts as the workbook gives them."""
    reading = [
        (one, one.code, one.reader, table.places[one.code], fonts.get(one.code))
        for one in columns
        if one.code in table.places and not one.is_info
    ]
    merged = _merged_rows(table, sheet)
    for first, rows in sheet.parts():
        part = []
        for number, row in enumerate(rows, start=first):
            if number <= table.head_row or not row or _is_no_data(row):
                continue
            read = _read(number, row, reading)
            if read is not None:
                if number in merged:
                    read.problems.append(_merged(number, merged[number]))
                part.append(read)
        if part:
            yield part


_Reading = tuple[Column, str, Reader, int, OldFont | None]


def _read(number: int, row: list[Cell], reading: Sequence[_Reading]) -> SheetRow | None:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    size = len(row)
    is_blank = True
    for column, code, reader, at, font in reading:
        cell = row[at] if at < size else ""
        if cell == "":
            values[code] = None
            continue
        if font is not None and isinstance(cell, str):
            cell = convert(cell, font)
        value = reader(cell)
        if type(value) is CellProblem:
            problems.append(problem_of(number, column, letter(at), value))
            value = None
        elif value is not None and code != "key":
            is_blank = False
        values[code] = value
    return None if is_blank and not problems else SheetRow(number, values, problems)


def _is_no_data(row: list[Cell]) -> bool:
    """The row of column numbers "(1) (2) (3)" that office lists put below their headings."""
    said = (cell for cell in row if cell != "")
    place = 0
    for place, cell in enumerate(said, start=1):
        if str(cell).strip("() ").removesuffix(".0") != str(place):
            return False
    return place >= 3


def _body(table: Table, sheet: Sheet) -> Iterator[tuple[int, list[Cell]]]:
    return ((number, row) for number, row in sheet.rows() if number > table.head_row)


def _merged_rows(table: Table, sheet: Sheet) -> dict[int, Merged]:
    found: dict[int, Merged] = {}
    for one in sheet.merged:
        first = max(one.first_row + 1, table.head_row + 1)
        for row in range(first, min(one.last_row + 2, first + _MOST_MERGED)):
            found.setdefault(row, one)
    return found


def _merged(number: int, merged: Merged) -> Problem:
    return Problem(
        row=number,
        column=letter(merged.first_column),
        heading="",
        value=merged.address,
        advice=_("Các ô %(address)s bị gộp. Hãy bỏ gộp ô (Unmerge) và điền giá trị cho từng dòng.")
        % {"address": merged.address},
    )

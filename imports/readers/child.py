"""The process that opens a workbook: on its own, poor in time and memory, without Django.

``python -m imports.readers.child WORKBOOK`` writes every sheet as JSON to standard output, a line
of at most ``PART`` rows each, and a last line to standard error that says where each sheet begins.
Nothing it prints is trusted further than JSON. Limits come as seconds and bytes in the environment.

A workbook gives no value for a cell whose formula failed or was never worked out: such cells
are looked for in the sheet's own text and named.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

PART = 1_000
MOST_SHEETS = 20
MOST_BROKEN = 1_000
UNREADABLE, PASSWORD, TOO_MANY_CELLS, TOO_MANY_SHEETS = 3, 4, 5, 6
_CHUNK = 1 << 20
_OVERLAP = 4_096
_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FAILED = re.compile(rb'<c\b[^>]{0,200}?\br="([A-Z]{1,3}[0-9]{1,7})"[^>]{0,200}?\bt="e"')
_UNWORKED = re.compile(
    rb'<c\b[^>]{0,200}?\br="([A-Z]{1,3}[0-9]{1,7})"[^>]{0,200}>'
    rb"<f\b[^>]{0,300}?(?:/>|>[^<]{0,3000}</f>)(?:<v\s*/>|<v></v>)?</c>"
)


def main(path: str) -> int:
    """Write the sheets; returns the exit code that says what is wrong with the file."""
    _limit()
    import python_calamine as calamine  # noqa: PLC0415 after the limits

    try:
        book = calamine.CalamineWorkbook.from_path(path)
    except calamine.PasswordError:
        return PASSWORD
    except (calamine.CalamineError, OSError, ValueError):
        return UNREADABLE
    sheets = [one for one in book.sheets_metadata if one.typ is calamine.SheetTypeEnum.WorkSheet]
    if len(sheets) > MOST_SHEETS:
        return TOO_MANY_SHEETS
    broken = _broken_cells(path)
    left = int(os.environ["MOST_CELLS"])
    index = []
    for meta in sheets:
        try:
            sheet = book.get_sheet_by_name(meta.name)
        except (calamine.CalamineError, ValueError):
            return UNREADABLE
        last_row, last_column = sheet.end or (0, 0)
        left -= (last_row + 1) * (last_column + 1)
        if left < 0:
            return TOO_MANY_CELLS
        index.append(
            {
                "name": meta.name,
                "hidden": meta.visible is not calamine.SheetVisibleEnum.Visible,
                "at": sys.stdout.buffer.tell(),
                "merged": sheet.merged_cell_ranges or [],
                "broken": broken.get(meta.name, []),
            }
        )
        _write(sheet)
    sys.stdout.buffer.flush()
    sys.stderr.write(json.dumps(index))
    return 0


def _limit() -> None:
    memory = int(os.environ["MOST_MEMORY"])
    seconds = int(os.environ["MOST_SECONDS"])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def _write(sheet: Any) -> None:
    """The rows and columns from the first on, without the empty cells at the ends of rows."""
    before = [""] * (sheet.start[1] if sheet.start else 0)
    rows: list[list[Any]] = []
    for cells in sheet.iter_rows():
        row = before + cells if before else cells
        while row and row[-1] == "":
            row.pop()
        rows.append(row)
        if len(rows) == PART:
            _put(rows)
            rows = []
    _put(rows)
    sys.stdout.buffer.write(b"\n")


def _put(rows: list[list[Any]]) -> None:
    if rows:
        text = json.dumps(rows, default=_day, ensure_ascii=False, separators=(",", ":"))
        # Broken text inside a workbook may hold halves of letters.
        sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")


def _day(value: Any) -> dict[str, str]:
    if isinstance(value, dt.datetime):
        return {"d": value.date().isoformat()}
    return {"d": value.isoformat()} if isinstance(value, dt.date) else {"t": str(value)}


def _broken_cells(path: str) -> dict[str, list[str]]:
    """By sheet the addresses of cells whose formula failed or was never worked out."""
    found: dict[str, list[str]] = {}
    with zipfile.ZipFile(path) as package:
        for name, part in _parts(package):
            try:
                with package.open(part) as file:
                    found[name] = list(_scan(file))
            except KeyError:
                continue
    return found


def _parts(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Names of sheets and the parts of the package in which they lie."""
    try:
        book = ET.fromstring(package.read("xl/workbook.xml"))  # noqa: S314 checked before
        links = ET.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 checked before
    except (KeyError, ET.ParseError):
        return
    targets = {one.get("Id"): one.get("Target", "") for one in links}
    for sheet in book.iter(f"{_NS}sheet"):
        target = targets.get(sheet.get(_REL), "").lstrip("/")
        yield sheet.get("name", ""), target if target.startswith("xl/") else f"xl/{target}"


def _scan(file: Any) -> Iterator[str]:
    rest, told = b"", 0
    while chunk := file.read(_CHUNK):
        text = rest + chunk
        if b'"e"' in chunk or b"<f" in text:
            for pattern in (_FAILED, _UNWORKED):
                for match in pattern.finditer(text):
                    if told < MOST_BROKEN:
                        told += 1
                        yield match[1].decode()
        rest = text[-_OVERLAP:]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

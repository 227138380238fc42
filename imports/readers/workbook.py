"""An uploaded workbook as sheets and rows, read by a child process with limits.

The child's output lies in a file that has no name, and rows are read from it a part at a time:
a long list never stands in memory as a whole.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from core.cells import Cell
from core.errors import DomainError
from imports.readers import child

MOST_CELLS: Final = 4_000_000
MOST_MEMORY: Final = 1_000 * 1024 * 1024
MOST_SECONDS: Final = 40
FAILED_CELL: Final = "#VALUE!"
_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class WorkbookError(DomainError):
    """The workbook could not be read; the message says why and what to do."""


@dataclass(frozen=True)
class Merged:
    """A merged range, rows and columns counted from 0, both ends inside."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def address(self) -> str:
        """As a spreadsheet names it: A5:A9."""
        first = f"{letter(self.first_column)}{self.first_row + 1}"
        return f"{first}:{letter(self.last_column)}{self.last_row + 1}"


@dataclass(frozen=True)
class Sheet:
    """One sheet. Rows are counted from 1, as the spreadsheet counts them."""

    name: str
    is_hidden: bool
    merged: list[Merged]
    broken: dict[int, list[int]]
    at: int
    spool: IO[bytes]

    def parts(self) -> Iterator[tuple[int, list[list[Cell]]]]:
        """The rows in parts: the number of the first, and the cells of each."""
        number, at = 1, self.at
        while True:
            self.spool.seek(at)
            line = self.spool.readline()
            at = self.spool.tell()
            if line in {b"\n", b""}:
                return
            rows = json.loads(line)
            # Only what JSON has no word for; a quote inside a text is written with a stroke.
            if b'{"' in line or b"\\u0000" in line:
                for row in rows:
                    _restore(row)
            for row_number in self.broken.keys() & range(number, number + len(rows)):
                _mark(rows[row_number - number], self.broken[row_number])
            yield number, rows
            number += len(rows)

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Every row that holds something."""
        for number, rows in self.parts():
            yield from ((number + place, row) for place, row in enumerate(rows) if row)


@dataclass(frozen=True)
class Workbook:
    """The sheets of a workbook, in their order."""

    sheets: list[Sheet]

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of this name, if there is one."""
        return next((one for one in self.sheets if one.name == name), None)


def letter(column: int) -> str:
    """The letters of a column counted from 0: A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@contextmanager
def opened(path: Path) -> Iterator[Workbook]:
    """The workbook at a path, until the block ends.

    Raises ``WorkbookError`` when the child found it unreadable, too large or too slow.
    """
    with tempfile.TemporaryFile() as spool, tempfile.TemporaryFile() as told:
        _run(path, spool, told)
        told.seek(0)
        yield Workbook([_sheet(one, spool) for one in json.loads(told.read())])


def _run(path: Path, spool: IO[bytes], told: IO[bytes]) -> None:
    command = [sys.executable, "-I", "-c", _START, str(settings.BASE_DIR), str(path)]
    limits = {
        "MOST_CELLS": str(MOST_CELLS),
        "MOST_MEMORY": str(MOST_MEMORY),
        "MOST_SECONDS": str(MOST_SECONDS),
        "PATH": os.environ.get("PATH", ""),
    }
    try:
        ended = subprocess.run(  # noqa: S603 our own program, and a path of our own making
            command,
            stdin=subprocess.DEVNULL,
            stdout=spool,
            stderr=told,
            env=limits,
            timeout=MOST_SECONDS * 2,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise WorkbookError(_too_heavy()) from error
    if ended.returncode:
        raise WorkbookError(_why(ended.returncode))


# The folder of the product is the only one the child looks for its module in.
_START: Final = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); "
    "from imports.readers.child import main; sys.exit(main(sys.argv[1]))"
)


def _why(code: int) -> str:
    if code == child.PASSWORD:
        return _("Tệp có mật khẩu nên không đọc được. Hãy bỏ mật khẩu, lưu lại rồi gửi.")
    if code == child.TOO_MANY_CELLS:
        return _("Tệp có quá nhiều ô. Hãy tách thành nhiều tệp, mỗi tệp vài nghìn dòng.")
    if code == child.TOO_MANY_SHEETS:
        return _("Tệp có quá nhiều trang. Hãy giữ lại trang danh sách rồi gửi lại.")
    if code == child.UNREADABLE:
        return _("Không đọc được tệp: tệp bị hỏng. Hãy mở thử bằng Excel, lưu lại rồi gửi.")
    return _too_heavy()


def _too_heavy() -> str:
    return _(
        "Tệp quá nặng hoặc có cấu trúc bất thường nên không đọc được. Hãy chép danh sách sang một "
        "tệp Excel mới (Dán đặc biệt › Giá trị), tách thành nhiều tệp nếu dài, rồi gửi lại."
    )


def _sheet(told: dict[str, Any], spool: IO[bytes]) -> Sheet:
    broken: dict[int, list[int]] = {}
    for address in told["broken"]:
        row, column = place_of(address)
        broken.setdefault(row, []).append(column)
    merged = [Merged(*first, *last) for first, last in told["merged"]]
    return Sheet(told["name"], told["hidden"], merged, broken, told["at"], spool)


def place_of(address: str) -> tuple[int, int]:
    """Row from 1 and column from 0 of an address as B5."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return 0, 0
    column = 0
    for sign in found[1]:
        column = column * 26 + ord(sign) - 64
    return int(found[2]), column - 1


def _restore(row: list[Any]) -> None:
    for place, cell in enumerate(row):
        if type(cell) is dict:
            row[place] = dt.date.fromisoformat(cell["d"]) if "d" in cell else cell["t"]
        elif type(cell) is str and "\0" in cell:
            # PostgreSQL keeps no NUL, and nobody ever typed one.
            row[place] = cell.replace("\0", "")


def _mark(row: list[Any], columns: list[int]) -> None:
    for column in columns:
        row.extend([""] * (column + 1 - len(row)))
        row[column] = FAILED_CELL

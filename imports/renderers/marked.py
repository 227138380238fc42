"""The file that was sent, with a column that says what is wrong with each row."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from documents.renderers.workbook import workbook
from imports.columns import Table

HEADING: Final = "Lỗi cần sửa"
MOST_MEMORY: Final = 1_500 * 1024 * 1024
MOST_SECONDS: Final = 60
MOST_BYTES: Final = 2 * 1024 * 1024
_START: Final = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); "
    "from imports.renderers.marked_child import main; sys.exit(main(*sys.argv[1:3]))"
)


def marked_workbook(source: Path, table: Table, notes: dict[int, str]) -> bytes:
    """The workbook at ``source`` with the notes beside its rows.

    A file too large or too strange to be written again gives a list of its faults instead.
    """
    if source.stat().st_size <= MOST_BYTES:
        with tempfile.TemporaryDirectory(prefix="import-") as folder:
            target = Path(folder) / "marked.xlsx"
            if _run(source, target, _wish(table, notes)):
                return target.read_bytes()
    rows = ((row, words) for row, words in sorted(notes.items()))
    return workbook(HEADING, (_("Dòng"), HEADING), rows)


def _wish(table: Table, notes: dict[int, str]) -> str:
    # Beside the last heading, or over an older column of faults.
    heads = table.heads
    column = heads.index(HEADING) + 1 if HEADING in heads else len(heads) + 1
    wish = {
        "sheet": table.sheet_name,
        "head_row": table.head_row,
        "heading": HEADING,
        "column": column,
        "notes": notes,
    }
    return json.dumps(wish)


def _run(source: Path, target: Path, wish: str) -> bool:
    limits = {
        "MOST_MEMORY": str(MOST_MEMORY),
        "MOST_SECONDS": str(MOST_SECONDS),
        "PATH": os.environ.get("PATH", ""),
    }
    command = [
        *(sys.executable, "-I", "-c", _START),
        *(str(settings.BASE_DIR), str(source), str(target)),
    ]
    try:
        ended = subprocess.run(  # noqa: S603 our own program, and paths of our own making
            command,
            input=wish.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=limits,
            timeout=MOST_SECONDS * 2,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return ended.returncode == 0 and target.exists()

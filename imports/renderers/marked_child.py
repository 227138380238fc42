"""The process that writes a column of faults into a workbook that somebody sent.

``IN OUT`` are paths; standard input holds JSON: the sheet, the row of headings, the heading, and
the words by row. As the reading child it has little time and memory and no Django.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path


def main(source: str, target: str) -> int:
    """Write ``target``: the workbook with one more column. Returns the exit code."""
    memory, seconds = int(os.environ["MOST_MEMORY"]), int(os.environ["MOST_SECONDS"])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import openpyxl  # noqa: PLC0415 after the limits
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 after the limits

    wish = json.loads(sys.stdin.read())
    with Path(source).open("rb") as file:  # kept files bear no name that tells their kind
        book = openpyxl.load_workbook(file)
    sheet = book[wish["sheet"]]
    column = wish["column"]
    red, wrap = PatternFill("solid", fgColor="FFF4CCCC"), Alignment(wrap_text=True, vertical="top")
    head = sheet.cell(wish["head_row"], column, wish["heading"])
    head.font = Font(bold=True, color="FF9C1C1C")
    sheet.column_dimensions[head.column_letter].width = 60
    for row, words in wish["notes"].items():
        cell = sheet.cell(int(row), column)
        cell.value = words
        cell.data_type = "s"  # never a formula
        cell.fill, cell.alignment = red, wrap
    book.active = book.sheetnames.index(wish["sheet"])
    book.save(target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))

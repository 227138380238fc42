"""Tables of one unit's form: its criteria, its figures, its lists."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

from documents.paper import Align, Column, GroupRow, Table
from reports.papers import words


def criteria_table(criteria: list[dict[str, Any]]) -> Table:
    """One row a criterion: text, value, and the reason where the reviewer saw it otherwise."""
    return Table(
        columns=(
            Column("TT", 1, Align.CENTRE),
            Column("Tiêu chí", 9),
            Column("Kết quả", 2.6, Align.CENTRE),
            Column("Minh chứng, lý do", 4.4),
        ),
        rows=tuple(
            (str(place), one["text"], words.JUDGEMENTS[one["value"]], _because(one))
            for place, one in enumerate(criteria, start=1)
        ),
    )


def _because(criterion: dict[str, Any]) -> str:
    if criterion["kind"] == "title":
        return str(criterion.get("detail", ""))
    said = [criterion["note"], criterion.get("gap_reason", "")]
    own = criterion.get("self", "")
    if own and own != criterion["value"]:
        said.append(f"Đơn vị tự đánh giá: {words.JUDGEMENTS[own].lower()}. {criterion['reason']}")
    return " ".join(words.sentence(one) for one in said if one)


def figures_table(lines: list[dict[str, Any]]) -> Table:
    """The lines by section, each with its value and unit in words."""
    rows: list[tuple[str, ...] | GroupRow] = []
    place = 0
    sections = 0
    for section, group in groupby(lines, key=lambda one: one["section"]):
        shown = [one for one in group if one["kind"] != "list"]
        if shown:
            sections += 1
            rows.append(GroupRow(f"{sections}. {without_number(section)}"))
        for one in shown:
            place += 1
            rows.append((str(place), one["label"], _with_correction(one)))
    return Table(
        columns=(
            Column("TT", 1, Align.CENTRE),
            Column("Nội dung", 9),
            Column("Kết quả", 5, figures=True),
        ),
        rows=tuple(rows),
    )


def without_number(section: str) -> str:
    """A section's heading without the number that it has in its set: "8. Thư viện" → "Thư viện"."""
    return re.sub(r"^[0-9]+\.\s*", "", section)


def _with_correction(line: dict[str, Any]) -> str:
    said, correction = words.shown(line), words.corrected(line)
    return f"{said} ({correction})" if correction else said


def list_table(line: dict[str, Any]) -> Table:
    """A list of a form (documents issued, classes held) as a table of its own."""
    columns = line["columns"]
    return Table(
        caption=line["label"],
        columns=(
            Column("TT", 1, Align.CENTRE),
            *(_list_column(one, line["rows"]) for one in columns),
        ),
        rows=tuple(
            (str(place), *(_list_cell(row, one) for one in columns))
            for place, row in enumerate(line["rows"], start=1)
        ),
    )


def _list_cell(row: dict[str, str], column: dict[str, Any]) -> str:
    return words.listed_cell(str(row.get(column["code"], "")), column["kind"])


def _list_column(column: dict[str, Any], rows: list[dict[str, Any]]) -> Column:
    """Wide where the texts are long."""
    longest = max(len(str(row.get(column["code"], ""))) for row in rows)
    align = {"count": Align.RIGHT, "money": Align.RIGHT, "date": Align.CENTRE}
    return Column(
        column["label"], 2 + min(longest, 60) / 8, align.get(column["kind"].lower(), Align.LEFT)
    )

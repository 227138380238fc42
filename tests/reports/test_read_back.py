"""The closed report read back number by number, from PDF, DOCX and XLSX side by side."""

from __future__ import annotations

import copy
import datetime as dt
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from assessments.services.submission import Submission
from campaigns.enums import Channel
from core import clock
from core.numbers import format_date
from documents import storage
from reports.models import AnnualReport
from reports.services import building
from tests.builders.reports import Form, PlanYear, finished, hand_in, more_villages
from tests.paper_words import ROWS
from tests.reports.stories import full_year

Value = int | float | str | None
Lines = list[list[Value]]
VILLAGE_WIDTH, CRITERION_WIDTH = 15, 8
NUMBER = re.compile(r"(0|[1-9]\d{0,2}(\.\d{3})+|[1-9]\d*)(,\d+)?")

DAY = re.compile(r"\d{2}/\d{2}/\d{4}")
WITH_UNIT = re.compile(rf"({NUMBER.pattern})(%| %| [^\W\d_]{{1,12}}( [^\W\d_]{{1,12}})?)")


@pytest.fixture
def closed(na: PlanYear) -> AnnualReport:
    """The commune's closed report; Bản Pò, six more villages and the office have handed in."""
    full_year(na)
    for number, unit in enumerate(more_villages(na, 6), start=1):
        hand_in(
            na, unit, na.org.minh,
            Form(figures={
                "households": str(1_000 + number), "people": str(4_000 + number),
                "families_registered": str(900 + number), "families_achieved": str(700 + number),
                "clans": "none",
            }),
            how=Submission(Channel.PAPER, clock.today()),
        )  # fmt: skip
    return finished(building.build(building.open_report(na.year, na.host).pk), na.org.lan)


def printed(text: str) -> Value:
    """What a printed cell says: a number as Vietnamese prints it, nothing known, or words."""
    if text in {"…", "–", ""}:
        return None
    if not NUMBER.fullmatch(text):
        return text
    bare = text.replace(".", "").replace(",", ".")
    return float(bare) if "," in text else int(bare)


def kept(cell: Any) -> Value:
    """What a cell of the workbook holds; a number written as text stays text and is found out.

    Every day is a real one there, and none is printed as words.
    """
    if isinstance(cell, dt.date):
        return format_date(cell)
    assert not DAY.fullmatch(str(cell)), cell
    if isinstance(cell, int | float):
        return int(cell) if float(cell).is_integer() else float(cell)
    text = " ".join(str(cell).split())
    return None if text in {"…", "–", ""} else text


def in_words(form: str) -> Callable[[AnnualReport, Client], Lines]:
    def read(report: AnnualReport, _client: Client) -> Lines:
        stored = report.pdf if form == "pdf" else report.docx
        assert stored is not None
        return [list(map(printed, row)) for row in ROWS[form](storage.read(stored.sha256))]

    return read


def in_workbook(report: AnnualReport, client: Client) -> Lines:
    answer = client.get(reverse("reports:tables", args=[report.pk]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return [
        list(map(kept, row))
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    ]


READ = {"pdf": in_words("pdf"), "docx": in_words("docx"), "xlsx": in_workbook}


def numbered(lines: Lines) -> Lines:
    """The rows that bear a number of their own, and the totals; heads and notes left out."""
    return [row for row in lines if isinstance(row[0], int) or "Tổng cộng" in row[:2]]


def of_width(lines: Lines, width: int) -> Lines:
    return [row for row in numbered(lines) if len(row) == width]


# ---------------------------------------------------------------- what the snapshot says


def villages(figures: dict[str, Any]) -> Lines:
    """The annex of the villages as it must be read: a row each, then their sums."""
    codes = (
        "households", "people", "families_registered", "families_achieved", "",
        "families_three_years", "clans", "clans_registered", "clans_achieved",
        "citizens_assessed", "citizens_achieved",
    )  # fmt: skip
    rows = figures["villages"]
    whole: dict[str, Any] = {}
    for code in filter(None, codes):
        known = [one[code] for one in rows if one["state"] == "counted" and one[code] is not None]
        whole[code] = sum(known) if known else None
    lines: Lines = [[n, one["name"], *_cells(one, codes)] for n, one in enumerate(rows, start=1)]
    return [*lines, [None, "Tổng cộng", *_cells(whole, codes)]]


def _cells(one: dict[str, Any], codes: tuple[str, ...]) -> list[Value]:
    share = None
    if one["households"] and one["families_achieved"] is not None:
        share = round(one["families_achieved"] * 100 / one["households"] + 1e-9, 1)
    none = one.get("none", [])
    cells: list[Value] = ["không có" if code in none else one[code] if code else share
                          for code in codes]  # fmt: skip
    return [int(one) if isinstance(one, float) and one.is_integer() else one for one in cells]


def criteria(figures: dict[str, Any]) -> Lines:
    """The annex of the criteria: how many units stand where."""
    said = ("met", "partly", "not_met", "under_consideration", "not_applicable", "missing")
    return [
        [place, " ".join(one["text"].split()), *(one.get(code) for code in said)]
        for group in figures["groups"]
        if group["criteria"] and group["units"]
        for place, one in enumerate(group["criteria"], start=1)
    ]


def _bare(lines: Lines) -> Lines:
    """Whole shares are printed "60,0" and kept as 60, "2 thôn" is kept as 2: the number."""
    return [[_number(one) for one in row] for row in lines]


def _number(cell: Value) -> Value:
    if isinstance(cell, str) and (found := WITH_UNIT.fullmatch(cell)):
        cell = printed(found[1])
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


# ---------------------------------------------------------------- the three beside each other


def test_every_number_is_read_back_from_pdf_docx_and_xlsx_as_the_closed_snapshot_has_it(
    na: PlanYear, closed: AnnualReport, client: Client
) -> None:
    client.force_login(na.org.lan)
    figures = closed.figures or {}
    other = copy.deepcopy(figures)
    other["villages"][5]["families_achieved"] += 1

    said = {form: read(closed, client) for form, read in READ.items()}

    rows = {form: numbered(_bare(lines)) for form, lines in said.items()}
    assert len(rows["xlsx"]) > 40
    assert rows["pdf"] == rows["docx"]
    assert rows["docx"] == rows["xlsx"]
    for form, lines in rows.items():
        shown = [row[:13] for row in of_width(lines, VILLAGE_WIDTH)]
        assert shown == villages(figures), form
        assert shown != villages(other), form
        counted = of_width(lines, CRITERION_WIDTH)[-len(criteria(figures)) :]
        assert counted == criteria(figures), form
    # What prints as a number is one in the workbook, not a text that cannot be summed.
    for row in of_width(said["xlsx"], VILLAGE_WIDTH):
        assert [cell for cell in row if isinstance(cell, str) and NUMBER.fullmatch(cell)] == []

"""The workbooks of the pages of figures: a percentage is a number that can be reckoned with."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from openpyxl.cell import Cell

from accounts.models import User
from assessments.services import submission
from campaigns.models import TargetMeasure, YearlyTarget
from tests.builders.assessments import NaRi, answered, begun, na_ri, submitted
from tests.builders.reports import Form, hand_in, son_hong_year
from tests.org import Org
from tests.reports.stories import COMMUNE
from units.models import Unit

pytestmark = pytest.mark.django_db
PERCENT = "0.0%"  # as the file keeps it; Excel shows 0,0% where a comma is the decimal sign


def book(reader: User, page: str, unit: Unit, query: str = "") -> list[dict[str, Cell]]:
    """The rows of a page's workbook by their headings."""
    client = Client()
    client.force_login(reader)
    path = reverse(f"reports:place_{page}", args=[unit.pk])
    answer = client.get(f"{path}?year=2026&format=xlsx{query}")
    head, *rows = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows()
    names = [str(one.value) for one in head]
    return [dict(zip(names, row, strict=True)) for row in rows]


def values(row: dict[str, Cell], *names: str) -> list[Any]:
    return [row[name].value for name in names]


def is_rate(cell: Cell, part: int, whole: int) -> bool:
    """Whether the cell is the number itself, as exact as it is, shown as a percentage."""
    exact = pytest.approx(part / whole, abs=1e-12)
    return (cell.data_type, cell.number_format, cell.value == exact) == ("n", PERCENT, True)


@pytest.fixture
def na(org: Org) -> NaRi:
    """Na Rì's open year with Bản Pò's form handed in, one of its criteria not met."""
    found = na_ri(org)
    record = answered(begun(found, org.ban_po, org.pao), org.pao, value="not_met")
    submission.submit(record, actor=org.pao, version=record.version)
    return found


def test_the_rates_of_the_forms_stand_beside_their_numbers(na: NaRi) -> None:
    for reader, unit in ((na.org.tuyet, na.org.thai_nguyen), (na.org.minh, na.org.na_ri)):
        total = book(reader, "figures", unit)[-1]
        assert values(total, "Số phiếu", "Đã nộp", "Có hạn", "Đúng hạn") == [5, 1, 4, 1]
        assert is_rate(total["Đã nộp (%)"], 1, 5)
        assert is_rate(total["Đúng hạn (%)"], 1, 4)
        assert is_rate(total["Đầy đủ (%)"], 1, 5)


def test_where_there_is_nothing_to_divide_by_the_cell_is_empty(na: NaRi) -> None:
    total = book(na.org.minh, "figures", na.org.na_ri)[-1]

    assert values(total, "Hộ, dòng họ, cá nhân đăng ký", "Đạt") == [0, 0]
    assert total["Đạt trên đăng ký (%)"].value is None


def test_unmet_criteria_and_their_running_sum_are_numbers(na: NaRi) -> None:
    submitted(na, na.org.na_lac, na.org.sam)

    first, second, third = book(na.org.minh, "unmet", na.org.na_ri)

    assert values(first, "Chưa đạt", "Đạt một phần", "Đã đánh giá") == [1, 0, 2]
    assert is_rate(first["Tỷ lệ"], 1, 2)
    running = [one["Cộng dồn"] for one in (first, second, third)]
    assert [is_rate(cell, part, 3) for part, cell in enumerate(running, start=1)] == [True] * 3


def test_the_comparison_keeps_both_numbers_and_their_rate(na: NaRi) -> None:
    na_ri_row, total = book(na.org.tuyet, "compare", na.org.thai_nguyen, "&measure=submitted")

    for row in (na_ri_row, total):
        assert values(row, "2026: tử số", "2026: mẫu số") == [1, 5]
        assert is_rate(row["2026: %"], 1, 5)


def test_targets_in_per_cent_are_numbers_and_what_is_unknown_stays_empty(org: Org) -> None:
    sh = son_hong_year(org)
    measure = TargetMeasure.objects.get(code="SH-1.2-a.1")
    YearlyTarget.objects.create(measure=measure, year=2026, value=65)
    figures = COMMUNE | {
        "villages": "1", "households": "98", "working_age_people": "240",
        "information_skilled": "161",
    }  # fmt: skip
    reasons = dict.fromkeys(figures, "Theo sổ")
    hand_in(sh, sh.host, sh.leader, Form(figures=figures, reasons=reasons))

    rows = {
        (row["Chỉ tiêu"].value, row["Năm"].value): row
        for row in book(sh.leader, "targets", sh.host)
    }

    now, later = (rows[measure.label, year] for year in (2026, 2027))
    assert is_rate(now["Kế hoạch năm"], 65, 100)
    assert values(now, "Tử số", "Mẫu số") == [161, 240]
    assert is_rate(now["Thực hiện"], 161, 240)
    assert now["Đánh giá"].value == "Vượt"
    asked = ("Kế hoạch năm", "Tử số", "Mẫu số", "Thực hiện")
    assert values(later, *asked) == [None] * 4
    level = TargetMeasure.objects.exclude(kind="percent").first()
    assert level is not None
    assert values(rows[level.label, 2027], *asked) == [None] * 4

"""The office enters the villages' criteria and figures from one sheet."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from assessments.models import Answer, Assessment, IndicatorValue
from assessments.services.submission import Submission, submit
from imports.enums import ImportState
from tests.builders.assessments import NaRi, answered, begun
from tests.imports.acting import told, undone, written
from tests.imports.files import book, saved, sent, template_of

pytestmark = pytest.mark.django_db
BY_PHONE = Submission(channel="phone", paper_on=dt.date(2026, 11, 19))
HEADS = ("Thôn", "NR-1.4-a", "Số hộ đăng ký", "Ngày họp thôn", "Ban Công tác Mặt trận cùng ký",
         "Lý do (không áp dụng, hoặc số khác sổ)")  # fmt: skip


def test_two_villages_are_entered_on_behalf_and_taken_back(na: NaRi) -> None:
    content = book(
        HEADS,
        [
            ("Bản Pò", "Đạt", "1.234", "15/11/2026", "Có"),
            ("Nà Lạc", "Không áp dụng", 12, None, None, "Chưa có lớp"),
        ],
    )
    row = sent("village-results", na.org.na_ri, content, na.org.minh, year=na.year)
    assert row.preview["counts"] == {"new": 2}, row.preview
    assert not Assessment.objects.exists()

    row = written(row, na.org.minh, received=BY_PHONE)
    assert row.state == ImportState.COMMITTED, told(row)
    record = Assessment.objects.get(unit=na.org.ban_po)
    assert Answer.objects.get(assessment=record).self_value == "met"
    figures = {
        one.indicator.code: one.number or one.date
        for one in IndicatorValue.objects.filter(assessment=record).select_related("indicator")
    }
    assert figures["families_registered"] == 1234
    assert str(figures["meeting_on"]) == "2026-11-15"
    assert record.authors.get().user == na.org.minh
    other = Answer.objects.get(assessment__unit=na.org.na_lac)
    assert (other.self_value, other.self_note) == ("not_applicable", "Chưa có lớp")

    again = sent("village-results", na.org.na_ri, content, na.org.minh, year=na.year)
    assert again.preview["counts"] == {"same": 2}, again.preview

    row = undone(row, na.org.minh)
    assert row.state == ImportState.UNDONE, told(row)
    assert not Assessment.objects.exists()


def test_rows_that_the_form_would_refuse_are_refused_here(na: NaRi) -> None:
    handed_in = answered(begun(na, na.org.ban_po, na.org.pao), na.org.pao)
    content = book(
        HEADS,
        [
            ("Nà Lạc", "Không áp dụng"),
            ("Bản Lạ", "Đạt"),
            ("Nà Lạc", "Có lẽ", "12,5", "31/02/2026", "x?"),
        ],
    )
    row = sent("village-results", na.org.na_ri, content, na.org.minh, year=na.year)
    found = [(one["row"], one["column"]) for one in row.preview["problems"]]
    assert found == [(2, "B"), (3, "A"), (4, "B"), (4, "C"), (4, "D"), (4, "E")]
    told = [(one["label"], one["value"]) for one in row.preview["problems"][:3]]
    assert told == [("Thôn Nà Lạc", "Không áp dụng"), ("Bản Lạ", "Bản Lạ"), ("Nà Lạc", "Có lẽ")]
    assert "vì sao" in row.preview["problems"][0]["advice"]
    assert handed_in.pk
    assert not Assessment.objects.filter(unit=na.org.na_lac).exists()


def test_a_form_that_was_handed_in_is_told_by_the_name_of_its_village(na: NaRi) -> None:
    record = answered(begun(na, na.org.ban_po, na.org.pao), na.org.pao)
    submit(record, actor=na.org.pao, version=record.version)
    content = book(HEADS, [("Bản Pò", "Chưa đạt")])
    row = sent("village-results", na.org.na_ri, content, na.org.minh, year=na.year)

    (problem,) = row.preview["problems"]
    assert (problem["column"], problem["value"]) == ("A", "Thôn Bản Pò")
    assert "đang ở trạng thái “Đã nộp”" in problem["advice"]


def test_the_template_is_filled_and_comes_back_unchanged(na: NaRi) -> None:
    answered(begun(na, na.org.ban_po, na.org.pao), na.org.pao)
    client = Client()
    client.force_login(na.org.minh)
    made = template_of(client, "village-results", na.org.na_ri, f"?year={na.year.pk}")
    row = sent("village-results", na.org.na_ri, saved(made), na.org.minh, year=na.year)

    assert row.preview["counts"] == {"same": 2}, row.preview
    cells = [cell.value for cell in made["Kết quả các thôn"][2]]
    assert cells[:3] == [f"U{na.org.ban_po.pk}", "Thôn Bản Pò", "Đạt"]
    heads = [cell.value for cell in made["Kết quả các thôn"][1]]
    met = made["Kết quả các thôn"].cell(2, heads.index("Ngày họp thôn") + 1)
    assert met.is_date
    assert met.number_format == "dd/mm/yyyy"


def test_a_day_changed_in_the_template_is_read_as_a_day(na: NaRi) -> None:
    answered(begun(na, na.org.ban_po, na.org.pao), na.org.pao)
    client = Client()
    client.force_login(na.org.minh)
    made = template_of(client, "village-results", na.org.na_ri, f"?year={na.year.pk}")
    heads = [cell.value for cell in made["Kết quả các thôn"][1]]
    met = made["Kết quả các thôn"].cell(2, heads.index("Ngày họp thôn") + 1)
    met.value = dt.datetime(2026, 11, 12)  # noqa: DTZ001 as Excel has it

    row = sent("village-results", na.org.na_ri, saved(made), na.org.minh, year=na.year)
    assert row.preview["counts"] == {"same": 1, "changed": 1}, row.preview
    written(row, na.org.minh, received=BY_PHONE)

    stored = IndicatorValue.objects.get(indicator__code="meeting_on")
    assert stored.date == dt.date(2026, 11, 12)

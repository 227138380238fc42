"""A paper issued again: what people wrote into it is kept."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from core import clock, jobs
from core.errors import DomainError
from core.models import AuditEvent
from documents import storage
from documents.services import numbering
from reports.enums import ReportKind
from reports.models import AnnualReport
from reports.papers.passages import passages
from reports.papers.rich_text import from_html
from reports.services import building, editing, life
from tests.builders.reports import Form, PlanYear, finished, hand_in
from tests.paper_words import docx_words, pdf_words
from tests.reports.stories import full_year


@pytest.fixture(autouse=True)
def _page_alone(settings: Settings) -> None:
    settings.FRAME_PROVIDERS = []


def built(na: PlanYear, kind: str = "") -> AnnualReport:
    return life.fetch(building.build(building.open_report(na.year, na.host, kind=kind).pk).pk)


def key_of(report: AnnualReport, words: str) -> str:
    """The key of the written passage that says this, or stands under a heading of these words."""
    return next(
        one.key
        for one in passages(life.written(report).blocks)
        if words in one.text or words in one.headings
    )


def edited(na: PlanYear, report: AnnualReport, words: str, html: str) -> AnnualReport:
    """The draft in which Minh put his words in the place of a written passage."""
    key = key_of(report, words)
    editing.edit_passage(report, key, from_html(html), seen=0, actor=na.org.minh)
    jobs.run_all_due()
    return life.fetch(report.pk)


def stale_of(report: AnnualReport) -> set[str]:
    """What people wrote beside words that the product would write otherwise today."""
    written = {one.key: one for one in passages(life.written(report).blocks)}
    return {
        row.blocks[0][1][0][0]
        for row in report.edits.all()
        if row.written_beside != written[row.key].digest
    }


def test_minhs_words_stand_in_the_report_that_is_issued_again(na: PlanYear) -> None:
    """Lan closes the report, a village hands in late; Minh finds his words in version 2."""
    org = na.org
    full_year(na)
    draft = edited(na, built(na), "Thuận lợi", "<p>Bà con mong học nghề.</p>")
    first = finished(edited(na, draft, "đã nộp phiếu", "<p>Thôn nào cũng nộp sớm.</p>"), org.lan)
    hand_in(na, org.na_lac, org.sam, Form(figures={"households": "77", "people": "300"}))

    second = built(na)

    assert second.version == 2
    assert second.pdf is not None
    assert second.docx is not None
    for words in (
        pdf_words(storage.read(second.pdf.sha256)),
        docx_words(storage.read(second.docx.sha256)),
    ):
        assert "Bà con mong học nghề." in words
        assert "Thôn nào cũng nộp sớm." in words
    assert stale_of(second) == {"Thôn nào cũng nộp sớm."}  # only there the figures moved
    row = second.edits.get(key=key_of(second, "Thuận lợi"))
    assert row.edited_by == org.minh
    assert row.edited_at == first.edits.get(key=row.key).edited_at
    editing.edit_passage(
        second, row.key, from_html("<p>Đường đã thông.</p>"), seen=row.version, actor=org.hoa
    )
    kept = life.fetch(first.pk).edits.get(key=row.key)
    assert kept.blocks == from_html("<p>Bà con mong học nghề.</p>")
    event = AuditEvent.objects.get(action="reports.words_taken_over")
    assert event.after == {"version": 1, "passages": 2}


def test_a_reminder_that_is_issued_again_keeps_minhs_words(na: PlanYear) -> None:
    words = "<p>Đề nghị nộp trước thứ Sáu.</p>"
    draft = edited(na, built(na, ReportKind.REMINDER), "đề nghị các đơn vị nêu trên", words)
    finished(draft, na.org.lan)

    second = built(na, ReportKind.REMINDER)

    assert second.version == 2
    assert second.docx is not None
    assert "Đề nghị nộp trước thứ Sáu." in docx_words(storage.read(second.docx.sha256))


def test_a_report_without_words_of_people_is_issued_again_as_written(na: PlanYear) -> None:
    finished(built(na), na.org.lan)

    assert not built(na).edits.exists()
    assert not AuditEvent.objects.filter(action="reports.words_taken_over").exists()


def test_the_second_version_says_which_issued_report_it_replaces(na: PlanYear) -> None:
    """Thủy numbers the first version only after the second was drafted: it is drafted anew."""
    org = na.org
    first = finished(built(na), org.lan)
    second = built(na)
    assert "replaces" not in (second.figures or {})
    assert first.paper is not None
    numbering.give_number(first.paper, dated=clock.today(), actor=org.thuy)
    jobs.run_all_due()
    looked_through = life.check(second, actor=org.minh)
    jobs.run_all_due()
    with pytest.raises(DomainError, match="Số liệu đã thay đổi"):
        building.freeze(looked_through, actor=org.lan, figures_hash=second.figures_hash)

    again = built(na)

    assert again.pdf is not None
    said = "Báo cáo này thay thế Báo cáo số 01/BC-UBND ngày 28 tháng 11 năm 2026./."
    assert f"trân trọng báo cáo. {said}" in pdf_words(storage.read(again.pdf.sha256))
    checked = life.check(again, actor=org.minh)
    jobs.run_all_due()
    closed = building.freeze(life.fetch(checked.pk), actor=org.lan, figures_hash=again.figures_hash)
    assert closed.version == 2
    client = Client()
    client.force_login(org.lan)
    quiet = client.get(f"/reports/{closed.pk}/changes/").content.decode()
    assert "Có thay đổi sau khi chốt" not in quiet

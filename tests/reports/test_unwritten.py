"""Sections that nobody wrote do not go out unseen: they are named, and somebody says so."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from core import jobs
from documents import storage
from documents.papers.unwritten import NOT_WRITTEN
from reports.enums import ReportState
from reports.models import AnnualReport
from reports.papers.passages import passages
from reports.papers.rich_text import from_html
from reports.services import building, editing, life
from tests.builders.reports import PlanYear, checked
from tests.paper_words import pdf_words
from tests.reports.stories import full_year
from tests.sending import send

TICK = "mục chưa có nội dung và vẫn chốt"


@pytest.fixture(autouse=True)
def _page_alone(settings: Settings) -> None:
    settings.FRAME_PROVIDERS = []


def looked_through(na: PlanYear) -> AnnualReport:
    """The commune's draft after Minh looked it through."""
    return checked(life.fetch(building.build(building.open_report(na.year, na.host).pk).pk),
                   na.org.minh)  # fmt: skip


def shown(client: Client, report: AnnualReport) -> str:
    return client.get(f"/reports/{report.pk}/").content.decode()


def freeze(client: Client, report: AnnualReport, **fields: str) -> AnnualReport:
    """Lan presses Chốt số liệu."""
    send(client, f"/reports/{report.pk}/freeze/", figures_hash=report.figures_hash, **fields)
    return life.fetch(report.pk)


def test_lan_is_told_which_sections_are_empty_and_says_that_she_saw_it(
    na: PlanYear, client: Client
) -> None:
    report = looked_through(na)
    client.force_login(na.org.lan)
    page = shown(client, report)
    assert TICK in page
    assert "<li>Đánh giá chung / Bài học kinh nghiệm</li>" in page

    refused = freeze(client, report)

    assert refused.state == ReportState.DRAFT
    told = shown(client, report)
    assert "Báo cáo này còn" in told
    assert "Bài học kinh nghiệm; " in told  # in the sentence that refuses
    closed = freeze(client, report, unwritten_seen="1")
    assert closed.state == ReportState.FROZEN
    assert closed.pdf is not None
    assert "bổ sung trước khi trình ký" in pdf_words(storage.read(closed.pdf.sha256))


def test_lan_is_asked_nothing_once_every_section_is_written(na: PlanYear, client: Client) -> None:
    full_year(na)
    draft = life.fetch(building.build(building.open_report(na.year, na.host).pk).pk)
    for one in passages(life.written(draft).blocks):
        if NOT_WRITTEN in one.text:
            words = from_html(f"<p>{' '.join(one.headings)}: đã viết.</p>")
            editing.edit_passage(draft, one.key, words, seen=0, actor=na.org.minh)
    jobs.run_all_due()
    report = checked(life.fetch(draft.pk), na.org.minh)
    client.force_login(na.org.lan)

    assert TICK not in shown(client, report)
    assert freeze(client, report).state == ReportState.FROZEN

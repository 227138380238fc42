"""What the auditor reads names criteria, figures, papers and jobs; a bare code says nothing."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from assessments.services import entry
from core.enums import JobState
from core.models import AuditEvent, Job
from criteria.models import Criterion
from criteria.words import in_words
from reports.services import building
from tests.builders.assessments import NaRi, begun, na_ri
from tests.org import Org
from units.audit_words import line_of, lines_of


@pytest.fixture
def na(org: Org) -> NaRi:
    """The year 2026 of Na Rì on 20/11/2026."""
    return na_ri(org)


def test_an_answer_is_told_with_the_criterions_text(na: NaRi) -> None:
    criterion = Criterion.objects.get(code="NR-1.4-a")
    record = begun(na, na.org.ban_po, na.org.pao)
    entry.save_answer(record, criterion, value="partly", note="Còn ba hộ.", actor=na.org.pao)

    line = line_of(AuditEvent.objects.filter(action="assessments.answered").latest("pk"))

    name = in_words("NR-1.4-a", criterion.text_shown)
    assert len(name) > len("NR-1.4-a ")
    assert line.after == [f"{name}: ghi chú: Còn ba hộ., kết quả: Đạt một phần"]


def test_a_long_text_is_shortened_at_its_end() -> None:
    told = in_words("NR-1.4-a", "Có trên 60% hộ " + "gia đình học tập " * 20)

    assert told.startswith("NR-1.4-a Có trên 60% hộ gia đình")
    assert told.endswith("…")
    assert len(told) < 85


def test_a_job_is_told_by_the_paper_that_it_builds(na: NaRi) -> None:
    building.request_build(na.year, na.org.ban_po, actor=na.org.lan)

    line = line_of(AuditEvent.objects.filter(action="job.queued").latest("pk"))

    assert line.event.object_label.startswith("reports.build ")
    assert line.about == "Lập Phiếu tự đánh giá và biểu của thôn 2026, Thôn Bản Pò"


def test_the_administrator_reads_which_paper_failed(na: NaRi) -> None:
    building.request_build(na.year, na.org.ban_po, actor=na.org.lan)
    Job.objects.update(state=JobState.FAILED, message="Thiếu phông chữ.")
    client = Client()
    client.force_login(na.org.quan)

    page = client.get("/").content.decode()

    assert "thôn 2026, Thôn Bản Pò: Thiếu phông chữ." in page
    assert "reports.build" not in page


def test_a_code_that_nobody_knows_stays_what_it_is(na: NaRi) -> None:
    event = AuditEvent(action="job.queued", object_label="old.kind 7", after={"XX-9": "1"})

    line = line_of(event)

    assert (line.about, line.after) == ("old.kind 7", ["XX-9: 1"])


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_names_of_a_page_cost_the_same_at_any_size(
    na: NaRi, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    building.request_build(na.year, na.org.ban_po, actor=na.org.lan)
    job = AuditEvent.objects.filter(action="job.queued").latest("pk")
    answered = AuditEvent(action="assessments.answered", after={"NR-1.4-a": {"value": "met"}})

    # Criteria, figures, tasks of plans, reports with their units.
    with django_assert_num_queries(4):
        lines_of([job, answered] * count)

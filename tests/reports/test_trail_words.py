"""What the auditor reads names criteria, figures, papers and jobs; a bare code says nothing."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from assessments import figures
from assessments.services import closing, entry
from campaigns.services.years import reopen_year
from core.enums import JobState
from core.models import AuditEvent, Job
from criteria.enums import IndicatorKind
from criteria.models import Criterion, Indicator
from criteria.words import in_words
from reports.services import building
from tests.builders.assessments import NaRi, begun, na_ri
from tests.builders.units import village
from tests.org import Org
from units.audit_words import line_of, lines_of
from units.models import Unit


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


def test_a_figure_is_told_by_what_it_says_and_in_vietnamese_numbers(na: NaRi) -> None:
    org, figure = na.org, Indicator.objects.filter(kind=IndicatorKind.COUNT).order_by("pk")[0]
    record = begun(na, org.ban_po, org.pao)
    for typed in ("1.200", "1.500"):
        reading = figures.read(figure, "", typed)
        entry.save_figure(record, figure, reading, reason="", actor=org.pao)

    line = line_of(AuditEvent.objects.filter(action="assessments.figure_saved").latest("pk"))

    label = in_words("", figure.label)
    # In which order a value's parts come back is the engine's own.
    for told, number in ((line.before, "1.200"), (line.after, "1.500")):
        (figure_told,) = told
        name, _colon, parts = figure_told.partition(": ")
        assert name == label
        assert set(parts.split(", ")) == {f"số: {number}", "trạng thái: Có số liệu"}


def test_a_figure_that_is_a_day_says_so(db: None) -> None:
    said: dict[str, object] = {
        "date": "2026-11-05",
        "number": None,
        "reason": "",
        "rows": [],
        "state": "value",
    }
    event = AuditEvent(
        action="assessments.figure_saved", object_kind="assessments.assessment",
        before={"XX-9": {**said, "date": None, "state": ""}}, after={"XX-9": said},
    )  # fmt: skip

    line = line_of(event)

    assert (line.before, line.after) == ([], ["XX-9: ngày: 05/11/2026, trạng thái: Có số liệu"])


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ({"state": "checked"}, "trạng thái: Đã kiểm tra"),
        ({"state": "frozen"}, "trạng thái: Đã chốt"),
        ({"state": "draft"}, "trạng thái: Dự thảo"),
        ({"state": "returned"}, "trạng thái: Nơi nhận trả lại"),
    ],
)
def test_the_states_of_a_paper_have_their_words(db: None, kept: dict[str, str], told: str) -> None:
    event = AuditEvent(action="documents.check", object_kind="documents.paper", after=kept)

    assert line_of(event).after == [told]


@pytest.mark.parametrize(
    ("mode", "told"), [("all", "tất cả hoặc không"), ("good", "chỉ dòng đúng")]
)
def test_the_way_of_writing_a_file_has_its_words(db: None, mode: str, told: str) -> None:
    event = AuditEvent(action="imports.commit_requested", after={"mode": mode})

    assert line_of(event).after == [f"cách ghi: {told}"]


def test_a_year_opened_again_is_not_called_opened(na: NaRi) -> None:
    closing.close_year(na.year, actor=na.org.lan)
    na.year.refresh_from_db()
    reopen_year(na.year, actor=na.org.lan, note="Một thôn chưa nộp.")

    acts = AuditEvent.objects.filter(action__startswith="campaigns.year_").order_by("pk")

    assert [one.label for one in lines_of(acts)][-2:] == ["Khóa năm", "Mở lại năm"]


def entered(na: NaRi, units: list[Unit]) -> AuditEvent:
    """The event of entering these units, as it is kept."""
    return AuditEvent(
        action="campaigns.participants_registered", object_kind="campaigns.year",
        object_label="Học tập 2026", after=[one.pk for one in units],
    )  # fmt: skip


def test_participants_are_told_by_how_many_and_by_name(na: NaRi) -> None:
    line = line_of(entered(na, [na.org.ban_po, na.org.na_lac]))

    assert line.after == ["số đơn vị tham gia: 2", "Thôn Bản Pò", "Thôn Nà Lạc"]


@pytest.mark.parametrize("count", [1, 3, 50])
def test_names_of_participants_cost_one_statement_a_page(
    na: NaRi, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    villages = [village(f"Thôn {number}", na.org.na_ri, number) for number in range(count)]

    with django_assert_num_queries(1):
        line, _same = lines_of([entered(na, villages)] * 2)

    assert line.after[0] == f"số đơn vị tham gia: {count}"
    assert len(line.after) == 1 + min(count, 21)
    assert ("số đơn vị không nêu tên ở đây: 30" in line.after) is (count == 50)


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

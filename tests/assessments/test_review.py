"""The review: decisions with reasons, returned items, own work, objections, the level above."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from assessments import figures
from assessments.enums import Action, Judgement, Status
from assessments.models import Answer, Assessment, IndicatorValue
from assessments.services import closing, entry, review, steps, submission
from assessments.workflow import open_actions
from core import clock
from core.errors import DomainError, StaleError
from core.models import AuditEvent
from criteria.models import Criterion
from criteria.words import in_words
from documents.models import StoredFile
from tests.builders.assessments import (
    ON_PAPER,
    NaRi,
    in_review,
    in_state,
    reviewed,
    submitted,
)


@pytest.fixture
def record(na: NaRi) -> Assessment:
    """Bản Pò's form by Páo, all "đạt", under Minh's review."""
    return in_review(na, na.org.ban_po, na.org.pao, na.org.minh)


def decide(
    na: NaRi, record: Assessment, code: str, value: str, reason: str = "", seen: int | None = None
) -> Answer:
    criterion = na.criterion(code)
    if seen is None:
        seen = Answer.objects.get(assessment=record, criterion=criterion).version
    return review.decide(
        record, criterion, value=value, reason=reason, actor=na.org.minh, seen=seen
    )


# ---------------------------------------------------------------- decisions


def test_the_reviewer_agrees_without_words_and_differs_with_a_reason(
    na: NaRi, record: Assessment
) -> None:
    agreed = decide(na, record, "NR-1.4-a", Judgement.MET)
    differs = decide(na, record, "NR-1.4-b", Judgement.PARTLY, "Chưa có kế hoạch năm.")

    assert (agreed.reviewed_value, agreed.reviewed_reason) == ("met", "")
    assert (differs.self_value, differs.reviewed_value, differs.reviewed_reason) == (
        "met",
        "partly",
        "Chưa có kế hoạch năm.",
    )


@pytest.mark.parametrize(
    ("code", "value", "said", "field"),
    [
        ("NR-1.4-b", "not_met", "Kết quả khác với tự đánh giá của đơn vị.", "reason"),
        ("NR-1.4-b", "", "Hãy chọn kết quả thẩm định.", "value"),
        ("NR-1.4-d", "met", "Danh hiệu lấy từ sổ công nhận", ""),
    ],
)
def test_a_decision_that_is_refused_says_why(
    na: NaRi, record: Assessment, code: str, value: str, said: str, field: str
) -> None:
    with pytest.raises(DomainError) as refused:
        decide(na, record, code, value, seen=1)

    assert said in str(refused.value)
    assert refused.value.field == field


def test_of_two_reviewers_of_one_criterion_the_slower_sees_the_others_word(
    na: NaRi, record: Assessment
) -> None:
    seen = Answer.objects.get(criterion__code="NR-1.4-b").version
    decide(na, record, "NR-1.4-b", "partly", "Thiếu kế hoạch.", seen=seen)

    with pytest.raises(StaleError) as told:
        review.decide(
            record, na.criterion("NR-1.4-b"), value="met", reason="", actor=na.org.hoa, seen=seen
        )

    assert "vừa thẩm định mục này là “Đạt một phần”" in str(told.value)
    assert Answer.objects.get(criterion__code="NR-1.4-b").reviewed_value == "partly"


@pytest.mark.parametrize("what", ["decision", "correction"])
def test_what_hoa_changed_after_minh_opened_the_page_is_not_approved_unseen(
    na: NaRi, record: Assessment, what: str
) -> None:
    org = na.org
    on_screen = steps.fetch(record.pk)
    if what == "decision":
        review.decide(
            record, na.criterion("NR-1.4-a"), value="not_met", reason="Không có ảnh.",
            actor=org.hoa, seen=1,
        )  # fmt: skip
    else:
        review.correct_figure(
            record, na.line("households"), number=Decimal(97), reason="Một hộ đã chuyển đi.",
            actor=org.hoa, seen=1,
        )  # fmt: skip
    events = AuditEvent.objects.count()

    with pytest.raises(StaleError) as told:
        review.approve(on_screen, actor=org.minh, version=on_screen.version)

    assert "vừa được người khác thay đổi" in str(told.value)
    assert steps.fetch(record.pk).status == Status.IN_REVIEW
    assert AuditEvent.objects.count() == events


def test_who_decided_himself_goes_on_with_what_he_has_at_hand(na: NaRi, record: Assessment) -> None:
    for code in ("NR-1.4-a", "NR-1.4-b", "NR-1.4-a"):
        decide(na, record, code, Judgement.PARTLY, "Thiếu ảnh.")

    moved = review.approve(record, actor=na.org.minh, version=record.version)

    assert moved.status == Status.REVIEWED


def test_a_decision_sent_again_after_a_lost_reply_is_not_a_conflict(
    na: NaRi, record: Assessment
) -> None:
    seen = Answer.objects.get(criterion__code="NR-1.4-b").version
    decide(na, record, "NR-1.4-b", "partly", "Thiếu kế hoạch.", seen=seen)
    rows = AuditEvent.objects.count()

    again = decide(na, record, "NR-1.4-b", "partly", "Thiếu kế hoạch.", seen=seen)

    assert again.reviewed_value == "partly"
    assert AuditEvent.objects.count() == rows


def test_a_figure_is_corrected_beside_the_units_own(na: NaRi, record: Assessment) -> None:
    line = na.line("families_registered")

    row = review.correct_figure(
        record, line, number=Decimal(58), reason="Hai hộ đã chuyển đi.", actor=na.org.minh, seen=1
    )

    assert (row.number, row.reviewed_number, row.reviewed_reason) == (
        Decimal(60),
        Decimal(58),
        "Hai hộ đã chuyển đi.",
    )


def test_a_correction_can_be_taken_back(na: NaRi, record: Assessment) -> None:
    line = na.line("families_registered")
    row = review.correct_figure(
        record, line, number=Decimal(58), reason="Nhầm dòng.", actor=na.org.minh, seen=1
    )

    row = review.correct_figure(
        record, line, number=None, reason="", actor=na.org.minh, seen=row.version
    )

    assert (row.number, row.reviewed_number, row.reviewed_reason) == (Decimal(60), None, "")


def test_a_correction_needs_a_reason(na: NaRi, record: Assessment) -> None:
    with pytest.raises(DomainError) as refused:
        review.correct_figure(
            record, na.line("households"), number=Decimal(1), reason=" ", actor=na.org.minh, seen=1
        )

    assert refused.value.field == "reason"


def test_of_two_corrections_the_slower_is_told(na: NaRi, record: Assessment) -> None:
    line = na.line("households")
    review.correct_figure(
        record, line, number=Decimal(97), reason="Sổ hộ.", actor=na.org.minh, seen=1
    )

    with pytest.raises(StaleError):
        review.correct_figure(
            record, line, number=Decimal(96), reason="Sổ hộ.", actor=na.org.hoa, seen=1
        )


def test_nothing_is_decided_outside_a_review(na: NaRi) -> None:
    record = submitted(na, na.org.ban_po, na.org.pao)

    with pytest.raises(StaleError):
        decide(na, record, "NR-1.4-a", Judgement.MET)

    assert not Answer.objects.exclude(reviewed_value="").exists()


def test_a_review_in_which_something_was_decided_is_not_stopped(
    na: NaRi, record: Assessment
) -> None:
    decide(na, record, "NR-1.4-a", Judgement.MET)

    with pytest.raises(DomainError) as refused:
        review.stop(record, actor=na.org.minh, version=record.version)

    assert "hãy duyệt hoặc trả lại" in str(refused.value)


# ---------------------------------------------------------------- approving


def test_what_was_not_decided_apart_counts_as_answered(na: NaRi, record: Assessment) -> None:
    decide(na, record, "NR-1.4-b", Judgement.PARTLY, "Thiếu kế hoạch.")

    moved = review.approve(record, actor=na.org.minh, version=record.version)

    assert (moved.status, moved.reviewed_by, moved.reviewed_on) == (
        Status.REVIEWED,
        na.org.minh,
        dt.date(2026, 11, 20),
    )
    graded = Answer.objects.filter(criterion__kind="graded").order_by("criterion__code")
    assert [one.reviewed_value for one in graded] == ["met", "partly", "met"]


# ---------------------------------------------------------------- sending back


def test_only_items_with_a_reason_go_back_and_their_decision_is_dropped(
    na: NaRi, record: Assessment
) -> None:
    decide(na, record, "NR-1.4-a", Judgement.PARTLY, "Chưa đủ.")
    decide(na, record, "NR-1.4-c", Judgement.PARTLY, "Một sáng kiến.")
    review.correct_figure(
        record, na.line("households"), number=Decimal(97), reason="Sổ hộ.", actor=na.org.minh,
        seen=1,
    )  # fmt: skip

    moved = review.return_items(
        record,
        reasons={"NR-1.4-a": "Bổ sung danh sách.", "households": "Đối chiếu sổ.", "NR-1.4-b": " "},
        actor=na.org.minh,
        version=record.version,
    )

    answers = {one.criterion.code: one for one in moved.answers.select_related("criterion")}
    assert moved.status == Status.RETURNED
    assert {code for code, one in answers.items() if one.is_returned} == {"NR-1.4-a"}
    assert (answers["NR-1.4-a"].return_reason, answers["NR-1.4-a"].reviewed_value) == (
        "Bổ sung danh sách.",
        "",
    )
    assert answers["NR-1.4-c"].reviewed_value == "partly"
    row = IndicatorValue.objects.get(indicator__code="households")
    assert (row.is_returned, row.reviewed_number) == (True, None)
    event = moved.events.last()
    assert event is not None
    text = Criterion.objects.get(code="NR-1.4-a").text_shown
    assert event.note == (
        f"{in_words('NR-1.4-a', text)}: Bổ sung danh sách.; Tổng số hộ: Đối chiếu sổ."
    )


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        ({}, "Hãy ghi lý do ở ít nhất một mục cần sửa."),
        ({"NR-1.4-a": "  "}, "Hãy ghi lý do ở ít nhất một mục cần sửa."),
        ({"NR-9": "?"}, "Không có mục NR-9 trong phiếu."),
        ({"NR-1.4-d": "Chưa có quyết định."}, "Không có mục NR-1.4-d trong phiếu."),
    ],
)
def test_a_return_without_an_item_of_the_form_is_refused_whole(
    na: NaRi, record: Assessment, reasons: dict[str, str], said: str
) -> None:
    with pytest.raises(DomainError) as refused:
        review.return_items(record, reasons=reasons, actor=na.org.minh, version=record.version)

    assert str(refused.value) == said
    assert steps.fetch(record.pk).status == Status.IN_REVIEW


# ---------------------------------------------------------------- one's own work


def test_the_ban_is_per_record(na: NaRi) -> None:
    """Minh submitted Bản Pò's paper: Hoa may review that, Minh the form of Nà Lạc."""
    org = na.org
    by_minh = submitted(na, org.ban_po, org.minh, ON_PAPER)
    by_sam = submitted(na, org.na_lac, org.sam)

    with pytest.raises(PermissionDenied):
        review.start(by_minh, actor=org.minh, version=by_minh.version)

    assert review.start(by_minh, actor=org.hoa, version=by_minh.version).status == "in_review"
    assert review.start(by_sam, actor=org.minh, version=by_sam.version).status == "in_review"


def test_one_answer_is_enough_to_be_an_author(na: NaRi) -> None:
    org = na.org
    record = entry.begin(na.year, org.ban_po, actor=org.pao)
    entry.save_answer(record, na.criterion("NR-1.4-a"), value="partly", note="", actor=org.minh)
    record = submitted(na, org.ban_po, org.pao)

    assert Action.START_REVIEW not in open_actions(org.minh, record)
    assert Action.START_REVIEW in open_actions(org.hoa, record)


def test_a_small_commune_may_allow_it_with_a_reason_that_is_kept(na: NaRi) -> None:
    org = na.org
    na.campaign.own_review_allowed = True
    na.campaign.save()
    record = submitted(na, org.ban_po, org.minh, ON_PAPER)
    record = review.start(record, actor=org.minh, version=record.version)

    with pytest.raises(DomainError) as refused:
        review.approve(record, actor=org.minh, version=record.version)
    moved = review.approve(
        record, actor=org.minh, version=record.version, own_work_reason="Phòng chỉ có một người."
    )

    assert refused.value.field == "own_work_reason"
    assert moved.own_work_reason == "Phòng chỉ có một người."


# ---------------------------------------------------------------- objections


@pytest.mark.parametrize(("days", "may"), [(0, True), (5, True), (6, False)])
def test_the_head_objects_within_five_days(na: NaRi, days: int, may: bool) -> None:
    record = reviewed(na, na.org.ban_po, na.org.pao, na.org.minh)
    clock.set_business_day(dt.date(2026, 11, 20) + dt.timedelta(days=days))

    if may:
        moved = review.object_to(
            record, text="Thôn có kế hoạch.", actor=na.org.pao, version=record.version
        )
        assert moved.status == Status.IN_REVIEW
        event = moved.events.last()
        assert event is not None
        assert event.note == "Thôn có kế hoạch."
    else:
        with pytest.raises(PermissionDenied):
            review.object_to(
                record, text="Thôn có kế hoạch.", actor=na.org.pao, version=record.version
            )


def test_after_the_closing_nobody_objects(na: NaRi) -> None:
    record = reviewed(na, na.org.ban_po, na.org.pao, na.org.minh)
    na.year.state = "closed"
    na.year.save()

    with pytest.raises(PermissionDenied):
        review.object_to(steps.fetch(record.pk), text="x", actor=na.org.pao, version=record.version)


# ---------------------------------------------------------------- the commune's own form


def paper() -> StoredFile:
    return StoredFile.objects.create(sha256="c" * 64, size=9, content_type="application/pdf")


def outside(**changes: object) -> review.OutsideDecision:
    given = {"number": "112/QĐ-UBND", "date": dt.date(2026, 11, 19), "file": None, **changes}
    return review.OutsideDecision(**given)  # type: ignore[arg-type]


def test_an_officer_enters_the_commune_form_and_only_the_leader_submits_it(na: NaRi) -> None:
    org = na.org
    record = entry.begin(na.year, org.na_ri, actor=org.minh)
    for code in ("NR-1.1-a", "NR-1.1-b"):
        entry.save_answer(record, na.criterion(code), value="met", note="", actor=org.minh)

    with pytest.raises(PermissionDenied):
        submission.submit(record, actor=org.minh, version=record.version)
    moved = submission.submit(record, actor=org.lan, version=record.version)

    assert (moved.status, moved.channel) == (Status.SUBMITTED, "self")


def test_the_leader_records_what_the_province_decided_on_paper(na: NaRi) -> None:
    org = na.org
    record = submitted(na, org.na_ri, org.lan)

    with pytest.raises(PermissionDenied):
        review.record_outside(record, outside(file=paper()), actor=org.minh, version=record.version)
    moved = review.record_outside(
        record,
        outside(file=StoredFile.objects.first() or paper()),
        actor=org.lan,
        version=record.version,
    )

    assert (moved.status, moved.outside_number, moved.outside_date) == (
        Status.REVIEWED,
        "112/QĐ-UBND",
        dt.date(2026, 11, 19),
    )
    assert set(moved.answers.values_list("reviewed_value", flat=True)) == {"met"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": "  "}, "number"),
        ({"date": None}, "date"),
        ({"date": dt.date(2026, 11, 21)}, "date"),
        ({}, "file"),
    ],
)
def test_the_result_of_the_level_above_needs_number_day_and_file(
    na: NaRi, changes: dict[str, object], field: str
) -> None:
    record = submitted(na, na.org.na_ri, na.org.lan)

    with pytest.raises(DomainError) as refused:
        review.record_outside(record, outside(**changes), actor=na.org.lan, version=record.version)

    assert refused.value.field == field


def test_where_the_province_reviews_it_does_and_the_leader_records_nothing(na: NaRi) -> None:
    org = na.org
    na.campaign.province_reviews = True
    na.campaign.save()
    record = submitted(na, org.na_ri, org.lan)

    assert open_actions(org.lan, record) == [Action.WITHDRAW]
    assert open_actions(org.tuyet, record) == [Action.START_REVIEW]
    with pytest.raises(PermissionDenied):
        review.record_outside(record, outside(file=paper()), actor=org.lan, version=record.version)


def test_nobody_of_the_commune_reviews_the_commune(na: NaRi) -> None:
    record = submitted(na, na.org.na_ri, na.org.lan)

    may = {
        person.username: open_actions(person, record)
        for person in na.org.people
        if open_actions(person, record)
    }

    assert may == {"lan": [Action.WITHDRAW, Action.RECORD_OUTSIDE]}


def test_after_a_return_a_mended_figure_is_reviewed_anew(na: NaRi, record: Assessment) -> None:
    org = na.org
    back = review.return_items(
        record, reasons={"households": "Sổ?"}, actor=org.minh, version=record.version
    )
    line = na.line("households")
    entry.save_figure(back, line, figures.read(line, "", "99"), reason="", actor=org.pao)
    again = submission.submit(back, actor=org.pao, version=back.version)
    again = review.start(again, actor=org.hoa, version=again.version)

    done = review.approve(again, actor=org.hoa, version=again.version)

    row = IndicatorValue.objects.get(indicator=line)
    assert (done.status, row.number, row.reviewed_number) == (Status.REVIEWED, Decimal(99), None)


# ---------------------------------------------------------------- final


def test_the_leader_may_differ_with_a_reason(na: NaRi) -> None:
    record = reviewed(na, na.org.ban_po, na.org.pao, na.org.minh)

    moved = closing.finalise(
        record,
        actor=na.org.lan,
        version=record.version,
        different={"NR-1.4-c": ("partly", "Hội đồng thống nhất.")},
    )

    answers = {one.criterion.code: one for one in moved.answers.select_related("criterion")}
    assert (answers["NR-1.4-a"].final_value, answers["NR-1.4-a"].final_reason) == ("met", "")
    assert (answers["NR-1.4-c"].final_value, answers["NR-1.4-c"].final_reason) == (
        "partly",
        "Hội đồng thống nhất.",
    )
    assert answers["NR-1.4-d"].final_title_state == "not_achieved"
    assert moved.status == Status.FINAL


@pytest.mark.parametrize(
    ("different", "said"),
    [
        ({"NR-1.4-c": ("partly", " ")}, "Hãy ghi lý do kết quả cuối cùng khác"),
        ({"NR-1.4-c": ("best", "x")}, "Hãy chọn kết quả cuối cùng."),
        ({"NR-9": ("met", "x")}, "Không có mục NR-9 trong phiếu."),
        ({"NR-1.4-d": ("met", "x")}, "Không có mục NR-1.4-d trong phiếu."),
    ],
)
def test_a_different_final_value_is_refused_whole_without_item_value_and_reason(
    na: NaRi, different: dict[str, tuple[str, str]], said: str
) -> None:
    record = in_state(na, Status.REVIEWED)

    with pytest.raises(DomainError) as refused:
        closing.finalise(record, actor=na.org.lan, version=record.version, different=different)

    assert said in str(refused.value)
    assert steps.fetch(record.pk).status == Status.REVIEWED


def test_the_same_value_again_is_no_difference(na: NaRi) -> None:
    record = in_state(na, Status.REVIEWED)

    closing.finalise(
        record, actor=na.org.lan, version=record.version, different={"NR-1.4-c": ("met", "")}
    )

    answer = Answer.objects.get(criterion__code="NR-1.4-c")
    assert (answer.final_value, answer.final_reason) == ("met", "")

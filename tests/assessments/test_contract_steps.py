"""Contract 3 where two rules meet: who may, what lapses, what a later act must not carry along."""

from __future__ import annotations

import datetime as dt

import pytest

from assessments import figures
from assessments.enums import Action, Status
from assessments.models import Answer, Assessment, IndicatorValue
from assessments.rules import can_review, can_withdraw
from assessments.services import closing, entry, review, sheets, steps, submission
from assessments.services.review import OutsideDecision
from assessments.workflow import open_actions
from campaigns.services import participation
from core import clock
from core.errors import DomainError, StaleError
from criteria.enums import CriterionKind
from documents.models import StoredFile
from tests.builders import campaigns as campaign_builders
from tests.builders import people
from tests.builders.assessments import (
    ON_PAPER,
    NaRi,
    answered,
    begun,
    do,
    in_review,
    in_state,
    submitted,
)
from units.enums import Role
from units.services import memberships

# ---------------------------------------------------------------- a decision belongs to an answer


def decided_then_taken_back(na: NaRi) -> Assessment:
    """Minh agrees on one item, returns another; Páo hands in again and takes the form back."""
    org = na.org
    record = in_review(na, org.ban_po, org.pao, org.minh)
    kept = na.criterion("NR-1.4-a")
    seen = Answer.objects.get(assessment=record, criterion=kept).version
    review.decide(record, kept, value="met", reason="", actor=org.minh, seen=seen)
    line = na.line("families_registered")
    figure = IndicatorValue.objects.get(assessment=record, indicator=line)
    review.correct_figure(
        record, line, number=figure.number, reason="Đã đếm.", actor=org.minh, seen=figure.version
    )
    record = review.return_items(
        record, reasons={"NR-1.4-b": "Chưa rõ."}, actor=org.minh, version=record.version
    )
    record = submission.submit(record, actor=org.pao, version=record.version)
    return submission.withdraw(record, actor=org.pao, version=record.version)


@pytest.mark.parametrize("way", ["line", "sheet"])
def test_a_decision_lapses_when_the_unit_answers_otherwise(na: NaRi, way: str) -> None:
    """Else the reviewed value would differ from the unit's own without a reason."""
    org = na.org
    record = decided_then_taken_back(na)
    criterion = na.criterion("NR-1.4-a")

    if way == "line":
        entry.save_answer(record, criterion, value="not_met", note="", actor=org.pao)
    else:
        sheet = sheets.Sheet(answers={criterion.code: ("not_met", "")})
        sheets.save_sheet(record, sheet, actor=org.pao)
    record = submission.submit(steps.fetch(record.pk), actor=org.pao, version=record.version)
    record = review.start(record, actor=org.minh, version=record.version)
    record = review.approve(record, actor=org.minh, version=record.version)

    answer = Answer.objects.get(assessment=record, criterion=criterion)
    assert (answer.self_value, answer.reviewed_value) == ("not_met", "not_met")


def test_a_note_alone_leaves_the_decision(na: NaRi) -> None:
    record = decided_then_taken_back(na)
    criterion = na.criterion("NR-1.4-a")

    entry.save_answer(record, criterion, value="met", note="Thêm ảnh.", actor=na.org.pao)

    assert Answer.objects.get(assessment=record, criterion=criterion).reviewed_value == "met"


@pytest.mark.parametrize("way", ["line", "sheet"])
def test_a_correction_lapses_when_the_unit_writes_another_number(na: NaRi, way: str) -> None:
    record = decided_then_taken_back(na)
    line = na.line("families_registered")
    reading = figures.read(line, "", "41")

    if way == "line":
        entry.save_figure(record, line, reading, reason="", actor=na.org.pao)
    else:
        sheet = sheets.Sheet(figures={line.code: (reading, "")})
        sheets.save_sheet(record, sheet, actor=na.org.pao)

    row = IndicatorValue.objects.get(assessment=record, indicator=line)
    assert row.number == 41
    assert (row.reviewed_number, row.reviewed_reason) == (None, "")


# ---------------------------------------------------------------- the reviewer


def test_the_mark_of_own_work_goes_when_somebody_else_approves(na: NaRi) -> None:
    org = na.org
    na.campaign.own_review_allowed = True
    na.campaign.save()
    record = submitted(na, org.ban_po, org.minh, ON_PAPER)
    record = review.start(record, actor=org.minh, version=record.version)
    record = review.approve(
        record, actor=org.minh, version=record.version, own_work_reason="Phòng chỉ có một người."
    )
    record = review.review_again(
        record, reason="Đã có thêm người.", actor=org.hoa, version=record.version
    )

    record = review.approve(record, actor=org.hoa, version=record.version)

    assert (record.reviewed_by, record.own_work_reason) == (org.hoa, "")


def test_an_agencys_own_officer_is_not_the_reviewing_body(na: NaRi) -> None:
    """For agencies that is the commune's office (contract 3), not somebody inside the agency."""
    org = na.org
    inside = people.someone("inside", "Nông Văn Trong", org.agency, Role.OFFICER)
    record = submitted(na, org.agency, org.khoa)

    may = {name: can_review(person, record) for name, person in (("in", inside), ("mi", org.minh))}

    assert may == {"in": False, "mi": True}


def test_who_submitted_takes_back_only_while_still_of_the_office(na: NaRi) -> None:
    org = na.org
    record = submitted(na, org.ban_po, org.minh, ON_PAPER)
    before = can_withdraw(org.minh, record)
    (row,) = org.minh.memberships.all()
    memberships.withdraw(row, reason="Chuyển công tác.", actor=org.quan.as_actor)
    people.member(org.minh, org.ban_po, Role.EDITOR)

    after = can_withdraw(org.minh, steps.fetch(record.pk))

    assert (before, after) == (True, False)


# ---------------------------------------------------------------- the commune's own form


def own_form_decided(na: NaRi) -> Assessment:
    """The commune's own form, decided on paper by the province."""
    org = na.org
    record = answered(begun(na, org.na_ri, org.minh), org.minh)
    record = submission.submit(record, actor=org.lan, version=record.version)
    return review.record_outside(record, outside("120/QĐ-UBND"), actor=org.lan, version=1)


def outside(number: str) -> OutsideDecision:
    file, _new = StoredFile.objects.get_or_create(
        sha256="0" * 64, defaults={"size": 1, "content_type": "application/pdf"}
    )
    return OutsideDecision(number, clock.today(), file)


def test_nobody_objects_where_nobody_in_the_system_would_look_again(na: NaRi) -> None:
    record = own_form_decided(na)

    assert Action.OBJECT not in open_actions(na.org.lan, record)


def test_a_reopened_own_form_finds_its_way_back_to_final(na: NaRi) -> None:
    """Lan reopens it; the province decides anew on paper; Lan makes it final again."""
    org = na.org
    record = own_form_decided(na)
    record = closing.finalise(record, actor=org.lan, version=record.version)
    record = closing.reopen(record, reason="Số liệu sai.", actor=org.lan, version=record.version)

    record = review.record_outside(
        record, outside("135/QĐ-UBND"), actor=org.lan, version=record.version
    )
    record = closing.finalise(record, actor=org.lan, version=record.version)

    assert (record.status, record.outside_number) == (Status.FINAL, "135/QĐ-UBND")


def test_a_reopened_own_form_can_be_sent_back_to_be_mended(na: NaRi) -> None:
    org = na.org
    record = own_form_decided(na)
    record = closing.finalise(record, actor=org.lan, version=record.version)
    record = closing.reopen(record, reason="Số liệu sai.", actor=org.lan, version=record.version)

    may = {name: set(open_actions(getattr(org, name), record)) for name in ("lan", "minh")}
    record = review.return_items(
        record, reasons={"NR-1.1-a": "Thiếu một văn bản."}, actor=org.lan, version=record.version
    )
    entry.save_answer(record, na.criterion("NR-1.1-a"), value="partly", note="", actor=org.minh)
    record = submission.submit(record, actor=org.lan, version=record.version)

    assert may == {"lan": {Action.RETURN, Action.RECORD_OUTSIDE}, "minh": set()}
    assert record.status == Status.SUBMITTED


# ---------------------------------------------------------------- the year


@pytest.mark.parametrize(
    ("status", "action", "name"),
    [
        (Status.IN_REVIEW, Action.APPROVE, "minh"),
        (Status.SUBMITTED, Action.START_REVIEW, "minh"),
        (Status.SUBMITTED, Action.WITHDRAW, "pao"),
        (Status.DRAFT, Action.SUBMIT, "pao"),
    ],
)
def test_an_act_from_a_page_opened_before_the_closing_is_refused(
    na: NaRi, status: Status, action: Action, name: str
) -> None:
    seen = in_state(na, status)
    closing.close_year(na.year, actor=na.org.lan)

    with pytest.raises(DomainError) as refused:
        do(action, seen, getattr(na.org, name))

    assert "đã khóa" in str(refused.value)
    assert steps.fetch(seen.pk).status == status


def test_answers_and_decisions_from_before_the_closing_are_refused(na: NaRi) -> None:
    org = na.org
    draft = in_state(na, Status.DRAFT)
    criterion = na.criterion("NR-1.4-a")
    reviewing = in_review(na, org.na_lac, org.sam, org.minh)
    closing.close_year(na.year, actor=org.lan)

    with pytest.raises(StaleError) as entering:
        entry.save_answer(draft, criterion, value="partly", note="", actor=org.pao)
    with pytest.raises(StaleError):
        review.decide(reviewing, criterion, value="met", reason="", actor=org.minh, seen=1)

    assert str(entering.value) == "Năm 2026 đã khóa nên không sửa được nữa."
    assert not Answer.objects.exclude(reviewed_value="").exists()


def test_a_unit_left_out_neither_enters_nor_hands_in_what_it_had_begun(na: NaRi) -> None:
    org = na.org
    record = in_state(na, Status.DRAFT)
    participation.exclude(na.participation(org.ban_po), reason="Sáp nhập.", actor=org.minh)
    criterion = na.criterion("NR-1.4-a")

    with pytest.raises(DomainError):
        entry.save_answer(record, criterion, value="partly", note="", actor=org.pao)
    with pytest.raises(DomainError):
        submission.submit(record, actor=org.pao, version=record.version)

    assert steps.fetch(record.pk).status == Status.DRAFT


# ---------------------------------------------------------------- what is asked


def test_only_judgement_criteria_take_an_answer_or_a_decision(na: NaRi) -> None:
    org = na.org
    assert na.villages.criteria_set is not None
    heading = campaign_builders.criterion(
        na.villages.criteria_set, "NR-1.4", "Đối với các thôn", kind=CriterionKind.HEADING
    )
    record = in_state(na, Status.DRAFT)
    reviewing = in_review(na, org.na_lac, org.sam, org.minh)

    with pytest.raises(DomainError):
        entry.save_answer(record, heading, value="met", note="", actor=org.pao)
    with pytest.raises(DomainError):
        review.decide(reviewing, heading, value="met", reason="", actor=org.minh, seen=0)

    assert not Answer.objects.filter(criterion=heading).exists()


def test_a_title_frozen_at_submission_thaws_when_the_form_is_taken_back(na: NaRi) -> None:
    org = na.org
    record = in_state(na, Status.SUBMITTED)
    frozen = Answer.objects.get(assessment=record, criterion__code="NR-1.4-d").title_state

    submission.withdraw(record, actor=org.pao, version=record.version)

    row = Answer.objects.get(assessment=record, criterion__code="NR-1.4-d")
    assert (frozen, row.title_state) == ("not_achieved", "")


def test_a_paper_from_before_the_campaign_year_is_a_slip_of_the_pen(na: NaRi) -> None:
    org = na.org
    record = answered(begun(na, org.ban_po, org.minh), org.minh)
    slip = submission.Submission(channel="paper", paper_on=dt.date(2025, 11, 18))

    with pytest.raises(DomainError) as refused:
        submission.submit(record, actor=org.minh, version=record.version, submission=slip)

    assert refused.value.field == "paper_on"
    assert steps.fetch(record.pk).status == Status.DRAFT

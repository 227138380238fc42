"""Handing the form in: complete or with reasons, receipts, lateness, on behalf, taking it back."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from assessments.enums import Status
from assessments.models import Answer, Assessment, IndicatorValue
from assessments.services import review, steps, submission
from assessments.services.submission import IncompleteError, Submission
from campaigns.calendar import DueState, due
from campaigns.enums import Channel
from campaigns.models import Duty, DutyDelivery
from campaigns.services import duties
from core import clock
from core.errors import DomainError
from tests.builders.assessments import (
    ON_PAPER,
    NaRi,
    answered,
    begun,
    in_review,
    returned,
    submitted,
)
from tests.builders.recognitions import considered, recognised, title
from units.models import Unit


def hand_in(record: Assessment, actor: object, **given: object) -> Assessment:
    return submission.submit(
        record,
        actor=actor,  # type: ignore[arg-type]
        version=record.version,
        submission=Submission(**given),  # type: ignore[arg-type]
    )


def delivery(duty: Duty, unit: Unit) -> DutyDelivery:
    return DutyDelivery.objects.get(duty=duty, unit=unit)


def state(na: NaRi, unit: Unit) -> DueState:
    duty = na.village_duty if unit.type == "village" else na.agency_duty
    return due(duty, 2026, clock.today(), delivery(duty, unit)).state


# ---------------------------------------------------------------- complete


def test_a_complete_form_is_handed_in_with_a_receipt(na: NaRi) -> None:
    record = submitted(na, na.org.ban_po, na.org.pao)

    assert record.status == Status.SUBMITTED
    assert re.fullmatch(r"26-[2-9A-HJKMNP-Z]{6}", record.receipt_code)
    assert (record.submitted_by, record.channel) == (na.org.pao, "self")
    assert record.submitted_at is not None
    assert timezone.localtime(record.submitted_at).date() == dt.date(2026, 11, 20)
    assert (record.unit_name, record.unit_path) == ("Thôn Bản Pò", na.org.ban_po.path)
    received = delivery(na.village_duty, na.org.ban_po)
    assert (received.received_on, received.receipt_code, received.channel) == (
        dt.date(2026, 11, 20),
        record.receipt_code,
        "self",
    )


def test_what_is_missing_is_named_and_nothing_is_handed_in(na: NaRi) -> None:
    record = answered(
        begun(na, na.org.ban_po, na.org.pao), na.org.pao, skip=["NR-1.4-c", "households"]
    )

    with pytest.raises(IncompleteError) as told:
        hand_in(record, na.org.pao)

    assert [gap.key for gap in told.value.missing] == ["NR-1.4-c", "households"]
    assert "Còn 2 mục chưa nhập: Có nhiều sáng kiến" in str(told.value)
    assert steps.fetch(record.pk).status == Status.DRAFT
    assert not DutyDelivery.objects.exists()


def test_a_gap_with_a_reason_is_handed_in_and_the_reason_is_kept(na: NaRi) -> None:
    record = answered(
        begun(na, na.org.ban_po, na.org.pao), na.org.pao, skip=["NR-1.4-c", "households"]
    )
    why = {"NR-1.4-c": "Thôn chưa họp.", "households": "Đang rà soát sổ hộ."}

    moved = hand_in(record, na.org.pao, gap_reasons=why)

    assert moved.status == Status.SUBMITTED
    assert Answer.objects.get(criterion__code="NR-1.4-c").gap_reason == "Thôn chưa họp."
    row = IndicatorValue.objects.get(indicator__code="households")
    assert (row.state, row.gap_reason) == ("", "Đang rà soát sổ hộ.")


def test_a_blank_is_no_reason(na: NaRi) -> None:
    record = answered(begun(na, na.org.ban_po, na.org.pao), na.org.pao, skip=["NR-1.4-c"])

    with pytest.raises(IncompleteError):
        hand_in(record, na.org.pao, gap_reasons={"NR-1.4-c": "  "})


def test_figures_that_contradict_each_other_are_refused(na: NaRi) -> None:
    record = answered(begun(na, na.org.ban_po, na.org.pao), na.org.pao)
    IndicatorValue.objects.filter(indicator__code="families_registered").update(number=99)

    with pytest.raises(DomainError) as refused:
        hand_in(record, na.org.pao)

    assert str(refused.value) == "Số hộ đăng ký không thể lớn hơn tổng số hộ của thôn."


def test_the_register_answers_the_title_when_the_form_is_handed_in(na: NaRi) -> None:
    held = title("COMMUNITY_VILLAGE")
    recognised(held, na.org.ban_po, 2025)
    considered(held, na.org.na_lac, 2026)

    submitted(na, na.org.ban_po, na.org.pao)
    submitted(na, na.org.na_lac, na.org.sam)
    states = {
        answer.assessment.unit_id: answer.title_state
        for answer in Answer.objects.filter(criterion__code="NR-1.4-d").select_related("assessment")
    }

    assert states == {na.org.ban_po.pk: "achieved", na.org.na_lac.pk: "under_consideration"}


def test_the_editor_enters_but_does_not_hand_in(na: NaRi) -> None:
    record = answered(begun(na, na.org.ban_po, na.org.mai), na.org.mai)

    with pytest.raises(PermissionDenied):
        hand_in(record, na.org.mai)

    assert hand_in(record, na.org.pao).status == Status.SUBMITTED


# ---------------------------------------------------------------- on behalf


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "channel"),
        ({"channel": Channel.PHONE}, "paper_on"),
        ({"channel": Channel.PAPER, "paper_on": dt.date(2026, 11, 21)}, "paper_on"),
    ],
)
def test_on_behalf_the_channel_and_the_day_of_receipt_are_needed(
    na: NaRi, given: dict[str, object], field: str
) -> None:
    record = answered(begun(na, na.org.ban_po, na.org.minh), na.org.minh)

    with pytest.raises(DomainError) as refused:
        hand_in(record, na.org.minh, **given)

    assert refused.value.field == field
    assert steps.fetch(record.pk).status == Status.DRAFT


def test_the_documented_day_of_the_paper_counts(na: NaRi) -> None:
    clock.set_business_day(dt.date(2026, 11, 27))

    record = submitted(
        na,
        na.org.ban_po,
        na.org.minh,
        Submission(channel=Channel.PAPER, paper_on=dt.date(2026, 11, 24)),
    )

    assert (record.channel, record.paper_received_on) == ("paper", dt.date(2026, 11, 24))
    assert state(na, na.org.ban_po) == DueState.ON_TIME


def test_the_head_needs_neither_channel_nor_day(na: NaRi) -> None:
    assert submitted(na, na.org.na_lac, na.org.sam).channel == "self"


# ---------------------------------------------------------------- in time or late


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-25 23:59:59 +07:00", DueState.ON_TIME),
        ("2026-11-26 00:00:59 +07:00", DueState.ON_TIME),
        ("2026-11-26 00:01:00 +07:00", DueState.LATE),
        ("2026-11-26 08:00:00 +07:00", DueState.LATE),
    ],
)
def test_the_last_day_ends_at_midnight_and_one_minute_more(
    na: NaRi, moment: str, expected: DueState
) -> None:
    clock.set_business_day(None)
    with time_machine.travel(dt.datetime.fromisoformat(moment), tick=False):
        submitted(na, na.org.ban_po, na.org.pao)

        assert state(na, na.org.ban_po) == expected


def test_a_return_does_not_make_it_late_a_withdrawal_does(na: NaRi) -> None:
    org = na.org
    back = returned(na, org.ban_po, org.pao, org.minh)
    taken = submitted(na, org.na_lac, org.sam)
    submission.withdraw(taken, actor=org.sam, version=taken.version)
    assert delivery(na.village_duty, org.na_lac).received_on is None
    clock.set_business_day(dt.date(2026, 11, 28))

    hand_in(steps.fetch(back.pk), org.pao)
    hand_in(steps.fetch(taken.pk), org.sam)

    assert state(na, org.ban_po) == DueState.ON_TIME
    assert state(na, org.na_lac) == DueState.LATE


def test_a_moved_last_day_is_that_units_alone(na: NaRi) -> None:
    org = na.org
    duties.move_last_day(
        na.village_duty,
        na.year,
        org.ban_po,
        day=dt.date(2026, 11, 28),
        reason="Thôn bị lũ chia cắt.",
        actor=org.minh,
    )
    clock.set_business_day(dt.date(2026, 11, 28))

    submitted(na, org.ban_po, org.pao)
    submitted(na, org.na_lac, org.sam)

    assert state(na, org.ban_po) == DueState.ON_TIME
    assert state(na, org.na_lac) == DueState.LATE


def test_a_form_without_a_dated_duty_is_received_without_lateness(na: NaRi) -> None:
    record = submitted(na, na.org.na_ri, na.org.lan)

    assert record.status == Status.SUBMITTED
    assert not DutyDelivery.objects.filter(unit=na.org.na_ri).exists()


# ---------------------------------------------------------------- taken back


def test_whoever_submitted_on_behalf_may_take_it_back_and_no_other_officer(na: NaRi) -> None:
    org = na.org
    record = submitted(na, org.ban_po, org.minh, ON_PAPER)

    with pytest.raises(PermissionDenied):
        submission.withdraw(record, actor=org.hoa, version=record.version)
    moved = submission.withdraw(record, actor=org.minh, version=record.version)

    assert (moved.status, moved.submitted_at, moved.receipt_code) == (Status.DRAFT, None, "")


def test_the_head_takes_back_what_the_office_submitted(na: NaRi) -> None:
    record = submitted(na, na.org.ban_po, na.org.minh, ON_PAPER)

    moved = submission.withdraw(record, actor=na.org.pao, version=record.version)

    assert moved.status == Status.DRAFT


def test_a_form_taken_back_is_all_open_again(na: NaRi) -> None:
    record = submitted(na, na.org.ban_po, na.org.pao)
    moved = submission.withdraw(record, actor=na.org.pao, version=record.version)

    answered(moved, na.org.pao, value="partly")

    values = moved.answers.filter(criterion__kind="graded").values_list("self_value", flat=True)
    assert set(values) == {"partly"}


def test_once_the_review_began_it_cannot_be_taken_back(na: NaRi) -> None:
    record = in_review(na, na.org.ban_po, na.org.pao, na.org.minh)

    with pytest.raises(DomainError):
        submission.withdraw(record, actor=na.org.pao, version=record.version)

    assert steps.fetch(record.pk).status == Status.IN_REVIEW


def test_after_a_review_that_was_stopped_it_can(na: NaRi) -> None:
    record = in_review(na, na.org.ban_po, na.org.pao, na.org.minh)
    record = review.stop(record, actor=na.org.minh, version=record.version)

    assert (
        submission.withdraw(record, actor=na.org.pao, version=record.version).status == Status.DRAFT
    )


def test_a_second_receipt_has_another_code(na: NaRi) -> None:
    record = returned(na, na.org.ban_po, na.org.pao, na.org.minh)
    first = record.receipt_code

    again = hand_in(record, na.org.pao)

    assert again.receipt_code != first
    assert delivery(na.village_duty, na.org.ban_po).receipt_code == first
    codes = [event.receipt_code for event in again.events.filter(action="submit")]
    assert codes == [first, again.receipt_code]


def test_the_returned_items_are_closed_again_by_the_next_submission(na: NaRi) -> None:
    record = returned(na, na.org.ban_po, na.org.pao, na.org.minh)

    again = hand_in(record, na.org.pao)

    assert not again.answers.filter(is_returned=True).exists()
    assert again.answers.get(criterion__code="NR-1.4-b").return_reason != ""

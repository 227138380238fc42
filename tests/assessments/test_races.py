"""Two people, two tabs, one moment: one result, one event, and a sentence for the slower."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.models import User
from assessments.models import (
    Answer,
    Assessment,
    AssessmentEvent,
    CompactResult,
    IndicatorValue,
)
from assessments.services import entry, review, steps, submission
from assessments.services.compact import CompactEntry, set_results
from assessments.services.submission import Submission
from campaigns.models import DutyDelivery
from core.errors import DomainError, StaleError
from tests.builders import units
from tests.builders.assessments import (
    ON_PAPER,
    NaRi,
    answered,
    begun,
    in_review,
    submitted,
)
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)

Outcome = Assessment | Exception


def sorted_out(outcomes: list[Outcome]) -> tuple[int, list[type[Exception]]]:
    """How many acts went through, and with what the others were refused."""
    failures = [type(one) for one in outcomes if isinstance(one, Exception)]
    return len(outcomes) - len(failures), failures


def on_screen(record: Assessment, act: Callable[[Assessment], Outcome]) -> Callable[[], Outcome]:
    """An act on the record as it stands on somebody's screen now."""
    seen = steps.fetch(record.pk)
    return lambda: act(seen)


def test_the_first_answers_of_two_tabs_begin_one_record(na: NaRi) -> None:
    org = na.org

    outcomes = at_once(
        lambda: entry.begin(na.year, org.ban_po, actor=org.pao),
        lambda: entry.begin(na.year, org.ban_po, actor=org.mai),
    )

    assert sorted_out(outcomes) == (2, [])
    assert Assessment.objects.count() == 1
    assert AssessmentEvent.objects.count() == 1


def test_one_line_saved_in_two_tabs_at_once_keeps_one_and_tells_the_other(na: NaRi) -> None:
    org = na.org
    record = begun(na, org.ban_po, org.pao)
    criterion = na.criterion("NR-1.4-a")

    def save(value: str, actor: User) -> Answer:
        return entry.save_answer(record, criterion, value=value, note="", actor=actor, seen=0)

    outcomes = at_once(lambda: save("met", org.pao), lambda: save("not_met", org.mai))

    row = Answer.objects.get()
    kept = [one for one in outcomes if isinstance(one, Answer)]
    assert [type(one) for one in outcomes if not isinstance(one, Answer)] == [StaleError]
    assert (row.self_value, row.version) == (kept[0].self_value, 1)


def test_a_form_submitted_by_head_and_office_at_once_has_one_receipt(na: NaRi) -> None:
    org = na.org
    record = answered(begun(na, org.ban_po, org.pao), org.pao)

    def hand_in(seen: Assessment, actor: User, given: Submission | None) -> Assessment:
        return submission.submit(seen, actor=actor, version=seen.version, submission=given)

    outcomes = at_once(
        on_screen(record, lambda seen: hand_in(seen, org.pao, None)),
        on_screen(record, lambda seen: hand_in(seen, org.minh, ON_PAPER)),
    )

    row = steps.fetch(record.pk)
    assert sorted_out(outcomes) == (1, [StaleError])
    assert row.events.filter(action="submit").count() == 1
    assert DutyDelivery.objects.get().receipt_code == row.receipt_code


@pytest.mark.parametrize("name", ["start", "approve"])
def test_two_officers_press_the_same_button(na: NaRi, name: str) -> None:
    org = na.org
    if name == "start":
        record = submitted(na, org.ban_po, org.pao)
    else:
        record = in_review(na, org.ban_po, org.pao, org.minh)
    act = getattr(review, name)
    events = record.events.count()

    outcomes = at_once(
        on_screen(record, lambda seen: act(seen, actor=org.minh, version=seen.version)),
        on_screen(record, lambda seen: act(seen, actor=org.hoa, version=seen.version)),
    )

    row = steps.fetch(record.pk)
    assert sorted_out(outcomes) == (1, [StaleError])
    assert row.version == record.version + 1
    assert row.events.count() == events + 1


def test_one_officer_approves_while_another_returns(na: NaRi) -> None:
    org = na.org
    record = in_review(na, org.ban_po, org.pao, org.minh)

    outcomes = at_once(
        on_screen(record, lambda seen: review.approve(seen, actor=org.minh, version=seen.version)),
        on_screen(
            record,
            lambda seen: review.return_items(
                seen, reasons={"NR-1.4-a": "Chưa rõ."}, actor=org.hoa, version=seen.version
            ),
        ),
    )

    row = steps.fetch(record.pk)
    assert sorted_out(outcomes) == (1, [StaleError])
    is_back = row.answers.filter(is_returned=True).exists()
    assert (row.status == "returned") is is_back


def test_two_officers_decide_the_same_criterion(na: NaRi) -> None:
    org = na.org
    record = in_review(na, org.ban_po, org.pao, org.minh)
    criterion = na.criterion("NR-1.4-b")
    seen = Answer.objects.get(criterion=criterion).version

    def decide(value: str, actor: User) -> Answer:
        return review.decide(
            record, criterion, value=value, reason=f"{actor}: chưa đủ.", actor=actor, seen=seen
        )

    outcomes = at_once(lambda: decide("partly", org.minh), lambda: decide("not_met", org.hoa))

    row = Answer.objects.get(criterion=criterion)
    kept = [one for one in outcomes if isinstance(one, Answer)]
    assert [type(one) for one in outcomes if not isinstance(one, Answer)] == [StaleError]
    assert (row.reviewed_value, row.reviewed_reason) == (
        kept[0].reviewed_value,
        kept[0].reviewed_reason,
    )


def test_an_answer_that_comes_while_the_form_is_handed_in_is_in_it_or_refused(na: NaRi) -> None:
    """Either the head's last correction is in the submitted form, or it is told it came late."""
    org = na.org
    record = answered(begun(na, org.ban_po, org.pao), org.pao)
    criterion = na.criterion("NR-1.4-a")

    outcomes = at_once(
        on_screen(
            record, lambda seen: submission.submit(seen, actor=org.pao, version=seen.version)
        ),
        lambda: entry.save_answer(
            record, criterion, value="partly", note="", actor=org.mai, seen=1
        ),
    )

    answer = Answer.objects.get(criterion=criterion)
    refused = [one for one in outcomes if isinstance(one, Exception)]
    assert steps.fetch(record.pk).status == "submitted"
    assert all(isinstance(one, DomainError) for one in refused)
    assert answer.self_value == ("met" if refused else "partly")


def test_one_household_entered_by_two_at_once(na: NaRi) -> None:
    org = na.org
    household = units.household(org.ban_po, "Hoàng Văn An")

    def enter(note: str, actor: User) -> int:
        row = CompactEntry(household.pk, is_registered=True, note=note, seen="-")
        return set_results(na.year, org.ban_po, [row], actor=actor)

    outcomes = at_once(lambda: enter("một", org.pao), lambda: enter("hai", org.mai))

    assert sorted(type(one).__name__ for one in outcomes) == ["StaleError", "int"]
    assert CompactResult.objects.count() == 1
    assert not IndicatorValue.objects.exists()

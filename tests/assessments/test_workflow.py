"""Every pair of state and act, and who may do what: the literal tables of the contract."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from assessments.enums import Action, Status
from assessments.models import Assessment, AssessmentEvent
from assessments.services import steps
from assessments.workflow import STEPS, open_actions
from core.errors import DomainError, StaleError
from core.models import AuditEvent
from tests.builders.assessments import NaRi, do, in_state

# What Páo, Minh and Lan may bring a village's record to; every other pair is refused.
LEADS_TO = {
    (Status.DRAFT, Action.SUBMIT): Status.SUBMITTED,
    (Status.RETURNED, Action.SUBMIT): Status.SUBMITTED,
    (Status.SUBMITTED, Action.WITHDRAW): Status.DRAFT,
    (Status.SUBMITTED, Action.START_REVIEW): Status.IN_REVIEW,
    (Status.IN_REVIEW, Action.STOP_REVIEW): Status.SUBMITTED,
    (Status.IN_REVIEW, Action.RETURN): Status.RETURNED,
    (Status.IN_REVIEW, Action.APPROVE): Status.REVIEWED,
    (Status.REVIEWED, Action.OBJECT): Status.IN_REVIEW,
    (Status.REVIEWED, Action.REVIEW_AGAIN): Status.IN_REVIEW,
    (Status.REVIEWED, Action.FINALISE): Status.FINAL,
    (Status.FINAL, Action.REOPEN): Status.IN_REVIEW,
}
DOERS = {
    Action.SUBMIT: "pao",
    Action.WITHDRAW: "pao",
    Action.OBJECT: "pao",
    Action.START_REVIEW: "minh",
    Action.STOP_REVIEW: "minh",
    Action.RETURN: "minh",
    Action.FORWARD: "minh",
    Action.APPROVE: "minh",
    Action.REVIEW_AGAIN: "minh",
    Action.FINALISE: "lan",
    Action.REOPEN: "lan",
}


@pytest.mark.parametrize("status", Status)
def test_every_act_in_every_state_leads_where_the_table_says_or_nowhere(
    na: NaRi, status: Status
) -> None:
    record = in_state(na, status)
    seen = {}

    for action, name in DOERS.items():
        with transaction.atomic():
            seen[action] = _try(action, steps.fetch(record.pk), getattr(na.org, name))
            transaction.set_rollback(True)

    assert seen == {action: LEADS_TO.get((status, action)) for action in DOERS}


def _try(action: Action, record: Assessment, actor: object) -> str | None:
    """The state the act led to, or ``None`` when it was refused and left no trace."""
    before = (record.status, record.version, AssessmentEvent.objects.count())
    try:
        with transaction.atomic():
            moved = do(action, record, actor)  # type: ignore[arg-type]
    except (PermissionDenied, DomainError):
        left = steps.fetch(record.pk)
        assert (left.status, left.version, AssessmentEvent.objects.count()) == before
        return None
    assert moved.version == before[1] + 1
    assert AssessmentEvent.objects.count() == before[2] + 1
    return moved.status


def test_the_table_holds_every_act_but_the_first_answer() -> None:
    assert set(STEPS) == set(Action) - {Action.BEGIN}


NOBODY: list[str] = []
OFFICE = ["hoa", "lan", "minh"]
# The village's record, entered and submitted by Páo, reviewed by Minh.
MAY = {
    Status.DRAFT: {Action.SUBMIT: ["hoa", "lan", "minh", "pao"]},
    Status.SUBMITTED: {Action.WITHDRAW: ["pao"], Action.START_REVIEW: OFFICE},
    Status.IN_REVIEW: {
        Action.STOP_REVIEW: OFFICE,
        Action.RETURN: OFFICE,
        Action.APPROVE: OFFICE,
    },
    Status.RETURNED: {Action.SUBMIT: ["hoa", "lan", "minh", "pao"]},
    Status.REVIEWED: {
        Action.OBJECT: ["pao"],
        Action.REVIEW_AGAIN: OFFICE,
        Action.FINALISE: ["lan"],
    },
    Status.FINAL: {Action.REOPEN: ["lan"]},
}


@pytest.mark.parametrize("status", Status)
def test_who_may_do_what_in_a_state(na: NaRi, status: Status) -> None:
    record = in_state(na, status)

    seen = dict.fromkeys(MAY[status], NOBODY)
    for person in na.org.people:
        for action in open_actions(person, steps.fetch(record.pk)):
            seen[action] = sorted([*seen.get(action, []), person.username])

    assert seen == MAY[status]


@pytest.mark.parametrize("status", Status)
def test_who_is_not_in_the_table_is_refused_by_the_service_too(na: NaRi, status: Status) -> None:
    record = in_state(na, status)

    for action, allowed in MAY[status].items():
        for person in na.org.people:
            if person.username in allowed:
                continue
            with pytest.raises(PermissionDenied):
                do(action, steps.fetch(record.pk), person)
    assert steps.fetch(record.pk).status == status


def test_an_act_leaves_one_event_and_one_audit_row(na: NaRi) -> None:
    record = in_state(na, Status.IN_REVIEW)
    events = record.events.count()
    rows = AuditEvent.objects.count()

    do(Action.APPROVE, record, na.org.minh)

    last = record.events.last()
    assert last is not None
    assert (last.action, last.from_status, last.to_status, last.actor) == (
        "approve",
        "in_review",
        "reviewed",
        na.org.minh,
    )
    assert record.events.count() == events + 1
    audit = AuditEvent.objects.order_by("pk").last()
    assert audit is not None
    assert AuditEvent.objects.count() == rows + 1
    assert (audit.action, audit.role, audit.unit_label) == (
        "assessments.approve",
        "officer",
        "Thôn Bản Pò",
    )


def test_the_second_of_two_acts_from_the_same_screen_is_told(na: NaRi) -> None:
    record = in_state(na, Status.IN_REVIEW)
    do(Action.APPROVE, steps.fetch(record.pk), na.org.minh)
    events = record.events.count()
    slower = steps.fetch(record.pk)
    slower.version -= 1

    with pytest.raises(StaleError) as told:
        do(Action.APPROVE, slower, na.org.hoa)

    assert "vừa được người khác thay đổi" in str(told.value)
    assert record.events.count() == events


@pytest.mark.parametrize("action", [Action.OBJECT, Action.REVIEW_AGAIN])
def test_an_act_that_needs_words_is_refused_without_them(na: NaRi, action: Action) -> None:
    record = in_state(na, Status.REVIEWED)
    actor = getattr(na.org, DOERS[action])

    with pytest.raises(DomainError) as refused:
        steps.perform(action, record, actor=actor, version=record.version)

    assert (str(refused.value), refused.value.field) == ("Hãy ghi lý do.", "note")

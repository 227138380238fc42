"""What may follow what: the one table of an assessment's life (contract 3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from assessments import levels, rules
from assessments.enums import Action, Status
from assessments.models import Assessment

Rule = Callable[[User, Assessment], bool]


@dataclass(frozen=True)
class Step:
    """From which states an act leads to which, who may do it and whether it needs words."""

    sources: frozenset[Status]
    target: Status
    allowed: Rule
    needs_note: bool = False


STEPS: dict[Action, Step] = {
    Action.SUBMIT: Step(
        frozenset({Status.DRAFT, Status.RETURNED}), Status.SUBMITTED, rules.can_submit
    ),
    Action.WITHDRAW: Step(frozenset({Status.SUBMITTED}), Status.DRAFT, rules.can_withdraw),
    Action.START_REVIEW: Step(frozenset({Status.SUBMITTED}), Status.IN_REVIEW, rules.can_review),
    Action.RECORD_OUTSIDE: Step(
        # Also a row that was opened again: the level above decides anew.
        frozenset({Status.SUBMITTED, Status.IN_REVIEW}),
        Status.REVIEWED,
        rules.can_record_outside,
    ),
    Action.STOP_REVIEW: Step(frozenset({Status.IN_REVIEW}), Status.SUBMITTED, rules.can_review),
    Action.RETURN: Step(frozenset({Status.IN_REVIEW}), Status.RETURNED, rules.can_return),
    # One level passed, the next one's turn: the record waits again.
    Action.FORWARD: Step(frozenset({Status.IN_REVIEW}), Status.SUBMITTED, rules.can_forward),
    Action.APPROVE: Step(frozenset({Status.IN_REVIEW}), Status.REVIEWED, rules.can_approve),
    Action.OBJECT: Step(
        frozenset({Status.REVIEWED}), Status.IN_REVIEW, rules.can_object, needs_note=True
    ),
    Action.REVIEW_AGAIN: Step(
        frozenset({Status.REVIEWED}), Status.IN_REVIEW, rules.can_review, needs_note=True
    ),
    Action.FINALISE: Step(frozenset({Status.REVIEWED}), Status.FINAL, rules.can_finalise),
    Action.REOPEN: Step(
        frozenset({Status.FINAL}), Status.IN_REVIEW, rules.can_reopen, needs_note=True
    ),
}


# What the reviewing body does; who stands in for a reviewer does it in the reviewer's name.
REVIEWING = frozenset(
    {
        Action.START_REVIEW,
        Action.STOP_REVIEW,
        Action.RETURN,
        Action.FORWARD,
        Action.APPROVE,
        Action.REVIEW_AGAIN,
    }
)


def check_allowed(action: Action, user: User, assessment: Assessment) -> None:
    """Raise ``PermissionDenied``, with the reason in words, unless the table lets the person."""
    if STEPS[action].allowed(user, assessment):
        return
    reason = ""
    if action in REVIEWING:
        reason = rules.why_not_review(user, assessment)
        if not reason and action == Action.APPROVE and not levels.is_last_level(assessment):
            reason = _("Phiếu còn phải qua cấp sau. Hãy chuyển cấp trên, không duyệt ở cấp này.")
    raise PermissionDenied(reason)


def open_actions(user: User, assessment: Assessment) -> list[Action]:
    """The acts this person may do on this record now, in the table's order."""
    return [
        action
        for action, step in STEPS.items()
        if assessment.status in step.sources and step.allowed(user, assessment)
    ]

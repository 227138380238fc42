"""What may follow what: the one table of a paper's life."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User
from documents import rules
from documents.enums import PaperAction as A
from documents.enums import PaperState as S
from documents.models import IssuedPaper

Rule = Callable[[User, IssuedPaper], bool]


def _nobody(_user: User, _paper: IssuedPaper) -> bool:
    """No person: only the product itself takes this step."""
    return False


@dataclass(frozen=True)
class Step:
    """From which states an act leads to which, who may do it and whether it needs words.

    ``target`` is ``None`` for an act that is noted and leaves the state as it is.
    """

    sources: frozenset[S]
    target: S | None
    allowed: Rule
    needs_note: bool = False


_OUT = frozenset({S.NUMBERED, S.SIGNED, S.SENT, S.RECEIVED, S.RETURNED})

STEPS: dict[A, Step] = {
    A.CHECK: Step(frozenset({S.DRAFT, S.CHECKED}), S.CHECKED, rules.can_check),
    A.REDRAFT: Step(frozenset({S.CHECKED}), S.DRAFT, rules.can_check),
    A.FREEZE: Step(frozenset({S.CHECKED}), S.FROZEN, rules.can_freeze),
    A.RECORD_SIGNING: Step(frozenset({S.FROZEN, S.NUMBERED}), None, rules.can_record_signing),
    A.NUMBER: Step(frozenset({S.FROZEN}), S.NUMBERED, rules.can_issue),
    A.UPLOAD_SIGNED: Step(frozenset({S.NUMBERED, S.SIGNED}), S.SIGNED, rules.can_issue),
    A.SEND: Step(frozenset({S.SIGNED}), S.SENT, rules.can_issue),
    A.RECEIVE: Step(frozenset({S.SENT}), S.RECEIVED, rules.can_answer),
    A.RETURN: Step(frozenset({S.SENT}), S.RETURNED, rules.can_answer, needs_note=True),
    # Taken when the paper that recalls it gets its number.
    A.RECALL: Step(_OUT, S.RECALLED, _nobody, needs_note=True),
}
# What the product shows as buttons on the paper's own page, in this order.
BY_HAND = (A.RECORD_SIGNING, A.NUMBER, A.UPLOAD_SIGNED, A.SEND, A.RECEIVE, A.RETURN)


def open_actions(user: User, paper: IssuedPaper) -> list[A]:
    """The acts this person may do on this paper now, in the order of its life."""
    return [
        action
        for action in BY_HAND
        if paper.state in STEPS[action].sources
        and STEPS[action].allowed(user, paper)
        and not (action == A.RECORD_SIGNING and paper.chair_signed_on)
    ]


def is_out(paper: IssuedPaper) -> bool:
    """Whether the paper has a number and is not recalled: it can be corrected or recalled."""
    return paper.state in _OUT

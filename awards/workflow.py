"""What may follow what: the one table of an item's life (awards.md, section 9).

Levels above the commune are recorded, not performed: such a step bears the paper's number and
day. ``levels`` are the levels of award for which a step exists; a step without a target leads
back to where the item was held.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from awards import rules
from awards.enums import Action, Level, State
from awards.models import Proposal

Rule = Callable[[User, Proposal], bool]

OWN = frozenset({Level.AGENCY, Level.COMMUNE})
ABOVE = frozenset(Level) - OWN
CENTRAL = frozenset({Level.MINISTRY, Level.PRIME_MINISTER})
EVERY = frozenset(Level)
REASON_LENGTH = 20


@dataclass(frozen=True)
class Step:
    """From which states an act leads to which, who may do it and what it must bear."""

    sources: frozenset[State]
    target: State | None
    allowed: Rule
    levels: frozenset[Level] = EVERY
    note_length: int = 0
    records: bool = False
    decides: bool = False
    in_session: bool = False


def _step(target: State | None, allowed: Rule, *sources: State, **rest: Any) -> Step:
    return Step(frozenset(sources), target, allowed, **rest)


S = State
BEFORE_DECISION = (
    S.DRAFT, S.VILLAGE_MEETING, S.RECEIVED, S.RETURNED, S.APPRAISAL, S.ON_HOLD, S.NOTICE,
    S.COUNCIL, S.SIGNATURE, S.PROVINCE_RECEIVED, S.PROVINCE_RETURNED, S.PROVINCE_APPRAISAL,
    S.PROVINCE_COUNCIL, S.PROVINCE_SIGNATURE, S.MINISTRY_RECEIVED, S.MINISTRY_RETURNED,
    S.MINISTRY_APPRAISAL, S.PRIME_MINISTER,
)  # fmt: skip

STEPS: dict[Action, Step] = {
    Action.TO_MEETING: _step(S.VILLAGE_MEETING, rules.can_propose, S.DRAFT),
    Action.FAIL_MEETING: _step(S.NOT_PASSED, rules.can_propose, S.VILLAGE_MEETING),
    Action.SUBMIT: _step(S.RECEIVED, rules.can_propose, S.DRAFT, S.VILLAGE_MEETING),
    Action.RETURN: _step(
        S.RETURNED, rules.can_appraise, S.RECEIVED, S.APPRAISAL, note_length=REASON_LENGTH
    ),
    Action.RESUBMIT: _step(S.RECEIVED, rules.can_propose, S.RETURNED),
    Action.ACCEPT: _step(S.APPRAISAL, rules.can_appraise, S.RECEIVED),
    Action.HOLD: _step(
        S.ON_HOLD, rules.can_hold, S.APPRAISAL, S.NOTICE, S.COUNCIL, S.SIGNATURE,
        note_length=1, records=True,
    ),
    Action.RESUME: _step(None, rules.can_hold, S.ON_HOLD, note_length=1, records=True),
    Action.PUBLISH: _step(S.NOTICE, rules.can_appraise, S.APPRAISAL),
    Action.TO_COUNCIL: _step(S.COUNCIL, rules.can_appraise, S.APPRAISAL, S.NOTICE),
    Action.TO_SIGNATURE: _step(S.SIGNATURE, rules.can_appraise, S.APPRAISAL, S.NOTICE),
    Action.COUNCIL_PASS: _step(S.SIGNATURE, rules.can_count, S.COUNCIL, in_session=True),
    Action.COUNCIL_FAIL: _step(S.NOT_PASSED, rules.can_count, S.COUNCIL, in_session=True),
    Action.CONFER: _step(S.CONFERRED, rules.can_sign, S.SIGNATURE, levels=OWN, decides=True),
    Action.DECLINE: _step(S.NOT_GRANTED, rules.can_decline, S.SIGNATURE, note_length=1),
    Action.FORWARD: _step(
        S.PROVINCE_RECEIVED, rules.can_record, S.SIGNATURE, levels=ABOVE, records=True
    ),
    Action.PROVINCE_RETURN: _step(
        S.PROVINCE_RETURNED, rules.can_record, S.PROVINCE_RECEIVED, levels=ABOVE,
        note_length=1, records=True,
    ),
    Action.PROVINCE_AGAIN: _step(
        S.PROVINCE_RECEIVED, rules.can_record, S.PROVINCE_RETURNED, levels=ABOVE, records=True
    ),
    Action.PROVINCE_ACCEPT: _step(
        S.PROVINCE_APPRAISAL, rules.can_record, S.PROVINCE_RECEIVED, levels=ABOVE, records=True
    ),
    Action.PROVINCE_TO_COUNCIL: _step(
        S.PROVINCE_COUNCIL, rules.can_record, S.PROVINCE_APPRAISAL, levels=ABOVE, records=True
    ),
    Action.PROVINCE_STANDING: _step(
        S.PROVINCE_SIGNATURE, rules.can_record, S.PROVINCE_APPRAISAL,
        levels=frozenset({Level.PROVINCE}), records=True,
    ),
    Action.PROVINCE_PASS: _step(
        S.PROVINCE_SIGNATURE, rules.can_record, S.PROVINCE_COUNCIL, levels=ABOVE, records=True
    ),
    Action.PROVINCE_FAIL: _step(
        S.NOT_PASSED, rules.can_record, S.PROVINCE_COUNCIL, levels=ABOVE, records=True
    ),
    Action.PROVINCE_CONFER: _step(
        S.CONFERRED, rules.can_record, S.PROVINCE_SIGNATURE,
        levels=frozenset({Level.PROVINCE}), decides=True,
    ),
    Action.PROVINCE_DECLINE: _step(
        S.NOT_GRANTED, rules.can_record, S.PROVINCE_SIGNATURE, levels=ABOVE,
        note_length=1, records=True,
    ),
    Action.LOWER: _step(
        S.SIGNATURE, rules.can_record, S.PROVINCE_SIGNATURE, levels=ABOVE,
        note_length=1, records=True,
    ),
    Action.FORWARD_UP: _step(
        S.MINISTRY_RECEIVED, rules.can_record, S.PROVINCE_SIGNATURE, levels=CENTRAL, records=True
    ),
    Action.MINISTRY_RETURN: _step(
        S.MINISTRY_RETURNED, rules.can_record, S.MINISTRY_RECEIVED, levels=CENTRAL,
        note_length=1, records=True,
    ),
    Action.MINISTRY_AGAIN: _step(
        S.MINISTRY_RECEIVED, rules.can_record, S.MINISTRY_RETURNED, levels=CENTRAL, records=True
    ),
    Action.MINISTRY_ACCEPT: _step(
        S.MINISTRY_APPRAISAL, rules.can_record, S.MINISTRY_RECEIVED, levels=CENTRAL, records=True
    ),
    Action.MINISTRY_CONFER: _step(
        S.CONFERRED, rules.can_record, S.MINISTRY_APPRAISAL,
        levels=frozenset({Level.MINISTRY}), decides=True,
    ),
    Action.MINISTRY_DECLINE: _step(
        S.NOT_GRANTED, rules.can_record, S.MINISTRY_APPRAISAL, levels=CENTRAL,
        note_length=1, records=True,
    ),
    Action.TO_PRIME_MINISTER: _step(
        S.PRIME_MINISTER, rules.can_record, S.MINISTRY_APPRAISAL,
        levels=frozenset({Level.PRIME_MINISTER}), records=True,
    ),
    Action.PRIME_CONFER: _step(
        S.CONFERRED, rules.can_record, S.PRIME_MINISTER,
        levels=frozenset({Level.PRIME_MINISTER}), decides=True,
    ),
    Action.PRIME_DECLINE: _step(
        S.NOT_GRANTED, rules.can_record, S.PRIME_MINISTER,
        levels=frozenset({Level.PRIME_MINISTER}), note_length=1, records=True,
    ),
    Action.PRESENT: _step(S.PRESENTED, rules.can_record, S.CONFERRED),
    Action.REVOKE: _step(
        S.REVOKED, rules.can_take_back, S.CONFERRED, S.PRESENTED, note_length=1, records=True
    ),
    Action.WITHDRAW: _step(S.WITHDRAWN, rules.can_withdraw, *BEFORE_DECISION, note_length=1),
}  # fmt: skip


def fits(action: Action, proposal: Proposal) -> bool:
    """Whether the table has this step from where the item stands, for its level of award."""
    step = STEPS[action]
    return proposal.state in step.sources and proposal.award_type.level in step.levels


def open_actions(user: User, proposal: Proposal) -> list[Action]:
    """The acts this person may do on this item now, in the table's order."""
    return [
        action
        for action, step in STEPS.items()
        if not step.in_session and fits(action, proposal) and step.allowed(user, proposal)
    ]

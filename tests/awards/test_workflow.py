"""Every pair of state and act: where it leads, for every level of award, and who may do it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from awards.enums import Action, Level, State
from awards.models import Award, AwardType, Proposal, ProposalEvent
from awards.services import steps
from awards.workflow import EVERY, STEPS, fits, open_actions
from core.errors import DomainError
from tests.builders import proposing, units
from tests.builders.proposing import World

GK, BKT, BKB, BKTTG = "GK", "BK_PROVINCE", "BK_MINISTRY", "BK_PRIME_MINISTER"
UP = (BKT, BKB, BKTTG)
ALL = (GK, *UP)
S, A = State, Action

# What leads where, as the state machine of the law's text has it; all other pairs are refused.
LEADS_TO: dict[tuple[State, Action], tuple[State, tuple[str, ...]]] = {
    (S.DRAFT, A.TO_MEETING): (S.VILLAGE_MEETING, ALL),
    (S.DRAFT, A.SUBMIT): (S.RECEIVED, ALL),
    (S.VILLAGE_MEETING, A.SUBMIT): (S.RECEIVED, ALL),
    (S.VILLAGE_MEETING, A.FAIL_MEETING): (S.NOT_PASSED, ALL),
    (S.RECEIVED, A.RETURN): (S.RETURNED, ALL),
    (S.RECEIVED, A.ACCEPT): (S.APPRAISAL, ALL),
    (S.RETURNED, A.RESUBMIT): (S.RECEIVED, ALL),
    (S.APPRAISAL, A.RETURN): (S.RETURNED, ALL),
    (S.APPRAISAL, A.HOLD): (S.ON_HOLD, ALL),
    (S.NOTICE, A.HOLD): (S.ON_HOLD, ALL),
    (S.COUNCIL, A.HOLD): (S.ON_HOLD, ALL),
    (S.SIGNATURE, A.HOLD): (S.ON_HOLD, ALL),
    (S.ON_HOLD, A.RESUME): (S.APPRAISAL, ALL),
    (S.APPRAISAL, A.PUBLISH): (S.NOTICE, ALL),
    (S.APPRAISAL, A.TO_COUNCIL): (S.COUNCIL, ALL),
    (S.NOTICE, A.TO_COUNCIL): (S.COUNCIL, ALL),
    (S.APPRAISAL, A.TO_SIGNATURE): (S.SIGNATURE, ALL),
    (S.NOTICE, A.TO_SIGNATURE): (S.SIGNATURE, ALL),
    (S.COUNCIL, A.COUNCIL_PASS): (S.SIGNATURE, ALL),
    (S.COUNCIL, A.COUNCIL_FAIL): (S.NOT_PASSED, ALL),
    (S.SIGNATURE, A.CONFER): (S.CONFERRED, (GK,)),
    (S.SIGNATURE, A.DECLINE): (S.NOT_GRANTED, ALL),
    (S.SIGNATURE, A.FORWARD): (S.PROVINCE_RECEIVED, UP),
    (S.PROVINCE_RECEIVED, A.PROVINCE_RETURN): (S.PROVINCE_RETURNED, UP),
    (S.PROVINCE_RETURNED, A.PROVINCE_AGAIN): (S.PROVINCE_RECEIVED, UP),
    (S.PROVINCE_RECEIVED, A.PROVINCE_ACCEPT): (S.PROVINCE_APPRAISAL, UP),
    (S.PROVINCE_APPRAISAL, A.PROVINCE_TO_COUNCIL): (S.PROVINCE_COUNCIL, UP),
    (S.PROVINCE_APPRAISAL, A.PROVINCE_STANDING): (S.PROVINCE_SIGNATURE, (BKT,)),
    (S.PROVINCE_COUNCIL, A.PROVINCE_PASS): (S.PROVINCE_SIGNATURE, UP),
    (S.PROVINCE_COUNCIL, A.PROVINCE_FAIL): (S.NOT_PASSED, UP),
    (S.PROVINCE_SIGNATURE, A.PROVINCE_CONFER): (S.CONFERRED, (BKT,)),
    (S.PROVINCE_SIGNATURE, A.PROVINCE_DECLINE): (S.NOT_GRANTED, UP),
    (S.PROVINCE_SIGNATURE, A.LOWER): (S.SIGNATURE, UP),
    (S.PROVINCE_SIGNATURE, A.FORWARD_UP): (S.MINISTRY_RECEIVED, (BKB, BKTTG)),
    (S.MINISTRY_RECEIVED, A.MINISTRY_RETURN): (S.MINISTRY_RETURNED, (BKB, BKTTG)),
    (S.MINISTRY_RETURNED, A.MINISTRY_AGAIN): (S.MINISTRY_RECEIVED, (BKB, BKTTG)),
    (S.MINISTRY_RECEIVED, A.MINISTRY_ACCEPT): (S.MINISTRY_APPRAISAL, (BKB, BKTTG)),
    (S.MINISTRY_APPRAISAL, A.MINISTRY_CONFER): (S.CONFERRED, (BKB,)),
    (S.MINISTRY_APPRAISAL, A.MINISTRY_DECLINE): (S.NOT_GRANTED, (BKB, BKTTG)),
    (S.MINISTRY_APPRAISAL, A.TO_PRIME_MINISTER): (S.PRIME_MINISTER, (BKTTG,)),
    (S.PRIME_MINISTER, A.PRIME_CONFER): (S.CONFERRED, (BKTTG,)),
    (S.PRIME_MINISTER, A.PRIME_DECLINE): (S.NOT_GRANTED, (BKTTG,)),
    (S.CONFERRED, A.PRESENT): (S.PRESENTED, ALL),
    (S.CONFERRED, A.REVOKE): (S.REVOKED, ALL),
    (S.PRESENTED, A.REVOKE): (S.REVOKED, ALL),
}
OPEN = set(State) - {
    S.CONFERRED, S.PRESENTED, S.NOT_PASSED, S.NOT_GRANTED, S.WITHDRAWN, S.REVOKED
}  # fmt: skip
LEADS_TO |= {(state, A.WITHDRAW): (S.WITHDRAWN, ALL) for state in OPEN}


@pytest.mark.parametrize("code", ALL)
def test_the_table_is_the_law_for_every_state_act_and_level(code: str) -> None:
    level = {
        GK: Level.COMMUNE,
        BKT: Level.PROVINCE,
        BKB: Level.MINISTRY,
        BKTTG: Level.PRIME_MINISTER,
    }
    for state in State:
        for action in Action:
            row = Proposal(
                state=state, paused_state="appraisal", award_type=AwardType(level=level[code])
            )
            wanted = LEADS_TO.get((state, action))
            allowed = wanted is not None and code in wanted[1]
            assert fits(action, row) is allowed, (state, action, code)
            if wanted is not None and allowed:
                assert (STEPS[action].target or State.APPRAISAL) == wanted[0]


def test_the_table_holds_every_act() -> None:
    assert set(STEPS) == set(Action)
    assert all(step.levels <= EVERY for step in STEPS.values())


DOERS = {
    **dict.fromkeys((A.TO_MEETING, A.FAIL_MEETING, A.SUBMIT, A.RESUBMIT), "pao"),
    **dict.fromkeys((A.HOLD, A.RESUME), "lan"),
    **dict.fromkeys((A.COUNCIL_PASS, A.COUNCIL_FAIL), "thu"),
    **dict.fromkeys((A.CONFER, A.DECLINE), "dung"),
}


def test_every_act_in_every_state_moves_or_leaves_no_trace(aw: World) -> None:
    """The service itself, for the whole square: a refused act changes neither row nor trail."""
    proposal = proposing.sent(aw, units.household(aw.org.ban_po, "Nông Văn Tú"))
    moved: dict[tuple[State, Action], str] = {}

    for state in set(State) - {S.CONFERRED, S.PRESENTED, S.REVOKED}:
        # Those three bear an award; test_conferring walks there.
        paused = "appraisal" if state == S.ON_HOLD else ""
        seen = proposing.put(proposal, state, paused_state=paused)
        before = (seen.version, ProposalEvent.objects.count())
        for action in Action:
            target = _tried(action, seen, aw)
            if target is not None:
                moved[state, action] = target
        left = steps.fetch(proposal.pk)
        assert (left.version, ProposalEvent.objects.count()) == before

    # What the checks (dossier, minutes, notice, council) let through for this bare row.
    assert {pair: LEADS_TO[pair][0] for pair in moved} == moved
    assert (S.RECEIVED, A.ACCEPT) in moved
    assert (S.SIGNATURE, A.CONFER) not in moved


def _tried(action: Action, seen: Proposal, of: World) -> str | None:
    """Where the act led, taken back afterwards; ``None`` for a refusal."""
    name = DOERS.get(action, "minh")
    actor = of.thu if name == "thu" else getattr(of.org, name)
    details = steps.Details(note=proposing.GOOD_REASON, number="12/CV", dated=proposing.TODAY)
    with transaction.atomic():
        try:
            with transaction.atomic():
                version = seen.version
                target = steps.perform(
                    action, seen, actor=actor, version=version, details=details
                ).state
        except (PermissionDenied, DomainError):
            target = None
        transaction.set_rollback(True)
    return target


WHO = [
    (S.RECEIVED, "sam", []),
    (S.RECEIVED, "pao", [A.WITHDRAW]),
    (S.RECEIVED, "minh", [A.RETURN, A.ACCEPT, A.WITHDRAW]),
    (S.APPRAISAL, "pao", []),
    (S.APPRAISAL, "lan", [A.RETURN, A.HOLD, A.PUBLISH, A.TO_COUNCIL, A.TO_SIGNATURE, A.WITHDRAW]),
    (S.COUNCIL, "thu", []),
    (S.SIGNATURE, "dung", [A.CONFER, A.DECLINE]),
    (S.SIGNATURE, "thuy", [A.CONFER]),
    (S.SIGNATURE, "nga", []),
    (S.SIGNATURE, "tuyet", []),
    (S.SIGNATURE, "chi", []),
]


@pytest.mark.parametrize(("state", "name", "acts"), WHO)
def test_buttons_are_what_the_table_and_the_rules_allow(
    aw: World, state: State, name: str, acts: list[Action]
) -> None:
    proposal = proposing.sent(aw, units.household(aw.org.ban_po, "Nông Văn Tú"))
    seen = proposing.put(proposal, state)
    user = aw.thu if name == "thu" else getattr(aw.org, name)

    assert open_actions(user, seen) == acts


def test_who_made_or_appraised_an_item_does_not_sign_it(aw: World) -> None:
    proposal = proposing.sent(aw, units.household(aw.org.ban_po, "Nông Văn Tú"))
    seen = proposing.put(proposal, State.SIGNATURE, appraised_by=aw.org.thuy)

    assert A.CONFER not in open_actions(aw.org.thuy, seen)
    assert A.CONFER in open_actions(aw.org.dung, seen)
    assert Award.objects.count() == 0

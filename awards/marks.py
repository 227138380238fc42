"""How the states of awards are shown: a word, an icon and a tone."""

from __future__ import annotations

from awards.enums import SessionState, State
from core.display import Mark, Tone

_BACK = (State.RETURNED, State.PROVINCE_RETURNED, State.MINISTRY_RETURNED, State.ON_HOLD)
_SHOWN: dict[str, tuple[str, Tone]] = {
    **dict.fromkeys((State.CONFERRED, State.PRESENTED), ("award", Tone.GOLD)),
    **dict.fromkeys(
        (State.NOT_PASSED, State.NOT_GRANTED, State.REVOKED), ("cross-circle", Tone.BAD)
    ),
    **dict.fromkeys(_BACK, ("return", Tone.BAD)),
    **dict.fromkeys(
        (State.RECEIVED, State.APPRAISAL, State.NOTICE, State.COUNCIL, State.SIGNATURE),
        ("clock", Tone.WARN),
    ),
    **dict.fromkeys((State.DRAFT, State.VILLAGE_MEETING), ("edit", Tone.NEUTRAL)),
    State.WITHDRAWN: ("minus-circle", Tone.NEUTRAL),
}


def mark_of(state: str) -> Mark:
    """The mark of an item's state; what is with a level above is on its way."""
    icon, tone = _SHOWN.get(state, ("send", Tone.INFO))
    return Mark(State(state).label, icon, tone)


SESSIONS = {
    SessionState.PLANNED: ("clock", Tone.NEUTRAL),
    SessionState.OPEN: ("campaign", Tone.OK),
    SessionState.CLOSED: ("lock", Tone.FINAL),
}


def session_mark(state: str) -> Mark:
    """The mark of a session."""
    icon, tone = SESSIONS[SessionState(state)]
    return Mark(SessionState(state).label, icon, tone)

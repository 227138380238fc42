"""Council sessions: prepared, opened, closed with a frozen result."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from awards.enums import (
    Action,
    Attendance,
    ItemResult,
    SessionState,
    State,
    VoteMode,
)
from awards.models import (
    AgendaItem,
    CouncilSession,
    Proposal,
    SessionMember,
)
from awards.selectors.wording import outline_of_session
from awards.services import recusing
from awards.services.ballots import has_voted, total_of, votes_on
from awards.services.council_members import members_on
from awards.services.session_rows import (
    lock_session,
    note_session,
    only_secretary,
    refetch,
    swap_session,
)
from awards.services.steps import Details, fetch, perform
from awards.services.telling import tell_members
from awards.votes import outcome, reaches
from core import clock
from core.audit import canonical
from core.errors import DomainError, StaleError
from core.numbers import format_date
from core.text import nfc, one_line
from units.models import Unit

QUORUM_UNKNOWN = 50


@dataclass(frozen=True)
class Closing:
    """What the secretary adds at the end: minutes, and the chair's word where votes are equal."""

    minutes: str = ""
    chair_says: Mapping[int, bool] = field(default_factory=dict)


@transaction.atomic
def plan_session(
    unit: Unit, *, held_on: dt.date, mode: VoteMode, actor: User, place: str = ""
) -> CouncilSession:
    """Prepare a session with everybody who is a member on its day."""
    only_secretary(unit, actor)
    members = list(members_on(unit, held_on))
    if not members:
        raise DomainError(
            _("Hội đồng chưa có thành viên nào vào ngày %(day)s. Hãy nhập thành viên trước.")
            % {"day": format_date(held_on)},
            field="held_on",
        )
    session = CouncilSession.objects.create(
        unit=unit, held_on=held_on, mode=mode, place=one_line(place), created_by=actor
    )
    SessionMember.objects.bulk_create(
        SessionMember(
            session=session,
            member=one,
            full_name=one.full_name,
            title=one.title,
            post=one.post,
        )
        for one in members
    )
    note_session(session, "awards.session_planned", actor, after={"members": len(members)})
    return session


@transaction.atomic
def set_agenda(session: CouncilSession, proposals: Iterable[Proposal], *, actor: User) -> list[str]:
    """Put items on the agenda; who may not vote on each is worked out now.

    Only complete dossiers that wait for the council are taken; the others are named.
    """
    only_secretary(session.unit, actor)
    lock_session(session, SessionState.PLANNED)
    wanted = list(proposals)
    refused = [
        _("%(name)s: không ở trạng thái chờ Hội đồng xét.") % {"name": one.recipient_name}
        for one in wanted
        if one.state != State.COUNCIL or one.submission.host_id != session.unit_id
    ]
    taken = [
        one
        for one in wanted
        if one.state == State.COUNCIL and one.submission.host_id == session.unit_id
    ]
    session.agenda.all().delete()
    for position, proposal in enumerate(taken, start=1):
        if proposal.rule is None:  # sending sets it
            continue
        AgendaItem.objects.create(
            session=session,
            proposal=proposal,
            position=position,
            rule=proposal.rule,
            is_secret=proposal.rule.is_secret,
        )
    recusing.work_out(session)
    note_session(session, "awards.agenda_set", actor, after={"items": len(taken)})
    return refused


@transaction.atomic
def set_attendance(session: CouncilSession, given: Mapping[int, str], *, actor: User) -> None:
    """Who is there, who sent an opinion in writing, who is absent; by session member id."""
    only_secretary(session.unit, actor)
    lock_session(session, SessionState.PLANNED, SessionState.OPEN)
    for one in session.members.select_related("receipt"):
        wanted = given.get(one.pk)
        if wanted is None or wanted == one.attendance:
            continue
        if has_voted(one):
            raise DomainError(
                _("%(name)s đã bỏ phiếu nên không đổi được việc có mặt.") % {"name": one.full_name}
            )
        SessionMember.objects.filter(pk=one.pk).update(attendance=Attendance(wanted))
    note_session(session, "awards.attendance_set", actor)


@transaction.atomic
def remove_member(member: SessionMember, *, reason: str, actor: User) -> None:
    """Take a member out of the session, who then neither votes nor counts.

    A ballot that was handed in stands: it cannot be found again, so its member stays.
    """
    session = member.session
    only_secretary(session.unit, actor)
    lock_session(session, SessionState.PLANNED, SessionState.OPEN)
    words = one_line(reason)
    if not words:
        raise DomainError(_("Hãy ghi lý do."), field="reason")
    if has_voted(member):
        raise DomainError(
            _("%(name)s đã bỏ phiếu; phiếu đã bỏ giữ nguyên nên không đưa ra khỏi phiên họp được.")
            % {"name": member.full_name}
        )
    SessionMember.objects.filter(pk=member.pk).update(
        removed_reason=words, attendance=Attendance.ABSENT
    )
    note_session(
        session, "awards.member_removed", actor, after={"member": member.full_name, "reason": words}
    )


@transaction.atomic
def open_session(session: CouncilSession, *, actor: User) -> CouncilSession:
    """Open the ballot: the agenda and the list of members stand from now on."""
    only_secretary(session.unit, actor)
    if not session.agenda.exists():
        raise DomainError(_("Phiên họp chưa có nội dung nào. Hãy chọn hồ sơ trước."))
    _refuse_without_quorum(session)
    if session.held_on > clock.today():
        raise DomainError(
            _("Phiên họp định vào ngày %(day)s, chưa đến ngày.")
            % {"day": format_date(session.held_on)}
        )
    swap_session(session, SessionState.PLANNED, state=SessionState.OPEN)
    # Somebody may have moved house, or taken an office, since the agenda was set.
    recusing.work_out(session)
    note_session(session, "awards.session_opened", actor)
    if session.mode == VoteMode.PHONE:
        users = [
            one.member.user
            for one in session.members.filter(
                removed_reason="", attendance=Attendance.PRESENT
            ).select_related("member__user")
            if one.member.user is not None
        ]
        tell_members(session, users)
    return refetch(session)


@transaction.atomic
def close(session: CouncilSession, closing: Closing, *, actor: User) -> CouncilSession:
    """Count, freeze the result with its hash, and move every item on.

    Without a quorum there is no result. An item that was held meanwhile is left out.
    """
    only_secretary(session.unit, actor)
    swap_session(session, SessionState.OPEN, state=SessionState.OPEN)
    _refuse_without_quorum(session)
    lines: list[dict[str, Any]] = []
    decided: list[tuple[AgendaItem, ItemResult]] = []
    for item in session.agenda.select_related("proposal", "rule"):
        result, line = _count(session, item, closing)
        lines.append(line)
        decided.append((item, result))
    frozen = {
        "session": session.pk,
        "held_on": session.held_on,
        "members": [
            [one.full_name, one.post, one.attendance, one.removed_reason]
            for one in session.members.all()
        ],
        "items": lines,
    }
    digest = hashlib.sha256(canonical(frozen).encode()).hexdigest()
    moved = CouncilSession.objects.filter(pk=session.pk, state=SessionState.OPEN).update(
        state=SessionState.CLOSED,
        minutes=nfc(closing.minutes).strip(),
        result=_plain(frozen),
        result_hash=digest,
        outline=outline_of_session(session),
        closed_at=clock.now(),
        version=F("version") + 1,
    )
    if not moved:
        raise StaleError
    note_session(session, "awards.session_closed", actor, after={"hash": digest})
    for item, result in decided:
        _move_on(session, item, result, actor)
    return refetch(session)


def _plain(value: Any) -> Any:
    return json.loads(canonical(value))


def _count(
    session: CouncilSession, item: AgendaItem, closing: Closing
) -> tuple[ItemResult, dict[str, Any]]:
    yes, no, blank = votes_on(session, item)
    total = total_of(session, item, yes + no + blank)
    chair: dict[str, bool] = {}
    if item.proposal.state != State.COUNCIL:
        result = ItemResult.SKIPPED
    else:
        percent = item.rule.vote_percent if item.rule.vote_percent is not None else QUORUM_UNKNOWN
        result = outcome(yes, total, percent, over=item.rule.vote_is_over)
        if result == ItemResult.TIED:
            agreed = item.rule.tie_to_chair and closing.chair_says.get(item.pk, False)
            chair = {"chair": agreed} if item.rule.tie_to_chair else {}
            result = ItemResult.PASSED if agreed else ItemResult.FAILED
    AgendaItem.objects.filter(pk=item.pk).update(
        yes=yes, no=no, blank=blank, total_members=total, result=result
    )
    return result, {
        "proposal": item.proposal_id,
        "name": item.proposal.recipient_name,
        "yes": yes,
        "no": no,
        "blank": blank,
        "total": total,
        "percent": item.rule.vote_percent,
        "over": item.rule.vote_is_over,
        "result": result.value,
        **chair,
    }


def _move_on(session: CouncilSession, item: AgendaItem, result: ItemResult, actor: User) -> None:
    if result == ItemResult.SKIPPED:
        return
    action = Action.COUNCIL_PASS if result == ItemResult.PASSED else Action.COUNCIL_FAIL
    proposal = fetch(item.proposal_id)
    row = AgendaItem.objects.get(pk=item.pk)
    perform(
        action,
        proposal,
        actor=actor,
        version=proposal.version,
        details=Details(
            note=_("%(yes)s/%(total)s đồng ý") % {"yes": row.yes, "total": row.total_members},
            dated=session.held_on,
        ),
    )


def _refuse_without_quorum(session: CouncilSession) -> None:
    rows = session.members.filter(removed_reason="")
    total = rows.count()
    present = rows.filter(attendance=Attendance.PRESENT).count()
    for item in session.agenda.select_related("rule"):
        percent = item.rule.quorum_percent
        percent = QUORUM_UNKNOWN if percent is None else percent
        if not reaches(present, total, percent):
            raise DomainError(
                _(
                    "Có mặt %(present)s/%(total)s thành viên, chưa đủ %(percent)s %% để họp. "
                    "Phiên họp chưa có kết quả."
                )
                % {"present": present, "total": total, "percent": percent}
            )

"""Votes: cast on a phone, written by the absent, or typed in as a tally.

Ballot and closing meet at one row: both swap the session's version, so a ballot is counted
before the result is frozen or refused after. A secret ballot adds to three counters and leaves
a receipt of the member; nothing joins the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from awards.enums import (
    Attendance,
    Choice,
    Denominator,
    SessionState,
    State,
    VoteMode,
)
from awards.models import (
    AgendaItem,
    BallotReceipt,
    CouncilSession,
    OpenVote,
    SessionMember,
)
from awards.services.session_rows import note_session, only_secretary, refetch, swap_session
from core.errors import DomainError
from documents.models import StoredFile


@dataclass(frozen=True)
class Count:
    """A typed tally of one item."""

    yes: int
    no: int
    blank: int = 0


def has_voted(member: SessionMember) -> bool:
    """Whether the member's ballot lies in the box; not what it says."""
    return BallotReceipt.objects.filter(member=member).exists()


def seat_of(session: CouncilSession, user: User) -> SessionMember | None:
    """The person's place in the session, if they have one."""
    return session.members.filter(member__user=user, removed_reason="").first()


@transaction.atomic
def cast(session: CouncilSession, choices: Mapping[int, str], *, actor: User) -> None:
    """Hand in the ballot of the whole agenda, once; choices by agenda item id.

    Raises ``PermissionDenied`` for who has no seat, ``DomainError`` for an incomplete or second
    ballot or a vote on an item one may not vote on, ``StaleError`` after the closing.
    """
    member = seat_of(session, actor)
    if member is None:
        raise PermissionDenied
    if session.mode != VoteMode.PHONE:
        raise DomainError(_("Phiên họp này bỏ phiếu giấy; Thư ký nhập kết quả kiểm phiếu."))
    if member.attendance != Attendance.PRESENT:
        raise DomainError(_("Phiên họp ghi ông/bà vắng mặt. Hãy báo Thư ký nếu ông/bà có mặt."))
    # One ballot after another, and none beside the closing.
    swap_session(session, SessionState.OPEN)
    _hand_in(session, member, choices)
    # The trail says that the ballot came in, never what it said.
    note_session(session, "awards.ballot_cast", actor)


@transaction.atomic
def enter_opinion(
    member: SessionMember,
    choices: Mapping[int, str],
    *,
    actor: User,
    opinion: StoredFile | None = None,
) -> None:
    """Enter the written opinion of a member who is absent; it counts among all members."""
    session = member.session
    only_secretary(session.unit, actor)
    if member.attendance != Attendance.WRITTEN or member.removed_reason:
        raise DomainError(
            _("Chỉ nhập cho thành viên vắng mặt có gửi ý kiến bằng văn bản."), field="member"
        )
    swap_session(session, SessionState.OPEN)
    _hand_in(session, member, choices)
    if opinion is not None:
        SessionMember.objects.filter(pk=member.pk).update(opinion=opinion)
    note_session(session, "awards.opinion_entered", actor, after={"member": member.full_name})


def _hand_in(session: CouncilSession, member: SessionMember, choices: Mapping[int, str]) -> None:
    """Leave the receipt, then count; the receipt is the lock against a second ballot."""
    items = votable(session, member)
    barred = {row.item_id for row in member.recusals.all()}
    if barred & set(choices):
        raise DomainError(
            _("Bạn không biểu quyết được về hồ sơ của chính mình, hộ hoặc tập thể của mình.")
        )
    missing = [item for item in items if choices.get(item.pk) not in Choice.values]
    if missing or set(choices) - {item.pk for item in items}:
        raise DomainError(_("Hãy chọn ý kiến cho mọi hồ sơ rồi bỏ phiếu."))
    try:
        with transaction.atomic():
            BallotReceipt.objects.create(member=member)
    except IntegrityError as error:
        raise DomainError(_("Bạn đã bỏ phiếu; mỗi thành viên chỉ bỏ phiếu một lần.")) from error
    for item in items:
        choice = Choice(choices[item.pk])
        if item.is_secret:
            AgendaItem.objects.filter(pk=item.pk).update(**{choice.value: F(choice.value) + 1})
        else:
            OpenVote.objects.create(item=item, member=member, choice=choice)


def votable(session: CouncilSession, member: SessionMember) -> list[AgendaItem]:
    """The items on which a member votes: those still before the council, less the recused."""
    barred = {row.item_id for row in member.recusals.all()}
    rows = session.agenda.filter(proposal__state=State.COUNCIL)
    return [item for item in rows if item.pk not in barred]


@transaction.atomic
def enter_tally(
    session: CouncilSession, counts: Mapping[int, Count], *, actor: User
) -> CouncilSession:
    """Type in the count of paper ballots; a count above who may vote is refused by item."""
    only_secretary(session.unit, actor)
    if session.mode != VoteMode.TALLY:
        raise DomainError(_("Phiên họp này bỏ phiếu trên điện thoại, không nhập kết quả được."))
    swap_session(session, SessionState.OPEN)
    wrong = []
    for item in session.agenda.select_related("proposal"):
        count = counts.get(item.pk)
        if count is None:
            continue
        voters = voters_of(session, item)
        cast_ = count.yes + count.no + count.blank
        if min(count.yes, count.no, count.blank) < 0 or cast_ > voters:
            wrong.append(
                _("%(name)s: %(cast)s phiếu, nhiều hơn %(voters)s người được biểu quyết")
                % {"name": item.proposal.recipient_name, "cast": cast_, "voters": voters}
            )
            continue
        AgendaItem.objects.filter(pk=item.pk).update(yes=count.yes, no=count.no, blank=count.blank)
    if wrong:
        raise DomainError("; ".join(wrong) + ".", field="counts")
    note_session(session, "awards.tally_entered", actor, after={"items": len(counts)})
    return refetch(session)


def voters_of(session: CouncilSession, item: AgendaItem) -> int:
    """Who may vote on an item here: present or in writing, not removed, not recused."""
    rows = session.members.filter(removed_reason="").exclude(attendance=Attendance.ABSENT)
    return rows.exclude(recusals__item=item).count()


def votes_on(session: CouncilSession, item: AgendaItem) -> tuple[int, int, int]:
    """For, against and blank, as cast or typed in."""
    if item.is_secret or session.mode == VoteMode.TALLY:
        row = AgendaItem.objects.get(pk=item.pk)
        return row.yes, row.no, row.blank
    said = list(item.open_votes.values_list("choice", flat=True))
    return said.count(Choice.YES), said.count(Choice.NO), said.count(Choice.BLANK)


def total_of(session: CouncilSession, item: AgendaItem, cast_: int) -> int:
    """From what the share of an item is counted, as its rule says."""
    rule = item.rule
    rows = session.members.filter(removed_reason="")
    if rule.vote_denominator == Denominator.VALID_BALLOTS:
        return cast_
    if rule.vote_denominator == Denominator.PRESENT:
        rows = rows.filter(attendance=Attendance.PRESENT)
    if not rule.counts_recused:
        rows = rows.exclude(recusals__item=item)
    return rows.count()

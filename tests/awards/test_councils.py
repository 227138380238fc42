"""Council sessions: quorum, recusal, secrecy, ballots in the same moment as the closing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.db import IntegrityError, models
from django.test import Client
from django.urls import reverse

from awards.enums import Action, Attendance, Choice, MemberPost, SessionState, State, VoteMode
from awards.models import (
    AgendaItem,
    BallotReceipt,
    CouncilSession,
    OpenVote,
    Proposal,
    SessionMember,
)
from awards.services import ballots, council_members, recusing, sending, sessions
from awards.services.council_members import Seat
from awards.services.sessions import Closing
from awards.services.steps import fetch
from awards.workflow import STEPS
from core import clock
from core.errors import DomainError, StaleError
from core.models import AuditEvent
from tests.builders import proposing, units
from tests.builders.proposing import World
from tests.org import draw
from tests.sending import send
from tests.together import at_once
from units.services.tree import rename_unit


def waiting(aw: World, name: str = "Nông Văn Tú") -> Proposal:
    """A household that waits for the council."""
    household = units.household(aw.org.ban_po, name)
    return proposing.before_council(aw, proposing.sent(aw, household))


def secret(aw: World) -> tuple[Proposal, CouncilSession]:
    """A session that votes in secret on one household."""
    proposing.rule("GK", is_secret=True)
    one = waiting(aw)
    return one, proposing.session(aw, [one])


def ballot(on: CouncilSession, aw: World, place: int, choice: Choice) -> None:
    """One member's ballot on the whole agenda."""
    user = aw.members[place]
    member = ballots.seat_of(on, user)
    assert member is not None
    items = ballots.votable(on, member)
    ballots.cast(on, dict.fromkeys([one.pk for one in items], choice), actor=user)


# ------------------------------------------------------------------ secrecy


def test_a_secret_ballot_leaves_no_path_from_the_voter_to_the_vote(aw: World) -> None:
    _one, on = secret(aw)
    before = {model: set(model._default_manager.values_list("pk", flat=True)) for model in rows()}

    ballot(on, aw, 0, Choice.NO)
    ballot(on, aw, 1, Choice.YES)

    written = {
        model._meta.label: model._default_manager.exclude(pk__in=known).count()
        for model, known in before.items()
        if model._default_manager.exclude(pk__in=known).exists()
    }
    item = on.agenda.get()
    assert (item.yes, item.no) == (1, 1)
    # Two receipts and two lines of the trail; no row holds a choice but the sum.
    assert written == {"awards.BallotReceipt": 2, "core.AuditEvent": 2}
    assert [field.name for field in BallotReceipt._meta.concrete_fields] == ["member"]
    trail = AuditEvent.objects.filter(action="awards.ballot_cast")
    assert [event.after for event in trail] == [None, None]
    assert not any(
        isinstance(field, models.DateTimeField) for field in AgendaItem._meta.concrete_fields
    )


def rows() -> list[type[models.Model]]:
    """Every table of awards, and the trail."""
    return [*apps.get_app_config("awards").get_models(), AuditEvent]


def test_where_no_secrecy_is_asked_the_vote_is_by_name(aw: World) -> None:
    on = proposing.session(aw, [waiting(aw)])

    ballot(on, aw, 2, Choice.NO)

    assert [(one.member.full_name, one.choice) for one in OpenVote.objects.all()] == [
        (aw.members[2].full_name, "no")
    ]


# ------------------------------------------------------------------ who votes


def test_a_second_ballot_is_refused_and_nothing_is_counted(aw: World) -> None:
    _one, on = secret(aw)
    ballot(on, aw, 0, Choice.YES)

    with pytest.raises(DomainError, match="chỉ bỏ phiếu một lần"):
        ballot(on, aw, 0, Choice.NO)

    assert (on.agenda.get().yes, on.agenda.get().no) == (1, 0)


def test_a_member_does_not_vote_on_the_own_household(aw: World) -> None:
    """The seat of Páo's council is bound to the person who heads the household."""
    household = units.household(aw.org.ban_po, "Triệu Văn Dũng", "Triệu Thị Hoa")
    head = household.members.get(is_head=True).person
    seat = aw.org.na_ri.council_members.get(user=aw.org.dung)
    seat.person = head
    seat.save()
    one = proposing.before_council(aw, proposing.sent(aw, household))
    other = waiting(aw, "Nông Văn Khác")
    on = proposing.session(aw, [one, other])
    member = ballots.seat_of(on, aw.org.dung)
    assert member is not None

    barred = on.agenda.get(proposal=one)
    assert [(row.item_id, row.reason) for row in member.recusals.all()] == [
        (barred.pk, "là người trong hộ được đề nghị")
    ]
    assert [item.proposal_id for item in ballots.votable(on, member)] == [other.pk]
    with pytest.raises(DomainError, match="không biểu quyết được về hồ sơ của chính mình"):
        ballots.cast(
            on, dict.fromkeys(on.agenda.values_list("pk", flat=True), "yes"), actor=aw.org.dung
        )


@pytest.mark.parametrize(("counts", "total"), [(True, 9), (False, 8)])
def test_a_recused_member_counts_among_all_as_the_rule_says(
    aw: World, counts: bool, total: int
) -> None:
    proposing.rule("GK", counts_recused=counts)
    one = waiting(aw)
    planned = sessions.plan_session(
        aw.org.na_ri,
        held_on=clock.today(),
        mode=VoteMode.PHONE,
        actor=aw.thu,
    )
    sessions.set_agenda(planned, [one], actor=aw.thu)
    item, member = planned.agenda.get(), planned.members.all()[3]
    recusing.recuse(item, member, reason="Anh em ruột", actor=aw.thu)

    assert ballots.total_of(planned, item, 0) == total


def test_without_a_quorum_there_is_no_session(aw: World) -> None:
    one = waiting(aw)
    planned = sessions.plan_session(
        aw.org.na_ri,
        held_on=clock.today(),
        mode=VoteMode.PHONE,
        actor=aw.thu,
    )
    sessions.set_agenda(planned, [one], actor=aw.thu)
    gone = list(planned.members.all())[:2]
    sessions.set_attendance(planned, {one.pk: Attendance.ABSENT for one in gone}, actor=aw.thu)

    with pytest.raises(DomainError, match="Có mặt 7/9 thành viên, chưa đủ 80 %"):
        sessions.open_session(planned, actor=aw.thu)


def test_a_removed_member_neither_votes_nor_counts_and_a_ballot_handed_in_stays(
    aw: World,
) -> None:
    _one, on = secret(aw)
    ballot(on, aw, 0, Choice.YES)
    voted, other = ballots.seat_of(on, aw.members[0]), ballots.seat_of(on, aw.members[1])
    assert voted is not None
    assert other is not None

    with pytest.raises(DomainError, match="đã bỏ phiếu; phiếu đã bỏ giữ nguyên"):
        sessions.remove_member(voted, reason="Nhầm", actor=aw.thu)
    sessions.remove_member(other, reason="Hết nhiệm kỳ", actor=aw.thu)

    assert ballots.seat_of(on, aw.members[1]) is None
    assert ballots.total_of(on, on.agenda.get(), 0) == 8


def test_who_left_the_council_before_the_session_is_not_in_it(aw: World) -> None:
    seat = aw.org.na_ri.council_members.get(user=aw.members[4])
    council_members.unseat(seat, to_on=clock.today() - dt.timedelta(days=1), actor=aw.thu)

    planned = sessions.plan_session(
        aw.org.na_ri,
        held_on=clock.today(),
        mode=VoteMode.PHONE,
        actor=aw.thu,
    )

    assert planned.members.count() == 8
    with pytest.raises(DomainError, match="đang là thành viên"):
        council_members.seat(
            aw.org.na_ri,
            Seat(
                full_name="Hai lần", post=MemberPost.MEMBER, from_on=clock.today(), user=aw.org.dung
            ),
            actor=aw.thu,
        )


@pytest.mark.parametrize(
    ("to_chair", "says", "state"),
    [
        (False, True, State.NOT_PASSED),
        (True, False, State.NOT_PASSED),
        (True, True, State.SIGNATURE),
    ],
)
def test_equal_votes_pass_only_where_the_rule_gives_the_chair_the_word(
    aw: World, to_chair: bool, says: bool, state: State
) -> None:
    proposing.rule("GK", tie_to_chair=to_chair)
    one = waiting(aw)
    seat = aw.org.na_ri.council_members.get(user=aw.members[8])
    council_members.unseat(seat, to_on=clock.today() - dt.timedelta(days=1), actor=aw.thu)
    on = proposing.session(aw, [one])
    for place in range(8):
        ballot(on, aw, place, Choice.YES if place < 4 else Choice.NO)

    item = on.agenda.get()
    sessions.close(on, Closing(chair_says={item.pk: says}), actor=aw.thu)

    assert fetch(one.pk).state == state


def test_the_offices_leader_votes_from_a_seat_without_another_role(
    aw: World, client: Client
) -> None:
    one = waiting(aw)
    seat = Seat(
        full_name=aw.org.lan.full_name,
        post=MemberPost.MEMBER,
        from_on=dt.date(2026, 1, 1),
        user=aw.org.lan,
    )
    council_members.seat(aw.org.na_ri, seat, actor=aw.thu)
    on = proposing.session(aw, [one])
    address = reverse("awards:ballot", args=[on.pk])
    client.force_login(aw.org.lan)

    offered = client.get(reverse("awards:session", args=[on.pk])).content.decode()
    page = client.get(address)
    answer = send(client, address, **{f"v{on.agenda.get().pk}": Choice.YES.value})
    client.force_login(aw.org.minh)
    stranger = client.get(address)

    assert address in offered
    assert page.status_code == 200
    assert answer.status_code == 302
    assert on.members.get(member__user=aw.org.lan).receipt is not None
    assert stranger.status_code == 403


def test_the_page_asks_for_the_chairs_word_where_the_rule_gives_it(
    aw: World, client: Client
) -> None:
    proposing.rule("GK", tie_to_chair=True)
    one = waiting(aw)
    seat = aw.org.na_ri.council_members.get(user=aw.members[8])
    council_members.unseat(seat, to_on=clock.today() - dt.timedelta(days=1), actor=aw.thu)
    on = proposing.session(aw, [one])
    for place in range(8):
        ballot(on, aw, place, Choice.YES if place < 4 else Choice.NO)
    client.force_login(aw.thu)
    page = client.get(reverse("awards:session", args=[on.pk])).content.decode()
    address = reverse("awards:session_close", args=[on.pk])

    silent = send(client, address, minutes="")
    unclosed = fetch(one.pk).state
    said = send(client, address, **{f"tie-{on.agenda.get().pk}": "yes"})

    assert f"Nếu ngang phiếu, ý kiến chủ tọa về {one.recipient_name}" in page
    assert "hãy ghi ý kiến của chủ tọa" in silent.content.decode()
    assert (unclosed, fetch(one.pk).state) == (State.COUNCIL, State.SIGNATURE)
    assert said.status_code == 302
    on.refresh_from_db()
    assert on.result is not None
    assert [line["chair"] for line in on.result["items"]] == [True]


# ------------------------------------------------------------------ closing


def test_a_closed_session_takes_no_ballot_and_cannot_be_closed_again(aw: World) -> None:
    _one, on = secret(aw)
    proposing.vote(aw, on, 9)
    sessions.close(on, Closing(), actor=aw.thu)

    for act in (
        lambda: sessions.close(on, Closing(), actor=aw.thu),
        lambda: sessions.set_attendance(on, {}, actor=aw.thu),
    ):
        with pytest.raises(StaleError):
            act()


def test_an_item_held_during_the_session_is_left_out(aw: World) -> None:
    one, other = waiting(aw), waiting(aw, "Nông Văn Khác")
    on = proposing.session(aw, [one, other])
    proposing.do(
        Action.HOLD, one, aw.org.lan, note="Có đơn thư", number="9/TB", dated=clock.today()
    )
    proposing.vote(aw, on, 9)

    closed = sessions.close(on, Closing(), actor=aw.thu)

    assert closed.result is not None
    assert [line["result"] for line in closed.result["items"]] == ["skipped", "passed"]
    assert fetch(one.pk).state == State.ON_HOLD
    assert fetch(other.pk).state == State.SIGNATURE


@pytest.mark.django_db(transaction=True)
def test_a_ballot_beside_the_closing_is_in_the_result_or_refused() -> None:
    aw = proposing.world(draw())
    _one, on = secret(aw)
    for place in range(8):
        ballot(on, aw, place, Choice.YES)

    answers = at_once(
        lambda: ballot(on, aw, 8, Choice.YES),
        lambda: sessions.close(on, Closing(), actor=aw.thu),
    )

    row = CouncilSession.objects.get(pk=on.pk)
    receipts = BallotReceipt.objects.filter(member__session=on).count()
    assert row.state == SessionState.CLOSED
    assert row.result is not None
    assert row.result["items"][0]["yes"] == receipts
    assert isinstance(answers[0], StaleError) is (receipts == 8)


@pytest.mark.django_db(transaction=True)
def test_two_ballots_of_one_member_in_the_same_moment_count_once() -> None:
    aw = proposing.world(draw())
    _one, on = secret(aw)

    answers = at_once(lambda: ballot(on, aw, 0, Choice.YES), lambda: ballot(on, aw, 0, Choice.YES))

    assert on.agenda.get().yes == 1
    assert sum(isinstance(one, DomainError) for one in answers) == 1
    assert SessionMember.objects.filter(session=on, receipt__isnull=False).count() == 1


# ------------------------------------------------------------------ invariants


def test_nothing_is_conferred_without_a_decision(aw: World) -> None:
    """Every path through the table that ends in conferred passes a decision of the right level."""
    to_conferred = {
        action: step for action, step in STEPS.items() if step.target == State.CONFERRED
    }

    assert all(step.decides for step in to_conferred.values())
    assert {len(step.levels) for step in to_conferred.values()} == {1, 2}
    one = proposing.put(waiting(aw), State.SIGNATURE)
    with pytest.raises(IntegrityError):
        Proposal.objects.filter(pk=one.pk).update(state=State.CONFERRED)


def test_a_printed_name_does_not_follow_the_unit(aw: World) -> None:
    one = waiting(aw)
    rename_unit(
        aw.org.ban_po,
        kind_word="thôn",
        name="Bản Mới",
        on=clock.today(),
        actor=aw.org.minh.as_actor,
    )

    letter = fetch(one.pk).submission
    assert letter.unit_name == "Thôn Bản Pò"
    assert sending.last_day_of(letter) is None

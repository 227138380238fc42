"""Dũng, in the council's chair, does not vote on himself, his household or what he heads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from awards.enums import VoteMode
from awards.models import CouncilMember, CouncilSession, Proposal
from awards.selectors.recusals import recusals_of
from awards.services import ballots, council_members, sending, sessions
from awards.services.council_members import set_household
from awards.services.steps import fetch
from core import clock
from core.errors import DomainError, StaleError
from core.models import AuditEvent
from tests.builders import people, proposing, units
from tests.builders.proposing import World
from tests.sending import send
from units.enums import Role, UnitType
from units.models import Unit

OF_HOUSE = "là người trong hộ được đề nghị"
WITH_THEM = "ở cùng hộ với người được đề nghị"
OF_SELF = "là người được đề nghị"
OF_HEAD = "là người đứng đầu tập thể được đề nghị"


def seat_of(aw: World, place: int = 0) -> CouncilMember:
    """The chair's seat, or another member's."""
    return CouncilMember.objects.select_related("unit", "person").get(user=aw.members[place])


def before(aw: World, recipient: Unit) -> Proposal:
    """The recipient's item, put before the council; a school's is sent by its head."""
    if recipient.type in {UnitType.SCHOOL, UnitType.AGENCY}:
        letter = proposing.letter(aw, recipient, aw.org.ngoc)
        one = proposing.item(aw, letter, recipient, aw.org.ngoc)
        sending.send(letter, actor=aw.org.ngoc)
    else:
        one = proposing.sent(aw, recipient)
    return proposing.before_council(aw, fetch(one.pk))


def barred(aw: World, *items: Proposal) -> dict[tuple[str, str], str]:
    """Who is taken off which vote, and why, by name of the item and of the member."""
    seats = list(CouncilMember.objects.select_related("person").filter(to_on=None))
    names = {seat.pk: seat.full_name for seat in seats}
    found = recusals_of(seats, items, clock.today())
    by_item = {one.pk: one.recipient_name for one in items}
    return {(by_item[item], names[seat]): reason for (item, seat), reason in found.items()}


# ------------------------------------------------------------------ the rule


def of_own_household(aw: World) -> tuple[Unit, str]:
    home = units.household(aw.org.ban_po, "Triệu Văn Dũng", "Triệu Thị Hoa")
    set_household(seat_of(aw), home, actor=aw.thu)
    return home, OF_HOUSE


def of_a_daughter(aw: World) -> tuple[Unit, str]:
    home, _reason = of_own_household(aw)
    hoa = home.members.get(person__full_name="Triệu Thị Hoa").person
    return units.individual(aw.org.ban_po, hoa), WITH_THEM


def of_oneself(aw: World) -> tuple[Unit, str]:
    home = units.household(aw.org.ban_po, "Triệu Văn Dũng")
    person = home.members.get().person
    unit = units.individual(aw.org.ban_po, person)
    CouncilMember.objects.filter(pk=seat_of(aw).pk).update(person=person)
    return unit, OF_SELF


def of_a_school_that_one_heads(aw: World) -> tuple[Unit, str]:
    people.member(aw.org.dung, aw.org.school, Role.HEAD)
    return aw.org.school, OF_HEAD


@pytest.mark.parametrize(
    "arrange", [of_own_household, of_a_daughter, of_oneself, of_a_school_that_one_heads]
)
def test_dung_is_taken_off_what_is_his_and_off_nothing_else(
    aw: World, arrange: Callable[[World], tuple[Unit, str]]
) -> None:
    recipient, reason = arrange(aw)
    stranger = units.household(aw.org.ban_po, "Nông Văn Khác")
    his, other = before(aw, recipient), before(aw, stranger)

    found = barred(aw, his, other)

    assert found == {(his.recipient_name, aw.org.dung.full_name): reason}


def test_two_members_of_one_household_are_both_taken_off(aw: World) -> None:
    """Once only the last of them was: each household was kept with one seat."""
    home = units.household(aw.org.ban_po, "Triệu Văn Dũng", "Triệu Thị Hoa")
    hoa = home.members.get(person__full_name="Triệu Thị Hoa").person
    candidate = units.individual(aw.org.ban_po, hoa)
    for place in (0, 1):
        set_household(seat_of(aw, place), home, actor=aw.thu)
    one, daughter = before(aw, home), before(aw, candidate)

    found = barred(aw, one, daughter)

    names = [aw.members[place].full_name for place in (0, 1)]
    assert found == {
        **{(one.recipient_name, name): OF_HOUSE for name in names},
        **{(daughter.recipient_name, name): WITH_THEM for name in names},
    }


def test_who_moved_out_votes_again(aw: World) -> None:
    home, _reason = of_own_household(aw)
    one = before(aw, home)
    seat = seat_of(aw)
    assert barred(aw, one) == {(one.recipient_name, aw.org.dung.full_name): OF_HOUSE}

    set_household(CouncilMember.objects.get(pk=seat.pk), None, actor=aw.thu)

    assert barred(aw, one) == {}


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_rule_asks_three_things_however_many_items(
    aw: World, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    home, _reason = of_own_household(aw)
    head = home.members.get(is_head=True).person
    CouncilMember.objects.filter(pk=seat_of(aw, 1).pk).update(person=head)
    letter = proposing.letter(aw, aw.org.ban_po, aw.org.pao)
    items = [
        proposing.item(aw, letter, units.household(aw.org.ban_po, f"Nông Văn {number}"), aw.org.pao)
        for number in range(count)
    ]
    seats = list(CouncilMember.objects.select_related("person"))

    day = clock.today()

    with django_assert_num_queries(3):
        recusals_of(seats, items, day)


# ------------------------------------------------------------------ in a session


def planned(aw: World, *items: Proposal) -> CouncilSession:
    """A session of today with these items, not open yet."""
    made = sessions.plan_session(
        aw.org.na_ri, held_on=clock.today(), mode=VoteMode.PHONE, actor=aw.thu
    )
    assert sessions.set_agenda(made, items, actor=aw.thu) == []
    return made


def said(on: CouncilSession) -> list[tuple[str, str]]:
    return sorted(
        (row.member.full_name, row.reason)
        for item in on.agenda.all()
        for row in item.recusals.select_related("member")
    )


def test_a_household_that_is_said_later_reaches_the_session_being_prepared(aw: World) -> None:
    home = units.household(aw.org.ban_po, "Triệu Văn Dũng")
    on = planned(aw, before(aw, home))
    assert said(on) == []

    set_household(seat_of(aw), home, actor=aw.thu)

    assert said(on) == [(aw.org.dung.full_name, OF_HOUSE)]
    opened = sessions.open_session(on, actor=aw.thu)
    member = ballots.seat_of(opened, aw.org.dung)
    assert member is not None
    assert ballots.votable(opened, member) == []


def test_who_became_head_before_the_opening_is_taken_off_at_the_opening(aw: World) -> None:
    on = planned(aw, before(aw, aw.org.school))
    people.member(aw.org.dung, aw.org.school, Role.HEAD)

    sessions.open_session(on, actor=aw.thu)

    assert said(on) == [(aw.org.dung.full_name, OF_HEAD)]


# ------------------------------------------------------------------ the page


def test_thu_finds_the_household_by_name_without_marks(aw: World, client: Client) -> None:
    home = units.household(aw.org.ban_po, "Triệu Văn Dũng")
    units.household(aw.org.na_lac, "Lường Văn Pành")
    address = reverse("awards:member_household", args=[seat_of(aw).pk])
    client.force_login(aw.thu)

    found = client.get(address, {"q": "trieu van dung"}).content.decode()
    silent = send(client, address)
    answer = send(client, address, household=home.pk)
    shown = client.get(reverse("awards:member_list")).content.decode()

    assert home.display_name in found
    assert "Lường Văn Pành" not in found
    assert silent["Location"] == address
    assert answer["Location"] == reverse("awards:member_list")
    assert home.display_name in shown
    event = AuditEvent.objects.get(action="awards.member_household")
    assert (event.before, event.after) == (
        {"household": ""},
        {"household": home.display_name},
    )
    send(client, address, clear="1")
    assert seat_of(aw).household is None


def test_only_a_household_of_the_commune_and_only_by_the_secretary(aw: World) -> None:
    elsewhere = units.household(aw.org.kim_son, "Lê Văn Xa")
    home = units.household(aw.org.ban_po, "Triệu Văn Dũng")

    for wrong in (elsewhere, aw.org.ban_po):
        with pytest.raises(DomainError, match="một hộ gia đình của xã"):
            set_household(seat_of(aw), wrong, actor=aw.thu)
    for other in (aw.org.lan, aw.org.dung, aw.org.pao):
        with pytest.raises(PermissionDenied):
            set_household(seat_of(aw), home, actor=other)
    seen: Any = seat_of(aw)
    set_household(seat_of(aw), home, actor=aw.thu)
    with pytest.raises(StaleError):
        set_household(seen, None, actor=aw.thu)
    council_members.unseat(seat_of(aw, 1), to_on=clock.today(), actor=aw.thu)
    with pytest.raises(StaleError):
        set_household(seat_of(aw, 1), home, actor=aw.thu)

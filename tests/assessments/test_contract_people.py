"""People who are two things at once, whose role is over, and units that change during the year."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments.enums import Action, Status
from assessments.models import Answer
from assessments.rules import can_review, enters_on_behalf
from assessments.services import closing, entry, review, steps, submission
from assessments.standing import rates, standings
from assessments.workflow import open_actions
from campaigns.models import Participation
from campaigns.services import participation
from core import clock
from reports.snapshots.commune import commune_snapshot
from tests.builders import people, units
from tests.builders.assessments import (
    ON_PAPER,
    TODAY,
    NaRi,
    answered,
    begun,
    in_state,
    na_ri,
    submitted,
)
from tests.org import Org
from units.enums import Role
from units.services.memberships import end
from units.services.tree import merge_units, move_unit, rename_unit

YESTERDAY = TODAY - dt.timedelta(days=1)


def page(user: User, name: str, *args: object) -> int:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client.get(reverse(name, args=args)).status_code


# ---------------------------------------------------------------- two roles


def test_an_officer_who_heads_a_village_hands_in_as_head_and_leaves_the_review_to_others(
    na: NaRi,
) -> None:
    org = na.org
    people.member(org.minh, org.na_lac, Role.HEAD)

    own = submitted(na, org.na_lac, org.minh)
    other = submitted(na, org.ban_po, org.pao)

    assert own.channel == "self"
    assert not enters_on_behalf(org.minh, na.year, org.na_lac)
    assert {name: can_review(getattr(org, name), own) for name in ("minh", "hoa", "lan")} == {
        "minh": False,
        "hoa": True,
        "lan": True,
    }
    assert can_review(org.minh, other)


def test_the_ban_lasts_through_return_and_withdrawal(na: NaRi) -> None:
    """Hoa once entered one answer; whatever happens to the form later, she never reviews it."""
    org = na.org
    record = begun(na, org.ban_po, org.hoa)
    entry.save_answer(record, na.criterion("NR-1.4-a"), value="met", note="", actor=org.hoa)
    record = answered(record, org.pao)
    record = submission.submit(record, actor=org.pao, version=record.version)
    record = submission.withdraw(record, actor=org.pao, version=record.version)
    record = submission.submit(record, actor=org.pao, version=record.version)
    record = review.start(record, actor=org.minh, version=record.version)

    with pytest.raises(PermissionDenied):
        review.approve(record, actor=org.hoa, version=record.version)

    assert steps.fetch(record.pk).status == Status.IN_REVIEW


# ---------------------------------------------------------------- time


@pytest.mark.parametrize(("last", "may"), [(YESTERDAY, False), (TODAY, True)])
def test_a_role_holds_through_its_last_day(na: NaRi, last: dt.date, may: bool) -> None:
    org = na.org
    (row,) = org.minh.memberships.all()
    record = in_state(na, Status.SUBMITTED)

    end(row, on=last, actor=org.quan.as_actor)

    assert (Action.START_REVIEW in open_actions(org.minh, record)) is may
    assert page(org.minh, "assessments:record", record.pk) == (200 if may else 403)


def test_a_session_ends_with_the_role_and_finds_nothing_afterwards(na: NaRi) -> None:
    org = na.org
    client = Client()
    client.force_login(org.minh)
    before = client.get("/assessments/").status_code
    (row,) = org.minh.memberships.all()

    end(row, on=YESTERDAY, actor=org.quan.as_actor)

    after = client.get("/assessments/")
    assert before in {200, 302}
    assert after["Location"].startswith("/accounts/sign-in/")


def test_the_last_night_of_the_year_belongs_to_it(na: NaRi) -> None:
    """On 31/12 the year still takes forms; on 01/01 too, while nobody has closed it."""
    org = na.org
    clock.set_business_day(dt.date(2026, 12, 31))
    first = submitted(na, org.ban_po, org.pao)
    clock.set_business_day(dt.date(2027, 1, 1))
    second = submitted(na, org.na_lac, org.sam)

    rows = {row.participation.unit: row for row in standings(na.year, dt.date(2027, 1, 1))}

    assert (first.receipt_code[:3], second.receipt_code[:3]) == ("26-", "26-")
    assert [rows[unit].is_on_time for unit in (org.ban_po, org.na_lac)] == [False, False]
    assert rows[org.ban_po].due is not None


# ---------------------------------------------------------------- units that change


def test_a_village_that_moves_away_takes_its_form_out_of_the_offices_sight(na: NaRi) -> None:
    """Rights ask today's tree (contract 1)."""
    org = na.org
    record = submitted(na, org.ban_po, org.pao)

    move_unit(org.ban_po, org.son_hong, on=TODAY, actor=org.quan.as_actor)

    moved = steps.fetch(record.pk)
    assert page(org.minh, "assessments:record", record.pk) == 404
    assert page(org.chi, "assessments:record", record.pk) == 200
    assert (can_review(org.minh, moved), can_review(org.chi, moved)) == (False, True)


def test_a_renamed_village_keeps_the_name_on_its_receipt(na: NaRi) -> None:
    org = na.org
    record = submitted(na, org.ban_po, org.pao)

    rename_unit(org.ban_po, kind_word="thôn", name="Bản Mới", on=TODAY, actor=org.quan.as_actor)

    assert steps.fetch(record.pk).unit_name == "Thôn Bản Pò"
    assert steps.fetch(record.pk).unit.display_name == "Thôn Bản Mới"


def test_a_village_merged_during_the_year_stays_named_until_it_is_left_out(na: NaRi) -> None:
    org = na.org
    into = units.village("Bản Hợp Nhất", org.na_ri, 3)
    merge_units([(org.ban_po, False), (org.na_lac, False)], into, on=TODAY, actor=org.quan.as_actor)
    participation.register_participants(na.year, actor=org.minh.as_actor)
    before = rates(standings(na.year, TODAY)).submitted.whole

    for unit in (org.ban_po, org.na_lac):
        participation.exclude(na.participation(unit), reason="Sáp nhập.", actor=org.minh)

    snapshot = commune_snapshot(na.year, org.na_ri, TODAY)
    assert na.participation(into).group == na.villages
    assert rates(standings(na.year, TODAY)).submitted.whole == before - 2
    assert [one["reason"] for one in snapshot["excluded"]] == ["Sáp nhập.", "Sáp nhập."]
    assert "Thôn Bản Pò" not in [one["unit"] for one in snapshot["missing"]]


# ---------------------------------------------------------------- sizes


@pytest.mark.parametrize("count", [0, 40])
def test_a_year_with_no_village_or_forty(org: Org, count: int) -> None:
    na = na_ri(org)
    for number in range(count):
        units.village(f"Khuổi {number}", org.na_ri, number + 3)
    participation.register_participants(na.year, actor=org.minh.as_actor)
    if not count:
        Participation.objects.filter(campaign_year=na.year).delete()

    found = rates(standings(na.year, TODAY))
    closed = closing.close_year(na.year, actor=org.lan)

    villages = count + 2 if count else 0
    assert found.submitted.part == 0
    assert found.submitted.whole == (villages + 3 if count else 0)
    assert found.on_time.whole == (villages + 2 if count else 0)
    assert closed.state == "closed"
    assert page(org.minh, "assessments:matrix", na.campaign.slug, 2026) == 200


def test_names_of_120_letters_go_through_every_step(na: NaRi) -> None:
    org = na.org
    long = "Nguyễn Thị Ươm " * 8
    assert len(long) == 120
    head = people.someone("dai", long.strip(), org.na_lac, Role.HEAD)
    place = units.village(f"{'Bản Khuổi Nà Phặc Lũng ' * 5}Xa", org.na_ri, 9)
    people.member(head, place, Role.HEAD)
    participation.register_participants(na.year, actor=org.minh.as_actor)

    record = submitted(na, place, head)
    record = review.start(record, actor=org.minh, version=record.version)
    record = review.approve(record, actor=org.minh, version=record.version)

    assert record.status == Status.REVIEWED
    assert record.unit_name == place.display_name
    assert page(head, "assessments:record", record.pk) == 200
    assert page(org.minh, "assessments:matrix", na.campaign.slug, 2026) == 200


# ---------------------------------------------------------------- lateness and rates


def test_what_came_on_paper_in_time_and_was_typed_late_is_in_time_and_flagged(na: NaRi) -> None:
    org = na.org
    clock.set_business_day(dt.date(2026, 11, 28))
    late = submitted(na, org.na_lac, org.sam)
    paper = answered(begun(na, org.ban_po, org.minh), org.minh)
    submission.submit(paper, actor=org.minh, version=paper.version, submission=ON_PAPER)

    rows = {row.participation.unit: row for row in standings(na.year, dt.date(2026, 11, 28))}
    snapshot = commune_snapshot(na.year, org.na_ri, dt.date(2026, 11, 28))

    assert (rows[org.ban_po].is_on_time, rows[org.na_lac].is_on_time) == (True, False)
    assert [one["unit"] for one in snapshot["remarks"]["on_behalf"]] == ["Thôn Bản Pò"]
    assert late.status == Status.SUBMITTED


def test_the_communes_own_form_has_no_day_and_is_outside_that_rate(na: NaRi) -> None:
    org = na.org
    submitted(na, org.ban_po, org.pao)

    found = rates(standings(na.year, TODAY))

    # Two villages, an agency and a school are covered by a dated duty; the commune is not.
    assert (found.submitted.part, found.submitted.whole) == (1, 5)
    assert (found.on_time.part, found.on_time.whole) == (1, 4)
    assert found.undated == 1
    assert Answer.objects.exists()

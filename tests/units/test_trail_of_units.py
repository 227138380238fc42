"""What the trail says of a change: whom it touched, what stood before, what stands after."""

from __future__ import annotations

import datetime as dt

import pytest

from core import clock
from core.audit import SYSTEM
from core.models import AuditEvent
from tests.builders import units as builders
from tests.ledger import Told, photograph, untold
from tests.org import Org
from tests.trail import changes as told_of
from units.audit_words import line_of
from units.enums import Role, UnitType
from units.models import HouseholdMember, Membership, Unit, UnitChange, UnitChangeLine
from units.services import changes, deputies, memberships
from units.services.changes import Basis
from units.services.deputies import Mandate
from units.services.households import (
    PersonData,
    add_households,
    change_member,
    end_member,
    make_head,
)
from units.services.individuals import enter_individuals
from units.services.people import NewHousehold, NewPerson, create_households, join_clan
from units.services.tree import dissolve_unit

TODAY = dt.date(2026, 11, 20)
FIRST = dt.date(2026, 11, 1)
BASIS = "Nghị quyết số 12/NQ-HĐND"


@pytest.fixture(autouse=True)
def _business_day(db: None) -> None:
    clock.set_business_day(TODAY)


def living(village: Unit, *names: str) -> list[HouseholdMember]:
    """One household of these people, the first its head."""
    home = NewHousehold([NewPerson(name, 1980) for name in names])
    (made,) = create_households(village, [home], actor=SYSTEM)
    found = HouseholdMember.objects.filter(household=made).select_related("person", "household")
    rows = {row.person.full_name: row for row in found}
    return [rows[name] for name in names]


def untold_since(last: int, before: dict[str, dict[object, tuple[object, ...]]]) -> list[str]:
    """Rows that changed since and that no later event names."""
    events = AuditEvent.objects.filter(pk__gt=last)
    return untold(before, photograph(), Told(events))


def last_event() -> int:
    return AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


# ------------------------------------------------------------ households and individuals


def test_who_leaves_the_household_and_the_list_of_individuals_is_named_with_the_day(
    org: Org,
) -> None:
    _head, khanh = living(org.ban_po, "Hứa Văn Tư", "Hứa Văn Khánh")
    (unit,) = enter_individuals(org.pao, org.ban_po, [khanh.person_id])
    photo, last = photograph(), last_event()

    end_member(org.pao, khanh, last_day=FIRST, why="moved", note="Về quê vợ.")

    [(before, after)] = told_of("units.member_left")
    assert (before["to"], after["to"]) == (None, "2026-11-01")
    assert after["leaving"] == "moved"
    assert before["individual"] == {"id": unit.pk, "name": "Hứa Văn Khánh", "last_day": None}
    assert after["individual"] == {
        "id": unit.pk, "name": "Hứa Văn Khánh", "last_day": "2026-11-01",
    }  # fmt: skip
    event = AuditEvent.objects.get(action="units.member_left")
    assert event.reason == "Về quê vợ."
    words = line_of(event).after
    assert "lý do rời hộ: chuyển đi nơi khác" in words
    assert any("đơn vị cá nhân: " in one and "Hứa Văn Khánh" in one for one in words)
    assert untold_since(last, photo) == []


def test_who_was_no_individual_leaves_without_one(org: Org) -> None:
    _head, khanh = living(org.ban_po, "Hứa Văn Tư", "Hứa Văn Khánh")

    end_member(org.pao, khanh, last_day=FIRST, why="died")

    [(before, after)] = told_of("units.member_left")
    assert "individual" not in before | after


def test_a_mended_name_tells_which_units_bear_it(org: Org) -> None:
    (head,) = living(org.ban_po, "Hứa Văn Khanh")
    (unit,) = enter_individuals(org.pao, org.ban_po, [head.person_id])
    photo, last = photograph(), last_event()

    change_member(org.pao, head, PersonData("Hứa Văn Khánh", 1981), from_on=None)

    [(before, after)] = told_of("units.member_corrected")
    household = head.household_id
    assert before["bearers"] == [
        {"id": household, "name": "Hộ Hứa Văn Khanh"}, {"id": unit.pk, "name": "Hứa Văn Khanh"},
    ]  # fmt: skip
    assert after["bearers"] == [
        {"id": household, "name": "Hộ Hứa Văn Khánh"}, {"id": unit.pk, "name": "Hứa Văn Khánh"},
    ]  # fmt: skip
    assert (before["birth_year"], after["birth_year"]) == (1980, 1981)
    assert untold_since(last, photo) == []


def test_a_new_head_is_told_beside_the_one_before(org: Org) -> None:
    tu, khanh = living(org.ban_po, "Hứa Văn Tư", "Hứa Văn Khánh")

    make_head(org.pao, khanh, on=FIRST)

    [(before, after)] = told_of("units.head_changed")
    assert before["head"] == {"id": tu.pk, "name": "Hứa Văn Tư"}
    assert after["head"] == {"id": khanh.pk, "name": "Hứa Văn Khánh"}
    assert after["since"] == "2026-11-01"


def test_a_list_of_households_names_the_people_in_them(org: Org) -> None:
    add_households(org.pao, org.ban_po, "Hoàng Văn Tư; 1968; nam")

    [event] = AuditEvent.objects.filter(action="units.created", object_label="Hộ Hoàng Văn Tư")
    person = HouseholdMember.objects.get(household__name="Hoàng Văn Tư").person
    assert [row["people"] for row in event.after or []] == [
        [{"id": person.pk, "name": "Hoàng Văn Tư", "birth_year": 1968, "is_female": False}]
    ]


def test_individuals_are_entered_by_name(org: Org) -> None:
    (khanh,) = living(org.ban_po, "Hứa Văn Khánh")

    (unit,) = enter_individuals(org.pao, org.ban_po, [khanh.person_id])

    event = AuditEvent.objects.get(action="units.individuals_entered")
    assert event.after == [{"person": khanh.person_id, "id": unit.pk, "name": "Hứa Văn Khánh"}]
    assert line_of(event).after == [
        f"mã số: {unit.pk}, tên: Hứa Văn Khánh, mã người: {khanh.person_id}"
    ]


def test_a_clan_is_joined_by_named_households_and_only_by_new_ones(org: Org) -> None:
    clan = builders.unit(UnitType.CLAN, "họ Hoàng", org.na_ri)
    first = builders.household(org.ban_po, "Hoàng Văn Tư")
    second = builders.household(org.ban_po, "Hoàng Văn Sáu")
    join_clan(clan, [first], actor=SYSTEM)

    join_clan(clan, [first, second], actor=SYSTEM)
    join_clan(clan, [first, second], actor=SYSTEM)

    rows = AuditEvent.objects.filter(action="units.clan_joined").order_by("pk")
    assert [event.after for event in rows] == [
        [{"id": first.pk, "name": "Hộ Hoàng Văn Tư"}],
        [{"id": second.pk, "name": "Hộ Hoàng Văn Sáu"}],
    ]


# ------------------------------------------------------------ the tree


def test_a_move_names_both_places_and_the_day(org: Org) -> None:
    section = builders.unit(UnitType.SECTION, "Tổ Một cửa", org.agency)
    other = builders.unit(UnitType.AGENCY, "Phòng Kinh tế", org.na_ri)

    changes.move(org.minh, section, other, basis=Basis(FIRST, BASIS))

    [(before, after)] = told_of("units.moved")
    assert before["parent"] == {"id": org.agency.pk, "name": "Văn phòng HĐND và UBND"}
    assert after["parent"] == {"id": other.pk, "name": "Phòng Kinh tế"}
    assert after["from"] == "2026-11-01"
    assert before["path"] != after["path"]


def test_a_new_name_says_from_which_day(org: Org) -> None:
    changes.rename(org.minh, org.ban_po, kind_word="thôn", name="Pò", basis=Basis(FIRST, BASIS))

    assert told_of("units.renamed") == [
        ({"name": "Thôn Bản Pò"}, {"name": "Thôn Pò", "from": "2026-11-01"})
    ]


def test_a_merger_names_who_ended_when_and_into_what(org: Org) -> None:
    changes.merge(org.minh, [org.ban_po, org.na_lac], into=org.ban_po, basis=Basis(FIRST, BASIS))

    event = AuditEvent.objects.get(action="units.merged")
    assert event.before == [{"id": org.na_lac.pk, "name": "Thôn Nà Lạc"}]
    assert event.after == {
        "id": org.ban_po.pk, "name": "Thôn Bản Pò", "from": "2026-11-01", "last_day": "2026-10-31",
    }  # fmt: skip


@pytest.mark.parametrize(("ends", "last_day"), [(False, None), (True, "2026-10-31")])
def test_a_division_says_from_when_and_when_the_old_one_ended(
    org: Org, *, ends: bool, last_day: str | None
) -> None:
    changes.split(
        org.minh, org.na_lac, ["Lạc A"], kind_word="thôn", basis=Basis(FIRST, BASIS), ends=ends
    )

    [(before, after)] = told_of("units.split")
    assert before == {"last_day": None}
    assert after == {
        "new": ["Thôn Lạc A"], "ended": ends, "from": "2026-11-01", "last_day": last_day,
    }  # fmt: skip


def test_what_a_reopening_takes_out_of_the_history_is_told(org: Org) -> None:
    changes.close(org.minh, org.na_lac, last_day=FIRST, legal_basis=BASIS, note="Không còn hộ.")

    changes.reopen(org.minh, org.na_lac, reason="Đóng nhầm thôn.")

    assert told_of("units.reopened") == [
        (
            {"last_day": "2026-11-01", "legal_basis": BASIS, "note": "Không còn hộ."},
            {"last_day": None},
        )
    ]


def test_units_that_ended_by_the_same_paper_stay_ended_when_one_is_reopened(org: Org) -> None:
    """The districts of the country share one row of history."""
    first = dissolve_unit(org.na_lac, last_day=FIRST, actor=SYSTEM, legal_basis=BASIS)
    UnitChangeLine.objects.create(change=first, from_unit=org.school, to_unit=None)

    changes.reopen(org.minh, org.na_lac, reason="Đóng nhầm thôn.")

    kept = UnitChange.objects.get()
    assert [line.from_unit for line in kept.lines.all()] == [org.school]


# ------------------------------------------------------------ roles


def test_a_role_that_ends_says_what_its_last_day_was_and_is(org: Org) -> None:
    row = org.sam.memberships.get()

    memberships.end(row, on=TODAY, actor=org.minh.as_actor)

    [(before, after)] = told_of("memberships.ended")
    assert (before, after["to"]) == ({"to": None}, "2026-11-20")


def test_a_role_taken_back_stands_before_and_not_after(org: Org) -> None:
    row = org.sam.memberships.get()

    memberships.withdraw(row, reason="Ghi nhầm người.", actor=org.minh.as_actor)

    event = AuditEvent.objects.get(action="memberships.withdrawn")
    assert event.before == {
        "user": org.sam.pk, "role": "head", "from": row.from_on.isoformat(), "to": None,
    }  # fmt: skip
    assert event.after is None


@pytest.mark.parametrize(
    ("begins", "after"),
    [
        (TODAY, None),
        (dt.date(2026, 11, 10), {"from": "2026-11-10", "to": "2026-11-19"}),
    ],
)
def test_a_mandate_ended_early_says_which_days_are_left_of_it(
    org: Org, begins: dt.date, after: dict[str, str] | None
) -> None:
    clock.set_business_day(min(begins, TODAY))
    until = dt.date(2026, 12, 31)
    mandate = Mandate(title="Phó thôn", role=Role.HEAD, from_on=begins, to_on=until)
    deputy = deputies.name_deputy(org.ban_po, org.khong, mandate, actor=org.pao)
    clock.set_business_day(TODAY)

    deputies.end_deputy(deputy, reason="Về sớm.", actor=org.pao)

    event = AuditEvent.objects.get(action="deputies.ended")
    assert event.before == {"from": begins.isoformat(), "to": "2026-12-31"}
    assert event.after == after
    assert Membership.objects.filter(user=org.khong).count() == (0 if after is None else 1)

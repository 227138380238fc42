"""Whole lists of households, written at once."""

from __future__ import annotations

import pytest

from core.audit import SYSTEM
from core.crypto import blind_index
from core.errors import DomainError
from core.text import sort_key
from tests.org import Org
from units.models import HouseholdMember, Person, Unit, UnitName
from units.services.household_lists import (
    HouseholdList,
    NewHousehold,
    NewPerson,
    add_members,
    correct_people,
    household_search,
    remove_households,
    remove_people,
)
from units.services.people import create_households

AN = NewPerson("Hoàng Văn An", 1970, is_female=False, phone="0912345678")
BE = NewPerson("Hoàng Thị Bé", 1975, is_female=True, national_id="019175000123")


def test_a_list_makes_what_one_by_one_makes(org: Org) -> None:
    (by_hand,) = create_households(org.ban_po, [NewHousehold([AN, BE])], actor=SYSTEM)
    other = NewHousehold([NewPerson("Nông Văn Chài", 1980)])
    (made,) = HouseholdList([org.ban_po, org.na_lac]).create([(org.na_lac.pk, other)])
    unit = Unit.objects.get(pk=made.unit_id)

    assert by_hand.display_name == "Hộ Hoàng Văn An"
    assert by_hand.path == org.ban_po.path + f"{by_hand.pk:08d}"
    assert (unit.parent, unit.commune, unit.position) == (org.na_lac, org.na_ri, 1)
    assert unit.code == f"{org.na_lac.code}-G01"
    assert Unit.objects.matching("chai").get() == unit
    assert [str(row) for row in unit.names.all()] == ["Hộ Nông Văn Chài"]
    assert [row.parent for row in unit.placements.all()] == [org.na_lac]
    head = HouseholdMember.objects.get(household=by_hand, is_head=True).person
    assert (head.full_name, head.phone, head.phone_index) == (
        "Hoàng Văn An",
        "0912345678",
        blind_index("0912345678"),
    )
    assert Person.objects.get(full_name="Hoàng Thị Bé").national_id == "019175000123"


def test_numbers_go_on_where_they_stopped_even_after_one_was_taken_out(org: Org) -> None:
    writer = HouseholdList([org.ban_po])
    first = writer.create([(org.ban_po.pk, NewHousehold([AN]))])
    writer.create([(org.ban_po.pk, NewHousehold([NewPerson("Hoàng Văn Bình")]))])
    remove_households([first[0].unit_id])
    HouseholdList([org.ban_po]).create([(org.ban_po.pk, NewHousehold([AN]))])

    codes = sorted(Unit.objects.filter(parent=org.ban_po).values_list("code", flat=True))
    assert [code[-3:] for code in codes] == ["G02", "G03"]


def test_the_words_a_household_is_found_by_are_those_of_a_correction(org: Org) -> None:
    names = ("Hoàng Văn Ân", "Nông  Thị\u00a0Đào", "Y' Moan Êban", "Ho\u0323\u0302 Văn Độ")
    org.ban_po.code = "02155-T01"
    org.na_lac.code = ""
    villages = [org.ban_po, org.na_lac]
    made = HouseholdList(villages).create(
        [(village.pk, NewHousehold([NewPerson(name)])) for village in villages for name in names]
    )
    for unit in Unit.objects.filter(pk__in=[one.unit_id for one in made]):
        assert unit.search == household_search(unit.name, unit.code)
        assert unit.sort_key == sort_key(unit.name)


def test_a_household_without_a_head_is_refused(org: Org) -> None:
    with pytest.raises(DomainError, match="Tên chủ hộ"):
        HouseholdList([org.ban_po]).create([(org.ban_po.pk, NewHousehold([NewPerson(" ")]))])


def test_members_join_are_corrected_and_leave(org: Org) -> None:
    (unit,) = create_households(org.ban_po, [NewHousehold([AN])], actor=SYSTEM)
    (member,) = add_members([(unit.pk, BE)])
    head = HouseholdMember.objects.get(household=unit, is_head=True).person_id

    correct_people([(head, {"full_name": "Hoàng Văn Ân"}), (member, {"birth_year": 1976})])
    unit.refresh_from_db()
    assert unit.display_name == "Hộ Hoàng Văn Ân"
    assert [str(row) for row in UnitName.objects.filter(unit=unit)] == ["Hộ Hoàng Văn Ân"]
    assert Person.objects.get(pk=member).birth_year == 1976

    remove_people([member])
    assert list(Person.objects.values_list("pk", flat=True)) == [head]
    remove_households([unit.pk])
    assert not Person.objects.exists()
    assert not Unit.objects.filter(pk=unit.pk).exists()

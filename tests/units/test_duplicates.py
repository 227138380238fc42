"""Households and people that were entered twice."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from core.audit import SYSTEM
from core.crypto import blind_index
from tests.org import Org
from units.models import Person, Unit
from units.selectors.duplicates import (
    Candidate,
    Reason,
    alike_candidates,
    alike_households,
    groups_alike,
    residents_of,
)
from units.services.people import NewHousehold, NewPerson, create_households


def household(village: Unit, *people: tuple[str, int | None]) -> Unit:
    new = NewHousehold([NewPerson(name, year) for name, year in people])
    return create_households(village, [new], actor=SYSTEM)[0]


def test_one_name_and_birth_year_in_two_villages_is_told_on_both_sides(org: Org) -> None:
    here = household(org.ban_po, ("Hoàng Văn Hoà", 1970))
    there = household(org.na_lac, ("HOANG VAN HÒA", 1970))
    other = household(org.na_lac, ("Hoàng Văn Hòa", 1971))

    found = alike_households(residents_of(org.na_ri), [here.pk, there.pk, other.pk])

    assert set(found) == {here.pk, there.pk}
    (alike,) = found[here.pk]
    assert (alike.resident.household_id, alike.reason) == (there.pk, Reason.NAME_AND_YEAR)
    assert alike.resident.village_name == "Nà Lạc"


def test_a_name_without_a_birth_year_says_nothing(org: Org) -> None:
    first = household(org.ban_po, ("Hoàng Văn An", None))
    second = household(org.ban_po, ("Hoàng Văn An", None))

    assert alike_households(residents_of(org.ban_po), [first.pk, second.pk]) == {}


def test_a_telephone_in_two_households_is_the_stronger_reason(org: Org) -> None:
    first = household(org.ban_po, ("Hoàng Văn An", 1970))
    second = household(org.na_lac, ("Hoàng Văn An", 1970))
    Person.objects.update(phone_index=blind_index("0912345678"))

    found = alike_households(residents_of(org.na_ri), [first.pk])

    assert [(a.resident.household_id, a.reason) for a in found[first.pk]] == [
        (second.pk, Reason.PHONE)
    ]


def test_members_are_compared_unless_only_heads_are_asked(org: Org) -> None:
    first = household(org.ban_po, ("Hoàng Văn An", 1970), ("Hoàng Thị Bé", 2001))
    household(org.na_lac, ("Lường Văn Chài", 1965), ("Hoàng Thị Bé", 2001))

    everybody = alike_households(residents_of(org.na_ri), [first.pk])
    heads = alike_households(residents_of(org.na_ri, heads_only=True), [first.pk])

    assert [one.resident.full_name for one in everybody[first.pk]] == ["Hoàng Thị Bé"]
    assert heads == {}


def test_two_of_one_household_are_no_double(org: Org) -> None:
    twins = household(org.ban_po, ("Hoàng Văn An", 1970), ("Hoàng Văn An", 1970))

    assert alike_households(residents_of(org.ban_po), [twins.pk]) == {}


def test_somebody_who_moved_away_is_not_asked(org: Org) -> None:
    first = household(org.ban_po, ("Hoàng Văn An", 1970))
    gone = household(org.na_lac, ("Hoàng Văn An", 1970))
    gone.members.update(to_on="2026-01-31")

    assert alike_households(residents_of(org.na_ri), [first.pk]) == {}


def test_a_list_about_to_come_in_is_compared_with_the_register(org: Org) -> None:
    household(org.ban_po, ("Hoàng Văn An", 1970))
    known = household(org.na_lac, ("Lường Thị Bé", 1980))
    Person.objects.filter(households__household=known).update(
        national_id_index=blind_index("019180000123")
    )
    candidates = [
        Candidate("Hoang Van An", 1970),
        Candidate("Nông Văn Mới", 1990),
        Candidate("Lường Thị B.", 1981, national_id="019180000123"),
    ]

    found = alike_candidates(residents_of(org.na_ri), candidates)

    assert {number: [a.reason for a in alike] for number, alike in found.items()} == {
        0: [Reason.NAME_AND_YEAR],
        2: [Reason.NATIONAL_ID],
    }


def test_a_group_is_told_once_by_its_strongest_reason(org: Org) -> None:
    household(org.ban_po, ("Hoàng Văn An", 1970))
    household(org.na_lac, ("Hoàng Văn An", 1970))
    household(org.na_lac, ("Nông Văn Mới", 1990))
    Person.objects.filter(full_name="Hoàng Văn An").update(phone_index=blind_index("0912345678"))

    groups = groups_alike(residents_of(org.na_ri))

    assert [(reason, [one.village_name for one in people]) for reason, people in groups] == [
        (Reason.PHONE, ["Bản Pò", "Nà Lạc"])
    ]


@pytest.mark.parametrize("count", [1, 3, 50])
def test_residents_are_read_in_one_query(
    org: Org, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        household(org.ban_po, (f"Hoàng Văn {number}", 1970))

    with django_assert_num_queries(1):
        found = residents_of(org.na_ri)
    assert len(found) == count

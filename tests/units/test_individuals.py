"""People of the households get results of their own: they become units, once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from core.audit import SYSTEM
from core.errors import DomainError, StaleError
from core.models import AuditEvent
from tests.org import Org
from tests.sending import send
from units.enums import UnitType
from units.models import HouseholdMember, Person, Unit
from units.services.households import PersonData, change_member, end_member
from units.services.individuals import enter_individuals
from units.services.people import NewHousehold, NewPerson, create_households

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def people_of(village: Unit, *names: str) -> list[Person]:
    """One household of these people, the first its head."""
    home = NewHousehold([NewPerson(name, 1980) for name in names])
    create_households(village, [home], actor=SYSTEM)
    found = {one.full_name: one for one in Person.objects.filter(full_name__in=names)}
    return [found[name] for name in names]


def individuals(village: Unit) -> list[Unit]:
    return list(Unit.objects.filter(parent=village, type=UnitType.INDIVIDUAL).order_by("position"))


def address(village: Unit) -> str:
    return reverse("units:new_individuals", args=[village.pk])


def sent(client: Client, village: Unit, *people: Person) -> str:
    """The page after the ticked people were sent."""
    send(client, address(village), person=[str(one.pk) for one in people])
    return client.get(address(village)).content.decode()


def test_pao_ticks_people_of_his_village_and_each_becomes_a_unit_once(org: Org) -> None:
    khanh, bay, an = people_of(org.ban_po, "Hứa Văn Khánh", "Lý Thị Bảy", "Hứa Thị An")
    pao = signed_in(org.pao)
    assert "Hứa Văn Khánh" in pao.get(address(org.ban_po)).content.decode()

    page = sent(pao, org.ban_po, khanh, an)

    assert "Đã đưa 2 người vào danh sách cá nhân của Thôn Bản Pò." in page
    assert [one.name for one in individuals(org.ban_po)] == ["Hứa Thị An", "Hứa Văn Khánh"]
    khanh.refresh_from_db()
    assert khanh.unit in individuals(org.ban_po)
    left = pao.get(address(org.ban_po)).content.decode()
    ticks = [f'name="person" value="{one.pk}"' in left for one in (khanh, bay)]
    assert ticks == [False, True]
    told = AuditEvent.objects.get(action="units.individuals_entered").after or []
    assert {one["person"] for one in told} == {khanh.pk, an.pk}

    again = sent(pao, org.ban_po, khanh)
    assert "vừa được đưa vào danh sách hoặc đã rời hộ" in again
    assert len(individuals(org.ban_po)) == 2


def test_nobody_chosen_another_village_and_another_head_are_refused(org: Org) -> None:
    (khanh,) = people_of(org.ban_po, "Hứa Văn Khánh")
    with pytest.raises(DomainError, match="Chưa chọn ai"):
        enter_individuals(org.pao, org.ban_po, [])
    with pytest.raises(PermissionDenied):
        enter_individuals(org.pao, org.na_lac, [khanh.pk])
    with pytest.raises(StaleError):
        enter_individuals(org.minh, org.na_lac, [khanh.pk])
    assert individuals(org.ban_po) == individuals(org.na_lac) == []


def test_an_individual_goes_by_the_mended_name_and_leaves_with_the_person(org: Org) -> None:
    _head, khanh = people_of(org.ban_po, "Hứa Văn Tư", "Hứa Văn Khanh")
    enter_individuals(org.pao, org.ban_po, [khanh.pk])
    row = HouseholdMember.objects.select_related("household").get(person=khanh)

    change_member(org.pao, row, PersonData("Hứa Văn Khánh", 1980), from_on=None)
    assert [one.name for one in individuals(org.ban_po)] == ["Hứa Văn Khánh"]

    end_member(org.pao, row, last_day=dt.date(2026, 11, 1), why="moved")
    assert [one.valid_to for one in individuals(org.ban_po)] == [dt.date(2026, 11, 1)]


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_list_asks_the_same_few_questions_at_any_size(
    org: Org, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people_of(org.ban_po, *(f"Hoàng Văn {n:02d}" for n in range(count)))
    pao = signed_in(org.pao)
    pao.get(address(org.ban_po))

    with django_assert_num_queries(7):
        page = pao.get(address(org.ban_po)).content.decode()
    assert page.count('name="person"') == count

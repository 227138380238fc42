"""Who is named in public: by whose word, and how the loudspeaker says it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from awards.models import Decision, NameConsent
from awards.selectors.honours import groups_of, spoken
from awards.services.publishing import Guarded, give_consent
from core import clock
from core.errors import DomainError
from tests.builders import awards, units
from tests.org import Org
from tests.sending import send
from units.enums import UnitType
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_day() -> None:
    clock.set_business_day(dt.date(2026, 12, 7))


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(answer: object) -> str:
    found: str = answer.content.decode()  # type: ignore[attr-defined]
    return " ".join(found.split())


@pytest.fixture
def homes(org: Org) -> list[Unit]:
    """Two households of Bản Pò."""
    return [units.household(org.ban_po, name) for name in ("Hoàng Văn An", "Lý Thị Bình")]


@pytest.fixture
def decision(org: Org, homes: list[Unit]) -> Decision:
    """The two households and their village, decided on 20/11/2026."""
    return awards.conferred(org.na_ri, [*homes, org.ban_po], actor=org.thuy)


@pytest.mark.parametrize(("born", "asks"), [(2007, False), (2010, True), (None, False)])
def test_for_somebody_under_age_the_mother_is_named_or_nothing_is_saved(
    org: Org, born: int | None, asks: bool
) -> None:
    """Bé may be under 18 by the year of birth; a year that nobody knows asks for nobody."""
    home = units.household(org.ban_po, "Lý Thị Hoa", "Lý Thị Bé")
    person = home.members.get(person__full_name="Lý Thị Bé").person
    person.birth_year = born
    person.save()
    be = units.individual(org.ban_po, person)
    made = awards.conferred(org.na_ri, [be], actor=org.thuy)
    client, address = signed_in(org.minh), reverse("awards:decision_names", args=[made.pk])

    alone = send(client, address, agrees=str(be.pk), given_by="Lý Thị Hoa")
    named = {f"guardian-{be.pk}": "Lý Thị Hoa", f"relation-{be.pk}": "mother"}
    send(client, address, agrees=str(be.pk), **named)

    [consent] = NameConsent.objects.standing().filter(recipient=be)
    if not asks:
        assert alone.status_code == 302
        assert consent.given_as == ""
        return
    page = text(alone)
    assert alone.status_code == 422
    assert "Lý Thị Bé chưa đủ 18 tuổi: hãy ghi họ tên cha, mẹ hoặc người giám hộ" in page
    assert f'id="agrees-{made.awards.get().pk}" checked' in page
    assert (consent.given_by, consent.given_as) == ("Lý Thị Hoa", "mother")
    assert "mẹ Lý Thị Hoa" in text(client.get(address))


def test_one_without_a_guardian_holds_back_the_whole_page(org: Org, homes: list[Unit]) -> None:
    home = units.household(org.ban_po, "Lý Thị Hoa", "Lý Thị Bé")
    person = home.members.get(person__full_name="Lý Thị Bé").person
    person.birth_year = 2015
    person.save()
    be = units.individual(org.ban_po, person)
    an = homes[0]
    nobody = Guarded(name=" ", relation="father")

    for said in ({}, {be.pk: nobody}, {be.pk: Guarded("Lý Thị Hoa", "aunt")}):
        with pytest.raises(DomainError, match="Lý Thị Bé chưa đủ 18 tuổi"):
            give_consent([an, be], guardians=said, actor=org.minh)

    assert not NameConsent.objects.exists()


@pytest.mark.parametrize("number", [1, 3, 50])
def test_the_page_of_names_asks_the_same_however_many(
    org: Org, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    homes = [units.household(org.ban_po, f"Nông Văn {one}") for one in range(number)]
    made = awards.conferred(org.na_ri, homes, actor=org.thuy)
    client = signed_in(org.minh)

    # session, user, memberships, decision, count, awards, consents, day, rules, inbox
    with django_assert_num_queries(10):
        client.get(reverse("awards:decision_names", args=[made.pk]))


def test_the_loudspeaker_reads_every_place_as_part_of_its_sentence(
    org: Org, homes: list[Unit], decision: Decision
) -> None:
    teacher = units.unit(UnitType.INDIVIDUAL, "Phạm Thị Ngọc", org.school)
    awards.conferred(org.na_ri, [teacher], actor=org.thuy, number="9/QĐ-UBND")
    give_consent([*homes, teacher], actor=org.minh)

    said = [line for _lead, lines in spoken(groups_of(org.na_ri, 2026, clock.today()))
            for line in lines]  # fmt: skip

    assert said == [
        "Thôn Bản Pò, xã Na Rì, tỉnh Thái Nguyên.",
        "Hộ Hoàng Văn An, thôn Bản Pò, xã Na Rì, tỉnh Thái Nguyên.",
        "Hộ Lý Thị Bình, thôn Bản Pò, xã Na Rì, tỉnh Thái Nguyên.",
        "Phạm Thị Ngọc, Trường Tiểu học Yến Lạc, xã Na Rì, tỉnh Thái Nguyên.",
    ]

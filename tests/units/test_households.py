"""Households of a village: entered as a list, with their people, heads and farewells."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from core import clock
from core.audit import SYSTEM
from core.models import AuditEvent
from tests.builders import units
from tests.org import Org
from tests.sending import send
from units.models import HouseholdMember, Unit
from units.services.people import NewHousehold, NewPerson, create_households

PASTED = "1. Hoàng Văn Tư; 1968; nam\nHoàng Thị Năm\t1972\tNữ\nhoàng văn tư, 1968\nLý Văn Sáu\n"


@pytest.fixture(autouse=True)
def _business_day(db: None) -> None:
    clock.set_business_day(dt.date(2026, 11, 20))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def errors(text: str) -> list[str]:
    found = re.findall(r'class="field-error".*?<p>(.*?)</p>', text, re.DOTALL)
    return [error.strip() for error in found]


def listed(text: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/units/\d+/">([^<]+)</a>', text)


def member(house: Unit, name: str) -> HouseholdMember:
    return HouseholdMember.objects.get(household=house, person__full_name=name)


def test_the_village_head_enters_households_as_a_list(org: Org) -> None:
    units.household(org.ban_po, "Hoàng Văn Một")
    pao, address = signed_in(org.pao), f"/units/{org.ban_po.pk}/households/new/"

    seen = send(pao, address, names=PASTED).content.decode()
    assert "Thêm 3 hộ" in seen
    assert "trùng dòng 1" in seen
    assert Unit.objects.filter(parent=org.ban_po).count() == 1

    send(pao, address, names=PASTED, step="save")

    made = Unit.objects.filter(parent=org.ban_po, type="household").order_by("position")
    assert [(str(one), one.code) for one in made] == [
        ("Hộ Hoàng Văn Một", "02155-T01-G01"),
        ("Hộ Hoàng Văn Tư", "02155-T01-G02"),
        ("Hộ Hoàng Thị Năm", "02155-T01-G03"),
        ("Hộ Lý Văn Sáu", "02155-T01-G04"),
    ]
    nam = HouseholdMember.objects.get(person__full_name="Hoàng Thị Năm")
    assert (nam.person.birth_year, nam.person.is_female, nam.is_head) == (1972, True, True)

    again = send(pao, address, names="Hoàng Văn Tư; 1968").content.decode()
    assert errors(again) == ["Không có hộ nào mới: dòng 1 đã có hộ này, mã 02155-T01-G02."]


def test_a_double_in_another_village_is_told_before_the_list_is_written(org: Org) -> None:
    address = f"/units/{org.ban_po.pk}/households/new/"
    home = NewHousehold([NewPerson("Hoàng Thị Năm", 1972)])
    create_households(org.na_lac, [home], actor=SYSTEM)

    to_minh = send(signed_in(org.minh), address, names=PASTED).content.decode()
    to_pao = send(signed_in(org.pao), address, names=PASTED).content.decode()

    assert "Có thể trùng với Hoàng Thị Năm, hộ Hoàng Thị Năm, Nà Lạc." in to_minh
    assert "Có thể trùng với một hộ ở thôn khác." in to_pao
    assert "Nà Lạc" not in to_pao
    assert "Thêm 3 hộ" in to_minh  # told, not refused


@pytest.mark.parametrize(
    ("names", "why"),
    [
        ("Hoàng Văn Tư; 1868", "Dòng 1: không hiểu “1868”"),
        ("Hoàng Văn Tư\nLý Văn Sáu; ông", "Dòng 2: không hiểu “ông”"),
        ("\n", "Hãy ghi ít nhất một hộ"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(org: Org, names: str, why: str) -> None:
    page = send(signed_in(org.pao), f"/units/{org.ban_po.pk}/households/new/", names=names)

    assert why in errors(page.content.decode())[0]


@pytest.mark.parametrize(
    ("name", "place", "code"),
    [
        ("pao", "ban_po", 200),
        ("mai", "ban_po", 200),
        ("minh", "ban_po", 200),
        ("lan", "na_lac", 200),
        ("pao", "na_lac", 404),
        ("minh", "na_ri", 403),
        ("ngoc", "school", 403),
        ("quan", "ban_po", 403),
        ("nga", "ban_po", 403),
        ("chi", "ban_po", 404),
    ],
)
def test_who_enters_households_where(org: Org, name: str, place: str, code: int) -> None:
    address = f"/units/{getattr(org, place).pk}/households/new/"

    assert signed_in(getattr(org, name)).get(address).status_code == code


def test_households_stand_village_by_village_and_are_paged(org: Org) -> None:
    for number in range(55):
        units.household(org.na_lac, f"Lường Văn {number:02}")
    units.household(org.ban_po, "Hoàng Văn Tư", "Lý Thị Bảy")
    minh, address = signed_in(org.minh), f"/units/{org.na_ri.pk}/households/"

    first = minh.get(address).content.decode()
    second = minh.get(address, {"page": "2"}).content.decode()
    one = minh.get(address, {"village": str(org.ban_po.pk)}).content.decode()

    assert (len(listed(first)), len(listed(second))) == (50, 6)
    assert listed(first)[:2] == ["Hộ Hoàng Văn Tư", "Hộ Lường Văn 00"]
    assert listed(one) == ["Hộ Hoàng Văn Tư"]
    assert '<td class="num">2</td>' in one
    assert f"/units/{org.ban_po.pk}/households/new/" in one
    assert listed(minh.get(address, {"q": "hoang van tu"}).content.decode()) == ["Hộ Hoàng Văn Tư"]


def test_nobody_else_reads_a_villages_households(org: Org) -> None:
    units.household(org.na_lac, "Lường Văn Tám")

    assert signed_in(org.pao).get(f"/units/{org.na_lac.pk}/households/").status_code == 404
    assert signed_in(org.quan).get(f"/units/{org.na_lac.pk}/households/").status_code == 403


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_list_asks_as_often_for_many_as_for_one(
    org: Org,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    settings.FRAME_PROVIDERS = []
    for number in range(count):
        units.household(org.ban_po, f"Hoàng Văn {number}")
    minh = signed_in(org.minh)

    # user, access, business day; the unit; its villages; how many households, the rows
    with django_assert_num_queries(7):
        text = minh.get(f"/units/{org.na_ri.pk}/households/").content.decode()

    assert len(listed(text)) == count


# ------------------------------------------------------------ the people of one household


def test_a_person_joins_a_household_is_mended_and_leaves(org: Org) -> None:
    house = units.household(org.ban_po, "Hoàng Văn Tư")
    pao = signed_in(org.pao)

    send(
        pao, f"/units/{house.pk}/members/new/",
        full_name="Lý Thị Bẩy", birth_year="1970", sex="1", from_on="01/01/2020",
    )  # fmt: skip
    row = member(house, "Lý Thị Bẩy")
    assert (row.person.birth_year, row.person.is_female, row.is_head) == (1970, True, False)

    typed = {"full_name": "Lý Thị Bảy", "birth_year": "1971", "sex": "1", "from_on": ""}
    send(pao, f"/units/members/{row.pk}/edit/", **typed)
    row = member(house, "Lý Thị Bảy")
    assert (row.person.birth_year, row.from_on) == (1971, None)

    send(pao, f"/units/members/{row.pk}/end/", why="moved", last_day="01/11/2026", note="")
    row.refresh_from_db()
    assert (row.to_on, row.leaving) == (dt.date(2026, 11, 1), "moved")
    text = pao.get(f"/units/{house.pk}/").content.decode()
    assert "chuyển đi nơi khác" in text
    assert "đến hết 01/11/2026" in text
    told = AuditEvent.objects.filter(object_kind="units.householdmember").order_by("pk")
    assert [one.action for one in told] == [
        "units.member_added",
        "units.member_corrected",
        "units.member_left",
    ]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"full_name": "Hoàng Văn Tư", "birth_year": ""}, "đã có trong hộ này"),
        ({"birth_year": "1800"}, "Năm sinh phải từ 1896 đến 2026"),
        ({"birth_year": "1970,5"}, "Hãy nhập năm sinh"),
        ({"from_on": "21/11/2026"}, "chưa đến"),
    ],
)
def test_somebody_who_cannot_be_is_refused_beside_the_field(
    org: Org, typed: dict[str, str], why: str
) -> None:
    house = units.household(org.ban_po, "Hoàng Văn Tư")
    wanted = {"full_name": "Lý Thị Bảy", "birth_year": "1970", "sex": "", **typed}

    page = send(signed_in(org.pao), f"/units/{house.pk}/members/new/", **wanted).content.decode()

    assert why in errors(page)[0]
    assert HouseholdMember.objects.filter(household=house).count() == 1


def test_when_the_head_dies_another_heads_and_the_household_bears_the_name(org: Org) -> None:
    house = units.household(org.ban_po, "Hoàng Văn Tư", "Lý Thị Bảy")
    pao = signed_in(org.pao)

    asked = pao.get(f"/units/members/{member(house, 'Hoàng Văn Tư').pk}/end/").content.decode()
    assert "Hộ chưa có chủ hộ mới" in asked
    send(
        pao, f"/units/members/{member(house, 'Hoàng Văn Tư').pk}/end/",
        why="died", last_day="02/11/2026", note="",
    )  # fmt: skip
    send(pao, f"/units/members/{member(house, 'Lý Thị Bảy').pk}/head/", on="03/11/2026")

    house.refresh_from_db()
    assert str(house) == "Hộ Lý Thị Bảy"
    assert member(house, "Lý Thị Bảy").is_head
    assert house in Unit.objects.matching("hoang van tu")


def test_a_misspelt_head_is_mended_with_the_household(org: Org) -> None:
    house = units.household(org.ban_po, "Hoàng Văng Tư")

    send(
        signed_in(org.mai), f"/units/members/{member(house, 'Hoàng Văng Tư').pk}/edit/",
        full_name="Hoàng Văn Tư", birth_year="", sex="", from_on="",
    )  # fmt: skip

    house.refresh_from_db()
    assert str(house) == "Hộ Hoàng Văn Tư"
    assert [str(row) for row in house.names.all()] == ["Hộ Hoàng Văn Tư"]


def test_who_left_does_not_leave_again_or_head(org: Org) -> None:
    house = units.household(org.ban_po, "Hoàng Văn Tư", "Lý Thị Bảy")
    pao, row = signed_in(org.pao), member(house, "Lý Thị Bảy")
    gone = {"why": "moved", "last_day": "01/11/2026"}
    send(pao, f"/units/members/{row.pk}/end/", **gone)

    again = send(pao, f"/units/members/{row.pk}/end/", **gone).content.decode()
    head = send(pao, f"/units/members/{row.pk}/head/", on="03/11/2026").content.decode()

    assert "Lý Thị Bảy đã rời hộ từ ngày 01/11/2026" in again
    assert "không còn ở hộ này" in head


def test_people_of_another_village_are_not_found(org: Org) -> None:
    house = units.household(org.na_lac, "Lường Văn Tám")
    row = member(house, "Lường Văn Tám")

    for act in ("edit", "end", "head"):
        assert signed_in(org.pao).get(f"/units/members/{row.pk}/{act}/").status_code == 404
        assert signed_in(org.nga).get(f"/units/members/{row.pk}/{act}/").status_code == 403

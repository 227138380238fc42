"""Units entered by hand: a pasted list, looked over, then created once."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from core import clock
from core.models import AuditEvent
from core.once import FIELD, new_key
from tests.builders import units
from tests.org import Org
from tests.sending import send
from units.enums import UnitType
from units.models import Unit
from units.services.adding import UnitList, add_units
from units.services.changes import Basis, move
from units.services.tree import dissolve_unit

PASTED = "1. Bản Sảng\n2. Thôn Nà Lạc\n\n3. Khuổi Tà\n- bản sảng\n"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(unit: Unit) -> str:
    return f"/units/{unit.pk}/new/"


def plain(cell: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", cell).split())


def cells(text: str) -> list[list[str]]:
    """The rows of the preview as plain words."""
    body = text.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    rows = re.findall(r"<tr>.*?</tr>", body, re.DOTALL)
    return [
        [plain(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in rows
    ]


def errors(text: str) -> list[str]:
    found = re.findall(r'class="field-error".*?<p>(.*?)</p>', text, re.DOTALL)
    return [error.strip() for error in found]


def test_a_pasted_list_is_looked_over_with_codes_and_doubles_by_line(org: Org) -> None:
    minh = signed_in(org.minh)
    before = Unit.objects.count()

    seen = send(minh, address(org.na_ri), type="village", kind_word="thôn", names=PASTED)

    assert cells(seen.content.decode()) == [
        ["Thôn Bản Sảng", "thêm mới", "1", "02155-T03", "3"],
        ["Thôn Nà Lạc", "bỏ qua đã có Thôn Nà Lạc (02155-T02)", "2", "–", "–"],
        ["Thôn Khuổi Tà", "thêm mới", "4", "02155-T04", "4"],
        ["Thôn bản sảng", "bỏ qua trùng dòng 1", "5", "–", "–"],
    ]
    assert Unit.objects.count() == before


def test_what_was_looked_over_is_created_once(org: Org) -> None:
    minh, key = signed_in(org.minh), new_key()
    typed = {"type": "village", "kind_word": "thôn", "names": PASTED, "step": "save", FIELD: key}

    send(minh, address(org.na_ri), **typed)
    again = minh.post(address(org.na_ri), typed, follow=True)

    made = Unit.objects.filter(parent=org.na_ri, code__in=["02155-T03", "02155-T04"])
    assert [str(one) for one in made.order_by("position")] == ["Thôn Bản Sảng", "Thôn Khuổi Tà"]
    assert Unit.objects.filter(name="Khuổi Tà").count() == 1
    assert "không ghi thêm lần nữa" in again.content.decode()
    event = AuditEvent.objects.filter(action="units.created").latest("pk")
    assert (event.actor_label, len(event.after or {})) == ("Hoàng Văn Minh", 2)


def test_going_back_keeps_what_was_typed(org: Org) -> None:
    page = send(
        signed_in(org.minh), address(org.na_ri),
        type="school", kind_word="", names="Trường Mầm non Na Rì", step="edit",
    ).content.decode()  # fmt: skip

    assert "Trường Mầm non Na Rì</textarea>" in page
    assert '<option value="school" selected>' in page


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"names": " \n"}, "Hãy ghi ít nhất một tên"),
        ({"names": "Bản Sảng\t02155-T09"}, "Dòng 1 có nhiều cột"),
        ({"names": "Bản Sảng\n***"}, "Dòng 2 không có chữ nào"),
        ({"names": "x" * 201}, "Dòng 1 dài quá 200 ký tự"),
        ({"names": "\n".join(f"Bản {n}" for n in range(301))}, "mỗi lần chỉ nhận 300 dòng"),
        ({"names": "Nà Lạc"}, "Không có đơn vị nào mới: dòng 1 đã có Thôn Nà Lạc"),
        ({"kind_word": ""}, "Hãy ghi từ chỉ loại"),
        ({"valid_from": "01/01/2099"}, "chưa đến"),
    ],
)
def test_a_list_that_cannot_be_entered_says_where(
    org: Org, typed: dict[str, str], why: str
) -> None:
    wanted = {"type": "village", "kind_word": "thôn", "names": "Bản Sảng", **typed}

    for step in ("preview", "save"):
        page = send(signed_in(org.minh), address(org.na_ri), **wanted, step=step)
        found = errors(page.content.decode())

        assert len(found) == 1
        assert why in found[0]
    assert not Unit.objects.filter(name="Bản Sảng").exists()


@pytest.mark.parametrize(
    ("name", "place", "code"),
    [
        ("quan", "na_ri", 200),
        ("quan", "thai_nguyen", 200),
        ("quan", "ban_po", 403),
        ("minh", "na_ri", 200),
        ("lan", "na_ri", 200),
        ("lan", "agency", 200),
        ("minh", "ban_po", 403),
        ("minh", "thai_nguyen", 404),
        ("chi", "na_ri", 404),
        ("pao", "ban_po", 403),
        ("thuy", "na_ri", 403),
        ("nga", "na_ri", 403),
        ("hanh", "na_ri", 403),
    ],
)
def test_who_adds_units_where(org: Org, name: str, place: str, code: int) -> None:
    client = signed_in(getattr(org, name))

    assert client.get(address(getattr(org, place))).status_code == code


def test_nothing_is_added_to_a_unit_that_has_ended(org: Org) -> None:
    dissolve_unit(org.agency, last_day=clock.today(), actor=org.quan.as_actor)

    assert signed_in(org.minh).get(address(org.agency)).status_code == 403


def test_a_school_keeps_its_whole_name_whatever_the_kind_word_says(org: Org) -> None:
    wanted = UnitList(type=UnitType.SCHOOL, kind_word="thôn", names="Trường Mầm non Na Rì")

    (school,) = add_units(org.minh, org.na_ri, wanted)

    assert (str(school), school.code) == ("Trường Mầm non Na Rì", "02155-S02")


def test_a_code_that_was_borne_once_is_not_given_again(org: Org) -> None:
    move(org.quan, org.na_lac, org.son_hong, basis=Basis(clock.today()))

    (new,) = add_units(
        org.minh, org.na_ri, UnitList(type="village", kind_word="thôn", names="Bản Sảng")
    )

    assert new.code == "02155-T03"


@pytest.mark.parametrize("count", [1, 3, 50])
def test_a_preview_asks_as_often_for_many_as_for_one(
    org: Org,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    settings.FRAME_PROVIDERS = []
    for number in range(count):
        units.village(f"Khuổi {number}", org.na_ri, 10 + number)
    names = "\n".join(f"Bản {number}" for number in range(count))
    minh = signed_in(org.minh)

    # user, access, business day; the unit; the neighbours' kind word; codes, order, neighbours
    with django_assert_num_queries(8):
        send(minh, address(org.na_ri), type="village", kind_word="thôn", names=names)

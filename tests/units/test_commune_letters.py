"""Letters for all villages at once: who stands on the page, what is opened, what is printed."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import OneTimeLetter, User
from accounts.services import open_letter
from core.models import AuditEvent
from core.once import new_key
from tests.builders import units
from tests.builders.people import member, someone
from tests.org import Org
from tests.sending import send
from units.enums import Role, UnitType
from units.models import Membership, Unit


@pytest.fixture
def minh(org: Org) -> Client:
    """The officer's browser."""
    browser = Client()
    browser.force_login(org.minh)
    return browser


@pytest.fixture
def khuoi_ta(org: Org) -> Unit:
    """A village where nobody has an account."""
    return units.village("Khuổi Tà", org.na_ri, 3)


def page(org: Org) -> str:
    return f"/units/{org.na_ri.pk}/letters/"


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return str(response.content.decode())


def boxes(text: str) -> dict[int, str]:
    """Each person's box: ticked, free or disabled."""
    found = re.findall(r'name="pick" value="(\d+)"( checked)?( disabled)?>', text)
    return {int(pk): "ticked" if on else "disabled" if off else "free" for pk, on, off in found}


def codes(text: str) -> list[str]:
    groups = re.findall(r'<p class="letter-groups">(.*?)</p>', text, re.DOTALL)
    return ["".join(re.findall(r"<span>(\w+)</span>", one)) for one in groups]


def new_head(unit: Unit, name: str, phone: str = "", username: str = "") -> dict[str, str]:
    key = f"u{unit.pk}"
    return {f"{key}-full_name": name, f"{key}-phone": phone, f"{key}-username": username}


def test_every_head_stands_there_and_those_never_signed_in_are_ticked(
    org: Org, minh: Client, khuoi_ta: Unit
) -> None:
    User.objects.filter(pk=org.sam.pk).update(last_login=timezone.now())
    member(org.ngoc, org.son_hong, Role.OFFICER)
    units.unit(UnitType.CLAN, "Họ Hoàng", org.na_ri)

    text = text_of(minh, page(org))

    assert boxes(text) == {
        org.pao.pk: "ticked",
        org.sam.pk: "free",
        org.khoa.pk: "ticked",
        org.ngoc.pk: "disabled",
    }
    assert f'name="u{khuoi_ta.pk}-full_name"' in text
    assert "Họ Hoàng" not in text
    assert text.index("Thôn Bản Pò") < text.index("Thôn Nà Lạc") < text.index("Trường Tiểu học")


@pytest.mark.parametrize(
    ("name", "code"),
    [("lan", 200), ("chi", 404), ("pao", 403), ("tuyet", 403), ("quan", 403), ("nga", 403)],
)
def test_who_opens_the_page(org: Org, client: Client, name: str, code: int) -> None:
    client.force_login(getattr(org, name))

    assert client.get(page(org)).status_code == code


def test_an_officer_elsewhere_who_only_reads_here_prints_nothing(org: Org, client: Client) -> None:
    member(org.chi, org.na_ri, Role.VIEWER)
    client.force_login(org.chi)

    assert client.get(page(org)).status_code == 403
    assert send(client, page(org), pick=[org.pao.pk]).status_code == 403
    assert not OneTimeLetter.objects.exists()


def test_one_page_a_letter_and_a_code_that_opens_each(org: Org, minh: Client) -> None:
    answer = send(minh, page(org), pick=[org.pao.pk, org.sam.pk])

    assert answer["Location"] == "/units/letters/print/"
    text = text_of(minh, answer["Location"])
    assert text.count('class="letter-paper"') == text.count("letter-picture") == 2
    assert [open_letter(code).user for code in codes(text)] == [org.pao, org.sam]
    assert "Trưởng thôn, thủ trưởng đơn vị, Thôn Bản Pò" in text
    issued = AuditEvent.objects.filter(action="accounts.letter_issued", actor_id=org.minh.pk)
    assert set(issued.values_list("object_id", flat=True)) == {str(org.pao.pk), str(org.sam.pk)}


def test_the_codes_are_shown_in_this_session_to_this_officer_only(org: Org, minh: Client) -> None:
    send(minh, page(org), pick=[org.pao.pk])
    elsewhere, hoa = Client(), Client()
    elsewhere.force_login(org.minh)
    hoa.force_login(org.hoa)

    assert len(codes(text_of(minh, "/units/letters/print/"))) == 1
    assert codes(text_of(elsewhere, "/units/letters/print/")) == []
    assert codes(text_of(hoa, "/units/letters/print/")) == []
    assert "letter-groups" not in text_of(minh, page(org))


def test_a_missing_account_is_opened_and_its_letter_printed(
    org: Org, minh: Client, khuoi_ta: Unit
) -> None:
    fields = new_head(khuoi_ta, "Đặng Văn Tả", "0912 345 678")

    answer = send(minh, page(org), **fields)

    ta = User.objects.get(full_name="Đặng Văn Tả")
    assert (ta.username, ta.phone) == ("dang.van.ta", "0912345678")
    held = Membership.objects.get(user=ta)
    assert (held.unit, held.role, held.to_on) == (khuoi_ta, Role.HEAD, None)
    (code,) = codes(text_of(minh, answer["Location"]))
    assert open_letter(code).user == ta


def test_two_of_one_name_get_two_user_names(org: Org, minh: Client, khuoi_ta: Unit) -> None:
    coc = units.village("Cốc Phia", org.na_ri, 4)
    both = {**new_head(khuoi_ta, "Đặng Văn Tả"), **new_head(coc, "Đặng Văn Tá")}

    send(minh, page(org), **both)

    names = User.objects.filter(username__startswith="dang").values_list("username", flat=True)
    assert sorted(names) == ["dang.van.ta", "dang.van.ta2"]


def test_what_is_refused_stands_beside_its_field_and_nothing_is_written(
    org: Org, minh: Client, khuoi_ta: Unit
) -> None:
    org.sam.phone = "0912345678"
    org.sam.save()
    coc = units.village("Cốc Phia", org.na_ri, 4)
    fields = {**new_head(khuoi_ta, "Đặng Văn Tả"), **new_head(coc, "Lý Thị Phia", "0912345678")}

    answer = send(minh, page(org), pick=[org.pao.pk], **fields)

    text = answer.content.decode()
    assert "đã gắn với một tài khoản khác" in text.split(f'id="id_u{coc.pk}-phone_error"')[1][:400]
    assert 'value="Đặng Văn Tả"' in text
    assert boxes(text)[org.pao.pk] == "ticked"
    assert boxes(text)[org.sam.pk] == "free", "what was not ticked stays so"
    assert not OneTimeLetter.objects.exists()
    assert not User.objects.filter(full_name__in=["Đặng Văn Tả", "Lý Thị Phia"]).exists()


def test_nothing_chosen_is_said(org: Org, minh: Client) -> None:
    answer = send(minh, page(org))

    assert "Hãy đánh dấu ít nhất một người" in answer.content.decode()


def test_two_clicks_issue_and_open_once(org: Org, minh: Client, khuoi_ta: Unit) -> None:
    key, fields = new_key(), new_head(khuoi_ta, "Đặng Văn Tả")

    first = send(minh, page(org), idempotency_key=key, pick=[org.pao.pk], **fields)
    second = send(minh, page(org), idempotency_key=key, pick=[org.pao.pk], **fields)

    assert first["Location"] == second["Location"]
    assert OneTimeLetter.objects.count() == 2
    assert len(codes(text_of(minh, second["Location"]))) == 2


def test_hoa_was_faster(org: Org, minh: Client, khuoi_ta: Unit) -> None:
    """While Minh typed, Hoa opened Khuổi Tà's account: nothing of Minh's is silently dropped."""
    someone("ta", "Đặng Văn Tả", khuoi_ta, Role.HEAD)

    answer = send(minh, page(org), pick=[org.pao.pk], **new_head(khuoi_ta, "Người Khác"))

    assert "vừa có người phụ trách" in answer.content.decode()
    assert not OneTimeLetter.objects.exists()


def test_whom_one_may_not_print_for_is_not_printed(org: Org, minh: Client) -> None:
    send(minh, page(org), pick=[org.pao.pk, org.bao.pk, org.lan.pk])

    assert list(OneTimeLetter.objects.values_list("user", flat=True)) == [org.pao.pk]


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_page_asks_the_same_however_many_villages(
    org: Org, minh: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        village = units.village(f"Nà {number}", org.na_ri, 10 + number)
        someone(f"truong{number}", f"Trưởng {number}", village, Role.HEAD)
    minh.get(page(org))

    with django_assert_num_queries(10):
        text = text_of(minh, page(org))

    assert len(boxes(text)) == 4 + count


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_print_asks_the_same_however_many_letters(
    org: Org, minh: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    heads = []
    for number in range(count):
        village = units.village(f"Nà {number}", org.na_ri, 10 + number)
        heads.append(someone(f"truong{number}", f"Trưởng {number}", village, Role.HEAD))
    send(minh, page(org), pick=[one.pk for one in heads])
    minh.get("/units/letters/print/")

    with django_assert_num_queries(7):
        text = text_of(minh, "/units/letters/print/")

    assert len(codes(text)) == count

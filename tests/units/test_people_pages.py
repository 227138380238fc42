"""Accounts, roles and letters as the administrator and the office handle them."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from core.models import AuditEvent
from core.once import new_key
from tests.builders.people import member, someone, user
from tests.org import Org
from tests.sending import send
from units.enums import Role
from units.models import Membership, Unit
from units.views.people import masked_phone


@pytest.fixture
def quan(org: Org) -> Client:
    """The administrator's browser."""
    browser = Client()
    browser.force_login(org.quan)
    return browser


@pytest.fixture
def minh(org: Org) -> Client:
    """The officer's browser."""
    browser = Client()
    browser.force_login(org.minh)
    return browser


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return str(response.content.decode())


def errors(text: str) -> list[str]:
    found = re.findall(r'class="field-error".*?<p>(.*?)</p>', text, re.DOTALL)
    return [error.strip() for error in found]


def listed(text: str) -> list[str]:
    return re.findall(r'<a href="/units/people/\d+/">([^<]+)</a>', text)


# ------------------------------------------------------------ who is seen


def test_the_office_lists_its_own_people_and_the_administrator_everybody(
    org: Org, minh: Client, quan: Client
) -> None:
    na_ri = {one.full_name for one in (org.lan, org.minh, org.hoa, org.thuy, org.dung, org.nga)}
    na_ri |= {one.full_name for one in (org.pao, org.mai, org.sam, org.khoa, org.ngoc)}

    assert set(listed(text_of(minh, "/units/people/"))) == na_ri
    assert set(listed(text_of(quan, "/units/people/"))) == {one.full_name for one in org.people}


def test_people_stand_by_given_name_and_are_found_without_diacritics(
    org: Org, minh: Client
) -> None:
    assert listed(text_of(minh, "/units/people/?q=hoang+van")) == [
        "Hoàng Văn Minh",
        "Hoàng Văn Páo",
    ]
    assert listed(text_of(minh, "/units/people/?q=tran+thi+chi")) == []


def test_people_are_found_by_the_name_of_their_unit(org: Org, minh: Client, quan: Client) -> None:
    member(org.chi, org.ban_po, Role.VIEWER, to_on=dt.date(2024, 12, 31))

    assert listed(text_of(minh, "/units/people/?q=ban+po")) == ["Hoàng Thị Mai", "Hoàng Văn Páo"]
    assert listed(text_of(minh, "/units/people/?q=pao+ban+po")) == ["Hoàng Văn Páo"]
    assert listed(text_of(minh, "/units/people/?q=kim+son")) == []
    assert listed(text_of(quan, "/units/people/?q=kim+son")) == ["Lê Quốc Bảo"]


def test_a_unit_out_of_sight_finds_nobody(org: Org, minh: Client) -> None:
    member(org.pao, org.kim_son, Role.VIEWER)

    assert listed(text_of(minh, "/units/people/?q=kim+son")) == []


def test_who_left_for_another_commune_is_out_of_sight(org: Org, minh: Client) -> None:
    Membership.objects.filter(user=org.pao).update(to_on=dt.date(2024, 12, 31))
    member(org.pao, org.kim_son, Role.HEAD, from_on=dt.date(2025, 1, 1))

    assert org.pao.full_name not in listed(text_of(minh, "/units/people/"))
    assert minh.get(f"/units/people/{org.pao.pk}/").status_code == 404


def test_who_also_works_elsewhere_is_shown_with_the_roles_here_only(
    org: Org, minh: Client, quan: Client
) -> None:
    member(org.pao, org.kim_son, Role.VIEWER)

    for path in ("/units/people/", f"/units/people/{org.pao.pk}/"):
        assert "Thôn Kim Sơn" not in text_of(minh, path)
        assert "Thôn Kim Sơn" in text_of(quan, path)


@pytest.mark.parametrize(
    ("name", "target", "code"),
    [
        ("minh", "pao", 200),
        ("minh", "lan", 200),
        ("minh", "chi", 404),
        ("minh", "khong", 404),
        ("chi", "pao", 404),
        ("quan", "khong", 200),
        ("pao", "mai", 403),
        ("hanh", "pao", 403),
        ("tuyet", "pao", 403),
    ],
)
def test_a_persons_page(org: Org, client: Client, name: str, target: str, code: int) -> None:
    client.force_login(getattr(org, name))

    assert client.get(f"/units/people/{getattr(org, target).pk}/").status_code == code


def test_the_phone_is_masked_except_where_it_is_mended(
    org: Org, minh: Client, quan: Client
) -> None:
    org.pao.phone = "0912345678"
    org.pao.save()

    assert "•••• ••• 678" in text_of(minh, f"/units/people/{org.pao.pk}/")
    for browser, path in ((minh, ""), (quan, ""), (minh, "?q=pao")):
        pages = (
            text_of(browser, f"/units/people/{path}"),
            text_of(browser, f"/units/people/{org.pao.pk}/"),
        )
        assert not [text for text in pages if "345678" in text]
    assert "0912345678" in text_of(quan, f"/units/people/{org.pao.pk}/edit/")
    assert minh.get(f"/units/people/{org.pao.pk}/edit/").status_code == 403
    assert masked_phone("") == ""


# ------------------------------------------------------------ accounts


def test_a_new_account_has_neither_password_nor_role(org: Org, quan: Client) -> None:
    answer = send(
        quan,
        "/units/people/new/",
        full_name="Nông  Văn Sự",
        username="Nong.Van.Su",
        phone="+84 987 654 321",
    )

    su = User.objects.get(username="nong.van.su")
    assert answer["Location"] == f"/units/people/{su.pk}/"
    assert (su.full_name, su.phone) == ("Nông Văn Sự", "0987654321")
    assert not su.has_usable_password()
    assert not su.memberships.exists()
    event = AuditEvent.objects.latest("id")
    assert (event.action, event.actor_label) == ("accounts.opened", "Đỗ Văn Quản")
    assert "987654321" not in str(event.after)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"username": "PAO"}, "đã có người dùng"),
        ({"username": "hoàng páo"}, "không dấu"),
        ({"username": "ab"}, "3–60"),
        ({"full_name": "   "}, "Hãy "),
        ({"phone": "12345"}, "10 hoặc 11 chữ số"),
        ({"phone": "0912 345 678"}, "đã gắn với một tài khoản khác"),
    ],
)
def test_a_mistake_is_explained_beside_its_field_and_what_was_typed_stays(
    org: Org, quan: Client, fields: dict[str, str], message: str
) -> None:
    org.pao.phone = "0912345678"
    org.pao.save()
    typed = {"full_name": "Nông Văn Sự", "username": "nong.su", "phone": "", **fields}

    text = send(quan, "/units/people/new/", **typed).content.decode()

    assert len(errors(text)) == 1
    assert message in errors(text)[0]
    for value in typed.values():
        assert f'value="{value.strip()}"' in text or not value.strip()
    assert User.objects.count() == len(org.people)


def test_name_and_phone_can_be_mended(org: Org, quan: Client) -> None:
    path = f"/units/people/{org.pao.pk}/edit/"

    answer = send(quan, path, full_name="Hoàng A Páo", phone="0912345678")
    same = send(quan, path, full_name="Hoàng A Páo", phone="0912.345.678")

    org.pao.refresh_from_db()
    assert answer["Location"] == same["Location"] == f"/units/people/{org.pao.pk}/"
    assert (org.pao.full_name, org.pao.phone) == ("Hoàng A Páo", "0912345678")
    assert org.pao.search == "hoang a pao pao"
    events = AuditEvent.objects.filter(action="accounts.changed").order_by("pk")
    flags = events.values_list("after__phone_changed", flat=True)
    assert list(flags) == [True, False]


def test_an_account_closes_and_opens_again_but_never_ones_own(org: Org, quan: Client) -> None:
    path = f"/units/people/{org.pao.pk}/active/"

    send(quan, path, active="0")
    closed = User.objects.get(pk=org.pao.pk).is_active
    send(quan, path, active="1")
    own = send(quan, f"/units/people/{org.quan.pk}/active/", active="0", follow=True)

    assert (closed, User.objects.get(pk=org.pao.pk).is_active) == (False, True)
    assert own.status_code == 302
    assert User.objects.get(pk=org.quan.pk).is_active
    assert "Không thể tự ngừng" in text_of(quan, f"/units/people/{org.quan.pk}/")


# ------------------------------------------------------------ roles


def test_a_role_is_given_in_two_steps(org: Org, quan: Client) -> None:
    path = f"/units/people/{org.khong.pk}/roles/"

    choices = text_of(quan, f"{path}?q=ban+po")
    form = text_of(quan, f"{path}?unit={org.ban_po.pk}")
    answer = send(quan, f"{path}?unit={org.ban_po.pk}", role="head", from_on="5/11/2026", to_on="")

    assert f'href="?unit={org.ban_po.pk}"' in choices
    assert re.findall(r'<option value="(\w+)"', form) == ["viewer", "editor", "head", "auditor"]
    assert answer["Location"] == f"/units/people/{org.khong.pk}/"
    row = Membership.objects.get(user=org.khong)
    assert (row.unit, row.role, row.from_on) == (org.ban_po, "head", dt.date(2026, 11, 5))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"from_on": "31/02/2026"}, "không có ngày 31"),
        ({"from_on": ""}, "Hãy nhập ngày"),
        ({"to_on": "01/01/2020"}, "phải sau ngày bắt đầu"),
        ({"role": "officer"}, "officer"),
        ({"role": ""}, "Hãy "),
    ],
)
def test_a_role_that_cannot_be_is_explained(
    org: Org, quan: Client, fields: dict[str, str], message: str
) -> None:
    path = f"/units/people/{org.khong.pk}/roles/?unit={org.ban_po.pk}"
    typed = {"role": "head", "from_on": "05/11/2026", "to_on": "", **fields}

    text = send(quan, path, **typed).content.decode()

    assert [message in error for error in errors(text)] == [True]
    assert not Membership.objects.filter(user=org.khong).exists()


@pytest.mark.parametrize("unit", ["999999", "x", "", "1 OR 1", "٣", "9" * 40])
def test_an_unknown_unit_leads_back_to_the_choice(org: Org, quan: Client, unit: str) -> None:
    text = quan.get(f"/units/people/{org.khong.pk}/roles/", {"unit": unit}).content.decode()

    assert "Bước 1/2" in text


def test_a_role_ends_or_is_taken_back_once(org: Org, quan: Client) -> None:
    row = Membership.objects.get(user=org.pao)
    key = new_key()
    path = f"/units/roles/{row.pk}"

    late = send(quan, f"{path}/end/", to_on="01/01/2019").content.decode()
    send(quan, f"{path}/end/", to_on="31/12/2027")
    ended = Membership.objects.get(pk=row.pk).to_on
    for _ in range(2):
        answer = send(quan, f"{path}/withdraw/", reason="nhầm", idempotency_key=key)
        assert answer["Location"] == f"/units/people/{org.pao.pk}/"

    assert errors(late) == ["Ngày kết thúc phải sau ngày bắt đầu."]
    assert ended == dt.date(2027, 12, 31)
    assert not Membership.objects.filter(pk=row.pk).exists()
    assert AuditEvent.objects.filter(action="memberships.withdrawn").count() == 1


# ------------------------------------------------------------ counts


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_list_of_people_asks_as_often_for_many_as_for_one(
    org: Org,
    minh: Client,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    settings.FRAME_PROVIDERS = []
    for number in range(count):
        someone(f"so{number}", f"Nông Văn {number}", org.ban_po, Role.EDITOR, Role.VIEWER)

    # user (the session is in the cache), access, business day; how many, the people,
    # their roles, the roles' units
    with django_assert_num_queries(6):
        minh.get("/units/people/?q=nong+van")


@pytest.mark.parametrize("count", [1, 3, 50])
def test_a_persons_page_asks_as_often_for_many_roles_as_for_one(
    org: Org,
    quan: Client,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    settings.FRAME_PROVIDERS = []
    many = user("many", "Nông Văn Nhiều")
    for number in range(count):
        day = dt.date(2020, 1, 1) + dt.timedelta(days=number)
        Membership.objects.create(
            user=many, unit=Unit.objects.get(pk=org.ban_po.pk), role="head", from_on=day, to_on=day
        )

    # user (the session is in the cache), access, business day; the person, the roles
    with django_assert_num_queries(6):
        quan.get(f"/units/people/{many.pk}/")

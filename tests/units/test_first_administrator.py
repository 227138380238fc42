"""The account from which every other one is opened, made at the command line."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from tests.builders import units
from tests.org import Org
from units.enums import Role
from units.models import Membership

PASSWORD = "mười hai câu dễ nhớ"


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    text = "".join(f"{line}\n" for line in lines)
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


@pytest.mark.django_db
def test_the_first_administrator_signs_in_and_opens_accounts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = units.country()
    typed(monkeypatch, PASSWORD)

    call_command("first_administrator", username="quan", full_name="Đỗ Văn Quản")

    row = Membership.objects.get()
    assert (row.user.username, row.role, row.unit) == ("quan", Role.ADMINISTRATOR, root)
    client = Client()
    client.post("/accounts/sign-in/", {"name": "quan", "password": PASSWORD})
    assert client.get("/units/people/new/").status_code == 200


@pytest.mark.django_db
def test_without_units_it_says_what_to_load_first() -> None:
    with pytest.raises(CommandError, match="load_units"):
        call_command("first_administrator", username="quan", full_name="Đỗ Văn Quản")


@pytest.mark.django_db
def test_without_a_keyboard_it_says_how_the_names_are_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    units.country()
    typed(monkeypatch)

    with pytest.raises(CommandError, match="--username và --full-name"):
        call_command("first_administrator")


def test_a_second_one_is_refused(org: Org) -> None:
    with pytest.raises(CommandError, match="Đã có người quản trị"):
        call_command("first_administrator", username="nua", full_name="Người Nữa")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("username", "password", "why"),
    [("quan", "ngắn", "10"), ("Quản Trị", PASSWORD, "Tên đăng nhập")],
)
def test_what_is_refused_leaves_no_account(
    monkeypatch: pytest.MonkeyPatch, username: str, password: str, why: str
) -> None:
    units.country()
    typed(monkeypatch, password)

    with pytest.raises(CommandError, match=why):
        call_command("first_administrator", username=username, full_name="Đỗ Văn Quản")

    assert not User.objects.exists()

"""The one-time letter: who may issue it to whom, and what stands on the paper."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import OneTimeLetter, User
from core.checks import public_url_is_an_address
from core.once import new_key
from tests.builders.people import member
from tests.org import Org
from tests.sending import send
from units import rules
from units.enums import Role


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


@pytest.mark.parametrize(
    ("name", "target", "may"),
    [
        ("minh", "pao", True),
        ("lan", "mai", True),
        ("minh", "ngoc", True),
        ("minh", "nga", True),
        ("minh", "hoa", False),
        ("minh", "lan", False),
        ("minh", "minh", False),
        ("minh", "bao", False),
        ("minh", "khong", False),
        ("pao", "mai", False),
        ("tuyet", "pao", False),
        ("quan", "lan", True),
        ("quan", "khong", True),
        ("quan", "quan", False),
    ],
)
def test_who_may_issue_a_letter_to_whom(org: Org, name: str, target: str, *, may: bool) -> None:
    assert rules.can_issue_letter(getattr(org, name), getattr(org, target)) is may


def test_nobody_resets_a_head_who_is_more_elsewhere(org: Org) -> None:
    """Páo is also an officer in Sơn Hồng: Na Rì's office could read Sơn Hồng's papers as he."""
    member(org.pao, org.son_hong, Role.OFFICER)

    assert not rules.can_issue_letter(org.minh, org.pao)
    assert rules.can_issue_letter(org.quan, org.pao)


def issue(browser: Client, target: User) -> str:
    answer = send(browser, f"/units/people/{target.pk}/letter/")
    letter = OneTimeLetter.objects.get(user=target, withdrawn_at=None)
    assert answer["Location"] == f"/units/letters/{letter.pk}/"
    return str(answer["Location"])


def code_on(text: str) -> str:
    groups = re.findall(r'<p class="letter-groups">(.*?)</p>', text, re.DOTALL)
    return "".join(re.findall(r"<span>(\w+)</span>", groups[0])) if groups else ""


def test_the_letter_prints_name_code_picture_and_address(org: Org, minh: Client) -> None:
    path = issue(minh, org.pao)

    response = minh.get(path)
    text = response.content.decode()

    assert len(code_on(text)) == 12
    assert "Hoàng Văn Páo" in text
    assert "http://testserver/accounts/letter/" in text
    assert "<svg" in text.split("letter-picture")[1][:80]
    assert "style=" not in text.split("letter-paper")[1].split("</article>")[0]
    assert "no-store" in response["Cache-Control"]
    stranger = Client()
    opened = stranger.post("/accounts/letter/", {"code": code_on(text)})
    assert opened["Location"] == "/accounts/letter/password/"


def test_the_code_is_shown_to_its_issuer_in_this_session_for_half_an_hour(org: Org) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        here, elsewhere, hoa = Client(), Client(), Client()
        here.force_login(org.minh)
        elsewhere.force_login(org.minh)
        hoa.force_login(org.hoa)
        path = issue(here, org.pao)

        assert code_on(text_of(here, path))
        assert code_on(text_of(here, path)), "a reload before printing loses nothing"
        assert code_on(text_of(elsewhere, path)) == ""
        assert hoa.get(path).status_code == 404
        clock.shift(dt.timedelta(minutes=31))
        assert code_on(text_of(here, path)) == ""
        assert "không hiện lại được" in text_of(here, path)


def test_two_clicks_issue_one_letter(org: Org, minh: Client) -> None:
    key = new_key()

    first = send(minh, f"/units/people/{org.pao.pk}/letter/", idempotency_key=key)
    second = send(minh, f"/units/people/{org.pao.pk}/letter/", idempotency_key=key)

    assert first["Location"] == second["Location"]
    assert OneTimeLetter.objects.count() == 1
    assert code_on(text_of(minh, second["Location"]))


@pytest.mark.parametrize(
    ("name", "target", "code"),
    [("minh", "hoa", 403), ("minh", "bao", 404), ("pao", "mai", 403), ("hanh", "pao", 403)],
)
def test_a_letter_that_may_not_be_is_not_issued(
    org: Org, client: Client, name: str, target: str, code: int
) -> None:
    client.force_login(getattr(org, name))

    response = send(client, f"/units/people/{getattr(org, target).pk}/letter/")

    assert response.status_code == code
    assert not OneTimeLetter.objects.exists()


# ---------------------------------------------------------------- the address on the paper


WARNING = "Thư này chưa dùng được ở máy khác"


def printed(org: Org, host: str) -> str:
    """The letter's page, asked for under this host."""
    browser = Client(headers={"host": host})
    browser.force_login(org.minh)
    return text_of(browser, issue(browser, org.pao))


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_a_letter_never_names_this_machine_alone_in_silence(
    org: Org, settings: Settings, host: str
) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

    text = printed(org, host)

    assert WARNING in text
    assert "PUBLIC_URL=" in text


def test_the_setting_names_the_address_for_everybody(org: Org, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.PUBLIC_URL = "https://thidua.nari.vn"

    text = printed(org, "localhost:8000")

    assert '<strong class="letter-address">https://thidua.nari.vn/accounts/letter/</strong>' in text
    assert WARNING not in text


@pytest.mark.parametrize(
    ("known", "address"),
    [
        (["192.168.1.10"], "http://192.168.1.10:8000/accounts/letter/"),
        (["192.168.1.10", "10.0.0.7"], "http://localhost:8000/accounts/letter/"),
        (["172.16.0.9"], "http://localhost:8000/accounts/letter/"),
    ],
    ids=["one", "two are not certain", "one that is not answered to"],
)
def test_the_machines_own_address_is_printed_where_it_is_certain(
    org: Org, settings: Settings, known: list[str], address: str
) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "192.168.1.10", "10.0.0.7"]
    settings.LAN_ADDRESSES = known

    text = printed(org, "localhost:8000")

    assert f'<strong class="letter-address">{address}</strong>' in text
    assert (WARNING in text) is ("localhost" in address)


def test_a_host_that_others_reach_stays_as_it_is(org: Org, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["thidua.nari.vn"]
    settings.LAN_ADDRESSES = ["192.168.1.10"]

    text = printed(org, "thidua.nari.vn")

    assert "http://thidua.nari.vn/accounts/letter/" in text
    assert WARNING not in text


@pytest.mark.parametrize(
    ("url", "faults"),
    [("", 0), ("https://thidua.nari.vn", 0), ("http://192.168.1.10:8000", 0),
     ("thidua.nari.vn", 1), ("ftp://thidua.nari.vn", 1), ("https://thidua.nari.vn/trang", 1)],
)  # fmt: skip
def test_a_setting_that_is_no_address_stops_the_start(
    settings: Settings, url: str, faults: int
) -> None:
    settings.PUBLIC_URL = url

    assert [one.id for one in public_url_is_an_address()] == ["core.E002"] * faults

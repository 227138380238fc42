"""The door: who gets in, who waits, and what is said to whom."""

from __future__ import annotations

import datetime as dt
import re
import runpy
from collections.abc import Iterator

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts import services
from accounts.hashers import Argon2idHasher
from accounts.models import SignInDelay, User
from accounts.views import waiting_sentence
from core.models import AuditEvent
from tests.builders.people import PASSWORD, user

OFFICE, STRANGER = "10.1.1.1", "203.0.113.9"
WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng."


@pytest.fixture
def pao(db: None) -> User:
    """Páo, with a phone."""
    return user("pao", "Hoàng Văn Páo", phone="0912345678")


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """A clock that the test moves."""
    with time_machine.travel(timezone.now(), tick=False) as coordinates:
        yield coordinates


def post(client: Client, name: str, password: str, **more: str) -> HttpResponse:
    return client.post("/accounts/sign-in/", {"name": name, "password": password, **more})  # type: ignore[return-value]


def wait_after_failure(name: str, address: str) -> int:
    """Fail once; how many seconds the next attempt has to wait."""
    with pytest.raises(services.SignInRefusedError) as refused:
        services.authenticate(name, "sai", address=address)
    assert refused.value.wait == dt.timedelta(0), "the attempt itself came too early"
    rows = SignInDelay.objects.filter(open_at__gt=timezone.now())
    return max((int((row.open_at - timezone.now()).total_seconds()) for row in rows), default=0)


@pytest.mark.parametrize("name", ["pao", "  PAO ", "0912345678", "0912 345 678", "+84912345678"])
def test_user_name_or_phone_opens(pao: User, client: Client, name: str) -> None:
    response = post(client, name, PASSWORD)

    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(pao.pk)
    assert AuditEvent.objects.get().action == "accounts.signed_in"


@pytest.mark.parametrize(
    ("name", "password"),
    [("pao", "sai"), ("pao", ""), ("pao", f" {PASSWORD}"), ("ai-do", PASSWORD), ("", PASSWORD)],
)
def test_anything_else_does_not(pao: User, client: Client, name: str, password: str) -> None:
    response = post(client, name, password)

    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_closed_account_stays_out(pao: User, client: Client) -> None:
    User.objects.filter(pk=pao.pk).update(is_active=False)

    assert WRONG in post(client, "pao", PASSWORD).content.decode()


def test_an_unknown_name_gets_the_same_answer(pao: User) -> None:
    pages = []
    for name in ("pao", "ai"):
        text = post(Client(), name, "sai").content.decode()
        pages.append(re.sub(r'value="[^"]*"|X-CSRFToken": "[^"]*"', "", text))

    assert WRONG in pages[0]
    assert pages[0] == pages[1]


def test_the_typed_name_stays_and_the_password_does_not(pao: User, client: Client) -> None:
    text = post(client, "pao", "bi-mat-sai").content.decode()

    assert 'value="pao"' in text
    assert "bi-mat-sai" not in text


def test_the_sessions_key_changes(pao: User, client: Client) -> None:
    client.get("/accounts/letter/")
    session = client.session
    session["seen"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key or ""
    before = session.session_key

    post(client, "pao", PASSWORD)

    assert before
    assert client.session.session_key != before


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/units/?q=na+ri", "/units/?q=na+ri"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("http:///evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_only_a_page_of_this_host_follows(
    pao: User, client: Client, wanted: str, reached: str
) -> None:
    shown = client.get("/accounts/sign-in/", {"next": wanted}).content.decode()
    sent = post(client, "pao", PASSWORD, next=wanted)

    assert f'name="next" value="{reached}"' in shown
    assert sent["Location"] == reached
    assert client.get("/accounts/sign-in/", {"next": wanted})["Location"] == reached


def test_failures_of_an_account_make_it_wait_longer_and_longer(
    pao: User, clock: time_machine.Traveller
) -> None:
    waits = []
    for _ in range(16):
        wait = wait_after_failure("pao", STRANGER)
        waits.append(wait)
        clock.shift(wait)

    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]


def test_while_the_delay_runs_even_the_right_password_waits(
    pao: User, clock: time_machine.Traveller, client: Client
) -> None:
    for _ in range(11):
        clock.shift(wait_after_failure("pao", "127.0.0.1"))
    clock.shift(-1)

    text = post(client, "pao", PASSWORD).content.decode()
    assert "Đã nhập sai nhiều lần nên phải chờ. Hãy thử lại sau 1 giây." in text

    clock.shift(1)
    assert post(client, "pao", PASSWORD).status_code == 302
    assert wait_after_failure("pao", "127.0.0.1") == 0, "a success forgives the account's failures"


def test_a_stranger_does_not_lock_the_owner_out(pao: User, clock: time_machine.Traveller) -> None:
    for _ in range(10):
        clock.shift(wait_after_failure("pao", STRANGER))
    wait_after_failure("pao", STRANGER)

    with pytest.raises(services.SignInRefusedError) as refused:
        services.authenticate("pao", PASSWORD, address=STRANGER)
    assert refused.value.wait > dt.timedelta(0)
    assert services.authenticate("pao", PASSWORD, address=OFFICE) == pao


def test_guessing_many_names_makes_the_address_wait(
    pao: User, clock: time_machine.Traveller
) -> None:
    waits = []
    for number in range(54):
        wait = wait_after_failure(f"ten{number}", STRANGER)
        waits.append(wait)
        clock.shift(wait)

    assert waits == [0] * 49 + [1, 2, 4, 8, 16]
    assert wait_after_failure("pao", OFFICE) == 0


def test_a_day_later_the_failures_are_forgotten(pao: User, clock: time_machine.Traveller) -> None:
    for _ in range(10):
        clock.shift(wait_after_failure("pao", STRANGER))

    clock.shift(services.FORGET_AFTER + dt.timedelta(seconds=1))

    assert wait_after_failure("pao", STRANGER) == 0


def test_failures_are_in_the_trail_without_what_was_typed(pao: User) -> None:
    for name in ("pao", "0999888777"):
        with pytest.raises(services.SignInRefusedError):
            services.authenticate(name, "bi-mat", address=OFFICE)

    lines = list(AuditEvent.objects.values_list("action", "object_label"))
    assert sorted(lines) == [
        ("accounts.sign_in_failed", "Hoàng Văn Páo"),
        ("accounts.sign_in_failed", "không có tài khoản này"),
    ]


@pytest.mark.parametrize(
    ("seconds", "span"),
    [(0.4, "1 giây"), (59, "59 giây"), (60, "1 phút"), (124.2, "2 phút 5 giây"), (900, "15 phút")],
)
def test_the_wait_is_said_in_words(seconds: float, span: str) -> None:
    assert waiting_sentence(dt.timedelta(seconds=seconds)) == (
        f"Đã nhập sai nhiều lần nên phải chờ. Hãy thử lại sau {span}."
    )


def test_the_pages_of_the_door_are_never_cached(client: Client, db: None) -> None:
    for path in ("/accounts/sign-in/", "/accounts/letter/"):
        assert "no-store" in client.get(path)["Cache-Control"]


@pytest.mark.parametrize("module", ["config.settings.production", "config.settings.embedded"])
def test_passwords_are_stored_with_argon2id(
    monkeypatch: pytest.MonkeyPatch, module: str, tmp_path: object
) -> None:
    for name, value in {
        "SECRET_KEY": "x" * 60,
        "FIELD_KEY": "x" * 44,
        "ALLOWED_HOSTS": "thidua.example.vn",
        "REDIS_URL": "redis://127.0.0.1:6379/0",
        "DATA_DIR": str(tmp_path),
    }.items():
        monkeypatch.setenv(name, value)

    found = runpy.run_module(module)

    assert found["PASSWORD_HASHERS"][0] == "accounts.hashers.Argon2idHasher"
    stored = Argon2idHasher().encode("mat-khau", "muoi-muoi")
    assert stored.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_signing_out_ends_the_session_and_takes_a_press(pao: User, client: Client) -> None:
    client.force_login(pao)

    assert client.get("/accounts/sign-out/").status_code == 405
    assert "_auth_user_id" in client.session
    response = client.post("/accounts/sign-out/")

    assert response["Location"] == "/accounts/sign-in/"
    assert "_auth_user_id" not in client.session
    assert client.get("/units/")["Location"] == "/accounts/sign-in/?next=/units/"

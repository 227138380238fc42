"""One-time letters: the first password and every reset."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts import services
from accounts.models import OneTimeLetter, User
from core.errors import DomainError
from core.models import AuditEvent
from tests.builders.people import PASSWORD, user
from tests.sending import send
from tests.together import at_once

NEW = "suoi-nguon-trong-veo"


@pytest.fixture
def minh(db: None) -> User:
    """Who issues letters."""
    return user("minh", "Hoàng Văn Minh")


@pytest.fixture
def pao(db: None) -> User:
    """Who gets one."""
    return User.objects.create_user("pao", None, full_name="Hoàng Văn Páo")


def test_the_code_is_read_in_any_spelling_and_stored_nowhere(minh: User, pao: User) -> None:
    letter, code = services.issue_letter(pao, actor=minh)

    groups = f"{code[:4]} {code[4:8]}-{code[8:]}".lower()
    assert services.open_letter(groups) == letter
    assert len(code) == services.CODE_LENGTH
    assert not set(code) & set("O0I1L")
    stored = [str(value) for value in OneTimeLetter.objects.values_list()[0]]
    trail = [str(row) for row in AuditEvent.objects.values_list("before", "after", "object_label")]
    assert not [text for text in (*stored, *trail) if code in text]


def test_a_letter_sets_the_password_once(minh: User, pao: User) -> None:
    _letter, code = services.issue_letter(pao, actor=minh)

    services.use_letter(code, NEW)

    assert services.authenticate("pao", NEW, address="10.0.0.1") == pao
    with pytest.raises(DomainError, match="đã dùng"):
        services.use_letter(code, "mot-cau-khac-nua")
    assert services.authenticate("pao", NEW, address="10.0.0.1") == pao


def test_a_newer_letter_takes_the_olders_place(minh: User, pao: User) -> None:
    _old, old_code = services.issue_letter(pao, actor=minh)
    new, new_code = services.issue_letter(pao, actor=minh)

    assert services.open_letter(new_code) == new
    with pytest.raises(DomainError):
        services.open_letter(old_code)


def test_a_letter_lives_fourteen_days(minh: User, pao: User) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        letter, code = services.issue_letter(pao, actor=minh)
        clock.shift(dt.timedelta(days=14) - dt.timedelta(seconds=1))
        assert services.open_letter(code) == letter
        clock.shift(dt.timedelta(seconds=1))
        with pytest.raises(DomainError, match="hết hạn"):
            services.open_letter(code)


def test_closing_an_account_ends_its_letter(minh: User, pao: User) -> None:
    _letter, code = services.issue_letter(pao, actor=minh)

    services.set_active(pao, active=False, actor=minh)

    with pytest.raises(DomainError):
        services.open_letter(code)
    with pytest.raises(DomainError, match="ngừng hoạt động"):
        services.issue_letter(pao, actor=minh)


@pytest.mark.django_db(transaction=True)
def test_two_people_with_one_letter_set_one_password() -> None:
    minh = user("minh", "Hoàng Văn Minh")
    pao = user("pao", "Hoàng Văn Páo")
    _letter, code = services.issue_letter(pao, actor=minh)

    results = at_once(
        lambda: services.use_letter(code, f"{NEW}-mot"),
        lambda: services.use_letter(code, f"{NEW}-hai"),
    )

    refused = [result for result in results if isinstance(result, Exception)]
    assert [type(error) for error in refused] == [DomainError]
    pao.refresh_from_db()
    assert pao.check_password(f"{NEW}-mot") != pao.check_password(f"{NEW}-hai")


def test_pao_comes_in_with_his_letter(minh: User, pao: User, client: Client) -> None:
    _letter, code = services.issue_letter(pao, actor=minh)
    elsewhere = Client()
    elsewhere.force_login(pao)

    typed = client.post("/accounts/letter/", {"code": f"{code[:4]} {code[4:8]} {code[8:]}"})
    page = client.get(typed["Location"])
    done = send(client, "/accounts/letter/password/", password=NEW, repeated=NEW)

    assert typed["Location"] == "/accounts/letter/password/"
    assert "Hoàng Văn Páo" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert done["Location"] == "/"
    assert client.get("/units/account/").status_code == 200
    assert elsewhere.get("/units/account/").status_code == 302, "older sessions end"
    assert client.get("/accounts/letter/password/")["Location"] == "/accounts/letter/"


@pytest.mark.parametrize(
    ("password", "repeated", "message"),
    [
        (NEW, f"{NEW}x", "Hai lần nhập mật khẩu mới chưa giống nhau"),
        ("ngan", "ngan", "10"),
        ("hoangvanpao1", "hoangvanpao1", "giống"),
        ("1234567890123", "1234567890123", "số"),
    ],
)
def test_a_weak_or_mistyped_password_is_explained(
    minh: User, pao: User, client: Client, password: str, repeated: str, message: str
) -> None:
    _letter, code = services.issue_letter(pao, actor=minh)
    client.post("/accounts/letter/", {"code": code})

    page = send(client, "/accounts/letter/password/", password=password, repeated=repeated)

    errors = re.findall(r'class="field-error".*?</div></div>', page.content.decode(), re.DOTALL)
    assert message in " ".join(errors)
    assert services.open_letter(code).user == pao


@pytest.mark.parametrize("code", ["SAISAISAISAI", "", "x" * 60, "\x00", "O0I1L"])
def test_a_wrong_code_is_explained_and_kept(client: Client, db: None, code: str) -> None:
    page = client.post("/accounts/letter/", {"code": code})

    assert page.status_code == 200
    assert "has-error" in page.content.decode()


def test_without_a_letter_nobody_sets_a_password(client: Client, db: None) -> None:
    page = send(client, "/accounts/letter/password/", password=NEW, repeated=NEW)

    assert page["Location"] == "/accounts/letter/"


def test_the_qr_code_is_not_part_of_what_the_server_is_asked(client: Client, db: None) -> None:
    text = client.get("/accounts/letter/").content.decode()

    assert "js/letter.js" in text
    assert "data-letter-code" in text


def test_changing_the_password_keeps_this_session_and_ends_the_others(pao: User) -> None:
    pao.set_password(PASSWORD)
    pao.save()
    here, there = Client(), Client()
    for client in (here, there):
        client.post("/accounts/sign-in/", {"name": "pao", "password": PASSWORD})
        assert client.get("/accounts/password/").status_code == 200

    wrong = send(here, "/accounts/password/", old_password="sai", password=NEW, repeated=NEW)
    assert "Mật khẩu hiện nay chưa đúng." in wrong.content.decode()
    assert there.get("/accounts/password/").status_code == 200
    done = send(here, "/accounts/password/", old_password=PASSWORD, password=NEW, repeated=NEW)

    assert done["Location"] == "/accounts/password/"
    assert here.get("/accounts/password/").status_code == 200
    assert there.get("/accounts/password/")["Location"].startswith("/accounts/sign-in/")

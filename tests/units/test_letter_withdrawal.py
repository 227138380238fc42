"""A letter withdrawn, a lost phone shut out, and what a person's page tells about letters."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import OneTimeLetter, User
from accounts.services import issue_letter, open_letter, use_letter
from core.errors import DomainError
from core.models import AuditEvent
from tests.builders.people import PASSWORD
from tests.org import Org
from tests.sending import send


def browser_of(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def person_page(browser: Client, person: User) -> str:
    response = browser.get(f"/units/people/{person.pk}/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_minh_withdraws_a_letter_that_was_lost(org: Org) -> None:
    _letter, code = issue_letter(org.pao, actor=org.lan)
    minh, path = browser_of(org.minh), f"/units/people/{org.pao.pk}/letter/withdraw/"

    without = send(minh, path, reason=" ")
    assert without.status_code == 200
    assert open_letter(code).user == org.pao
    answer = send(minh, path, reason="Thư bị thất lạc.")

    assert answer["Location"] == f"/units/people/{org.pao.pk}/"
    with pytest.raises(DomainError):
        use_letter(code, "suoi-nguon-trong-veo")
    text = person_page(minh, org.pao)
    assert "đã thu hồi" in text
    assert "Thư bị thất lạc." in text
    event = AuditEvent.objects.get(action="accounts.letter_withdrawn")
    assert (event.actor_id, event.reason) == (org.minh.pk, "Thư bị thất lạc.")


def test_there_is_nothing_to_withdraw_twice_or_after_use(org: Org) -> None:
    _letter, code = issue_letter(org.pao, actor=org.minh)
    use_letter(code, "suoi-nguon-trong-veo")

    answer = send(
        browser_of(org.minh), f"/units/people/{org.pao.pk}/letter/withdraw/", reason="Lạc."
    )

    assert "không có thư nào còn hiệu lực" in answer.content.decode()
    assert not AuditEvent.objects.filter(action="accounts.letter_withdrawn").exists()


@pytest.mark.parametrize(
    ("name", "target", "code"),
    [("minh", "hoa", 403), ("minh", "bao", 404), ("pao", "mai", 403), ("hanh", "pao", 403)],
)
@pytest.mark.parametrize("page", ["letter/withdraw", "lost-phone"])
def test_who_may_issue_no_letter_withdraws_none(
    org: Org, name: str, target: str, code: int, page: str
) -> None:
    person = getattr(org, target)
    issue_letter(person, actor=org.quan)
    path = f"/units/people/{person.pk}/{page}/"

    assert send(browser_of(getattr(org, name)), path, reason="Lạc.").status_code == code
    assert OneTimeLetter.objects.get().withdrawn_at is None


def test_the_page_tells_what_became_of_each_letter(org: Org) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        _first, code = issue_letter(org.pao, actor=org.lan)
        use_letter(code, "suoi-nguon-trong-veo")
        issue_letter(org.pao, actor=org.minh)
        issue_letter(org.pao, actor=org.hoa)
        minh = browser_of(org.minh)
        now = person_page(minh, org.pao)
        for words in ("đã dùng", "Đã cấp thư mới.", "còn hiệu lực", "Nông Thị Lan"):
            assert words in now
        assert now.count("Thu hồi thư") == 1

        clock.shift(dt.timedelta(days=15))
        later = person_page(browser_of(org.minh), org.pao)
        assert "hết hạn" in later
        assert "còn hiệu lực" not in later
        assert "Thu hồi thư" not in later


@pytest.mark.parametrize("drop", [False, True])
def test_a_lost_phone_is_shut_out(org: Org, *, drop: bool) -> None:
    phone = browser_of(org.pao)
    _letter, code = issue_letter(org.pao, actor=org.minh)
    assert phone.get("/units/account/").status_code == 200
    fields = {"drop_password": "on"} if drop else {}

    answer = send(browser_of(org.minh), f"/units/people/{org.pao.pk}/lost-phone/", **fields)

    assert answer["Location"] == f"/units/people/{org.pao.pk}/"
    assert phone.get("/units/account/").status_code == 302
    with pytest.raises(DomainError):
        open_letter(code)
    owner = User.objects.get(pk=org.pao.pk)
    assert owner.check_password(PASSWORD) is not drop
    event = AuditEvent.objects.get(action="accounts.phone_lost")
    assert event.after == {"letters": 1, "password_dropped": drop}


@pytest.mark.parametrize("count", [1, 3, 50])
def test_a_persons_letters_cost_the_same_however_many(
    org: Org, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _number in range(count):
        issue_letter(org.pao, actor=org.lan)
    minh = browser_of(org.minh)
    person_page(minh, org.pao)

    with django_assert_num_queries(9):
        text = person_page(minh, org.pao)

    assert text.count("Đã cấp thư mới.") == count - 1

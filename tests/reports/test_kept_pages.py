"""The first page is kept while nothing that it shows has changed, and not a moment longer."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.services import end_sessions
from core import clock
from notices.services import tell
from tests.builders import assessments as build
from tests.org import Org

pytestmark = pytest.mark.django_db

# user, business day, the commune's chain head, unread messages
KEPT = 4


def home(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.get("/")  # sets the form token's cookie
    client.get("/")  # the page that is kept
    return client


def shown(client: Client) -> str:
    return client.get("/").content.decode()


def test_the_second_look_asks_the_stamp_alone(
    org: Org, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    build.na_ri(org)
    pao = home(org.pao)

    with django_assert_num_queries(KEPT):
        page = shown(pao)

    assert "Thôn Bản Pò" in page


def test_an_answer_is_seen_at_once(org: Org) -> None:
    na = build.na_ri(org)
    pao = home(org.pao)
    before = shown(pao)

    build.begun(na, org.ban_po, org.pao)

    assert "Bắt đầu nhập" in before
    assert "Nhập tiếp và nộp" in shown(pao)


def test_the_officer_sees_what_the_head_submits(org: Org) -> None:
    na = build.na_ri(org)
    minh = home(org.minh)
    before = shown(minh)

    build.submitted(na, org.ban_po, org.pao)

    assert "đã nộp" not in before
    assert "đã nộp" in shown(minh)


def test_the_neighbour_keeps_an_own_page(org: Org) -> None:
    build.na_ri(org)
    pao, sam = home(org.pao), home(org.sam)

    assert "Thôn Bản Pò" in shown(pao)
    assert "Thôn Bản Pò" not in shown(sam)
    assert "Thôn Nà Lạc" in shown(sam)


def test_a_new_day_is_a_new_page(org: Org) -> None:
    build.na_ri(org)
    pao = home(org.pao)
    before = shown(pao)

    clock.set_business_day(clock.today() + dt.timedelta(days=1))

    assert shown(pao) != before


def test_a_message_in_the_inbox_is_counted_at_once(org: Org) -> None:
    build.na_ri(org)
    pao = home(org.pao)
    before = shown(pao)

    tell([org.pao], subject="Họp thôn", body="", path="/")

    assert shown(pao) != before


def test_a_changed_role_ends_the_session_and_its_page(org: Org) -> None:
    build.na_ri(org)
    pao = home(org.pao)

    end_sessions(org.pao)

    assert pao.get("/").status_code == 302

"""Minh sets by which day a duty is due; the plan's wording stays beside it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from campaigns.calendar import last_day
from campaigns.models import Duty
from core import clock
from tests.builders import campaigns as plans
from tests.org import Org
from tests.sending import send
from tests.trail import changes


@pytest.fixture
def duty(org: Org) -> Duty:
    """Due "trước ngày 01/12" in Na Rì."""
    clock.set_business_day(dt.date(2026, 11, 20))
    return plans.duty(
        plans.campaign(org.na_ri), "SH-BC-1", day=1, month=12, source_text="trước ngày 01/12"
    )


def path(duty: Duty) -> str:
    return f"/campaigns/na-ri-2026/duties/{duty.pk}/"


def test_named_day_counts_once_the_office_says_so(org: Org, duty: Duty, client: Client) -> None:
    assert last_day(duty, 2026) == dt.date(2026, 11, 30)
    client.force_login(org.minh)
    assert "trước ngày 01/12" in client.get(path(duty)).content.decode()

    answer = send(client, path(duty), day="1", month="12", is_inclusive="on")

    assert answer.url == "/campaigns/na-ri-2026/"
    duty.refresh_from_db()
    assert last_day(duty, 2026) == dt.date(2026, 12, 1)
    [(before, after)] = changes("campaigns.duty_day_set")
    assert (before["is_inclusive"], after["is_inclusive"]) == (False, True)


def test_duty_may_lose_its_day(org: Org, duty: Duty, client: Client) -> None:
    client.force_login(org.minh)

    send(client, path(duty), day="", month="")

    duty.refresh_from_db()
    assert last_day(duty, 2026) is None


@pytest.mark.parametrize(
    ("day", "month", "reason"),
    [
        ("31", "11", "Không có ngày 31 tháng 11"),
        ("30", "2", "Không có ngày 30 tháng 2"),
        ("5", "", "cùng ghi hoặc cùng để trống"),
        ("5", "13", "Không có ngày 5 tháng 13"),
    ],
)
def test_day_that_does_not_exist_is_refused_and_stays_typed(
    org: Org, duty: Duty, client: Client, day: str, month: str, reason: str
) -> None:
    client.force_login(org.minh)

    shown = send(client, path(duty), day=day, month=month).content.decode()

    assert reason in shown
    assert f'value="{day}"' in shown
    duty.refresh_from_db()
    assert (duty.day, duty.month) == (1, 12)


def test_only_the_office_of_the_commune_sets_days(org: Org, duty: Duty, client: Client) -> None:
    answers, offers = {}, {}
    for name in ("lan", "minh", "pao", "tuyet", "hanh", "chi"):
        client.force_login(getattr(org, name))
        answers[name] = send(client, path(duty), day="2", month="12").status_code
        offers[name] = path(duty) in client.get("/campaigns/na-ri-2026/").content.decode()

    assert answers == {
        "lan": 302, "minh": 302, "pao": 403, "tuyet": 403, "hanh": 403, "chi": 404,
    }  # fmt: skip
    assert [name for name, offered in offers.items() if offered] == ["lan", "minh"]

"""The business day and the real one."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from core import clock
from core.request_info import RequestInfoMiddleware

ZONE = dt.timezone(dt.timedelta(hours=7))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-30T16:59:59+00:00", dt.date(2026, 11, 30)),
        ("2026-11-30T17:00:00+00:00", dt.date(2026, 12, 1)),
        ("2026-12-31T17:30:00+00:00", dt.date(2027, 1, 1)),
    ],
)
def test_the_day_changes_at_midnight_in_viet_nam(moment: str, day: dt.date) -> None:
    with time_machine.travel(dt.datetime.fromisoformat(moment), tick=False):
        assert clock.today() == day


@pytest.mark.django_db
def test_a_set_business_day_holds_until_it_is_taken_back() -> None:
    with time_machine.travel(dt.datetime(2027, 3, 1, 9, 41, tzinfo=ZONE), tick=False):
        clock.set_business_day(dt.date(2026, 11, 20))
        assert clock.today() == dt.date(2026, 11, 20)
        assert clock.now() == dt.datetime(2026, 11, 20, 9, 41, tzinfo=ZONE)
        assert clock.chosen_business_day() == dt.date(2026, 11, 20)

        clock.set_business_day(None)
        assert clock.today() == dt.date(2027, 3, 1)
        assert clock.now() == dt.datetime(2027, 3, 1, 9, 41, tzinfo=ZONE)


@pytest.mark.django_db
def test_a_request_asks_once_and_sees_its_own_change(
    rf: RequestFactory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    days: list[dt.date] = []

    def view(_request: object) -> dict[str, str]:
        days.extend([clock.today(), clock.today()])
        clock.set_business_day(dt.date(2024, 11, 29))
        days.append(clock.today())
        return {}

    clock.set_business_day(dt.date(2026, 11, 20))
    # One look, the change (savepoint, look, write, release), one look again.
    with django_assert_num_queries(6):
        RequestInfoMiddleware(view)(rf.get("/"))  # type: ignore[arg-type]

    assert days == [dt.date(2026, 11, 20), dt.date(2026, 11, 20), dt.date(2024, 11, 29)]

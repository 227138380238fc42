"""Days and moved days at their edges (contract 5)."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from campaigns.calendar import counting_day
from campaigns.enums import YearState
from campaigns.models import Duty, DutyDelivery
from campaigns.services import duties, participation
from core.errors import DomainError
from core.models import AuditEvent
from tests.builders.assessments import NaRi, na_ri
from tests.org import Org

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def na(org: Org) -> NaRi:
    """The year 2026 of Na Rì, opened by Lan; the business day is 20/11/2026."""
    return na_ri(org)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (dt.datetime(2026, 11, 25, 23, 59, 59, tzinfo=HANOI), dt.date(2026, 11, 25)),
        (dt.datetime(2026, 11, 26, 0, 0, 59, tzinfo=HANOI), dt.date(2026, 11, 25)),
        (dt.datetime(2026, 11, 26, 0, 1, 0, tzinfo=HANOI), dt.date(2026, 11, 26)),
        # The same clock told in UTC, as a row from the database tells it.
        (dt.datetime(2026, 11, 25, 17, 0, 59, tzinfo=dt.UTC), dt.date(2026, 11, 25)),
        (dt.datetime(2026, 11, 25, 18, 30, tzinfo=dt.UTC), dt.date(2026, 11, 26)),
        # The year's border is Vietnam's.
        (dt.datetime(2026, 12, 31, 23, 59, tzinfo=HANOI), dt.date(2026, 12, 31)),
        (dt.datetime(2026, 12, 31, 17, 30, tzinfo=dt.UTC), dt.date(2027, 1, 1)),
    ],
)
def test_a_receipt_counts_for_its_day_in_vietnam(moment: dt.datetime, day: dt.date) -> None:
    assert counting_day(moment) == day


def moved(na: NaRi, day: dt.date) -> DutyDelivery:
    return duties.move_last_day(
        na.village_duty, na.year, na.org.ban_po, day=day, reason="Lũ quét.", actor=na.org.minh
    )


def test_a_second_extension_says_what_the_first_one_said(na: NaRi) -> None:
    moved(na, dt.date(2026, 11, 28))
    moved(na, dt.date(2026, 11, 30))

    told = AuditEvent.objects.filter(action="campaigns.last_day_moved").order_by("pk")

    assert [(one.before, one.after) for one in told] == [
        ("2026-11-25", "2026-11-28"),
        ("2026-11-28", "2026-11-30"),
    ]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2026, 11, 27), "phải sau ngày cuối hiện nay (28/11/2026)"),
        (dt.date(2026, 11, 28), "phải sau ngày cuối hiện nay (28/11/2026)"),
        (dt.date(2027, 1, 1), "không sau ngày 31/12/2026"),
        (dt.date(2027, 11, 30), "không sau ngày 31/12/2026"),
    ],
)
def test_an_extension_takes_no_day_away_and_stays_in_its_year(
    na: NaRi, day: dt.date, said: str
) -> None:
    moved(na, dt.date(2026, 11, 28))

    with pytest.raises(DomainError) as refused:
        moved(na, day)

    assert said in str(refused.value)
    assert refused.value.field == "day"
    assert DutyDelivery.objects.get().moved_last_day == dt.date(2026, 11, 28)
    assert AuditEvent.objects.filter(action="campaigns.last_day_moved").count() == 1


def test_the_last_day_of_the_year_may_be_given(na: NaRi) -> None:
    assert moved(na, dt.date(2026, 12, 31)).moved_last_day == dt.date(2026, 12, 31)


def test_after_closing_no_day_moves_and_nobody_is_left_out(na: NaRi) -> None:
    """Also from a page that was opened before: the service reads the year anew."""
    seen = na.participation(na.org.ban_po)
    assert seen.campaign_year.state == YearState.OPEN
    type(na.year).objects.filter(pk=na.year.pk).update(state=YearState.CLOSED)

    with pytest.raises(DomainError):
        moved(na, dt.date(2026, 11, 28))
    with pytest.raises(DomainError):
        participation.exclude(seen, reason="Sáp nhập.", actor=na.org.minh)
    with pytest.raises(DomainError):
        participation.register_participants(na.year, actor=na.org.minh.as_actor)

    assert not DutyDelivery.objects.exclude(moved_last_day=None).exists()
    assert not na.year.participations.filter(is_excluded=True).exists()


def test_reasons_are_kept_composed(na: NaRi) -> None:
    row = duties.move_last_day(
        na.village_duty,
        na.year,
        na.org.ban_po,
        day=dt.date(2026, 11, 28),
        reason="Lu\u0303 que\u0301t",
        actor=na.org.minh,
    )

    assert row.moved_reason == "Lũ quét"
    assert Duty.objects.filter(pk=row.duty_id).exists()

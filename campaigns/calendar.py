"""When a duty falls due in a year, and whether something came in time. Pure functions.

"trước ngày X" is read literally: the last day is the one before, unless the office sets the
named day inclusive (annual-report.md, V10).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from campaigns.models import Duty, DutyDelivery

# A form that was already open at midnight may still arrive (contract 5).
GRACE = dt.timedelta(minutes=1)
SOON_DAYS = 14


class DueState(StrEnum):
    """Where a duty of one unit stands on a day."""

    NO_DATE = "no_date"
    NOT_OPEN = "not_open"
    WAITING = "waiting"
    SOON = "soon"
    OVERDUE = "overdue"
    ON_TIME = "on_time"
    LATE = "late"


def named_day(duty: Duty, year: int) -> dt.date | None:
    """The day the plan names, in that year; 29/02 of a common year is its 28th."""
    if duty.month is None or duty.day is None:
        return None
    try:
        return dt.date(year, duty.month, duty.day)
    except ValueError:
        return dt.date(year, duty.month, 28)


def last_day(duty: Duty, year: int) -> dt.date | None:
    """The last day on which the delivery is in time, or ``None`` for a duty without a date."""
    named = named_day(duty, year)
    if named is None or duty.is_inclusive:
        return named
    return named - dt.timedelta(days=1)


def prepare_on(duty: Duty, year: int) -> dt.date | None:
    """The morning on which the scheduler first builds the draft."""
    last = last_day(duty, year)
    return None if last is None else last - dt.timedelta(days=duty.prepare_days_before)


def opens_on(duty: Duty, year: int) -> dt.date:
    """The first day on which the duty can be done."""
    return dt.date(year, duty.opens_month, duty.opens_day)


def counting_day(received_at: dt.datetime) -> dt.date:
    """The day a receipt counts for: up to one minute past midnight still the day before."""
    return timezone.localtime(received_at - GRACE).date()


@dataclass(frozen=True)
class Due:
    """One duty of one unit on one day, ready to be shown.

    ``days_left`` counts whole days to the last day: 0 on the day itself, negative after it.
    """

    duty: Duty
    state: DueState
    last_day: dt.date | None
    days_left: int | None
    received_on: dt.date | None = None
    is_moved: bool = False
    moved_reason: str = ""


def due(duty: Duty, year: int, day: dt.date, delivery: DutyDelivery | None = None) -> Due:
    """Where the duty stands on ``day``, with the unit's own moved last day if it has one."""
    moved = delivery.moved_last_day if delivery else None
    last = moved or last_day(duty, year)
    received = delivery.received_on if delivery else None
    return Due(
        duty=duty,
        state=_state(duty, year, day, last, received),
        last_day=last,
        days_left=None if last is None else (last - day).days,
        received_on=received,
        is_moved=moved is not None,
        moved_reason=delivery.moved_reason if delivery else "",
    )


def _state(
    duty: Duty, year: int, day: dt.date, last: dt.date | None, received: dt.date | None
) -> DueState:
    if last is None:
        return DueState.NO_DATE
    if received is not None:
        return DueState.ON_TIME if received <= last else DueState.LATE
    if day > last:
        return DueState.OVERDUE
    if day < opens_on(duty, year):
        return DueState.NOT_OPEN
    return DueState.SOON if (last - day).days <= SOON_DAYS else DueState.WAITING

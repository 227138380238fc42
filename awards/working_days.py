"""Working days: Monday to Friday without public holidays, with Saturdays that are worked instead.

Pure functions over a calendar; a period counts from the day after it began.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

_SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """The days off and the Saturdays worked that are known."""

    off: frozenset[dt.date] = field(default_factory=frozenset)
    worked: frozenset[dt.date] = field(default_factory=frozenset)

    def is_working(self, day: dt.date) -> bool:
        """Whether offices work on the day."""
        if day in self.worked:
            return True
        return day.weekday() < _SATURDAY and day not in self.off

    def after(self, day: dt.date, count: int) -> dt.date:
        """The working day that is the ``count``-th after a day; the day itself for none."""
        found = day
        while count > 0:
            found += dt.timedelta(days=1)
            count -= self.is_working(found)
        return found

    def between(self, start: dt.date, end: dt.date) -> int:
        """How many working days lie after ``start`` up to and with ``end``."""
        days = (end - start).days
        return sum(self.is_working(start + dt.timedelta(days=one)) for one in range(1, days + 1))


@dataclass(frozen=True)
class Clock:
    """A limit of working days that runs, and stands still while somebody else has the dossier."""

    limit: int
    used: int
    is_running: bool
    due_on: dt.date | None

    @property
    def is_over(self) -> bool:
        """Whether more days went by than there are."""
        return self.used > self.limit

    @property
    def left(self) -> int:
        """Working days left, none below zero."""
        return max(0, self.limit - self.used)


def clock_of(
    calendar: Calendar, limit: int, spans: Iterable[tuple[dt.date, dt.date | None]], today: dt.date
) -> Clock:
    """The clock over the spans in which it ran; an open span runs until today."""
    used, running = 0, False
    for start, end in spans:
        running = end is None
        used += calendar.between(start, end or today)
    due = calendar.after(today, limit - used) if running and used <= limit else None
    return Clock(limit=limit, used=used, is_running=running, due_on=due)

"""Two clocks: the business day, which a demo may set, and the real one, which nobody sets.

Deadlines, terms of office, "today" on papers and lateness ask the business clock, and so does
every moment that people read in the records: receipts, histories, the trail, the inbox. Leases,
sessions, sign-in delays and the validity of letters ask ``django.utils.timezone.now`` directly.
Without a set business day the two are one.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet, Subquery
from django.utils import timezone

from core import request_info
from core.models import Installation
from core.prepared import Prepared

_KEY = "business_day"


def set_business_day(day: dt.date | None) -> None:
    """Set the installation's business day; ``None`` returns to the calendar."""
    Installation.objects.update_or_create(pk=1, defaults={"business_day": day})
    memory = request_info.current().memory
    if memory is not None:
        memory.pop(_KEY, None)


@Prepared
def _chosen_day(pk: int) -> QuerySet[Installation, dt.date | None]:
    return Installation.objects.filter(pk=pk).values_list("business_day", flat=True)


def chosen_business_day() -> dt.date | None:
    """The business day set for this installation, or ``None`` when it follows the calendar.

    Read once per request.
    """
    memory = request_info.current().memory
    if memory is not None and _KEY in memory:
        remembered: dt.date | None = memory[_KEY]
        return remembered
    day = _chosen_day.first(1)
    if memory is not None:
        memory[_KEY] = day
    return day


def today() -> dt.date:
    """The business day: the one that was set, else today's date in Asia/Ho_Chi_Minh."""
    return chosen_business_day() or timezone.localdate()


def now() -> dt.datetime:
    """The business moment: the business day with the real time of day, timezone-aware."""
    moment = timezone.localtime()
    day = chosen_business_day()
    return moment if day is None else moment.replace(year=day.year, month=day.month, day=day.day)


def day_beside() -> Subquery:
    """The set business day as a column of another query, for pages that must ask little.

    Give what comes back to :func:`remember`.
    """
    return Subquery(Installation.objects.filter(pk=1).values("business_day"))


def remember(chosen: dt.date | None) -> dt.date:
    """The business day, when the set one came with another query; the request asks no more."""
    memory = request_info.current().memory
    if memory is not None:
        memory[_KEY] = chosen
    return chosen or timezone.localdate()


def last_tick() -> dt.datetime | None:
    """When the scheduler last ran, by the real clock."""
    return Installation.objects.filter(pk=1).values_list("ticked_at", flat=True).first()


def note_tick() -> None:
    """Remember that the scheduler ran now."""
    moment = timezone.now()
    if not Installation.objects.filter(pk=1).update(ticked_at=moment):
        Installation.objects.create(pk=1, ticked_at=moment)

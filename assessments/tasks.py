"""The daily reminders and the nightly recount: jobs, and their place in the scheduler's minute."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings

from assessments.services import recounting, reminding
from core import clock, jobs


@jobs.handler(reminding.JOB_KIND)
def remind(progress: jobs.Progress) -> dict[str, Any]:
    """Prepare the reminders of a day."""
    return dict(reminding.remind(dt.date.fromisoformat(progress.arguments["day"])))


@jobs.handler(recounting.JOB_KIND)
def recount(progress: jobs.Progress) -> dict[str, Any]:
    """Prove every year's sums."""
    return dict(recounting.recount_all(progress))


@jobs.on_tick
def remind_in_the_morning() -> None:
    """From the hour of the setting on, once a day: nobody is woken at midnight."""
    if clock.now().hour >= settings.REMINDER_HOUR:
        reminding.enqueue_due()


@jobs.on_tick
def recount_at_night() -> None:
    """Ask once a day."""
    recounting.enqueue_nightly()

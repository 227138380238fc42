"""Giving one unit more days for its form, and telling it so."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from accounts.models import User
from assessments.services.telling import tell_extended
from campaigns.models import Duty, DutyDelivery, Participation
from campaigns.services import duties


@transaction.atomic
def extend(
    participation: Participation, duty: Duty, *, day: dt.date, reason: str, actor: User
) -> DutyDelivery:
    """Move the last day of one unit; its head reads the new day and the reason in the inbox.

    Raises what ``duties.move_last_day`` does.
    """
    year, unit = participation.campaign_year, participation.unit
    row = duties.move_last_day(duty, year, unit, day=day, reason=reason, actor=actor)
    tell_extended(participation, row, actor=actor)
    return row

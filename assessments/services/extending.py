"""Giving one unit more days for its form, and telling it so."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.selectors.reminders import key_of
from assessments.services.reminding import KIND
from assessments.services.telling import tell_extended
from campaigns.models import Duty, DutyDelivery, Participation
from campaigns.services import duties
from core.display import vn_date
from notices.services import outbox


@transaction.atomic
def extend(
    participation: Participation, duty: Duty, *, day: dt.date, reason: str, actor: User
) -> DutyDelivery:
    """Move the last day of one unit; its head reads the new day and the reason in the inbox.

    A reminder that waits in an outbox names the day that no longer counts: it is not sent as it
    is. Raises what ``duties.move_last_day`` does.
    """
    year, unit = participation.campaign_year, participation.unit
    key = key_of(duty.pk, year.pk, unit.pk)
    held = outbox.hold_about(KIND, key)
    row = duties.move_last_day(duty, year, unit, day=day, reason=reason, actor=actor)
    knowing = {one.pk for one in tell_extended(participation, row, actor=actor)}
    told = _("%(unit)s được gia hạn đến hết ngày %(day)s: %(reason)s") % {
        "unit": unit.display_name,
        "day": vn_date(row.moved_last_day),
        "reason": row.moved_reason,
    }
    outbox.amend(held, KIND, key, told, knowing=knowing, actor=actor)
    return row

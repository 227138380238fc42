"""The office sets the day of a duty: where the plan names none, or means the day itself too."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.models import Duty
from campaigns.rules import can_work_office
from campaigns.services import tallies
from campaigns.services.after_closing import reason_for_campaign
from core.audit import record
from core.errors import DomainError
from units.access import audit_subject

_LEAP_YEAR = 2024  # 29/02 is a day of the calendar; in other years it is read as the 28th


@transaction.atomic
def set_duty_day(
    duty: Duty,
    *,
    day: int | None,
    month: int | None,
    is_inclusive: bool,
    actor: User,
    reason: str = "",
) -> Duty:
    """Name the day of every year by which the duty is due; neither day nor month = no date.

    The plan's own wording stays beside it. Raises ``DomainError`` for half a date, one that does
    not exist, or without a reason where a year of the campaign is closed: who was on time in it
    is counted by the day, too.
    """
    if not can_work_office(actor, duty.campaign):
        raise PermissionDenied
    if (day is None) != (month is None):
        raise DomainError(_("Ngày và tháng phải cùng ghi hoặc cùng để trống."), field="day")
    if day is not None and month is not None and not _exists(day, month):
        raise DomainError(
            _("Không có ngày %(day)s tháng %(month)s. Hãy kiểm tra lại.")
            % {"day": day, "month": month},
            field="day",
        )
    before = {"day": duty.day, "month": duty.month, "is_inclusive": duty.is_inclusive}
    after = {"day": day, "month": month, "is_inclusive": is_inclusive}
    if after == before:
        return duty
    reason = reason_for_campaign(duty.campaign, reason)
    duty.day, duty.month, duty.is_inclusive = day, month, is_inclusive
    duty.save(update_fields=["day", "month", "is_inclusive"])
    for year in duty.campaign.years.all():
        tallies.follow_days(year)
    record(
        "campaigns.duty_day_set",
        audit_subject("campaigns.duty", duty.pk, duty.what[:200], duty.campaign.launched_by),
        actor=actor.as_actor,
        before=before,
        after=after,
        reason=reason,
    )
    return duty


def _exists(day: int, month: int) -> bool:
    try:
        dt.date(_LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True

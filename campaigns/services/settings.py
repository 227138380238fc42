"""What the plan leaves to the office: days for objections, and who may review what (contract 3)."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.models import Campaign
from campaigns.rules import can_manage_year, can_work_office
from core.audit import record
from core.errors import DomainError
from core.text import nfc
from units.access import audit_subject

MOST_OBJECTION_DAYS: Final = 60
EARLIEST_REMINDER: Final = 60
LATEST_REMINDER: Final = -30


@transaction.atomic
def set_rules(
    campaign: Campaign, *, objection_days: int, own_review_allowed: bool, reason: str, actor: User
) -> Campaign:
    """Set how long a unit may object, and whether somebody may review what they entered.

    The latter is for a commune with too few people and is allowed only with a reason. Raises
    ``DomainError`` beside the field, ``PermissionDenied`` for anybody but the office leader.
    """
    if not can_manage_year(actor, campaign):
        raise PermissionDenied
    if not 1 <= objection_days <= MOST_OBJECTION_DAYS:
        raise DomainError(
            _("Số ngày phải từ 1 đến %(most)s.") % {"most": MOST_OBJECTION_DAYS},
            field="objection_days",
        )
    reason = nfc(reason).strip()
    row = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if own_review_allowed and not row.own_review_allowed and not reason:
        raise DomainError(
            _("Hãy ghi lý do cho phép thẩm định hồ sơ do chính mình nhập."), field="reason"
        )
    before = _rules_of(row)
    row.objection_days, row.own_review_allowed = objection_days, own_review_allowed
    row.save(update_fields=["objection_days", "own_review_allowed"])
    if _rules_of(row) != before:
        record(
            "campaigns.rules_set",
            audit_subject("campaigns.campaign", row.pk, str(row), campaign.launched_by),
            actor=actor.as_actor,
            before=before,
            after=_rules_of(row),
            reason=reason,
        )
    return row


def _rules_of(row: Campaign) -> dict[str, object]:
    return {"objection_days": row.objection_days, "own_review_allowed": row.own_review_allowed}


@transaction.atomic
def set_reminders(campaign: Campaign, *, days: list[int], automatic: bool, actor: User) -> Campaign:
    """Set on which days before the last day people are reminded, and whether without a look.

    No day at all: nobody is reminded by the scheduler. Raises ``DomainError`` for a day too far.
    """
    if not can_work_office(actor, campaign):
        raise PermissionDenied
    if any(not LATEST_REMINDER <= one <= EARLIEST_REMINDER for one in days):
        raise DomainError(
            _("Mỗi ngày nhắc phải từ %(latest)s (sau ngày cuối) đến %(earliest)s (trước).")
            % {"latest": LATEST_REMINDER, "earliest": EARLIEST_REMINDER},
            field="days",
        )
    row = Campaign.objects.select_for_update().get(pk=campaign.pk)
    before = {"reminder_days": row.reminder_days, "reminders_automatic": row.reminders_automatic}
    row.reminder_days = sorted(set(days), reverse=True)
    row.reminders_automatic = automatic
    row.save(update_fields=["reminder_days", "reminders_automatic"])
    after = {"reminder_days": row.reminder_days, "reminders_automatic": automatic}
    if after != before:
        record(
            "campaigns.reminders_set",
            audit_subject("campaigns.campaign", row.pk, str(row), campaign.launched_by),
            actor=actor.as_actor,
            before=before,
            after=after,
        )
    return row

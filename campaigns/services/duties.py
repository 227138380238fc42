"""What was delivered on a duty, when, and which last days were moved."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.calendar import counting_day, last_day
from campaigns.enums import Channel, DutyKind
from campaigns.models import CampaignYear, Duty, DutyDelivery, ParticipantGroup
from campaigns.rules import can_work_office
from campaigns.services import tallies
from campaigns.services.open_years import refuse_unless_open
from core.audit import Actor, record
from core.errors import DomainError
from core.text import nfc
from units.access import audit_subject
from units.models import Unit


def form_duties(group: ParticipantGroup) -> list[Duty]:
    """The dated duties that a unit of this group fulfils with its form."""
    return list(group.duties.filter(kind=DutyKind.FORM).exclude(day=None).order_by("position"))


@transaction.atomic
def receive_form(
    campaign_year: CampaignYear,
    unit: Unit,
    group: ParticipantGroup,
    *,
    at: dt.datetime,
    channel: str,
    receipt_code: str,
    actor: Actor,
    paper_on: dt.date | None = None,
) -> None:
    """Note a submitted form on every duty that it fulfils.

    The first receipt that still stands decides lateness: a form that was returned and comes
    again keeps it. ``paper_on`` is the documented day on which the office got the paper.
    """
    deliveries = []
    for duty in form_duties(group):
        row, _created = DutyDelivery.objects.get_or_create(
            duty=duty, campaign_year=campaign_year, unit=unit
        )
        if row.received_on is None:
            row.received_at = at
            row.received_on = paper_on or counting_day(at)
            row.receipt_code = receipt_code
            row.channel = channel
            row.save()
            _note(row, "campaigns.form_received", actor, after=_receipt(row))
        deliveries.append(row)
    if deliveries:  # the first duty's decides; its last day is not touched by a receipt
        tallies.change(campaign_year.pk, unit.pk, received_on=deliveries[0].received_on)


@transaction.atomic
def withdraw_form(campaign_year: CampaignYear, unit: Unit, *, actor: Actor) -> None:
    """Forget the receipt of a form that its unit took back: the next one counts."""
    rows = DutyDelivery.objects.filter(
        campaign_year=campaign_year, unit=unit, duty__kind=DutyKind.FORM
    ).exclude(received_on=None)
    for row in rows.select_related("duty", "unit"):
        before = _receipt(row)
        row.received_at, row.received_on, row.receipt_code, row.channel = None, None, "", ""
        row.save()
        _note(row, "campaigns.receipt_withdrawn", actor, before=before)
    tallies.follow_days(campaign_year, [unit.pk])


@transaction.atomic
def receive_report(
    duty: Duty,
    campaign_year: CampaignYear,
    unit: Unit,
    *,
    at: dt.datetime,
    code: str,
    actor: Actor,
) -> None:
    """Note that a consolidated report was frozen and thus delivered."""
    row, _created = DutyDelivery.objects.get_or_create(
        duty=duty, campaign_year=campaign_year, unit=unit
    )
    if row.received_on is None:
        row.received_at, row.received_on = at, counting_day(at)
        row.receipt_code, row.channel = code, Channel.SELF
        row.save()
        _note(row, "campaigns.report_received", actor, after=_receipt(row))


def _receipt(row: DutyDelivery) -> dict[str, Any]:
    return {"day": row.received_on, "receipt_code": row.receipt_code, "channel": row.channel}


def _note(
    row: DutyDelivery,
    action: str,
    actor: Actor,
    *,
    before: Any = None,
    after: Any = None,
    reason: str = "",
) -> None:
    record(
        action,
        audit_subject("campaigns.delivery", row.pk, row.duty.what[:200], row.unit),
        actor=actor,
        before=before,
        after=after,
        reason=reason,
    )


@transaction.atomic
def move_last_day(
    duty: Duty, campaign_year: CampaignYear, unit: Unit, *, day: dt.date, reason: str, actor: User
) -> DutyDelivery:
    """Give one unit a later last day, with a reason that stays visible.

    Raises ``DomainError`` without a reason, for a day that is no later than the one that counts
    now, and for one after the campaign's year.
    """
    if not can_work_office(actor, campaign_year.campaign):
        raise PermissionDenied
    refuse_unless_open(campaign_year)
    usual = last_day(duty, campaign_year.year)
    if usual is None:
        raise DomainError(_("Việc này không có thời hạn nên không cần gia hạn."))
    reason = nfc(reason).strip()
    if not reason:
        raise DomainError(_("Hãy ghi lý do gia hạn."), field="reason")
    row, _created = DutyDelivery.objects.select_for_update().get_or_create(
        duty=duty, campaign_year=campaign_year, unit=unit
    )
    before = row.moved_last_day or usual
    _refuse_day(day, before, campaign_year)
    row.moved_last_day, row.moved_reason = day, reason
    row.save(update_fields=["moved_last_day", "moved_reason"])
    tallies.follow_days(campaign_year, [unit.pk])
    who = actor.as_actor
    _note(row, "campaigns.last_day_moved", who, before=before, after=day, reason=reason)
    return row


def _refuse_day(day: dt.date, now: dt.date, campaign_year: CampaignYear) -> None:
    """Refuse what would take days away, and a slip of the year."""
    if day <= now:
        raise DomainError(
            _("Ngày gia hạn phải sau ngày cuối hiện nay (%(day)s).") % {"day": f"{now:%d/%m/%Y}"},
            field="day",
        )
    if day.year > campaign_year.year:
        raise DomainError(
            _("Ngày gia hạn không sau ngày 31/12/%(year)s. Hãy kiểm tra lại năm.")
            % {"year": campaign_year.year},
            field="day",
        )


@transaction.atomic
def note_overdue(delivery: DutyDelivery, day: dt.date, *, actor: Actor) -> bool:
    """Mark once that the last day passed without a delivery; whether this call did it."""
    changed = DutyDelivery.objects.filter(
        pk=delivery.pk, received_on=None, overdue_noted_on=None
    ).update(overdue_noted_on=day)
    if changed:
        _note(delivery, "campaigns.overdue", actor, after=day)
    return bool(changed)

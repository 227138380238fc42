"""The public page of a commune and year, and whose names may stand on it."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from awards.models import HonoursYear, NameConsent
from awards.rules import can_publish
from core import clock
from core.audit import record
from core.errors import DomainError
from core.text import one_line
from units.access import audit_subject
from units.models import Unit

FIRST_YEAR = 2000


@transaction.atomic
def open_honours(unit: Unit, year: int, *, actor: User) -> HonoursYear:
    """Show the unit's awards of the year to everybody; opening twice opens once."""
    if not can_publish(actor, unit):
        raise PermissionDenied
    if not FIRST_YEAR <= year <= clock.today().year:
        raise DomainError(
            _("Năm phải từ %(first)s đến %(last)s.")
            % {"first": FIRST_YEAR, "last": clock.today().year},
            field="year",
        )
    row, created = HonoursYear.objects.get_or_create(
        unit=unit, year=year, defaults={"opened_on": clock.today()}
    )
    if created or _turned(row, is_open=True):
        _note("awards.honours_opened", row, actor)
    row.refresh_from_db()
    return row


@transaction.atomic
def close_honours(row: HonoursYear, *, actor: User) -> None:
    """Take the page away from everybody."""
    if not can_publish(actor, row.unit):
        raise PermissionDenied
    if _turned(row, is_open=False):
        _note("awards.honours_closed", row, actor)


def _turned(row: HonoursYear, *, is_open: bool) -> bool:
    changed = HonoursYear.objects.filter(pk=row.pk, is_open=not is_open).update(is_open=is_open)
    return bool(changed)


def _note(action: str, row: HonoursYear, actor: User) -> None:
    label = f"{row.unit.display_name} {row.year}"
    record(
        action,
        audit_subject("awards.honours", row.pk, label, row.unit),
        actor=actor.as_actor,
        after={"year": row.year},
    )


@transaction.atomic
def give_consent(recipients: Sequence[Unit], *, given_by: str = "", actor: User) -> int:
    """Record that these agreed to be named; who agreed before is left alone. Returns how many.

    For somebody under age ``given_by`` names the parent or guardian who agreed.
    """
    if not all(can_publish(actor, one) for one in recipients):
        raise PermissionDenied
    agreed = set(
        NameConsent.objects.standing()
        .filter(recipient__in=recipients)
        .values_list("recipient_id", flat=True)
    )
    new = [one for one in recipients if one.pk not in agreed]
    NameConsent.objects.bulk_create(
        NameConsent(
            recipient=one,
            given_on=clock.today(),
            given_by=one_line(given_by),
            recorded_by=actor,
        )
        for one in new
    )
    if new:
        _tell("awards.consent_given", new, actor)
    return len(new)


@transaction.atomic
def withdraw_consent(recipients: Sequence[Unit], *, actor: User) -> int:
    """Record that these no longer wish to be named; from now on no page names them."""
    if not all(can_publish(actor, one) for one in recipients):
        raise PermissionDenied
    changed = (
        NameConsent.objects.standing()
        .filter(recipient__in=recipients)
        .update(withdrawn_on=clock.today())
    )
    if changed:
        _tell("awards.consent_withdrawn", recipients, actor)
    return int(changed)


def _tell(action: str, recipients: Sequence[Unit], actor: User) -> None:
    """One event for the list, in the trail of the commune of the first."""
    first = recipients[0]
    record(
        action,
        audit_subject("awards.consent", first.pk, first.display_name, first),
        actor=actor.as_actor,
        after={"count": len(recipients), "units": [one.pk for one in recipients]},
    )

"""The public page of a commune and year, and whose names may stand on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from awards.enums import Guardian
from awards.models import HonoursYear, NameConsent
from awards.rules import can_publish
from awards.selectors.honours import is_minor
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


@dataclass(frozen=True)
class Guarded:
    """Who agreed in the place of somebody under age."""

    name: str
    relation: str


@transaction.atomic
def give_consent(
    recipients: Sequence[Unit],
    *,
    given_by: str = "",
    guardians: Mapping[int, Guarded] | None = None,
    actor: User,
) -> int:
    """Record that these agreed to be named; who agreed before is left alone. Returns how many.

    For somebody who by the year of birth may be under age on the day, ``guardians`` names the
    father, the mother or the guardian who agreed, by recipient id. Raises ``PermissionDenied``,
    and ``DomainError`` naming everybody under age for whom nobody is named; nothing is written.
    """
    if not all(can_publish(actor, one) for one in recipients):
        raise PermissionDenied
    agreed = set(
        NameConsent.objects.standing()
        .filter(recipient__in=recipients)
        .values_list("recipient_id", flat=True)
    )
    new = [one for one in recipients if one.pk not in agreed]
    said = guardians or {}
    _refuse_without_guardian(new, said)
    NameConsent.objects.bulk_create(_consent(one, given_by, said, actor) for one in new)
    if new:
        _tell("awards.consent_given", new, actor)
    return len(new)


def _refuse_without_guardian(recipients: Sequence[Unit], said: Mapping[int, Guarded]) -> None:
    alone = [
        one.display_name
        for one in recipients
        if is_minor(one, clock.today()) and not _is_named(said.get(one.pk))
    ]
    if alone:
        raise DomainError(
            _(
                "%(names)s chưa đủ 18 tuổi: hãy ghi họ tên cha, mẹ hoặc người giám hộ đã đồng ý "
                "và chọn người đó là ai."
            )
            % {"names": ", ".join(alone)},
            field="guardians",
        )


def _is_named(one: Guarded | None) -> bool:
    return one is not None and bool(one_line(one.name)) and one.relation in Guardian.values


def _consent(one: Unit, given_by: str, said: Mapping[int, Guarded], actor: User) -> NameConsent:
    guarded = said.get(one.pk) if is_minor(one, clock.today()) else None
    return NameConsent(
        recipient=one,
        given_on=clock.today(),
        given_by=one_line(guarded.name if guarded else given_by),
        given_as=guarded.relation if guarded else "",
        recorded_by=actor,
    )


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

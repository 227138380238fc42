"""Certificates: numbered in the body's book of the year, replaced, drawn into one file."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from accounts.models import User
from awards.enums import AwardState, CertificateState
from awards.models import Award, Certificate, Decision
from awards.rules import can_keep_register
from awards.services.conferring import award_subject, decision_subject
from core import clock
from core.audit import record
from core.errors import DomainError, StaleError
from core.text import nfc

# No 0/O, 1/I/L: the code is read from paper by people of 60. 31 letters, 16 places: 79 bits.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 16


def new_token() -> str:
    """A token that nobody can guess."""
    return "".join(secrets.choice(CODE_LETTERS) for _place in range(CODE_LENGTH))


@transaction.atomic
def issue_certificates(decision: Decision, *, actor: User) -> int:
    """Number a certificate for every award of the decision that has none; returns how many.

    Pressing it again numbers nobody twice. Raises ``DomainError`` for a decision of another
    body, whose certificates that body prints; ``StaleError`` when somebody numbered meanwhile.
    """
    if not can_keep_register(actor, decision.unit):
        raise PermissionDenied
    if decision.is_outside:
        raise DomainError(_("Bằng của quyết định này do nơi ban hành quyết định in và cấp số."))
    waiting = list(
        decision.awards.in_force()
        .exclude(certificates__isnull=False)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    if not waiting:
        return 0
    numbers = _write(decision, waiting)
    record(
        "awards.certificates_numbered",
        decision_subject(decision),
        actor=actor.as_actor,
        after={"first": str(numbers[0]), "last": str(numbers[-1]), "count": len(numbers)},
    )
    return len(numbers)


def _write(decision: Decision, award_ids: Sequence[int]) -> list[Certificate]:
    year = decision.decided_on.year
    last = Certificate.objects.filter(unit=decision.unit, year=year).aggregate(last=Max("number"))
    first = (last["last"] or 0) + 1
    rows = [
        Certificate(
            award_id=award_id,
            unit=decision.unit,
            year=year,
            number=number,
            token=new_token(),
            issued_on=clock.today(),
        )
        for number, award_id in enumerate(award_ids, start=first)
    ]
    try:
        with transaction.atomic():
            return Certificate.objects.bulk_create(rows, batch_size=500)
    except IntegrityError as error:  # another decision of this body was numbered meanwhile
        raise StaleError from error


@transaction.atomic
def reissue(certificate: Certificate, *, reason: str, actor: User) -> Certificate:
    """Give out a new sheet for a lost or spoilt one; the old one reads *đã cấp đổi*.

    ``certificate`` is the row as the person saw it: raises ``StaleError`` when it changed since.
    """
    award = certificate.award
    if not can_keep_register(actor, award.decision.unit):
        raise PermissionDenied
    if not reason.strip():
        raise DomainError(_("Hãy ghi lý do cấp đổi."), field="reason")
    swapped = Certificate.objects.filter(
        pk=certificate.pk, version=certificate.version, state=CertificateState.IN_FORCE
    ).update(
        state=CertificateState.REPLACED,
        replaced_reason=nfc(reason).strip(),
        version=F("version") + 1,
    )
    if not swapped:
        raise StaleError
    [made] = _write(award.decision, [award.pk])
    Certificate.objects.filter(pk=made.pk).update(replaces=certificate)
    Award.objects.filter(pk=award.pk).in_force().update(
        state=AwardState.REISSUED, version=F("version") + 1
    )
    record(
        "awards.certificate_replaced",
        award_subject(award),
        actor=actor.as_actor,
        before=str(certificate),
        after=str(made),
        reason=reason.strip(),
    )
    return Certificate.objects.get(pk=made.pk)


def note_check(certificate: Certificate) -> None:
    """Count that somebody looked the certificate up; a figure, nobody's act."""
    Certificate.objects.filter(pk=certificate.pk).update(checks=F("checks") + 1)

"""Taking an award back (Luật Thi đua, khen thưởng, Điều 93): recorded, never deleted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from awards.enums import Action, AwardState, CertificateState
from awards.models import Award, Certificate, Proposal, Revocation
from awards.rules import can_revoke
from awards.services.conferring import award_subject
from awards.services.steps import Details, fetch, perform
from core import clock
from core.audit import record
from core.errors import DomainError, StaleError
from core.text import nfc, one_line
from documents.models import StoredFile


@dataclass(frozen=True, kw_only=True)
class RevocationFacts:
    """What stands on the decision that takes the award back."""

    number: str
    decided_on: dt.date
    issuer: str
    reason: str
    scan: StoredFile | None = None
    scan_name: str = ""


@transaction.atomic
def revoke(award: Award, facts: RevocationFacts, *, actor: User) -> Revocation:
    """Take the award back; its certificates read *đã thu hồi* from this moment.

    ``award`` is the row as the person saw it: raises ``StaleError`` when it changed since,
    ``DomainError`` for an incomplete decision or one before the award's own.
    """
    if not can_revoke(actor, award.decision.unit):
        raise PermissionDenied
    _check(award, facts)
    before = award.state
    swapped = (
        Award.objects.filter(pk=award.pk, version=award.version)
        .exclude(state=AwardState.REVOKED)
        .update(state=AwardState.REVOKED, version=F("version") + 1)
    )
    if not swapped:
        raise StaleError
    Certificate.objects.filter(award=award).in_force().update(
        state=CertificateState.REVOKED, version=F("version") + 1
    )
    row = Revocation.objects.create(
        award=award,
        number=one_line(facts.number),
        decided_on=facts.decided_on,
        issuer=one_line(facts.issuer),
        reason=nfc(facts.reason).strip(),
        scan=facts.scan,
        scan_name=facts.scan_name,
        entered_by=actor,
        entered_at=clock.now(),
    )
    record(
        "awards.revoked",
        award_subject(award),
        actor=actor.as_actor,
        before=before,
        after={"number": row.number, "decided_on": row.decided_on, "issuer": row.issuer},
        reason=row.reason,
    )
    _take_item_back(row, actor)
    return row


def _take_item_back(row: Revocation, actor: User) -> None:
    """The proposal that led to the award follows it, so that both tell the same."""
    item = Proposal.objects.filter(award=row.award).first()
    if item is None:
        return
    seen = fetch(item.pk)
    details = Details(
        note=row.reason,
        issuer=row.issuer,
        number=row.number,
        dated=row.decided_on,
        file=row.scan,
        file_name=row.scan_name,
    )
    perform(Action.REVOKE, seen, actor=actor, version=seen.version, details=details)


def _check(award: Award, facts: RevocationFacts) -> None:
    if not one_line(facts.number):
        raise DomainError(_("Hãy ghi số quyết định thu hồi."), field="number")
    if not one_line(facts.issuer):
        raise DomainError(_("Hãy ghi người hoặc cơ quan ra quyết định."), field="issuer")
    if not facts.reason.strip():
        raise DomainError(_("Hãy ghi lý do thu hồi."), field="reason")
    if not award.decision.decided_on <= facts.decided_on <= clock.today():
        raise DomainError(
            _("Ngày thu hồi phải từ ngày khen thưởng (%(first)s) đến hôm nay (%(last)s).")
            % {
                "first": f"{award.decision.decided_on:%d/%m/%Y}",
                "last": f"{clock.today():%d/%m/%Y}",
            },
            field="decided_on",
        )

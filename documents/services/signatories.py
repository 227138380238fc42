"""Who signs for a unit."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.audit import record
from core.errors import DomainError
from documents.models import Signatory
from documents.nd30 import signer_line
from documents.rules import can_name_signatories
from units.access import audit_subject
from units.models import Unit


@transaction.atomic
def name_signatory(
    unit: Unit,
    *,
    name: str,
    lines: list[str],
    from_on: dt.date,
    to_on: dt.date | None,
    basis: str,
    actor: User,
) -> Signatory:
    """Enter somebody who signs for the unit. Raises ``PermissionDenied``, ``DomainError``."""
    if not can_name_signatories(actor, unit):
        raise PermissionDenied
    if not lines:
        raise DomainError(_("Hãy ghi quyền hạn, chức vụ."), field="lines")
    if to_on is not None and to_on < from_on:
        raise DomainError(_("Ngày cuối không thể trước ngày đầu."), field="to_on")
    row = Signatory.objects.create(
        unit=unit, name=name, lines=[signer_line(line) for line in lines],
        from_on=from_on, to_on=to_on, basis=basis,
    )  # fmt: skip
    record(
        "documents.signatory_named",
        audit_subject("documents.signatory", row.pk, str(row), unit),
        actor=actor.as_actor,
        after={"lines": row.lines, "from_on": from_on, "to_on": to_on, "basis": basis},
    )
    return row

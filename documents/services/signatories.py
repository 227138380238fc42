"""Who signs for a unit."""

from __future__ import annotations

import datetime as dt
from typing import Any

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
    _check(lines, from_on, to_on)
    row = Signatory.objects.create(
        unit=unit, name=name, lines=[signer_line(line) for line in lines],
        from_on=from_on, to_on=to_on, basis=basis,
    )  # fmt: skip
    _note("documents.signatory_named", row, actor, before=None, after=_words(row))
    return row


@transaction.atomic
def correct_signatory(
    row: Signatory,
    *,
    name: str,
    lines: list[str],
    from_on: dt.date,
    to_on: dt.date | None,
    basis: str,
    actor: User,
) -> None:
    """Mend what was typed wrong of somebody who signs, or write down the last day.

    Whoever signs a paper keeps name and lines as they stand there: only the last day is written.
    Raises ``PermissionDenied``, ``DomainError``.
    """
    row = _held(row, actor)
    _check(lines, from_on, to_on)
    told = {"name": name, "lines": [signer_line(line) for line in lines], "from_on": from_on,
            "basis": basis}  # fmt: skip
    if row.papers.exists() and any(getattr(row, field) != value for field, value in told.items()):
        raise DomainError(
            _(
                "%(name)s đã đứng tên ở văn bản nên chỉ ghi được ngày cuối. "
                "Nếu chức vụ đã đổi, hãy ghi ngày cuối rồi thêm người ký mới."
            )
            % {"name": row.name}
        )
    before = _words(row)
    for field, value in told.items():
        setattr(row, field, value)
    row.to_on = to_on
    row.save()
    _note("documents.signatory_corrected", row, actor, before=before, after=_words(row))


@transaction.atomic
def remove_signatory(row: Signatory, *, actor: User) -> None:
    """Take out somebody who was entered by mistake and signs nothing.

    Raises ``PermissionDenied``, and ``DomainError`` where a paper names them.
    """
    row = _held(row, actor)
    if row.papers.exists():
        raise DomainError(
            _("%(name)s đã đứng tên ở văn bản nên không xóa được. Hãy ghi ngày cuối.")
            % {"name": row.name}
        )
    _note("documents.signatory_removed", row, actor, before=_words(row), after=None)
    row.delete()


def _held(row: Signatory, actor: User) -> Signatory:
    found = Signatory.objects.select_for_update(of=("self",)).select_related("unit").get(pk=row.pk)
    if not can_name_signatories(actor, found.unit):
        raise PermissionDenied
    return found


def _check(lines: list[str], from_on: dt.date, to_on: dt.date | None) -> None:
    if not lines:
        raise DomainError(_("Hãy ghi quyền hạn, chức vụ."), field="lines")
    if to_on is not None and to_on < from_on:
        raise DomainError(_("Ngày cuối không thể trước ngày đầu."), field="to_on")


def _words(row: Signatory) -> dict[str, Any]:
    return {"name": row.name, "lines": row.lines, "from_on": row.from_on, "to_on": row.to_on,
            "basis": row.basis}  # fmt: skip


def _note(action: str, row: Signatory, actor: User, *, before: Any, after: Any) -> None:
    record(
        action,
        audit_subject("documents.signatory", row.pk, str(row), row.unit),
        actor=actor.as_actor,
        before=before,
        after=after,
    )

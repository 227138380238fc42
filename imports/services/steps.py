"""One step of an import's life: compare-and-swap, and one audit row."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from core.audit import SYSTEM, Actor, record
from core.errors import StaleError
from imports.models import Import
from imports.workflow import STEPS
from units.access import audit_subject


@transaction.atomic
def step(
    row: Import,
    act: str,
    *,
    actor: Actor = SYSTEM,
    told: dict[str, Any] | None = None,
    **fields: Any,
) -> Import:
    """Let the import go on by one act, together with the fields that the act sets.

    Raises ``StaleError`` where the import is no longer in a state that takes the act.
    """
    allowed, target = STEPS[act]
    moved = Import.objects.filter(pk=row.pk, state__in=allowed).update(
        state=target, version=F("version") + 1, **fields
    )
    current = Import.objects.select_related("unit", "file", "campaign_year", "created_by").get(
        pk=row.pk
    )
    if not moved:
        raise StaleError(
            _("Tệp này đang ở trạng thái “%(state)s” nên thao tác chưa được thực hiện.")
            % {"state": current.get_state_display()}
        )
    note(current, act, actor=actor, told=told)
    return current


def note(row: Import, act: str, *, actor: Actor, told: dict[str, Any] | None = None) -> None:
    """One audit row about the import."""
    record(
        f"imports.{act}",
        audit_subject("imports.import", row.pk, row.file_name, row.unit),
        actor=actor,
        after={"kind": row.kind, "file": row.file.sha256, **(told or {})},
    )

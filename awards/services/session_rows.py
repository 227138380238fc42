"""A session's row: who keeps it, its lock, its change of state and its line in the trail."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from awards.enums import (
    SessionState,
)
from awards.models import (
    CouncilSession,
)
from awards.rules import keeps_council
from core.audit import record
from core.errors import StaleError
from core.numbers import format_date
from units.access import audit_subject
from units.models import Unit


def only_secretary(unit: Unit, actor: User) -> None:
    """Raise ``PermissionDenied`` for whoever does not keep the council."""
    if not keeps_council(actor, unit):
        raise PermissionDenied


def lock_session(session: CouncilSession, *states: SessionState) -> None:
    """Hold the session's row until the end of the transaction, while it stands where it should."""
    moved = CouncilSession.objects.filter(pk=session.pk, state__in=states).update(
        version=F("version") + 1
    )
    if not moved:
        raise StaleError(_("Phiên họp đã sang bước khác nên không sửa được nữa."))


def swap_session(session: CouncilSession, source: SessionState, **changes: Any) -> None:
    """Change the row where it still stands in ``source``; raises when somebody was faster."""
    moved = CouncilSession.objects.filter(pk=session.pk, state=source).update(
        version=F("version") + 1, **changes
    )
    if not moved:
        raise StaleError(_("Phiên họp không ở lúc bỏ phiếu: chưa mở hoặc đã kết thúc."))


def note_session(session: CouncilSession, action: str, actor: User, *, after: Any = None) -> None:
    """Write the act into the trail."""
    record(
        action,
        audit_subject(
            "awards.councilsession",
            session.pk,
            f"Phiên họp {format_date(session.held_on)}",
            session.unit,
        ),
        actor=actor.as_actor,
        after=after,
    )


def refetch(session: CouncilSession) -> CouncilSession:
    """The session anew."""
    return CouncilSession.objects.select_related("unit").get(pk=session.pk)

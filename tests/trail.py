"""Read the audit trail in tests."""

from __future__ import annotations

from typing import Any

from core.models import AuditEvent


def changes(action: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Before and after of every event of the action, the oldest first."""
    rows = AuditEvent.objects.filter(action=action).order_by("pk")
    return [(row.before or {}, row.after or {}) for row in rows]

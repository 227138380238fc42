"""What the administrator sees of the machine: jobs, scheduler, sign-ins, database."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from core import clock
from core.enums import JobState
from core.models import AuditEvent, Job
from units.audit_words import names_of

QUIET_AFTER = dt.timedelta(minutes=5)
SHOWN_FAILURES = 10


@dataclass(frozen=True)
class Health:
    """The state of the installation, ready to be shown."""

    jobs: list[tuple[str, str, int]]
    failed: list[tuple[str, str]]
    last_tick: dt.datetime | None
    is_runner_quiet: bool
    sign_ins: int
    failed_sign_ins: int
    database: str
    notice: str


def health() -> Health:
    """Look at the installation; seven queries."""
    counts = dict(Job.objects.values_list("state").annotate(Count("pk")))
    tick = clock.last_tick()
    since = clock.now() - dt.timedelta(days=1)
    events = AuditEvent.objects.filter(at__gte=since)
    name, notice = _database()
    return Health(
        jobs=[(str(state), str(state.label), counts.get(state, 0)) for state in JobState],
        failed=_failed(),
        last_tick=tick,
        is_runner_quiet=tick is None or timezone.now() - tick > QUIET_AFTER,
        sign_ins=events.filter(action="accounts.signed_in").count(),
        failed_sign_ins=events.filter(action="accounts.sign_in_failed").count(),
        database=name,
        notice=notice,
    )


def _failed() -> list[tuple[str, str]]:
    """The latest jobs that failed: what they were for, and what they said."""
    rows = list(Job.objects.filter(state=JobState.FAILED)[:SHOWN_FAILURES])
    names = names_of(f"{one.kind} {one.object_key}" for one in rows)
    labels = [f"{one.kind} {one.object_key}" for one in rows]
    return [(names.get(label, label), one.message) for label, one in zip(labels, rows, strict=True)]


def _database() -> tuple[str, str]:
    """The engine with its version, and what its operator should know."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sqlite_version()")
            version = str(cursor.fetchone()[0])
            cursor.execute("PRAGMA journal_mode")
            mode = str(cursor.fetchone()[0]).upper()
            return f"SQLite {version} ({mode})", _slow_mode(mode)
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0]}", ""


def _slow_mode(mode: str) -> str:
    if mode == "WAL":
        return ""
    return _(
        "Thư viện SQLite trên máy này cũ (dưới 3.51.3) nên cơ sở dữ liệu chạy ở chế độ %(mode)s: "
        "vẫn an toàn nhưng ghi chậm hơn. Nâng cấp khi có thể."
    ) % {"mode": mode}

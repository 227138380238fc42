"""The queue: job rows, taken under a lease, worked by whoever gets them.

Production sends the row's id through Celery, the embedded installation polls; both call
``run``. A worker that dies leaves an expired lease behind, and the next look finds it.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import (
    IntegrityError,
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    transaction,
)
from django.db.models import F, Q
from django.utils import timezone

from core import clock
from core.audit import SYSTEM, Actor, Subject, record
from core.enums import JobState
from core.errors import DomainError
from core.models import Job
from core.request_info import asking_late

logger = logging.getLogger(__name__)

LEASE = dt.timedelta(seconds=settings.JOB_LEASE_SECONDS)
RENEW_EVERY_SECONDS = settings.JOB_LEASE_SECONDS / 3
MAX_ATTEMPTS = 5

Handler = Callable[["Progress"], dict[str, Any]]
_handlers: dict[str, Handler] = {}
_ticks: list[Callable[[], None]] = []


class LeaseLostError(Exception):
    """Another worker holds the job now; whatever this one made must not be kept."""


@dataclass
class Progress:
    """A running job as its handler sees it: the row's wishes, and the way to report back."""

    job: Job

    @property
    def arguments(self) -> dict[str, Any]:
        """What the job was asked for."""
        return dict(self.job.arguments)

    def report(self, done: int, total: int, message: str = "") -> None:
        """Show how far it is and renew the lease.

        Raises ``LeaseLostError`` when the lease went to somebody else meanwhile.
        """
        held = _held(self.job).update(
            progress_done=done,
            progress_total=total,
            message=message,
            lease_until=timezone.now() + LEASE,
        )
        if not held:
            raise LeaseLostError(self.job.pk)


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Say who works jobs of this kind; used by the apps' ``tasks`` modules."""

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        return function

    return register


def on_tick(function: Callable[[], None]) -> Callable[[], None]:
    """Let the scheduler call ``function`` every minute; it must be harmless to call twice."""
    if function not in _ticks:
        _ticks.append(function)
    return function


def enqueue(
    kind: str,
    object_key: str,
    *,
    input_hash: str = "",
    arguments: dict[str, Any] | None = None,
    requested_by: Actor = SYSTEM,
) -> Job:
    """One job per kind, object and input; asking again returns the same row.

    A job that failed or was cancelled is queued anew by asking again. The trail names whoever
    asked: ``requested_by``, else the system.
    """
    wish = {"kind": kind, "object_key": object_key, "input_hash": input_hash}
    try:
        with transaction.atomic():
            job = Job.objects.create(
                **wish,
                arguments=arguments or {},
                run_at=timezone.now(),
                requested_by=requested_by.user_id,
            )
    except IntegrityError:
        over = Job.objects.filter(**wish, state__in=[JobState.FAILED, JobState.CANCELLED])
        revived = over.update(state=JobState.QUEUED, attempts=0, run_at=timezone.now(), message="")
        job = Job.objects.get(**wish)
        if not revived:
            return job
    record("job.queued", Subject("job", job.pk, f"{kind} {object_key}"), actor=requested_by)
    return job


def _due(now: dt.datetime) -> Q:
    waiting = Q(state=JobState.QUEUED, run_at__lte=now)
    orphaned = Q(state=JobState.RUNNING, lease_until__lt=now)
    return waiting | orphaned


def due_ids(limit: int = 50) -> list[int]:
    """Jobs that nobody works on and whose time has come, oldest first."""
    found = Job.objects.filter(_due(timezone.now())).order_by("run_at", "pk")
    return list(found.values_list("pk", flat=True)[:limit])


def _given_up(job_id: int) -> str:
    return f"Hệ thống gặp lỗi khi thực hiện. Báo quản trị viên mã việc {job_id}."


def _held(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, lease_token=job.lease_token)


def take(job_id: int) -> Job | None:
    """Put a lease on the job, or ``None`` when somebody else was faster or it is not due.

    A job whose workers died ``MAX_ATTEMPTS`` times over it is given up: it would kill the next.
    """
    now = timezone.now()
    Job.objects.filter(
        pk=job_id, state=JobState.RUNNING, lease_until__lt=now, attempts__gte=MAX_ATTEMPTS
    ).update(state=JobState.FAILED, lease_until=None, finished_at=now, message=_given_up(job_id))
    token = uuid.uuid4().hex
    taken = Job.objects.filter(_due(now), pk=job_id).update(
        state=JobState.RUNNING,
        attempts=F("attempts") + 1,
        lease_until=now + LEASE,
        lease_token=token,
        # What a worker that died had reached is begun anew.
        progress_done=0,
    )
    return Job.objects.get(pk=job_id) if taken else None


class _LeaseKeeper(threading.Thread):
    """Renew the lease from beside a handler that is busy with one long step."""

    def __init__(self, job: Job) -> None:
        super().__init__(daemon=True)
        self.job = job
        self.finished = threading.Event()

    def run(self) -> None:
        try:
            while not self.finished.wait(RENEW_EVERY_SECONDS):
                self.renew()
        finally:
            connection.close()

    def renew(self) -> None:
        """Renew once. A database that is away for a moment is asked again before the lease ends."""
        try:
            _held(self.job).update(lease_until=timezone.now() + LEASE)
        except (InterfaceError, OperationalError):
            logger.warning("the lease of job %s could not be renewed", self.job.pk)
            close_old_connections()


def run(job_id: int) -> Job | None:
    """Take the job and work it to its end; returns the row, or ``None`` when not taken.

    A refusal (``DomainError``) ends the job with its sentence. Any other error is logged and
    the job is tried again, ``MAX_ATTEMPTS`` times with growing pauses.
    """
    job = take(job_id)
    if job is None:
        return None
    keeper = _LeaseKeeper(job)
    keeper.start()
    try:
        _work(job)
    finally:
        keeper.finished.set()
        keeper.join()
    return Job.objects.get(pk=job_id)


def _work(job: Job) -> None:
    try:
        with asking_late():
            result = _handlers[job.kind](Progress(job))
    except LeaseLostError:
        logger.warning("job %s was taken over by another worker", job.pk)
    except DomainError as error:
        _finish(job, JobState.FAILED, message=str(error))
    except Exception:
        logger.exception("job %s (%s) failed", job.pk, job.kind)
        _try_again(job)
    else:
        _finish(job, JobState.DONE, result=result)


def _finish(
    job: Job, state: JobState, *, message: str = "", result: dict[str, Any] | None = None
) -> None:
    changes: dict[str, Any] = {"state": state, "finished_at": timezone.now(), "result": result}
    if message:
        changes["message"] = message
    _held(job).update(lease_until=None, **changes)


def _try_again(job: Job) -> None:
    if job.attempts >= MAX_ATTEMPTS:
        _finish(
            job,
            JobState.FAILED,
            message=_given_up(job.pk),
        )
        return
    pause = dt.timedelta(seconds=5 * 2**job.attempts)
    _held(job).update(state=JobState.QUEUED, lease_until=None, run_at=timezone.now() + pause)


def cancel(job_id: int) -> bool:
    """Take a waiting job off the queue; ``False`` when it already runs or is over."""
    return bool(
        Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
            state=JobState.CANCELLED, finished_at=timezone.now()
        )
    )


def tick() -> None:
    """The scheduler's minute: let every app look at what is due."""
    clock.note_tick()
    for function in _ticks:
        try:
            function()
        except Exception:
            logger.exception("tick %s failed", function.__name__)


def run_all_due(limit: int = 1000) -> int:
    """Work everything that is due, in this process; returns how many jobs were worked."""
    worked = 0
    while worked < limit:
        ids = due_ids()
        if not ids:
            break
        before = worked
        worked += sum(run(job_id) is not None for job_id in ids)
        if worked == before:
            break
    return worked

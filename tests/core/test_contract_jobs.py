"""A job that kills whoever works it, and a database that is away for a moment."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection
from django.utils import timezone

from core import jobs
from core.audit import Actor
from core.enums import JobState
from core.management.commands import runjobs
from core.models import AuditEvent, Job

KIND = "tests.kill"
HALF = jobs.LEASE / 2


@pytest.fixture(autouse=True)
def _handler(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(_progress: jobs.Progress) -> dict[str, Any]:
        return {}

    monkeypatch.setitem(jobs._handlers, KIND, nothing)


@pytest.mark.django_db
def test_a_job_that_kills_its_worker_is_given_up() -> None:
    """Out of memory: no error is raised, the lease just runs out, again and again."""
    job = jobs.enqueue(KIND, "na-ri")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(jobs.MAX_ATTEMPTS):
            assert jobs.take(job.pk) is not None
            clock.shift(jobs.LEASE + dt.timedelta(seconds=1))

        again = jobs.run(job.pk)

    row = Job.objects.get(pk=job.pk)
    assert again is None
    assert (row.state, row.attempts) == (JobState.FAILED, jobs.MAX_ATTEMPTS)
    assert f"mã việc {job.pk}" in row.message
    assert row.finished_at is not None
    assert jobs.due_ids() == []


@pytest.mark.django_db
def test_a_job_given_up_can_be_wished_for_again_and_the_trail_says_so() -> None:
    job = jobs.enqueue(KIND, "na-ri")
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, attempts=jobs.MAX_ATTEMPTS)

    again = jobs.enqueue(KIND, "na-ri", requested_by=Actor(7, "Trần Minh Quản"))

    assert (again.pk, again.state, again.attempts) == (job.pk, JobState.QUEUED, 0)
    wishes = AuditEvent.objects.filter(action="job.queued").order_by("pk")
    assert [(one.actor_id, one.actor_label) for one in wishes] == [
        (None, "Hệ thống"),
        (7, "Trần Minh Quản"),
    ]


def away(times: int) -> Callable[..., Any]:
    """A database that does not answer the first statements."""
    left = [times]

    def refuse(execute: Callable[..., Any], *statement: Any) -> Any:
        if left[0]:
            left[0] -= 1
            raise OperationalError("database is locked")
        return execute(*statement)

    return refuse


@pytest.mark.django_db(transaction=True)
def test_a_lease_that_could_not_be_renewed_is_renewed_the_next_time() -> None:
    job = jobs.take(jobs.enqueue(KIND, "na-ri").pk)
    assert job is not None
    keeper = jobs._LeaseKeeper(job)

    with connection.execute_wrapper(away(1)), time_machine.travel(timezone.now() + HALF):
        keeper.renew()
        missed = Job.objects.get(pk=job.pk).lease_until
        keeper.renew()
        renewed = Job.objects.get(pk=job.pk).lease_until

    first = job.lease_until
    assert missed == first
    assert None not in {first, renewed}
    assert str(renewed) > str(first)


@pytest.mark.django_db(transaction=True)
def test_the_runner_outlives_a_moment_without_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()

    def work(_progress: jobs.Progress) -> dict[str, Any]:
        stop.set()
        return {}

    monkeypatch.setitem(jobs._handlers, KIND, work)
    monkeypatch.setattr(runjobs, "POLL_SECONDS", 0.01)
    job = jobs.enqueue(KIND, "na-ri")
    runner = runjobs.Command()
    runner.next_tick = float("inf")

    with connection.execute_wrapper(away(2)):
        runner.work_until(stop)

    assert Job.objects.get(pk=job.pk).state == JobState.DONE

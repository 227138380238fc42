"""The queue: one row per wish, worked under a lease."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from core import clock, jobs
from core.enums import JobState
from core.errors import DomainError
from core.models import AuditEvent, Job
from tests.together import at_once

KIND = "tests.count"


@pytest.fixture
def worked() -> list[int]:
    """The ids of the jobs that the handler saw."""
    return []


@pytest.fixture(autouse=True)
def handler(monkeypatch: pytest.MonkeyPatch, worked: list[int]) -> None:
    """A handler that counts."""

    def count(progress: jobs.Progress) -> dict[str, Any]:
        worked.append(progress.job.pk)
        progress.report(1, 2, "đang đếm")
        return {"sum": sum(progress.arguments.get("numbers", []))}

    monkeypatch.setitem(jobs._handlers, KIND, count)


def failing(error: Exception) -> Callable[[jobs.Progress], dict[str, Any]]:
    def fail(_progress: jobs.Progress) -> dict[str, Any]:
        raise error

    return fail


def state_of(job: Job) -> JobState:
    return JobState(Job.objects.get(pk=job.pk).state)


@pytest.mark.django_db
def test_the_same_wish_is_one_job_and_another_input_another() -> None:
    first = jobs.enqueue(KIND, "na-ri", input_hash="a")
    again = jobs.enqueue(KIND, "na-ri", input_hash="a")
    other = jobs.enqueue(KIND, "na-ri", input_hash="b")

    assert again.pk == first.pk
    assert other.pk != first.pk
    assert Job.objects.count() == 2
    assert AuditEvent.objects.filter(action="job.queued").count() == 2


@pytest.mark.django_db
def test_a_job_is_worked_once_and_keeps_its_result(worked: list[int]) -> None:
    job = jobs.enqueue(KIND, "na-ri", arguments={"numbers": [2, 3]})

    assert jobs.run_all_due() == 1
    assert jobs.run_all_due() == 0

    done = Job.objects.get(pk=job.pk)
    assert worked == [job.pk]
    assert (done.state, done.result, done.attempts) == (JobState.DONE, {"sum": 5}, 1)
    assert (done.progress_done, done.progress_total) == (1, 2)
    assert done.finished_at is not None
    assert done.lease_until is None


@pytest.mark.django_db
def test_a_refusal_ends_the_job_with_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(jobs._handlers, KIND, failing(DomainError("Năm này chưa mở.")))
    job = jobs.enqueue(KIND, "na-ri")

    jobs.run_all_due()

    ended = Job.objects.get(pk=job.pk)
    assert (ended.state, ended.message, ended.attempts) == (JobState.FAILED, "Năm này chưa mở.", 1)


@pytest.mark.django_db
def test_an_error_is_tried_again_with_growing_pauses_and_then_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(jobs._handlers, KIND, failing(RuntimeError("đĩa đầy")))
    pauses: list[float] = []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        job = jobs.enqueue(KIND, "na-ri")
        while state_of(job) == JobState.QUEUED:
            assert jobs.run_all_due() == 1
            waiting = Job.objects.get(pk=job.pk)
            pauses.append((waiting.run_at - timezone.now()).total_seconds())
            assert jobs.run_all_due() == 0 or waiting.state == JobState.FAILED
            clock.move_to(max(waiting.run_at, timezone.now()) + dt.timedelta(seconds=1))

    given_up = Job.objects.get(pk=job.pk)
    assert pauses[:4] == [10, 20, 40, 80]
    assert (given_up.state, given_up.attempts) == (JobState.FAILED, jobs.MAX_ATTEMPTS)
    assert str(job.pk) in given_up.message


@pytest.mark.django_db
def test_asking_again_revives_a_failed_job_only(monkeypatch: pytest.MonkeyPatch) -> None:
    done = jobs.enqueue(KIND, "xong")
    jobs.run_all_due()
    monkeypatch.setitem(jobs._handlers, KIND, failing(DomainError("chưa được")))
    failed = jobs.enqueue(KIND, "hong")
    jobs.run_all_due()

    jobs.enqueue(KIND, "xong")
    jobs.enqueue(KIND, "hong")

    assert state_of(done) == JobState.DONE
    assert state_of(failed) == JobState.QUEUED


@pytest.mark.django_db
def test_a_lease_keeps_others_away_until_it_expires(worked: list[int]) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        job = jobs.enqueue(KIND, "na-ri")
        first = jobs.take(job.pk)
        assert first is not None
        assert jobs.take(job.pk) is None

        clock.shift(jobs.LEASE - dt.timedelta(seconds=1))
        assert jobs.due_ids() == []
        clock.shift(dt.timedelta(seconds=2))
        assert jobs.due_ids() == [job.pk]
        second = jobs.take(job.pk)

    assert second is not None
    assert second.lease_token != first.lease_token
    assert second.attempts == 2


@pytest.mark.django_db
def test_who_lost_the_lease_can_neither_report_nor_finish() -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        job = jobs.enqueue(KIND, "na-ri")
        slow = jobs.take(job.pk)
        assert slow is not None
        clock.shift(jobs.LEASE + dt.timedelta(seconds=1))
        quick = jobs.take(job.pk)
        assert quick is not None

        with pytest.raises(jobs.LeaseLostError):
            jobs.Progress(slow).report(1, 1, "của người chậm")
        jobs._finish(slow, JobState.DONE, result={"by": "slow"})
        jobs.Progress(quick).report(1, 1, "của người nhanh")
        jobs._finish(quick, JobState.DONE, result={"by": "quick"})

    ended = Job.objects.get(pk=job.pk)
    assert (ended.message, ended.result) == ("của người nhanh", {"by": "quick"})


@pytest.mark.django_db
def test_a_report_renews_the_lease() -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        job = jobs.enqueue(KIND, "na-ri")
        held = jobs.take(job.pk)
        assert held is not None
        clock.shift(jobs.LEASE - dt.timedelta(seconds=1))

        jobs.Progress(held).report(1, 2)
        clock.shift(jobs.LEASE - dt.timedelta(seconds=1))

        assert jobs.due_ids() == []


@pytest.mark.django_db
def test_only_a_waiting_job_can_be_cancelled(worked: list[int]) -> None:
    waiting = jobs.enqueue(KIND, "cho")
    running = jobs.enqueue(KIND, "chay")
    jobs.take(running.pk)

    assert jobs.cancel(waiting.pk) is True
    assert jobs.cancel(running.pk) is False
    assert jobs.run_all_due() == 0
    assert worked == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_of_one_moment_work_a_job_once(worked: list[int]) -> None:
    job = jobs.enqueue(KIND, "na-ri")

    results = at_once(*[lambda: jobs.run(job.pk)] * 4)

    assert not [result for result in results if isinstance(result, Exception)]
    assert len([result for result in results if result is not None]) == 1
    assert worked == [job.pk]


@pytest.mark.django_db(transaction=True)
def test_two_wishes_of_one_moment_are_one_job() -> None:
    results = at_once(*[lambda: jobs.enqueue(KIND, "na-ri", input_hash="a").pk] * 4)

    assert len(set(results)) == 1
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_one_bad_tick_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    ticked: list[str] = []

    def bad() -> None:
        raise RuntimeError

    def good() -> None:
        ticked.append("good")

    monkeypatch.setattr(jobs, "_ticks", [])
    for function in (bad, good, good):
        jobs.on_tick(function)
    jobs.tick()

    assert ticked == ["good"]
    assert clock.last_tick() is not None

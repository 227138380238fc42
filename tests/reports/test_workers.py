"""Reports built by processes of their own, one of which is killed in the middle."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen

import pytest

from core import jobs
from core.enums import JobState
from core.models import AuditEvent, Job
from documents import storage
from notices.models import Notice
from reports.enums import BundleKind, ReportState
from reports.models import AnnualReport
from reports.services import building, bundles
from tests.builders.reports import PlanYear, more_villages, na_ri_year
from tests.org import draw
from tests.workers import LEASE_SECONDS, celery_beat_once, celery_worker, kill, runner, wait_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]
Worker = Callable[[], AbstractContextManager[Popen[bytes]]]


def asked(villages: int = 0) -> AnnualReport:
    """A commune's report that waits in the queue; more villages take longer."""
    na: PlanYear = na_ri_year(draw())
    more_villages(na, villages)
    return building.request_build(na.year, na.host, actor=na.org.lan)


def job_of(report: AnnualReport) -> Job:
    return Job.objects.get(pk=report.job_id or 0)


def is_done(report: AnnualReport) -> bool:
    return job_of(report).state == JobState.DONE


def is_in_the_middle(report: AnnualReport) -> bool:
    job = job_of(report)
    return job.state == JobState.RUNNING and job.progress_done == 2


def assert_built_once(report: AnnualReport) -> None:
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT
    assert report.pdf is not None
    assert storage.read(report.pdf.sha256).startswith(b"%PDF-")
    events = AuditEvent.objects.filter(action="reports.built", object_id=str(report.pk))
    assert events.count() == 1
    assert AnnualReport.objects.filter(unit=report.unit).count() == 1


def killed_in_the_middle(report: AnnualReport, worker: Worker, log: Path) -> None:
    """One worker dies while it sets the paper; the job still looks as if it were worked."""
    with worker() as first:
        wait_for(lambda: is_in_the_middle(report), 120, log)
        kill(first)
    assert job_of(report).state == JobState.RUNNING
    report.refresh_from_db()
    assert report.pdf is None


# ---------------------------------------------------------------- one machine


def test_the_runner_builds_what_waits(tmp_path: Path) -> None:
    report = asked()
    log = tmp_path / "log"

    with runner(log):
        wait_for(lambda: is_done(report), 60, log)

    assert_built_once(report)


def test_a_killed_runner_is_followed_by_another(tmp_path: Path) -> None:
    report = asked(villages=150)
    log = tmp_path / "log"
    killed_in_the_middle(report, lambda: runner(log), log)

    with runner(log):
        taken = wait_for(lambda: is_done(report), 120, log)

    assert taken < LEASE_SECONDS + 60
    assert job_of(report).attempts == 2
    assert_built_once(report)


def test_a_batch_goes_on_where_its_killed_worker_stopped(tmp_path: Path) -> None:
    na = na_ri_year(draw())
    more_villages(na, 12)
    bundle = bundles.request_bundle(BundleKind.PAPERS, na.year, na.host, actor=na.org.minh)
    log = tmp_path / "log"
    made = bundle.items.exclude(report=None)
    with runner(log) as first:
        wait_for(lambda: made.count() >= 2, 120, log)
        kill(first)
    left = set(made.values_list("pk", "report__built_at"))

    with runner(log):
        wait_for(lambda: bundles.fetch(bundle.pk).file is not None, 120, log)

    assert left <= set(made.values_list("pk", "report__built_at"))
    assert not bundle.items.filter(report=None).exists()
    assert AnnualReport.objects.count() == bundle.items.count()
    assert AuditEvent.objects.filter(action="reports.bundle_made").count() == 1
    assert Notice.objects.filter(object_kind="reports.bundle").count() == 1


# ---------------------------------------------------------------- Celery and Redis


@pytest.fixture
def redis_url() -> str:
    """A Redis database of this process's own."""
    base = os.environ["REDIS_URL"].rstrip("/")
    return f"{base.rsplit('/', 1)[0]}/{10 + os.getpid() % 6}"


@pytest.mark.redis
def test_celery_builds_what_the_tick_finds(tmp_path: Path, redis_url: str) -> None:
    report = asked()
    log = tmp_path / "log"

    with celery_worker(log, redis_url):
        celery_beat_once(redis_url)
        wait_for(lambda: is_done(report), 60, log)

    assert_built_once(report)


@pytest.mark.redis
def test_a_killed_celery_worker_is_followed_by_another_within_a_minute(
    tmp_path: Path, redis_url: str
) -> None:
    report = asked(villages=150)
    log = tmp_path / "log"

    def worker() -> AbstractContextManager[Popen[bytes]]:
        return celery_worker(log, redis_url)

    celery_beat_once(redis_url)
    killed_in_the_middle(report, worker, log)
    with worker():
        celery_beat_once(redis_url)
        wait_for(lambda: report.job_id in jobs.due_ids(), LEASE_SECONDS + 5, log)
        celery_beat_once(redis_url)
        taken = wait_for(lambda: is_done(report), 120, log)

    assert taken < 60
    assert job_of(report).attempts == 2
    assert_built_once(report)

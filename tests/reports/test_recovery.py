"""A worker killed, Redis lost, PostgreSQL's connections ended, at every phase of one report.

The worker, the Redis server and the database are real. Whatever happens, the report of Na Rì is
built once, with one pair of files and one notice for each person of the office. One runner works
at a time, so its lease may be short.
"""

from __future__ import annotations

import datetime as dt
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from core.enums import JobState
from core.models import AuditEvent, Job
from documents import storage
from notices.models import Notice
from reports.enums import ReportState
from reports.models import AnnualReport
from reports.services import building
from tests.builders.reports import PlanYear, na_ri_year
from tests.holding import end_other_connections, held, held_once
from tests.org import draw
from tests.workers import (
    celery_beat_once,
    celery_worker,
    environment,
    kill,
    process,
    runner,
    wait_for,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
RECOVERED_SECONDS = 60


def asked(na: PlanYear) -> AnnualReport:
    """The report that the scheduler asks for, so that the office is told of it."""
    duty = na.campaign.duties.filter(kind="report").order_by("position")[0]
    return building.request_build(na.year, na.host, actor=None, duty=duty)


def job_of(report: AnnualReport) -> Job:
    return Job.objects.get(pk=report.job_id or 0)


def is_done(report: AnnualReport) -> bool:
    return job_of(report).state == JobState.DONE


def kept_files() -> int:
    """How many files the store has, half-written ones left out."""
    root = Path(settings.MEDIA_ROOT)
    return sum(one.is_file() and "incoming" not in one.parts for one in root.rglob("*"))


def assert_once(report: AnnualReport, na: PlanYear) -> None:
    """One report, its two files and no third, told once in the trail and once to each person."""
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT
    assert report.pdf is not None
    assert report.docx is not None
    assert storage.read(report.pdf.sha256).startswith(b"%PDF-")
    assert storage.read(report.docx.sha256).startswith(b"PK")
    assert AnnualReport.objects.filter(unit=report.unit).count() == 1
    built = AuditEvent.objects.filter(action="reports.built", object_id=str(report.pk))
    assert built.count() == 1
    jobs = Job.objects.filter(kind=building.JOB_KIND, object_key=str(report.pk))
    assert jobs.count() == 1
    told = Counter(
        Notice.objects.filter(object_kind="reports.report").values_list("recipient", flat=True)
    )
    assert told == {na.org.lan.pk: 1, na.org.minh.pk: 1, na.org.hoa.pk: 1}


class Watched:
    """A report's job as the test watches it."""

    def __init__(self, report: AnnualReport, log: Path) -> None:
        self.report = report
        self.log = log
        self.attempt = 0

    def until(self, condition: Callable[[], bool]) -> None:
        wait_for(condition, RECOVERED_SECONDS, self.log)

    def at_work(self) -> None:
        """Until the next attempt has its snapshot and sets the paper."""
        self.attempt += 1

        def sets_the_paper() -> bool:
            job = job_of(self.report)
            return (job.attempts, job.state, job.progress_done) == (
                self.attempt, JobState.RUNNING, 2,
            )  # fmt: skip

        self.until(sets_the_paper)

    def is_written(self) -> bool:
        """Whether the row names its files while the job is still worked."""
        self.report.refresh_from_db()
        return self.report.pdf_id is not None and job_of(self.report).state == JobState.RUNNING

    def is_tried_again(self) -> None:
        """The runner has put the job back, or its lease is over and it is taken again.

        The pause before the next attempt must end in time; it is not waited for here.
        """

        def is_free() -> bool:
            job = job_of(self.report)
            return job.state == JobState.QUEUED or job.attempts > self.attempt

        self.until(is_free)
        job = job_of(self.report)
        assert job.run_at - timezone.now() < dt.timedelta(seconds=RECOVERED_SECONDS)
        Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(run_at=timezone.now())

    @contextmanager
    def before_the_row(self) -> Iterator[None]:
        """The next attempt, both files kept, waits for the row."""
        self.at_work()
        with held(self.report):
            self.until(lambda: kept_files() == 2)
            self.report.refresh_from_db()
            assert self.report.pdf_id is None
            yield

    @contextmanager
    def before_done(self) -> Iterator[bool]:
        """The next attempt, the row written, waits to say that it is done; or it was faster."""
        self.at_work()
        with held_once(
            job_of(self.report), self.is_written, lambda: is_done(self.report)
        ) as is_caught:
            yield is_caught


# ---------------------------------------------------------------- kill -9


def test_killed_at_every_phase_the_report_is_built_once(tmp_path: Path) -> None:
    """Five workers: four killed, each further on; the fifth ends what they began."""
    na = na_ri_year(draw())
    log = tmp_path / "log"
    report = asked(na)
    seen = Watched(report, log)

    with runner(log, lease=1) as before_claim:
        kill(before_claim)
    assert (job_of(report).state, job_of(report).attempts) == (JobState.QUEUED, 0)

    with runner(log, lease=1) as after_snapshot:
        seen.at_work()
        kill(after_snapshot)
    assert (job_of(report).state, kept_files()) == (JobState.RUNNING, 0)

    with runner(log, lease=1) as between_the_files:
        seen.at_work()
        seen.until(lambda: kept_files() == 1)
        kill(between_the_files)
    assert (job_of(report).state, kept_files()) == (JobState.RUNNING, 1)

    with runner(log, lease=1) as before_the_row, seen.before_the_row():
        kill(before_the_row)
    assert (job_of(report).state, kept_files()) == (JobState.RUNNING, 2)
    assert not Notice.objects.filter(object_kind="reports.report").exists()

    with runner(log, lease=1) as before_done, seen.before_done() as is_caught:
        kill(before_done)
    assert is_caught is (job_of(report).state == JobState.RUNNING)

    with runner(log, lease=1):
        taken = wait_for(lambda: is_done(report), RECOVERED_SECONDS, log)

    assert taken < RECOVERED_SECONDS
    assert job_of(report).attempts == 4 + is_caught
    assert kept_files() == 2
    assert_once(report, na)


# ---------------------------------------------------------------- PostgreSQL restarted


@pytest.mark.postgresql
def test_connections_ended_at_every_phase_the_same_worker_builds_the_report_once(
    tmp_path: Path,
) -> None:
    """One runner lives through three ends of all its connections."""
    na = na_ri_year(draw())
    log = tmp_path / "log"
    report = asked(na)
    seen = Watched(report, log)

    with runner(log, lease=1) as worker:
        seen.at_work()
        assert end_other_connections() > 0
        seen.is_tried_again()
        with seen.before_the_row():
            assert end_other_connections() > 0
        seen.is_tried_again()
        with seen.before_done() as is_caught:
            assert end_other_connections() > 0
        if is_caught:
            seen.is_tried_again()
        taken = wait_for(lambda: is_done(report), RECOVERED_SECONDS, log)
        assert worker.poll() is None

    assert taken < RECOVERED_SECONDS
    assert job_of(report).attempts == 3 + is_caught
    assert_once(report, na)


# ---------------------------------------------------------------- Redis lost


@contextmanager
def redis_server(port: int, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A Redis of the test's own that keeps nothing on the disk."""
    server = shutil.which("redis-server")
    assert server, "this test ends a Redis of its own: install redis-server beside the one given"
    command = (
        server, "--port", str(port), "--bind", "127.0.0.1",
        "--save", "", "--appendonly", "no", "--dir", str(folder),
    )  # fmt: skip
    with process(*command, env={"PATH": "/usr/bin"}, log=folder / "redis") as running:
        wait_for(lambda: _answers(port), 10, folder / "redis")
        yield running


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wake_from_the_web(report: AnnualReport, redis_url: str) -> None:
    """What the page does after the press, in a process of its own."""
    say = f"from core.tasks import wake; wake({report.job_id})"
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", say],
        cwd=settings.BASE_DIR, env=environment(redis_url=redis_url), check=True,
        capture_output=True, timeout=60,
    )  # fmt: skip


@pytest.mark.redis
def test_redis_lost_in_mid_report_and_while_one_is_asked_for(tmp_path: Path) -> None:
    """The running report ends; the next waits in its row until Redis and the tick are back."""
    na = na_ri_year(draw())
    log = tmp_path / "log"
    port = _free_port()
    url = f"redis://127.0.0.1:{port}/0"
    report = asked(na)

    with ExitStack() as alive:
        first = alive.enter_context(redis_server(port, tmp_path))
        alive.enter_context(celery_worker(log, url, restarts=True))
        celery_beat_once(url)
        wait_for(lambda: job_of(report).progress_done >= 2, RECOVERED_SECONDS, log)
        kill(first)
        wait_for(lambda: is_done(report), RECOVERED_SECONDS, log)

        sheet = building.request_build(na.year, na.org.ban_po, actor=na.org.pao)
        wake_from_the_web(sheet, url)
        time.sleep(1)
        assert job_of(sheet).state == JobState.QUEUED

        alive.enter_context(redis_server(port, tmp_path))
        celery_beat_once(url)
        taken = wait_for(lambda: is_done(sheet), RECOVERED_SECONDS, log)

    assert taken < RECOVERED_SECONDS
    assert (job_of(report).attempts, job_of(sheet).attempts) == (1, 1)
    sheet.refresh_from_db()
    assert sheet.pdf is not None
    assert AuditEvent.objects.filter(action="reports.built").count() == 2
    assert_once(report, na)

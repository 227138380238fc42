"""The queue at work on a demo year: its own cost, kills in mid-report, a batch by one and by two.

python -m bench.q_worker queue        seconds of one render, one whole job, one empty job
python -m bench.q_worker kills N      N reports whose worker is killed with signal 9
python -m bench.q_worker batch N      seconds of a batch with N workers already running
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.embedded")
django.setup()

from django.conf import settings  # noqa: E402

from bench.workers import killed, runner  # noqa: E402
from campaigns.models import CampaignYear  # noqa: E402
from core import clock, jobs  # noqa: E402
from core.enums import JobState  # noqa: E402
from core.models import AuditEvent, Job  # noqa: E402
from documents import storage  # noqa: E402
from documents.services.telling import holders  # noqa: E402
from reports.enums import BundleKind  # noqa: E402
from reports.models import AnnualReport, Bundle  # noqa: E402
from reports.papers.render import as_docx, as_pdf, paper_of  # noqa: E402
from reports.services import building, bundles  # noqa: E402
from units.enums import Role  # noqa: E402

PATIENCE_SECONDS = 300
ROUNDS = 8


def na_ri() -> CampaignYear:
    """The year that the demo plays in Na Rì."""
    rows = CampaignYear.objects.select_related("campaign__launched_by")
    return rows.get(campaign__slug="na-ri-2026", year=2026)


def queue() -> dict[str, Any]:
    """One render, one whole job and one empty job, in turns."""
    jobs.handler("bench.nothing")(lambda _progress: {})
    year = na_ri()
    host = year.campaign.launched_by
    taken: dict[str, list[float]] = {"render": [], "whole": [], "queue": []}
    for turn in range(ROUNDS):
        report = building.request_build(year, host, actor=None)
        started = time.perf_counter()
        jobs.run(report.job_id or 0)
        taken["whole"].append(time.perf_counter() - started)
        figures = AnnualReport.objects.get(pk=report.pk).figures
        started = time.perf_counter()
        paper = paper_of(figures, report.kind)  # type: ignore[arg-type]
        as_pdf(paper)
        as_docx(paper)
        taken["render"].append(time.perf_counter() - started)
        started = time.perf_counter()
        job = jobs.enqueue("bench.nothing", str(turn), input_hash=str(time.time_ns()))
        jobs.run(job.pk)
        taken["queue"].append(time.perf_counter() - started)
    return taken


def kills(count: int) -> dict[str, Any]:
    """Kill the worker in mid-report; what was lost or doubled, and how long until it was done."""
    year = na_ri()
    host = year.campaign.launched_by
    lost = doubled = 0
    waited: list[float] = []
    for _round in range(count):
        report = building.request_build(year, host, actor=None)
        before = _built(report)
        phase = 1 + _round % 3
        with runner() as first:
            _until(report, lambda job, at=phase: job.progress_done >= at)
            killed(first)
        died = time.monotonic()
        with runner():
            _until(report, lambda job: job.state == JobState.DONE)
        waited.append(time.monotonic() - died)
        report.refresh_from_db()
        lost += report.pdf is None or not storage.read(report.pdf.sha256).startswith(b"%PDF")
        versions = AnnualReport.objects.filter(unit=host, campaign_year=year).count()
        doubled += versions != 1 or _built(report) - before > 1
    return {
        "lost": lost,
        "doubled": doubled,
        "waited": waited,
        "lease": settings.JOB_LEASE_SECONDS,
    }


def _built(report: AnnualReport) -> int:
    return AuditEvent.objects.filter(action="reports.built", object_id=str(report.pk)).count()


def _until(report: AnnualReport, wanted: Any) -> None:
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE_SECONDS:
        job = Job.objects.get(pk=report.job_id or 0)
        if job.state == JobState.DONE or wanted(job):
            return
        time.sleep(0.02)
    raise TimeoutError(report.pk)


def batch(workers: int) -> dict[str, Any]:
    """A batch of all of Na Rì's papers, with so many warm workers."""
    year = na_ri()
    host = year.campaign.launched_by
    officer = holders(host, {Role.OFFICER})[0]
    clock.note_tick()
    with contextlib.ExitStack() as running:
        for _worker in range(workers):
            running.enter_context(runner())
        _warm(workers)
        started = time.perf_counter()
        made = bundles.request_bundle(BundleKind.PAPERS, year, host, actor=officer)
        while Bundle.objects.filter(pk=made.pk, file=None).exists():
            time.sleep(0.05)
            if time.perf_counter() - started > PATIENCE_SECONDS:
                raise TimeoutError(made.pk)
        taken = time.perf_counter() - started
    return {"seconds": taken, "papers": made.items.count()}


def _warm(workers: int) -> None:
    """Let every worker set one paper before the clock starts."""
    year = na_ri()
    parts = [one.unit for one in year.participations.select_related("unit").order_by("pk")[:8]]
    asked = [building.request_build(year, unit, actor=None) for unit in parts[: workers * 2]]
    for report in asked:
        _until(report, lambda job: job.state == JobState.DONE)


def main() -> None:
    """Do what was asked and print it as JSON."""
    work, *more = sys.argv[1:]
    acts = {"kills": kills, "batch": batch}
    result = queue() if work == "queue" else acts[work](int(more[0]))
    print(json.dumps(result))


if __name__ == "__main__":
    main()

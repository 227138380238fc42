"""The reports' jobs, five lines each, and their place in the scheduler's minute."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from core import jobs
from documents import kinds
from reports.services import building, bundles, life, preparing


@jobs.handler(building.JOB_KIND)
def build_report(progress: jobs.Progress) -> dict[str, Any]:
    """Build one report's files."""
    report = building.build(progress.arguments["report_id"], progress)
    return {"report_id": report.pk, "figures": report.figures_hash}


@jobs.handler(life.SET_JOB)
def set_report_files(progress: jobs.Progress) -> dict[str, Any]:
    """Set one draft's files anew after somebody wrote into it."""
    report = life.set_files(progress.arguments["report_id"], progress)
    return {"report_id": report.pk}


@jobs.handler(bundles.PART_JOB)
def make_bundle_part(progress: jobs.Progress) -> dict[str, Any]:
    """Make a few papers of a bundle."""
    given = progress.arguments
    return {"made": bundles.make_part(given["bundle_id"], given["part"], progress)}


@jobs.handler(bundles.PACK_JOB)
def pack_bundle(progress: jobs.Progress) -> dict[str, Any]:
    """Put a bundle into its file."""
    return {"entries": bundles.pack(progress.arguments["bundle_id"], progress).entries}


@jobs.handler(preparing.JOB_KIND)
def prepare_reports(progress: jobs.Progress) -> dict[str, Any]:
    """Ask for the drafts of one duty."""
    given = progress.arguments
    return dict(preparing.prepare(given["duty_id"], given["campaign_year_id"]))


@jobs.on_tick
def prepare_due_reports() -> None:
    """Look once a minute whether drafts are due today."""
    preparing.enqueue_due()


kinds.register(
    life.KIND,
    kinds.PaperSource(
        set_paper=lambda paper: life.composed(life.report_behind(paper)),
        path=lambda paper: reverse("reports:detail", args=[int(paper.object_id)]),
    ),
)

"""Writing and taking back, as a person would after a look at the preview."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from core import jobs
from core.models import Job
from imports.models import Import
from imports.services import committing


def written(row: Import, who: User, mode: str = "all", **more: Any) -> Import:
    """The import after somebody confirmed it and the job ran."""
    committing.request_commit(row, mode=mode, actor=who, seen=row.version, **more)
    jobs.run_all_due()
    return Import.objects.get(pk=row.pk)


def undone(row: Import, who: User) -> Import:
    """The import after somebody asked to take it back and the job ran."""
    committing.request_undo(row, actor=who)
    jobs.run_all_due()
    return Import.objects.get(pk=row.pk)


def told(row: Import) -> str:
    """What the last job said when it was refused."""
    return Job.objects.get(pk=row.job_id or 0).message

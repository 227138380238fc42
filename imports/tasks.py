"""The jobs of importing."""

from __future__ import annotations

from typing import Any

from core import jobs
from imports.services import committing, reading, uploading


@jobs.handler(uploading.READ_JOB)
def read_workbook(progress: jobs.Progress) -> dict[str, Any]:
    """Read one file and put down what it would change."""
    row = reading.read_import(progress.arguments["import_id"], progress)
    return {"import_id": row.pk, "state": row.state}


@jobs.handler(committing.COMMIT_JOB)
def commit_workbook(progress: jobs.Progress) -> dict[str, Any]:
    """Write one file."""
    row = committing.commit_import(progress.arguments["import_id"], progress)
    return {"import_id": row.pk, "state": row.state}


@jobs.handler(committing.UNDO_JOB)
def undo_workbook(progress: jobs.Progress) -> dict[str, Any]:
    """Take one file back."""
    row = committing.undo_import(progress.arguments["import_id"], progress)
    return {"import_id": row.pk, "state": row.state}

"""What the scheduler does for the kept files."""

from __future__ import annotations

import logging
from typing import Any

from core import jobs
from documents import storage
from documents.services import (
    afterwards,  # noqa: F401 its kinds of paper are known from here on
    issuing,
    numbering,
)

logger = logging.getLogger(__name__)


@jobs.on_tick
def sweep_stray_files() -> None:
    """Clear what interrupted uploads left behind."""
    removed = storage.sweep_incoming()
    if removed:
        logger.info("removed %d half-written files", removed)


@jobs.handler(numbering.JOB_KIND)
def make_numbered_files(progress: jobs.Progress) -> dict[str, Any]:
    """Make a numbered paper's files."""
    paper = issuing.make_files(progress.arguments["paper_id"], progress)
    return {"paper_id": paper.pk}

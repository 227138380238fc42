"""Work that may take longer than a page."""

from __future__ import annotations

from typing import Any

from core import jobs
from units.models import Unit
from units.selectors import trail


@jobs.handler(trail.VERIFY_JOB)
def verify_trail(progress: jobs.Progress) -> dict[str, Any]:
    """Read every event of the unit's chains again and compare the seals."""
    unit = Unit.objects.get(pk=progress.arguments["unit"])
    return trail.verify(unit, progress.report).as_result()

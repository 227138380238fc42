"""The jobs of awards, five lines each."""

from __future__ import annotations

from typing import Any

from awards.services import printing
from core import jobs


@jobs.handler(printing.JOB_KIND)
def draw_certificates(progress: jobs.Progress) -> dict[str, Any]:
    """Draw the certificates of one decision."""
    given = progress.arguments
    row = printing.draw(given["print_id"], given["base_url"], progress)
    return {"print_id": row.pk, "sheets": row.sheets}

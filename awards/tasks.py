"""The jobs of awards, five lines each."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from awards.rules import reads_papers_of
from awards.services import letter_life, packing, printing
from core import jobs
from documents import kinds


@jobs.handler(printing.JOB_KIND)
def draw_certificates(progress: jobs.Progress) -> dict[str, Any]:
    """Draw the certificates of one decision."""
    given = progress.arguments
    row = printing.draw(given["print_id"], given["base_url"], progress)
    return {"print_id": row.pk, "sheets": row.sheets}


@jobs.handler(packing.JOB_KIND)
def pack_dossier(progress: jobs.Progress) -> dict[str, Any]:
    """Pack one dossier."""
    row = packing.pack(progress.arguments["pack_id"], progress)
    return {"pack_id": row.pk, "entries": row.entries}


kinds.register(
    letter_life.KIND,
    kinds.PaperSource(
        set_paper=letter_life.set_letter,
        path=lambda paper: reverse("awards:letter", args=[letter_life.letter_id(paper)]),
        may_open=lambda user, paper: reads_papers_of(user, paper.unit),
    ),
)

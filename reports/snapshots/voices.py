"""What units wrote in their own words: results worth naming, difficulties, proposals."""

from __future__ import annotations

from assessments.standing import Standing
from reports.snapshots.common import Snapshot
from reports.snapshots.figures import YearAnswers
from units.models import Unit

ASKED = ("highlights", "shortcomings", "difficulties", "next_year_tasks", "proposals")


def of_units(unit: Unit, rows: list[Standing], answers: YearAnswers) -> list[Snapshot]:
    """The texts of every unit but the reporting one; units that wrote nothing are left out."""
    found = []
    for row in rows:
        member = row.participation.unit
        if member.pk == unit.pk:
            continue
        texts = {code: answers.text(member.pk, code) for code in ASKED}
        if any(texts.values()):
            found.append({"unit": member.display_name, **texts})
    return found

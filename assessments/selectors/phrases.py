"""The ready-made sentences of an office."""

from __future__ import annotations

from assessments.levels import office_id_of
from assessments.models import Assessment, ReturnPhrase


def phrases_of(record: Assessment) -> list[str]:
    """What the office that reviews the record offers for returning it."""
    rows = ReturnPhrase.objects.filter(unit_id=office_id_of(record), is_retired=False)
    return list(rows.values_list("text", flat=True))

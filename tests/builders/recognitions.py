"""Titles and the rows of the register of titles."""

from __future__ import annotations

import datetime as dt
from typing import Any

from recognitions.enums import RecognitionStatus
from recognitions.models import Recognition, Title
from recognitions.services import ensure_titles
from units.models import Unit


def title(code: str) -> Title:
    """A title of the catalogue by its code: ``title("FAMILY")``."""
    ensure_titles()
    return Title.objects.get(code=code)


def recognised(
    name: Title,
    holder: Unit,
    year: int,
    *,
    decided_on: dt.date | None = None,
    **fields: Any,
) -> Recognition:
    """A title recognised by a decision of that year (15 November unless a day is said)."""
    day = decided_on or dt.date(year, 11, 15)
    fields.setdefault("decision_number", f"01/QĐ-UBND-{year}")
    fields.setdefault("decided_by", "Ủy ban nhân dân xã")
    fields.setdefault("valid_from", day)
    return Recognition.objects.create(
        title=name,
        holder=holder,
        holder_name=holder.display_name,
        year=year,
        status=RecognitionStatus.RECOGNISED,
        decided_on=day,
        **fields,
    )


def considered(name: Title, holder: Unit, year: int) -> Recognition:
    """A title under consideration: no decision yet."""
    return Recognition.objects.create(
        title=name,
        holder=holder,
        holder_name=holder.display_name,
        year=year,
        status=RecognitionStatus.UNDER_CONSIDERATION,
    )

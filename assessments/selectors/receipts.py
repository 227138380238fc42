"""What a receipt code says to anybody who holds the paper: unit, year, time, state, no more."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from assessments.enums import Action
from assessments.models import AssessmentEvent
from core.text import nfc

_CODE = re.compile(r"^\d{2}-?[0-9A-Z]{6}$")


@dataclass(frozen=True)
class Verified:
    """A receipt that was given; ``stands``: it is the one that counts today."""

    code: str
    unit: str
    year: int
    at: dt.datetime
    status: str
    stands: bool
    was_withdrawn: bool


def clean_code(typed: str) -> str:
    """The code as it is stored, or nothing where it cannot be one: "26 7k3m9q" → 26-7K3M9Q."""
    bare = re.sub(r"\s", "", nfc(typed)).upper()
    if not _CODE.match(bare):
        return ""
    return bare if "-" in bare else f"{bare[:2]}-{bare[2:]}"


def verified(code: str) -> Verified | None:
    """The receipt of that code, also one that a later receipt replaced; one query."""
    event = (
        AssessmentEvent.objects.filter(receipt_code=code, action=Action.SUBMIT)
        .select_related("assessment__campaign_year", "assessment__unit")
        .first()
        if code
        else None
    )
    if event is None:
        return None
    record = event.assessment
    return Verified(
        code=code,
        unit=record.unit_name or record.unit.display_name,
        year=record.campaign_year.year,
        at=event.at,
        status=record.status,
        stands=record.receipt_code == code,
        was_withdrawn=not record.receipt_code,
    )

"""A copy of the trail taken out of the product."""

from __future__ import annotations

from collections.abc import Mapping

from core.audit import Actor, record
from units.access import audit_subject
from units.models import Unit

# What the filter of the page is called in the trail.
_TOLD = {"from_on": "from", "to_on": "to", "area": "kind_of_work"}


def note_copy(unit: Unit, wanted: Mapping[str, object], *, actor: Actor) -> None:
    """Write down who took a copy of which part of the unit's trail."""
    record(
        "units.trail_copied",
        audit_subject("units.unit", unit.pk, unit.display_name, unit),
        actor=actor,
        after={_TOLD[name]: value for name, value in wanted.items() if value},
    )

"""May this person bring this list in for this unit."""

from __future__ import annotations

from accounts.models import User
from assessments.rules import enters_on_behalf
from imports.enums import ImportKind
from imports.models import Import
from units.access import access_of
from units.enums import UnitType
from units.models import Unit
from units.policy import ENTERING, OFFICE
from units.rules import can_keep_households

# What a village's own head or editor may bring in; the rest is the office's.
OF_VILLAGES = frozenset({ImportKind.HOUSEHOLDS, ImportKind.REGISTRATIONS, ImportKind.RESULTS})
NEEDS_YEAR = frozenset({ImportKind.REGISTRATIONS, ImportKind.RESULTS, ImportKind.VILLAGE_RESULTS})
NEEDS_TYPE = frozenset({ImportKind.REGISTRATIONS, ImportKind.RESULTS})


def can_import(user: User, kind: str, unit: Unit) -> bool:
    """The office of the commune every list; a village's head or editor those of its households."""
    access = access_of(user)
    if unit.valid_to is not None:
        return False
    if unit.type == UnitType.COMMUNE:
        return access.has_role_over(unit, OFFICE)
    if unit.type != UnitType.VILLAGE or kind not in OF_VILLAGES:
        return False
    if kind == ImportKind.HOUSEHOLDS:
        return can_keep_households(user, unit)
    return access.has_role_over(unit, ENTERING)


def writes_on_behalf(user: User, row: Import) -> bool:
    """Whether the previewed file, written by this person, fills in forms of somebody else."""
    year, ids = row.campaign_year, row.preview.get("written_for")
    if year is None or not ids:
        return False
    return any(enters_on_behalf(user, year, unit) for unit in Unit.objects.filter(pk__in=ids))


def kinds_for(user: User, unit: Unit) -> list[ImportKind]:
    """The lists this person may bring in for the unit, in the order of the menu."""
    return [kind for kind in ImportKind if can_import(user, kind, unit)]

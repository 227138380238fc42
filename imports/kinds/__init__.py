"""One module for each kind of list: its columns, what a row would do, writing, undoing."""

from __future__ import annotations

from imports.enums import ImportKind
from imports.kinds.base import Given, Kind
from imports.kinds.compact import Registrations, Results
from imports.kinds.households import Households
from imports.kinds.units import Units
from imports.kinds.villages import VillageResults

KINDS: dict[str, type[Kind]] = {
    ImportKind.UNITS: Units,
    ImportKind.HOUSEHOLDS: Households,
    ImportKind.REGISTRATIONS: Registrations,
    ImportKind.RESULTS: Results,
    ImportKind.VILLAGE_RESULTS: VillageResults,
}


def kind_of(kind: str, given: Given) -> Kind:
    """The list of this kind for the given unit and year."""
    return KINDS[kind](given)

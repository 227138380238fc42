"""Where a unit may go: to which parents, together with which neighbours, and what goes along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core import clock
from units.enums import UnitType
from units.models import Membership, Unit
from units.rules import TYPES_BELOW, can_change_unit, can_take_in
from units.selectors.search import FoundUnit, labels, search_units

if TYPE_CHECKING:
    from accounts.models import User

MOST_PLACES = 60


def new_places(unit: Unit, user: User, query: str) -> list[FoundUnit]:
    """The units under which this one could hang, as far as the person may put it there.

    Without a query those beside its present parent.
    """
    if unit.type == UnitType.HOUSEHOLD:
        types = [UnitType.VILLAGE]
    else:
        types = [above for above, below in TYPES_BELOW.items() if unit.type in below]
    if query:
        found = search_units(query, user=user, types=types, limit=MOST_PLACES)
    else:
        beside = unit.parent.parent_id if unit.parent else None
        rows = list(
            Unit.objects.findable_by(user)
            .filter(parent=beside, type__in=types)
            .active_on(clock.today())
            .select_related("parent")
            .in_order()[:MOST_PLACES]
        )
        found = [FoundUnit(*pair) for pair in zip(rows, labels(rows), strict=True)]
    return [
        one for one in found if one.unit.pk != unit.parent_id and can_take_in(user, unit, one.unit)
    ]


def neighbours_of(unit: Unit, user: User) -> list[Unit]:
    """The other standing units of its type below the same parent that the person may change."""
    rows = Unit.objects.findable_by(user).filter(parent=unit.parent_id, type=unit.type)
    standing = rows.filter(valid_to=None).exclude(pk=unit.pk).select_related("parent")
    return [one for one in standing.in_order() if can_change_unit(user, one)]


def what_goes_along(units: Sequence[Unit]) -> tuple[int, int]:
    """How many units stand right below these, and how many roles are held in them."""
    below = Unit.objects.filter(parent__in=units, valid_to=None).count()
    return below, Membership.objects.filter(unit__in=units, to_on=None).count()

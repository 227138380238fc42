"""Units in time: the name and place of a day, and what became of what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from units.models import Unit, UnitChangeLine, UnitName, UnitPlacement


@dataclass(frozen=True)
class Arrow:
    """One unit on the other side of a change; ``partly``: not the whole of the old one."""

    unit: Unit
    on: dt.date
    partly: bool


def _in_force(day: dt.date) -> Q:
    return (Q(from_on=None) | Q(from_on__lte=day)) & (Q(to_on=None) | Q(to_on__gte=day))


def name_on(unit: Unit, day: dt.date) -> str:
    """The unit's full name on that day; outside the known names, today's."""
    row = UnitName.objects.filter(_in_force(day), unit=unit).order_by("from_on").last()
    return str(row) if row else unit.display_name


def parents_on(unit: Unit, day: dt.date) -> list[Unit]:
    """The units above it on that day, nearest first: commune, district, province, country."""
    found: list[Unit] = []
    below = unit
    while (place := _place_on(below, day)) is not None and place.parent not in found:
        found.append(place.parent)
        below = place.parent
    return found


def _place_on(unit: Unit, day: dt.date) -> UnitPlacement | None:
    return (
        UnitPlacement.objects.filter(_in_force(day), unit=unit)
        .select_related("parent")
        .order_by("from_on")
        .last()
    )


def predecessors(unit: Unit) -> list[Arrow]:
    """The units that it was made of, in the order of their codes; none for a unit of old."""
    lines = (
        UnitChangeLine.objects.filter(to_unit=unit, from_unit__isnull=False)
        .exclude(from_unit=unit)
        .select_related("change", "from_unit")
        .order_by("change__on", "from_unit__code", "pk")
    )
    return [Arrow(line.from_unit, line.change.on, line.partly) for line in lines if line.from_unit]


def successors(unit: Unit) -> list[Arrow]:
    """The units that it, or a part of it, went to; empty where unknown or still standing."""
    lines = (
        UnitChangeLine.objects.filter(from_unit=unit, to_unit__isnull=False)
        .exclude(to_unit=unit)
        .select_related("change", "to_unit")
        .order_by("change__on", "to_unit__code", "pk")
    )
    return [Arrow(line.to_unit, line.change.on, line.partly) for line in lines if line.to_unit]


def may_sum_before(unit: Unit) -> bool:
    """Whether the figures of its predecessors may be added up to a figure of its territory.

    Only where every predecessor is known and none came in part: half of a divided commune's
    figure is nobody's figure. The caller still needs a figure from each of them.
    """
    olds = predecessors(unit)
    return bool(olds) and not any(old.partly for old in olds)

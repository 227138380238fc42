"""People of a village's households, and which of them have results of their own."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet

from core import clock
from core.text import fold
from units.enums import UnitType
from units.models import Person, Unit


def people_without_unit(village: Unit) -> QuerySet[Person]:
    """Who lives in the village's standing households and is no unit yet, in the order of names.

    Each with ``household``: the name that the household goes by.
    """
    households = Unit.objects.filter(parent=village, type=UnitType.HOUSEHOLD)
    found = Person.objects.filter(
        unit=None,
        households__to_on=None,
        households__household__in=households.active_on(clock.today()),
    )
    return found.annotate(household=F("households__household__name")).order_by("sort_key", "pk")


def people_matching(village: Unit, query: str) -> list[Person]:
    """Those of them whose name or household has every word, without diacritics."""
    words = fold(query).split()
    people: list[Any] = list(people_without_unit(village))
    return [
        one
        for one in people
        if all(word in fold(f"{one.full_name} {one.household}") for word in words)
    ]

"""The place a page of figures is about, the years it has, and the places below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import User
from campaigns.enums import YearState
from campaigns.models import CampaignYear, PlaceTally
from core import clock
from units.access import access_of
from units.enums import UnitType
from units.models import Unit
from units.paths import under
from units.policy import READERS

ABOVE = frozenset({UnitType.COUNTRY, UnitType.PROVINCE, UnitType.DISTRICT})
LEAVES = frozenset({UnitType.VILLAGE, UnitType.CLAN, UnitType.HOUSEHOLD, UnitType.INDIVIDUAL})


@dataclass(frozen=True)
class Place:
    """A unit with the year that is looked at and the years that there are, latest first."""

    unit: Unit
    year: int
    years: tuple[int, ...]

    @property
    def is_above(self) -> bool:
        """Whether communes lie below it."""
        return self.unit.type in ABOVE

    @property
    def is_leaf(self) -> bool:
        """Whether it has sums of its own only: a village, a clan."""
        return self.unit.type in LEAVES

    @property
    def depth(self) -> int:
        """Where the next step of a path below it begins."""
        return len(self.unit.path) + 1

    @property
    def sums(self) -> QuerySet[PlaceTally]:
        """The roll-up of the year: of the communes at or below it, or of a village itself."""
        rows = PlaceTally.objects.filter(campaign_year__year=self.year)
        if self.is_leaf:
            return rows.filter(place=self.unit)
        if self.unit.type == UnitType.COMMUNE:  # whoever lies in a commune counts in its own row
            return rows.whole().filter(place=self.unit)
        return rows.whole().filter(under(self.unit.path, "place__path"))


def place_of(user: User, unit: Unit, asked: str) -> Place:
    """The page's place; the asked year where there is one, else the latest not after today's."""
    rows = CampaignYear.objects.visible_to(user).exclude(state=YearState.PLANNED)
    found = rows.order_by("-year").values_list("year", flat=True).distinct()
    return place_in(unit, tuple(found), asked)


def place_in(unit: Unit, years: tuple[int, ...], asked: str) -> Place:
    """The same among years that are known already, latest first."""
    today = clock.today().year
    fitting = [year for year in years if str(year) == asked]
    usual = [year for year in years if year <= today] or list(years)
    return Place(unit, (fitting or usual or [today])[0], years)


def own_place_id(user: User) -> int | None:
    """The highest unit in which the person reads figures; the country for who sees all."""
    access = access_of(user)
    held = [one for one in access.held if one.role in READERS]
    if held:
        return min(held, key=lambda one: len(one.path)).unit_id
    root = Unit.objects.filter(parent=None).order_by("pk").values_list("pk", flat=True)
    return root.first() if access.sees_all else None


def names_of(ids: Iterable[int]) -> dict[int, Unit]:
    """Units by id with what a line of a table shows."""
    return _named(Unit.objects.filter(pk__in=list(ids)))


def names_below(unit: Unit) -> dict[int, Unit]:
    """The same of the unit and of those directly below it, without naming each to the database."""
    return _named(Unit.objects.filter(parent=unit)) | {unit.pk: unit}


def _named(units: QuerySet[Unit]) -> dict[int, Unit]:
    found = units.only("id", "kind_word", "name", "type", "sort_key", "position", "valid_to")
    return {unit.pk: unit for unit in found}

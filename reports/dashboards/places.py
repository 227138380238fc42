"""The place a page of figures is about, the years it has, and the places below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Func, Q, QuerySet, Subquery, Value
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.enums import YearState
from campaigns.models import CampaignYear, PlaceTally
from core import clock
from core.prepared import Prepared
from core.text import display_name, told_apart
from units.access import access_of
from units.enums import UnitType
from units.models import Unit
from units.paths import after
from units.policy import READERS

ABOVE = frozenset({UnitType.COUNTRY, UnitType.PROVINCE, UnitType.DISTRICT})
LEAVES = frozenset({UnitType.VILLAGE, UnitType.CLAN, UnitType.HOUSEHOLD, UnitType.INDIVIDUAL})
# What a row that levels above add up can be of: a commune, or a unit that launched a campaign.
WHOLE = sorted(frozenset(UnitType) - LEAVES)
_NAMED = ("kind_word", "name", "type")


@dataclass(frozen=True)
class Place:
    """A unit with the year that is looked at and the years that there are, latest first.

    ``missed``: the year that was asked for and has no figures here, where there are others.
    """

    unit: Unit
    year: int
    years: tuple[int, ...]
    missed: str = ""

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
        return rows_of(self.unit).filter(campaign_year__year=self.year)


def rows_of(unit: Unit) -> QuerySet[PlaceTally]:
    """The rows of all years that a unit's figures are the sum of; a village has its own only."""
    rows = PlaceTally.objects.filter(places_in(unit))
    return rows if unit.type in LEAVES else rows.whole()


def places_in(unit: Unit) -> Q:
    """Rows of the places whose sums are a unit's.

    Whoever lies in a commune counts in the commune's own rows. Above, the places below are
    looked up by type and path, so that a province costs the same in a larger country.
    """
    if unit.type in LEAVES or unit.type == UnitType.COMMUNE:
        return Q(place=unit)
    if unit.parent_id is None:
        return Q()
    return Q(_among_whole(unit.path, after(unit.path)))


def whole_units(low: str, high: str) -> QuerySet[Unit]:
    """The units whose rows levels above add up, with paths from ``low`` and before ``high``."""
    return Unit.objects.filter(path__gte=low, path__lt=high, type__in=WHOLE)


def _among_whole(low: str, high: str) -> Among:
    return Among("place_id", Subquery(whole_units(low, high).values("pk")))


class Among(Func):
    """Whether the first is one of those that the subquery finds.

    Said to PostgreSQL as ``= ANY (ARRAY (…))``: it looks for the few first and then for their
    rows. Of ``IN`` it makes a join, and at a country's size has taken one that walks every unit.
    """

    template = "(%(expressions)s)"
    arg_joiner = " IN "
    output_field = BooleanField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """The subquery as an array that is found once."""
        shape = {"template": "(%(expressions)s))", "arg_joiner": " = ANY(ARRAY"}
        return self.as_sql(compiler, connection, **shape, **extra)


class AmongThese(Func):
    """Whether the first is one of ids that are known, given as one text (``ids_as_text``).

    Their number does not change the statement, so it can be kept; PostgreSQL counts them before
    it plans, as it would not in a text that it takes apart itself.
    """

    template = "(%(expressions)s, '{', '['), '}', ']'))))"
    arg_joiner = " IN (SELECT value FROM json_each(REPLACE(REPLACE("
    output_field = BooleanField()

    def __init__(self, column: str, ids: str) -> None:
        super().__init__(column, Value(ids))

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """The text is how PostgreSQL writes an array."""
        shape = {"template": "(%(expressions)s::bigint[]))", "arg_joiner": " = ANY("}
        return self.as_sql(compiler, connection, **shape, **extra)


def ids_as_text(ids: Iterable[int]) -> str:
    """Ids for ``AmongThese``: ``{1,2,3}``."""
    return f"{{{','.join(map(str, sorted(ids)))}}}"


def place_of(unit: Unit, asked: str) -> Place:
    """The page's place; the asked year where there is one, else the latest not after today's."""
    return place_in(unit, years_of(unit), asked)


def years_of(unit: Unit) -> tuple[int, ...]:
    """The years that have figures in a unit, or that were opened in the country; latest first."""
    if unit.parent_id is None:
        rows = CampaignYear.objects.exclude(state=YearState.PLANNED)
        return tuple(rows.order_by("-year").values_list("year", flat=True).distinct())
    if unit.type in ABOVE:
        return tuple(_years_below(unit.path, after(unit.path)))
    return tuple(_years(rows_of(unit)))


@Prepared
def _years_below(low: str, high: str) -> QuerySet[PlaceTally, int]:
    return _years(PlaceTally.objects.whole().filter(_among_whole(low, high)))


def _years(rows: QuerySet[PlaceTally]) -> QuerySet[PlaceTally, int]:
    opened = rows.exclude(campaign_year__state=YearState.PLANNED).order_by("-campaign_year__year")
    return opened.values_list("campaign_year__year", flat=True).distinct()


def place_in(unit: Unit, years: tuple[int, ...], asked: str) -> Place:
    """The page's place among years that are known already, latest first; as ``place_of``."""
    today = clock.today().year
    fitting = [year for year in years if str(year) == asked]
    usual = [year for year in years if year <= today] or list(years)
    missed = asked if years and not fitting and asked.isdecimal() and len(asked) == 4 else ""
    return Place(unit, (fitting or usual or [today])[0], years, missed)


def own_place_id(user: User) -> int | None:
    """The highest unit in which the person reads figures; the country for who sees all."""
    access = access_of(user)
    held = [one for one in access.held if one.role in READERS]
    if held:
        return min(held, key=lambda one: len(one.path)).unit_id
    root = Unit.objects.filter(parent=None).order_by("pk").values_list("pk", flat=True)
    return root.first() if access.sees_all else None


def names_in_full(ids: Iterable[int]) -> dict[int, str]:
    """The names of units in their order, each with that of the one above.

    Ten communes of the country are Tân An.
    """
    return told_apart_of(named_units(ids), in_full=True)


def named_units(ids: Iterable[int]) -> list[Unit]:
    """Units in their order with what their names and their days need; one statement."""
    above = [f"{path}__{name}" for path in ("parent", "parent__parent") for name in _NAMED]
    found = Unit.objects.filter(pk__in=list(ids)).select_related("parent__parent")
    named = found.only(*_NAMED, "code", "path", "sort_key", "valid_from", "valid_to", *above)
    return list(named.order_by("sort_key", "pk"))


def told_apart_of(units: Iterable[Unit], *, in_full: bool) -> dict[int, str]:
    """Names of units among which some share one: with the unit above, the years, the code.

    Needs the two units above each. ``in_full``: every name with the unit above it.
    """
    known = {unit.pk: unit for unit in units}
    above = {pk: _above(unit) for pk, unit in known.items()}
    years = {pk: _years_in_words(unit) for pk, unit in known.items()}
    codes = {pk: _("mã %(code)s") % {"code": unit.code} for pk, unit in known.items() if unit.code}
    names = {pk: unit.display_name for pk, unit in known.items()}
    if in_full:
        names = {pk: f"{name}, {above[pk]}" if above[pk] else name for pk, name in names.items()}
    return told_apart(names, (above, "%s, %s"), (years, "%s (%s)"), (codes, "%s (%s)"))


def _above(unit: Unit) -> str:
    """The unit above, beyond the one of its own type that a merged unit became."""
    above = unit.parent
    if above is not None and above.type == unit.type:
        above = above.parent
    return above.display_name if above is not None and above.type != unit.type else ""


def _years_in_words(unit: Unit) -> str:
    first, last = unit.valid_from, unit.valid_to
    if first and last:
        return f"{first.year}–{last.year}"
    if last:
        return _("đến %(year)s") % {"year": last.year}
    return _("từ %(year)s") % {"year": first.year} if first else ""


def names_below(unit: Unit) -> dict[int, str]:
    """The names of those directly below a unit in their order, and its own at the place of its id.

    Nothing is named to the database; what is printed needs no models.
    """
    below = [(sort_key, pk, kind, name) for pk, kind, name, sort_key in _children(unit.pk)]
    below.append((unit.sort_key, unit.pk, unit.kind_word, unit.name))
    return {pk: display_name(kind, name) for _sort_key, pk, kind, name in sorted(below)}


@Prepared
def _children(parent: int) -> QuerySet[Unit, tuple[int, str, str, str]]:
    return Unit.objects.filter(parent_id=parent).values_list("pk", "kind_word", "name", "sort_key")

"""Sums of the roll-up: of grouped rows, and of what lies below a province or a district."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet, Sum

from campaigns.enums import YearState
from campaigns.models import CampaignYear, PlaceTally
from campaigns.models.tallies import COUNTS
from core.prepared import Prepared
from core.text import display_name
from reports.dashboards.places import AmongThese, ids_as_text, whole_units
from units.models import Unit
from units.paths import WIDTH, after

Sums = dict[str, int]


def added(every: Iterable[Sums]) -> Sums:
    """The sums of all, column by column."""
    rows = list(every)
    return {name: sum([row[name] for row in rows]) for name in COUNTS}


class WholeSum(Sum):
    """A sum of whole numbers: both engines give one, so no cell is read as a number again."""

    @property
    def convert_value(self) -> Any:
        """Nothing to convert."""
        own: Any = self
        return own._convert_value_noop  # noqa: SLF001 how an expression says so


def summed(grouped: Any) -> QuerySet[PlaceTally, Any]:
    """Rows grouped by ``values``, each with its sums as ``n_…``."""
    rows: QuerySet[PlaceTally, Any] = grouped.order_by().annotate(
        **{f"n_{name}": WholeSum(name) for name in COUNTS}
    )
    return rows


def sums_in(row: dict[str, Any]) -> Sums:
    """The counts of such a row by column."""
    return {name: row[f"n_{name}"] or 0 for name in COUNTS}


class Below:
    """What lies below a province or a district: names of its children, their sums by year.

    Three looks, put together here: the few places, their sums by the campaigns' years, and what
    those years are. Joined, the sums alone took longer than the three.
    """

    def __init__(self, unit: Unit) -> None:
        places = _places_below(unit.path, after(unit.path))
        start = len(unit.path)
        self._child = {
            pk: int(path[start : start + WIDTH] or unit.pk) for pk, path, *_name in places
        }
        own = sorted(
            (sort_key, pk, display_name(kind, name)) for pk, _path, kind, name, sort_key in places
        )
        children = set(self._child.values())
        self.names = {pk: name for _sort_key, pk, name in own if pk in children}
        self._rows = _sums_of(ids_as_text(self._child))
        of_years = _years_of(
            ids_as_text({campaign_year for _place, campaign_year, *_sums in self._rows})
        )
        self._year = {pk: year for pk, year, _state in of_years}
        opened = {year for _pk, year, state in of_years if state != YearState.PLANNED}
        self.years = tuple(sorted(opened, reverse=True))

    def pairs(self, year: int) -> list[tuple[int, int]]:
        """In which places which campaigns' years count."""
        return [(one[0], one[1]) for one in self._rows if self._year[one[1]] == year]

    def sums(self, year: int, only: Collection[int] | None = None) -> dict[int, Sums]:
        """The year's sums by child; of ``only`` these campaigns' years where they are given."""
        found: dict[int, Sums] = {}
        for place, campaign_year, *counts in self._rows:
            if self._year[campaign_year] != year or (
                only is not None and campaign_year not in only
            ):
                continue
            child = self._child[place]
            own = dict(zip(COUNTS, counts, strict=True))
            kept = found.get(child)
            found[child] = own if kept is None else added((kept, own))
        return found


@Prepared
def _places_below(low: str, high: str) -> QuerySet[Unit, tuple[int, str, str, str, str]]:
    return whole_units(low, high).values_list("pk", "path", "kind_word", "name", "sort_key")


@Prepared
def _sums_of(places: str) -> QuerySet[PlaceTally, Any]:
    rows = PlaceTally.objects.whole().filter(AmongThese("place_id", places))
    names = (f"n_{name}" for name in COUNTS)
    grouped = rows.values("place_id", "campaign_year_id")
    return summed(grouped).values_list("place_id", "campaign_year_id", *names)


@Prepared
def _years_of(ids: str) -> QuerySet[CampaignYear, tuple[int, int, str]]:
    rows = CampaignYear.objects.filter(AmongThese("pk", ids)).order_by()
    return rows.values_list("pk", "year", "state")

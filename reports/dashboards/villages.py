"""A commune's own figure in its parts, by village and what is not of one; a village's own years.

The parts are read by the rules of the roll-up (``UnitTally``, ``PlaceTally``), so that they sum
to what the commune adds to the levels above. Everything counts in the commune where it was
entered, also when the village went to another one later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext as _

from assessments.enums import Outcome
from assessments.models import CompactResult
from campaigns.models import PlaceTally, UnitTally
from campaigns.models.tallies import number_said
from reports.dashboards.shares import Measure, Share, Values, sum_of, values_of
from units.enums import UnitType
from units.models import Unit

Years = dict[int, Share]
_OTHERS = 0  # no unit's id: agencies, schools and others that are neither a village nor the commune


@dataclass(frozen=True)
class Parts:
    """Shares by unit and year, and beside them what is no unit's row, by its name and year.

    ``has_pages``: whether the units' own pages list what their shares are counted of.
    """

    units: Values
    beside: Mapping[str, Years] = field(default_factory=dict)
    has_pages: bool = True


def parts_of(commune: Unit, measure: Measure) -> Parts:
    """The figure of a commune by village; one statement, two for results without a form."""
    if measure.code == "achieved":
        return _results(commune, measure)
    found = _lines(commune, measure) if measure.is_line else _forms(commune, measure)
    villages = {key: share for key, share in found.items() if key[0] not in {commune.pk, _OTHERS}}
    named = {
        _("Phiếu của %(unit)s") % {"unit": commune.display_name}: commune.pk,
        _("Cơ quan, đơn vị khác"): _OTHERS,
    }
    beside = {
        name: {year: one for (key, year), one in found.items() if key == pk}
        for name, pk in named.items()
    }
    return Parts(
        villages, {name: years for name, years in beside.items() if years}, has_pages=False
    )


def own_years(unit: Unit, measure: Measure) -> Parts:
    """The figure of a village or another unit with a form of its own; one statement."""
    if measure.code == "achieved":
        return Parts(_counted(_kept(PlaceTally.objects.filter(place=unit))))
    found = _lines(unit, measure) if measure.is_line else _forms(unit, measure)
    return Parts(found, has_pages=False)


def _summed(rows: Iterable[tuple[int, int, Share]]) -> dict[tuple[int, int], Share]:
    shares: dict[tuple[int, int], list[Share]] = defaultdict(list)
    for pk, year, share in rows:
        shares[(pk, year)].append(share)
    return {key: sum_of(some) for key, some in shares.items()}


def _counted(rows: Iterable[tuple[int, int, int, int]]) -> dict[tuple[int, int], Share]:
    return _summed(
        (pk, year, Share(Decimal(part), Decimal(whole))) for pk, year, part, whole in rows if whole
    )


def _key(unit: Unit, unit_id: int, kind: str) -> int:
    return unit_id if kind == UnitType.VILLAGE or unit_id == unit.pk else _OTHERS


def _of(unit: Unit) -> Q:
    """The forms that count in a commune, or a unit's own."""
    return Q(place=unit) if unit.type == UnitType.COMMUNE else Q(unit=unit)


def _forms(unit: Unit, measure: Measure) -> dict[tuple[int, int], Share]:
    """How the participants' forms stand, counted as ``UnitTally.counts`` says."""
    rows = (
        UnitTally.objects.counted()
        .filter(_of(unit))
        .select_related("unit", "campaign_year")
        .defer("lines", "taken_up_by", "unit__search")
    )
    found = (
        (
            _key(unit, row.unit_id, row.unit.type),
            row.campaign_year.year,
            Share(Decimal(counts[measure.numerator]), Decimal(counts[measure.denominator])),
        )
        for row in rows
        for counts in [row.counts]
    )
    return _summed(one for one in found if one[2].whole)


def _lines(unit: Unit, measure: Measure) -> dict[tuple[int, int], Share]:
    """What the forms add to the sums of their lines, where they give both numbers."""
    rows = (
        UnitTally.objects.counted()
        .filter(_of(unit))
        .annotate(
            part=KeyTextTransform(measure.numerator, "lines"),
            whole=KeyTextTransform(measure.denominator, "lines"),
        )
        .filter(part__isnull=False, whole__isnull=False)
        .values_list("unit_id", "unit__type", "campaign_year__year", "part", "whole")
    )
    return _summed(
        (_key(unit, unit_id, kind), year, Share(part, whole))
        for unit_id, kind, year, *said in rows
        for part, whole in [[number_said(one) for one in said]]
        if part is not None and whole is not None
    )


def _results(commune: Unit, measure: Measure) -> Parts:
    """Results without a form: of the villages, and what the commune's own sum has beside them."""
    villages = _counted(_own_results(commune).union(_results_of_above(commune), all=True))
    rest: Years = {}
    for (_pk, year), share in values_of(commune, measure).items():
        known = sum_of(one for (_village, at), one in villages.items() if at == year)
        left = Share(share.part - known.part, share.whole - known.whole)
        if left.whole:
            rest[year] = left
    name = _("Ghi ở %(unit)s, không theo thôn") % {"unit": commune.display_name}
    return Parts(villages, {name: rest} if rest else {})


def _own_results(commune: Unit) -> QuerySet[PlaceTally, Any]:
    """The kept sums of its villages in the campaigns that the commune launched itself."""
    return _kept(PlaceTally.objects.filter(campaign_year__campaign__launched_by=commune))


def _kept(rows: QuerySet[PlaceTally]) -> QuerySet[PlaceTally, Any]:
    """Of the sums kept by village: place, year, how many achieved and how many registered."""
    return (
        rows.filter(is_whole=False)
        .order_by()
        .values_list("place_id", "campaign_year__year")
        .annotate(part=Sum("achieved"), whole=Sum("registered"))
    )


def _results_of_above(commune: Unit) -> QuerySet[CompactResult, Any]:
    """In campaigns of others a village's kept sum does not say in which commune it then lay."""
    rows = CompactResult.objects.filter(commune=commune).exclude(
        Q(place=commune) | Q(campaign_year__campaign__launched_by__type=UnitType.COMMUNE)
    )
    return (
        rows.order_by()
        .values_list("place_id", "campaign_year__year")
        .annotate(
            part=Count("pk", filter=Q(result=Outcome.ACHIEVED)),
            whole=Count("pk", filter=Q(is_registered=True)),
        )
    )

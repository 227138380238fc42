"""The ratios that rules ask for, counted for many units at once from the registers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db.models import Q

from assessments.models import CompactResult
from assessments.registers import BUSINESSES, ORGANISATIONS
from campaigns.models import CampaignYear
from criteria.enums import RatioKind
from criteria.scoring.facts import Ratio
from recognitions.models import Recognition
from units.enums import UnitType
from units.models import ClanHousehold, Unit
from units.paths import WIDTH, under

_COUNTED: Mapping[str, frozenset[UnitType]] = {
    RatioKind.FAMILIES_HELD: frozenset({UnitType.HOUSEHOLD}),
    RatioKind.FAMILIES_REGISTERED: frozenset({UnitType.HOUSEHOLD}),
    RatioKind.CLANS_HELD: frozenset({UnitType.CLAN}),
    RatioKind.UNITS_HELD: ORGANISATIONS | BUSINESSES,
}


def ratios_of_units(
    campaign_year: CampaignYear, place: Unit, kinds: Iterable[str], day: dt.date
) -> dict[int, dict[str, Ratio]]:
    """The asked ratios of every unit at or below a place, by unit id; two queries a ratio.

    Recognised and registered are those of the campaign's year; the whole is every active unit.
    Clans hang under the commune: a village's are those with a household in it, one more query.
    """
    found: dict[int, dict[str, Ratio]] = {}
    for kind in kinds:
        if kind not in _COUNTED:
            continue
        types = _COUNTED[kind]
        below = Unit.objects.below(place).of_types(types).active_on(day)
        having = _having(kind, campaign_year, place, day)
        counted = dict(below.values_list("pk", "path"))
        places = list(counted.items())
        if kind == RatioKind.CLANS_HELD:
            places += [pair for pair in _homes_of_clans(place) if pair[0] in counted]
        wholes: dict[int, set[int]] = {}
        for pk, path in places:
            for at in range(len(place.path) - WIDTH, len(path) - WIDTH, WIDTH):
                wholes.setdefault(int(path[at : at + WIDTH]), set()).add(pk)
        for unit_id, whole in wholes.items():
            found.setdefault(unit_id, {})[kind] = Ratio(len(whole & having), len(whole))
    return found


def _homes_of_clans(place: Unit) -> list[tuple[int, str]]:
    """Every clan with the path of each of its households at a place."""
    rows = ClanHousehold.objects.filter(under(place.path, "household__path"))
    return list(rows.values_list("clan_id", "household__path"))


def _having(kind: str, campaign_year: CampaignYear, place: Unit, day: dt.date) -> set[int]:
    types = list(_COUNTED[kind])
    if kind == RatioKind.FAMILIES_REGISTERED:
        where = Q(under(place.path, "unit__path"), unit__type__in=types, is_registered=True)
        rows = CompactResult.objects.filter(where, campaign_year=campaign_year)
        return set(rows.values_list("unit_id", flat=True))
    held = Recognition.objects.valid_on(day).filter(
        under(place.path, "holder__path"),
        title__is_of_learning=True,
        holder__type__in=types,
        year=campaign_year.year,
    )
    return set(held.values_list("holder_id", flat=True))

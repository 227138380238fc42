"""What the registers count for many units at once.

The same numbers as ``assessments.registers`` gives one by one, in a fixed number of queries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Substr

from assessments.enums import Outcome
from assessments.models import Assessment, CompactResult
from assessments.registers import ADULT_AGE, AUTHORITIES, Known, known_numbers
from campaigns.models import CampaignYear
from core import clock
from criteria.models import Indicator
from recognitions.models import Recognition
from units.enums import UnitType
from units.models import ClanHousehold, HouseholdMember, Unit
from units.paths import under

REGISTER = "register"


def binding_numbers(
    campaign_year: CampaignYear, units: Sequence[Unit], indicators: Iterable[Indicator]
) -> dict[tuple[int, str], Known]:
    """The numbers from which a unit may differ only with a reason, by unit id and line code.

    Registers of villages are counted together; any other source is asked unit by unit.
    """
    wanted = [one for one in indicators if one.filled_from.partition(":")[0] in AUTHORITIES]
    together = [one for one in wanted if _is_counted_together(one)]
    alone = [one for one in wanted if not _is_counted_together(one)]
    villages = [unit for unit in units if unit.type == UnitType.VILLAGE]
    others = [unit for unit in units if unit.type != UnitType.VILLAGE]
    counted = _Counted(campaign_year, villages)
    found: dict[tuple[int, str], Known] = {}
    for indicator in together if villages else ():
        numbers = counted.register(indicator.filled_from.partition(":")[2])
        for unit in villages:
            if unit.path in numbers:
                found[unit.pk, indicator.code] = Known(Decimal(numbers[unit.path]), binding=True)
    for unit in units:
        lines = wanted if unit in others else alone
        if lines:
            record = Assessment(campaign_year=campaign_year, unit=unit)
            known = known_numbers(record, lines)
            found |= {(unit.pk, code): one for code, one in known.items() if one.binding}
    return found


def _is_counted_together(indicator: Indicator) -> bool:
    kind, _colon, name = indicator.filled_from.partition(":")
    return kind == REGISTER and name in _Counted.NAMES


class _Counted:
    """Registers of the villages, counted by the village's part of the path."""

    NAMES = frozenset({
        "households", "people", "people_15_plus", "families_registered", "families_achieved",
        "clans", "clans_registered", "clans_achieved",
    })  # fmt: skip

    def __init__(self, campaign_year: CampaignYear, villages: Sequence[Unit]) -> None:
        self._year = campaign_year
        self._paths = {unit.path for unit in villages}
        self._host = campaign_year.campaign.launched_by
        self._day = clock.today()

    def register(self, name: str) -> dict[str, int]:
        """How many, by the village's path; a village about which nothing is known is left out."""
        counters: dict[str, Callable[[], dict[str, int]]] = {
            "households": self._households,
            "people": self._people,
            "people_15_plus": self._adults,
            "families_registered": self._families_registered,
            "families_achieved": self._families_achieved,
            "clans": lambda: self._clans(None),
            "clans_registered": self._clans_registered,
            "clans_achieved": self._clans_achieved,
        }
        return counters[name]()

    def _by_village(self, rows: QuerySet[Any], field: str) -> dict[str, int]:
        """Rows counted by the first part of their path; paths of siblings are equally long."""
        found: Counter[str] = Counter()
        for size in sorted({len(path) for path in self._paths}):
            village = Substr(field, 1, size)
            counted = rows.order_by().values(village=village).annotate(rows=Count("pk"))
            found.update({row["village"]: row["rows"] for row in counted})
        return {path: found[path] for path in self._paths if found[path]}

    def _households(self) -> dict[str, int]:
        rows = Unit.objects.below(self._host).of_types({UnitType.HOUSEHOLD})
        return self._by_village(rows.active_on(self._day), "path")

    def _members(self) -> QuerySet[HouseholdMember]:
        return HouseholdMember.objects.filter(under(self._host.path, "household__path"), to_on=None)

    def _people(self) -> dict[str, int]:
        return self._by_village(self._members(), "household__path")

    def _adults(self) -> dict[str, int]:
        """Only where every birth year is known: a partial count would look like a whole one."""
        members = self._members()
        born = self._year.year - ADULT_AGE
        grown = self._by_village(members.filter(person__birth_year__lte=born), "household__path")
        unknown = self._by_village(members.filter(person__birth_year=None), "household__path")
        return {path: count for path, count in grown.items() if path not in unknown}

    def _families(self) -> QuerySet[CompactResult]:
        return CompactResult.objects.filter(
            under(self._host.path, "unit__path"),
            campaign_year=self._year,
            unit__type=UnitType.HOUSEHOLD,
        )

    def _families_registered(self) -> dict[str, int]:
        rows = self._families()
        return self._among(rows, rows.filter(is_registered=True), "unit__path")

    def _families_achieved(self) -> dict[str, int]:
        """By decision; before anything is decided, whom the list of the year found to have."""
        told = self._families().exclude(result="")
        rows = Recognition.objects.filter(
            under(self._host.path, "holder__path"), title__code="FAMILY", year=self._year.year
        )
        found = self._among(told, told.filter(result=Outcome.ACHIEVED), "unit__path")
        return found | self._among(rows, rows.valid_on(self._day), "holder__path")

    def _among(self, rows: QuerySet[Any], counted: QuerySet[Any], field: str) -> dict[str, int]:
        known, numbers = self._by_village(rows, field), self._by_village(counted, field)
        return {path: numbers.get(path, 0) for path in known}

    def _clans(self, only: set[int] | None) -> dict[str, int]:
        """Clans with a household in the village; of some of them where ``only`` says which."""
        rows = ClanHousehold.objects.filter(under(self._host.path, "household__path"))
        pairs = rows.values_list(F("clan_id"), F("household__path"))
        met: dict[str, set[int]] = {}
        for clan, path in pairs:
            for size in {len(one) for one in self._paths}:
                met.setdefault(path[:size], set()).add(clan)
        return {
            path: len(met[path] if only is None else met[path] & only)
            for path in self._paths
            if path in met
        }

    def _clans_registered(self) -> dict[str, int]:
        rows = CompactResult.objects.filter(campaign_year=self._year, unit__type=UnitType.CLAN)
        return self._of_clans(rows, rows.filter(is_registered=True), "unit_id")

    def _clans_achieved(self) -> dict[str, int]:
        rows = Recognition.objects.filter(title__code="CLAN", year=self._year.year)
        told = CompactResult.objects.filter(
            campaign_year=self._year, unit__type=UnitType.CLAN
        ).exclude(result="")
        found = self._of_clans(told, told.filter(result=Outcome.ACHIEVED), "unit_id")
        return found | self._of_clans(rows, rows.valid_on(self._day), "holder_id")

    def _of_clans(self, rows: QuerySet[Any], counted: QuerySet[Any], field: str) -> dict[str, int]:
        known = self._clans(set(rows.values_list(field, flat=True)))
        numbers = self._clans(set(counted.values_list(field, flat=True)))
        return {path: numbers[path] for path, count in known.items() if count}

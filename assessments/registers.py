"""What the system itself already counts for a line of the Biểu, by the line's ``filled_from``.

``register:NAME`` counts the registers of units, people and titles; ``sum:SET.LINE`` adds up
the villages' sheets, ``units:LINE`` those of agencies and other organisations; ``title:CODE``
asks the register of titles; ``list:LINE.COLUMN`` and ``lines:A+B`` add up on the same form.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Case, Count, F, Q, Sum, Value, When

from assessments.enums import Outcome, Status, ValueState
from assessments.models import Assessment, CompactResult, IndicatorValue
from core import clock
from criteria.models import Indicator
from recognitions.models import Recognition
from units.enums import UnitType
from units.models import ClanHousehold, HouseholdMember, Unit
from units.paths import under

ORGANISATIONS = frozenset(
    {
        UnitType.AGENCY,
        UnitType.SECTION,
        UnitType.MASS_ORGANISATION,
        UnitType.SCHOOL,
        UnitType.HEALTH_STATION,
        UnitType.ASSOCIATION,
    }
)
BUSINESSES = frozenset({UnitType.ENTERPRISE, UnitType.COOPERATIVE})
# Where the register or the villages know better, a different number needs a reason.
AUTHORITIES = ("register", "sum", "title")
# What the system answers alone: a line that adds up others, and a title in the register.
COMPUTED = ("lines", "title")
SUBMITTED = (Status.SUBMITTED, Status.IN_REVIEW, Status.REVIEWED, Status.FINAL)
ADULT_AGE = 15


@dataclass(frozen=True)
class Known:
    """A number that the system counts itself. ``binding``: differing needs a reason."""

    number: Decimal
    binding: bool


def known_numbers(assessment: Assessment, indicators: Iterable[Indicator]) -> dict[str, Known]:
    """What is known for the lines, by code; a line without a known number is left out."""
    counter = _Counter(assessment)
    found: dict[str, Known] = {}
    for indicator in indicators:
        number = counter.count(indicator)
        if number is not None:
            kind = indicator.filled_from.partition(":")[0]
            found[indicator.code] = Known(number, kind in AUTHORITIES)
    return found


def is_computed(indicator: Indicator) -> bool:
    """Whether the system answers this line alone, so that nobody types it."""
    return indicator.filled_from.partition(":")[0] in COMPUTED


def binding_number(assessment: Assessment, indicator: Indicator) -> Decimal | None:
    """The number from which the unit may differ only with a reason, or ``None``."""
    known = known_numbers(assessment, [indicator]).get(indicator.code)
    return known.number if known and known.binding else None


class _Counter:
    """Counts for one unit and year; each register is asked once."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.unit = assessment.unit
        self.year = assessment.campaign_year
        self.day: dt.date = clock.today()
        self._sums: dict[str, dict[str, Decimal]] = {}

    @cached_property
    def _figures(self) -> dict[str, IndicatorValue]:
        """What the form itself holds, by code; a form that was not begun holds nothing."""
        if not self.assessment.pk:
            return {}
        rows = self.assessment.figures.select_related("indicator")
        return {row.indicator.code: row for row in rows}

    def count(self, indicator: Indicator) -> Decimal | None:
        kind, _colon, name = indicator.filled_from.partition(":")
        counters: dict[str, Callable[[str], Decimal | None]] = {
            "register": self._register,
            "sum": self._sum_of_villages,
            "units": self._sum_of_units,
            "title": self._title,
            "list": self._of_list,
            "lines": self._of_lines,
        }
        return counters[kind](name) if kind in counters else None

    def _register(self, name: str) -> Decimal | None:
        counters: dict[str, Callable[[], int | None]] = {
            "households": lambda: self._units({UnitType.HOUSEHOLD}),
            "people": self._people,
            "people_15_plus": self._adults,
            "clans": self._clans,
            "clans_registered": lambda: self._registered(UnitType.CLAN),
            "clans_achieved": lambda: self._achieved("CLAN", UnitType.CLAN),
            "families_registered": lambda: self._registered(UnitType.HOUSEHOLD),
            "families_achieved": lambda: self._achieved("FAMILY", UnitType.HOUSEHOLD),
            "villages": lambda: self._units({UnitType.VILLAGE}),
            "agencies": lambda: self._units(ORGANISATIONS - {UnitType.SCHOOL}),
            "schools": lambda: self._units({UnitType.SCHOOL}),
            "enterprises": lambda: self._units(BUSINESSES),
            "units": lambda: self._units(ORGANISATIONS | BUSINESSES),
        }
        number = counters[name]() if name in counters else None
        return None if number is None else Decimal(number)

    def _units(self, types: Iterable[str]) -> int | None:
        found = Unit.objects.below(self.unit).of_types(types).active_on(self.day).count()
        return found or None

    def _members(self) -> Q:
        return Q(to_on=None) & under(self.unit.path, "household__path")

    def _people(self) -> int | None:
        return HouseholdMember.objects.filter(self._members()).count() or None

    def _adults(self) -> int | None:
        """Only where every birth year is known: a partial count would look like a whole one."""
        members = HouseholdMember.objects.filter(self._members())
        if members.filter(person__birth_year=None).exists():
            return None
        born = self.year.year - ADULT_AGE
        return members.filter(person__birth_year__lte=born).count() or None

    def _clan_ids(self) -> set[int]:
        """Clans under the commune, or with a household in the village."""
        if self.unit.type == UnitType.VILLAGE:
            rows = ClanHousehold.objects.filter(under(self.unit.path, "household__path"))
            return set(rows.values_list("clan_id", flat=True))
        clans = Unit.objects.below(self.unit).of_types({UnitType.CLAN}).active_on(self.day)
        return set(clans.values_list("pk", flat=True))

    def _clans(self) -> int | None:
        return len(self._clan_ids()) or None

    def _holders(self, holder: UnitType, field: str) -> Q:
        if holder == UnitType.CLAN:
            return Q(**{f"{field}_id__in": self._clan_ids()})
        return under(self.unit.path, f"{field}__path")

    def _registered(self, holder: UnitType) -> int | None:
        rows = CompactResult.objects.filter(
            self._holders(holder, "unit"), campaign_year=self.year, unit__type=holder
        )
        return rows.filter(is_registered=True).count() if rows.exists() else None

    def _achieved(self, title: str, holder: UnitType) -> int | None:
        rows = Recognition.objects.filter(
            self._holders(holder, "holder"), title__code=title, year=self.year.year
        )
        if rows.exists():
            return rows.valid_on(self.day).count()
        return self._found_achieved(holder)

    def _found_achieved(self, holder: UnitType) -> int | None:
        """Before anything is decided: whom the list of the year found to have achieved it."""
        found = CompactResult.objects.filter(
            self._holders(holder, "unit"), campaign_year=self.year, unit__type=holder
        ).exclude(result="")
        numbers = found.aggregate(
            told=Count("pk"), achieved=Count("pk", filter=Q(result=Outcome.ACHIEVED))
        )
        return int(numbers["achieved"]) if numbers["told"] else None

    def _title(self, code: str) -> Decimal | None:
        held = Recognition.objects.valid_on(self.day).filter(title__code=code)
        own = held.filter(holder=self.unit).exists()
        return Decimal(1 if own else 0)

    def _sum_of_villages(self, name: str) -> Decimal | None:
        return self._sums_over({UnitType.VILLAGE}).get(name.rpartition(".")[2])

    def _sum_of_units(self, name: str) -> Decimal | None:
        return self._sums_over(ORGANISATIONS | BUSINESSES).get(name)

    def _sums_over(self, types: frozenset[UnitType] | set[UnitType]) -> dict[str, Decimal]:
        key = ",".join(sorted(types))
        if key not in self._sums:
            self._sums[key] = self._add_up(types)
        return self._sums[key]

    def _add_up(self, types: Iterable[str]) -> dict[str, Decimal]:
        rows = (
            IndicatorValue.objects.filter(
                under(self.unit.path, "assessment__unit__path"),
                assessment__campaign_year=self.year,
                assessment__status__in=SUBMITTED,
                assessment__unit__type__in=list(types),
            )
            .exclude(assessment__unit=self.unit)
            .values("indicator__code")
            .annotate(
                total=Sum(
                    Case(
                        When(reviewed_number__isnull=False, then=F("reviewed_number")),
                        When(state=ValueState.NONE, then=Value(Decimal(0))),
                        default=F("number"),
                    )
                )
            )
        )
        return {
            row["indicator__code"]: Decimal(row["total"])
            for row in rows
            if row["total"] is not None
        }

    def _of_list(self, name: str) -> Decimal | None:
        line, _dot, column = name.partition(".")
        row = self._figures.get(line)
        if row is None or not row.rows:
            return None
        digits = [str(one.get(column, "")).replace(".", "") for one in row.rows]
        return Decimal(sum(int(text) for text in digits if text.isdecimal()))

    def _of_lines(self, name: str) -> Decimal | None:
        rows = [self._figures[code] for code in name.split("+") if code in self._figures]
        numbers = [row.number for row in rows if row.number is not None]
        return sum(numbers, Decimal(0)) if numbers else None

"""What a comparison compares: shares of units and years, from the roll-up and the forms' lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from campaigns.models import LineTally, PlaceTally
from core.numbers import format_number, format_percent
from core.text import told_apart
from criteria.enums import IndicatorKind
from criteria.models import Indicator
from reports.dashboards import status
from reports.dashboards.places import places_in
from units.models import Unit

# Pairs of columns of the roll-up that are always there.
RATES: Mapping[str, tuple[str, str]] = {
    **status.RATES,
    "achieved": ("achieved", "registered"),
}


@dataclass(frozen=True)
class Measure:
    """What is compared: a numerator and a denominator, of the roll-up or of the forms' lines."""

    code: str
    label: str
    numerator: str
    denominator: str

    @property
    def is_line(self) -> bool:
        """Whether it is read from lines of the forms."""
        return self.code not in RATES


@dataclass(frozen=True)
class Share:
    """A part of a whole, kept as two numbers until it is printed."""

    part: Decimal
    whole: Decimal

    def __add__(self, other: Share) -> Share:
        return Share(self.part + other.part, self.whole + other.whole)

    @property
    def rate(self) -> str:
        """The percentage in words."""
        return format_percent(self.part, self.whole)

    @property
    def of(self) -> str:
        """The fraction in words."""
        return f"{format_number(self.part)}/{format_number(self.whole)}"


Values = Mapping[tuple[int, int], Share]


def measures() -> list[Measure]:
    """What can be compared: the rates of the roll-up and every percentage of the forms."""
    own = {
        "submitted": _("Đã nộp trên số phiếu"),
        "on_time": _("Đúng hạn trên số phiếu có hạn"),
        "complete": _("Đầy đủ trên số phiếu"),
        "achieved": _("Hộ, dòng họ, cá nhân đạt trên đăng ký"),
    }
    found = [Measure(code, label, *RATES[code]) for code, label in own.items()]
    lines = Indicator.objects.filter(kind=IndicatorKind.RATIO, unit_label="%").order_by(
        "criteria_set_id", "position"
    )
    own_lines: dict[str, Indicator] = {}
    for line in lines.select_related("criteria_set"):
        if line.code not in RATES:
            own_lines.setdefault(line.code, line)
    labels = told_apart(
        {code: line.label for code, line in own_lines.items()},
        ({code: line.criteria_set.name for code, line in own_lines.items()}, "%s (%s)"),
        ({code: line.section for code, line in own_lines.items()}, "%s – %s"),
    )
    return found + [
        Measure(code, labels[code], line.numerator, line.denominator)
        for code, line in own_lines.items()
    ]


def sum_of(shares: Iterable[Share]) -> Share:
    """Numerators over denominators, each summed; never a mean of percentages."""
    total = Share(Decimal(0), Decimal(0))
    for share in shares:
        total += share
    return total


def values_of(unit: Unit, measure: Measure) -> dict[tuple[int, int], Share]:
    """The shares of the places in a unit, by place and year; one statement."""
    return _line_values(unit, measure) if measure.is_line else _rate_values(unit, measure)


def _rate_values(unit: Unit, measure: Measure) -> dict[tuple[int, int], Share]:
    rows = (
        PlaceTally.objects.whole()
        .filter(places_in(unit))
        .order_by()
        .values("place_id", "campaign_year__year")
        .annotate(part=Sum(measure.numerator), whole=Sum(measure.denominator))
    )
    return {
        (row["place_id"], row["campaign_year__year"]): Share(
            Decimal(row["part"]), Decimal(row["whole"])
        )
        for row in rows
        if row["whole"]
    }


def _line_values(unit: Unit, measure: Measure) -> dict[tuple[int, int], Share]:
    """From lines of forms: only units of groups that gave both numbers."""
    asked = {measure.numerator, measure.denominator}
    rows = (
        LineTally.objects.filter(places_in(unit), code__in=asked, word="", units__gt=0)
        .order_by()
        .values("place_id", "campaign_year__year", "group_id", "code")
        .annotate(number=Sum("total"), told=Sum("units"))
    )
    told: dict[tuple[int, int, int], dict[str, tuple[Decimal, int]]] = {}
    for row in rows:
        key = (row["place_id"], row["campaign_year__year"], row["group_id"])
        told.setdefault(key, {})[row["code"]] = (Decimal(row["number"]), row["told"])
    found: dict[tuple[int, int], Share] = {}
    for (place_id, year, _group), codes in told.items():
        if asked <= set(codes) and len({n for _number, n in codes.values()}) == 1:
            share = Share(codes[measure.numerator][0], codes[measure.denominator][0])
            before = found.get((place_id, year))
            found[(place_id, year)] = share if before is None else before + share
    return found

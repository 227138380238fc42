"""How many campaigns reach what they want of a measure, year by year."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, DecimalField, F, Func, Min, Q
from django.db.models.functions import Round

from campaigns.enums import MeasureKind, YearState
from campaigns.models import UnitTally, YearlyTarget
from core.numbers import format_number
from reports.dashboards.places import Place
from units.paths import under

# A country words thousands of measures; those of the most campaigns are read.
MOST_MEASURES = 30
_MEASURE = "campaign_year__campaign__targets__measures"
_WANTED = f"{_MEASURE}__yearly"


@dataclass(frozen=True)
class Reaching:
    """One measure by its wording: ``wanted`` campaigns set this year's target.

    ``cells``: of each year "12/40", reached among those with both a target and a result.
    """

    label: str
    wanted: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class ReachingTable:
    """The measures that most campaigns want, with the years that have a target."""

    years: tuple[int, ...]
    rows: tuple[Reaching, ...]
    total: int

    @property
    def is_cut(self) -> bool:
        """Whether there are more measures than are shown."""
        return self.total > len(self.rows)


def reaching(place: Place) -> ReachingTable:
    """The table of all campaigns launched at or below the place; two statements."""
    wanted = _wanted(place)
    reached = _reached(place)
    labels: dict[str, tuple[int, int]] = {}
    for (label, _year), (campaigns, position) in wanted.items():
        most, first = labels.get(label, (0, position))
        labels[label] = (max(most, campaigns), min(first, position))
    shown = sorted(labels, key=lambda one: (-labels[one][0], labels[one][1], one))[:MOST_MEASURES]
    years = tuple(sorted({year for _label, year in wanted}))
    return ReachingTable(
        years=years,
        rows=tuple(
            Reaching(
                label,
                wanted.get((label, place.year), (0, 0))[0],
                tuple(_fraction(reached.get((label, year))) for year in years),
            )
            for label in shown
        ),
        total=len(labels),
    )


def _fraction(of: tuple[int, int] | None) -> str:
    return f"{format_number(of[0])}/{format_number(of[1])}" if of and of[1] else "–"


def _wanted(place: Place) -> dict[tuple[str, int], tuple[int, int]]:
    """Label and year → how many campaigns set a target, and where in the plan it stands."""
    rows = (
        YearlyTarget.objects.filter(
            under(place.unit.path, "measure__target__campaign__launched_by__path")
        )
        .order_by()
        .values_list("measure__label", "year")
        .annotate(
            campaigns=Count("measure__target__campaign_id", distinct=True),
            first=Min("measure__target__position"),
        )
    )
    return {(label, year): (campaigns, first) for label, year, campaigns, first in rows}


class _Told(Func):
    """The number that a form tells under the code that stands in a column."""

    template = "CAST((%(expressions)s) AS numeric)"
    arg_joiner = " ->> "
    output_field = DecimalField(max_digits=20, decimal_places=2)

    def __init__(self, column: str) -> None:
        super().__init__(F("lines"), F(f"{_MEASURE}__{column}"))


def _reached(place: Place) -> dict[tuple[str, int], tuple[int, int]]:
    """Label and year → campaigns that reached the target, of those with target and result.

    Compared as the verdict beside each chart is: by whole numbers, never by a rounded rate.
    """
    is_rate = Q(**{f"{_MEASURE}__kind": MeasureKind.PERCENT})
    rate_known = is_rate & Q(part__isnull=False, whole__gt=0)
    number_known = ~is_rate & Q(number__isnull=False)
    rate_reached = rate_known & Q(part_scaled__gte=F("hundredths") * F("whole"))
    number_reached = number_known & Q(number__gte=F(f"{_WANTED}__value"))
    rows = (
        UnitTally.objects.filter(
            under(place.unit.path, "campaign_year__campaign__launched_by__path"),
            unit=F("campaign_year__campaign__launched_by"),
            **{f"{_WANTED}__year": F("campaign_year__year")},
        )
        .exclude(campaign_year__state=YearState.PLANNED)
        .order_by()
        .alias(
            part=_Told("numerator"),
            whole=_Told("denominator"),
            number=_Told("indicator"),
            hundredths=Round(F(f"{_WANTED}__value") * 100),
        )
        .alias(part_scaled=F("part") * 10000)
        .values_list(f"{_MEASURE}__label", "campaign_year__year")
        .annotate(
            reached=_campaigns(rate_reached | number_reached),
            known=_campaigns(rate_known | number_known),
        )
    )
    return {(label, year): (reached, known) for label, year, reached, known in rows}


def _campaigns(where: Q) -> Count:
    return Count("campaign_year__campaign_id", distinct=True, filter=where)

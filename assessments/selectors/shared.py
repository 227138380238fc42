"""Figures that two campaigns ask of the same unit for the same year: asked once, kept together.

Two forms share a line when both are of one unit and year and the line has the same code in the
same set of indicators (whatever the version).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from django.db.models import QuerySet

from assessments.figures import Reading
from assessments.models import Assessment, IndicatorValue
from campaigns.models import CampaignYear, Participation
from criteria.models import CriteriaSet, Indicator

READ = tuple(one.name for one in fields(Reading))
SAID = (*READ, "reason", "carried")


def twins_of(assessment: Assessment) -> list[Assessment]:
    """The unit's other forms of the year that share its sheet; one query."""
    if assessment.group.indicator_set_id is None:
        return []
    return list(
        Assessment.objects.filter(
            unit_id=assessment.unit_id,
            campaign_year__year=assessment.campaign_year.year,
            group__indicator_set__code__in=_code_of(assessment.group.indicator_set_id),
        )
        .exclude(pk=assessment.pk)
        .select_related("campaign_year__campaign", "group__indicator_set", "unit")
        .order_by("pk")
    )


def with_twins(campaign_year: CampaignYear, set_id: int, unit_ids: Iterable[int]) -> set[int]:
    """Those of the units that have another form with the same sheet in the year; one query."""
    rows = Assessment.objects.filter(
        unit_id__in=list(unit_ids),
        campaign_year__year=campaign_year.year,
        group__indicator_set__code__in=_code_of(set_id),
    ).exclude(campaign_year=campaign_year)
    return set(rows.values_list("unit_id", flat=True))


def _code_of(set_id: int) -> QuerySet[CriteriaSet, str]:
    return CriteriaSet.objects.filter(pk=set_id).values_list("code", flat=True)


def twin_lines(twin: Assessment, codes: Iterable[str]) -> dict[str, Indicator]:
    """The lines of another form that carry these codes."""
    rows = Indicator.objects.filter(
        criteria_set_id=twin.group.indicator_set_id, code__in=list(codes)
    )
    return {row.code: row for row in rows}


def values_of(assessment: Assessment) -> dict[str, IndicatorValue]:
    """What a form has on its sheet so far, by the line's code."""
    rows = assessment.figures.exclude(state="").select_related("indicator")
    return {row.indicator.code: row for row in rows}


def answered_elsewhere(
    assessment: Assessment,
) -> tuple[Assessment, dict[str, IndicatorValue]] | None:
    """What a form that begins takes over: the first form that has any, its values by code."""
    for twin in twins_of(assessment):
        if answered := values_of(twin):
            return twin, answered
    return None


def to_take_over(unbegun: Assessment, lines: Iterable[Indicator]) -> dict[int, IndicatorValue]:
    """The same as rows of a form that does not exist yet, by the line's id; nothing is written.

    They bear the version of the answers they come from, as they will when the form begins: so a
    first saving against what was shown is no conflict, and one against an older answer is.
    """
    found = answered_elsewhere(unbegun)
    if found is None:
        return {}
    answered = found[1]
    return {
        line.pk: copied(answered[line.code], IndicatorValue(indicator=line))
        for line in lines
        if line.code in answered
    }


def copied(source: IndicatorValue, row: IndicatorValue) -> IndicatorValue:
    """The row with what the unit said in another form; a row that is new bears its version."""
    for name in SAID:
        setattr(row, name, getattr(source, name))
    row.version = row.version + 1 if row.version else source.version
    return row


def sharing_places(participation: Participation) -> list[Participation]:
    """Where else the same sheet is asked of the unit in the year, begun or not; one query."""
    set_id = participation.group.indicator_set_id
    if set_id is None:
        return []
    year: CampaignYear = participation.campaign_year
    return list(
        Participation.objects.taking_part()
        .filter(
            unit_id=participation.unit_id,
            campaign_year__year=year.year,
            group__indicator_set__code__in=_code_of(set_id),
        )
        .exclude(pk=participation.pk)
        .select_related("campaign_year__campaign")
        .order_by("pk")
    )

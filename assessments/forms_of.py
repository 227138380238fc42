"""One record's form brought together: what is asked, what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from assessments.models import Answer, Assessment, IndicatorValue
from campaigns.models import ParticipantGroup
from criteria.models import CriteriaSet, Criterion, Indicator, IndicatorCheck


@dataclass(frozen=True)
class FormOf:
    """The lines of a form and the answers by line id."""

    criteria: list[Criterion]
    indicators: list[Indicator]
    checks: list[IndicatorCheck]
    answers: dict[int, Answer]
    figures: dict[int, IndicatorValue]

    @property
    def numbers(self) -> dict[str, Decimal | None]:
        """The figures by indicator code, the reviewer's where it was corrected.

        "Không có" counts as nothing to add (0); "không áp dụng" and "chưa nhập" are unknown.
        """
        return {one.code: number_of(self.figures.get(one.pk)) for one in self.indicators}


def number_of(figure: IndicatorValue | None) -> Decimal | None:
    """The figure used anywhere before FINAL: reviewed, else self; unknown is ``None``."""
    if figure is None:
        return None
    if figure.reviewed_number is not None:
        return figure.reviewed_number
    return Decimal(0) if figure.state == "none" else figure.number


def lines_of(
    group: ParticipantGroup, unit_type: str
) -> tuple[list[Criterion], list[Indicator], list[IndicatorCheck]]:
    """The criteria, figures and checks that a unit of this type gets in its group."""
    criteria = list(_criteria(group).prefetch_related("titles"))
    if not group.indicator_set_id:
        return criteria, [], []
    checks = list(CriteriaSet(pk=group.indicator_set_id).checks.all())
    return criteria, _asked(Indicator.objects.all(), group, unit_type), checks


def _criteria(group: ParticipantGroup) -> QuerySet[Criterion]:
    if not group.criteria_set_id:
        return Criterion.objects.none()
    of_group = Criterion.objects.filter(criteria_set_id=group.criteria_set_id)
    return of_group.exclude(kind="heading")


def _asked(rows: QuerySet[Indicator], group: ParticipantGroup, unit_type: str) -> list[Indicator]:
    if not group.indicator_set_id:
        return []
    of_group = rows.filter(criteria_set_id=group.indicator_set_id)
    return [one for one in of_group if not one.answered_by or unit_type in one.answered_by]


def form_of(assessment: Assessment) -> FormOf:
    """Everything the record's form consists of, in six queries at most."""
    criteria, indicators, checks = lines_of(assessment.group, assessment.unit.type)
    return FormOf(
        criteria=criteria,
        indicators=indicators,
        checks=checks,
        answers={one.criterion_id: one for one in assessment.answers.all()},
        figures={one.indicator_id: one for one in assessment.figures.all()},
    )


def form_to_count(assessment: Assessment) -> FormOf:
    """The record's form with no more than says how far it has come; four queries."""
    group = assessment.group
    lines = Indicator.objects.only("code", "kind", "label", "is_required", "answered_by")
    answers = assessment.answers.only("criterion_id", "self_value", "gap_reason", "carried")
    figures = assessment.figures.only("indicator_id", "state", "gap_reason", "carried")
    return FormOf(
        criteria=list(_criteria(group).only("code", "kind", "text_shown")),
        indicators=_asked(lines, group, assessment.unit.type),
        checks=[],
        answers={one.criterion_id: one for one in answers},
        figures={one.indicator_id: one for one in figures},
    )

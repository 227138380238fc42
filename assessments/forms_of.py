"""One record's form brought together: what is asked, what was answered."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Protocol

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast

from assessments.enums import Carried
from assessments.models import Answer, Assessment, IndicatorValue
from campaigns.models import ParticipantGroup
from core.prepared import Prepared
from criteria.enums import CriterionKind, IndicatorKind
from criteria.models import CriteriaSet, Criterion, Indicator, IndicatorCheck, is_asked

# A line's id, what stands on it, and whether last year's value still waits for a word.
Given = tuple[int, str, str]


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


class HasNumber(Protocol):
    """A figure, or the columns of it that say its number."""

    @property
    def state(self) -> str:
        """Whether there is a value, none, or no sense in asking."""

    @property
    def number(self) -> Decimal | None:
        """What the unit wrote."""

    @property
    def reviewed_number(self) -> Decimal | None:
        """What the reviewer wrote instead."""


def number_of(figure: HasNumber | None) -> Decimal | None:
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
    return criteria, _asked(group, unit_type), checks


def _criteria(group: ParticipantGroup) -> QuerySet[Criterion]:
    if not group.criteria_set_id:
        return Criterion.objects.none()
    of_group = Criterion.objects.filter(criteria_set_id=group.criteria_set_id)
    return of_group.exclude(kind="heading")


def _asked(group: ParticipantGroup, unit_type: str) -> list[Indicator]:
    of_group = Indicator.objects.filter(criteria_set_id=group.indicator_set_id)
    return [one for one in of_group if one.is_asked_of(unit_type)]


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


# ---------------------------------------------------------------- how far it has come


@dataclass(frozen=True)
class Progress:
    """How many required answers stand, of how many."""

    answered: int
    asked: int

    @property
    def fraction(self) -> str:
        """As it is shown: ``3/7``."""
        return f"{self.answered}/{self.asked}"

    @property
    def missing(self) -> int:
        """How many are still to be given."""
        return self.asked - self.answered


def progress_of(form: FormOf) -> Progress:
    """Required answers given, of those asked for; what last year gave counts once confirmed."""
    return _progress(
        ((one.pk, one.kind) for one in form.criteria),
        ((one.pk, one.kind, one.is_required) for one in form.indicators),
        ((one.criterion_id, one.self_value, one.carried) for one in form.answers.values()),
        ((one.indicator_id, one.state, one.carried) for one in form.figures.values()),
    )


def progress_now(assessment: Assessment) -> Progress:
    """The same read from the few columns that say so, in one query: it follows every saving."""
    group = assessment.group
    found: dict[str, list[Any]] = {name: [] for name in ("criterion", "line", "answer", "figure")}
    rows = _standing(group.criteria_set_id or 0, group.indicator_set_id or 0, assessment.pk)
    for part, *given in rows:
        found[part].append(given)
    unit_type = assessment.unit.type
    return _progress(
        ((pk, kind) for pk, kind, _nothing in found["criterion"]),
        ((pk, kind, True) for pk, kind, types in found["line"] if _is_asked(types, unit_type)),
        found["answer"],
        found["figure"],
    )


@Prepared
def _standing(criteria_set: int, indicator_set: int, record: int) -> QuerySet[Any, Any]:
    """By part: what is asked with its kind and, of a required line, the types that get it as JSON.

    Of what was given the line's id, the value and its carrying.
    """
    criteria = Criterion.objects.filter(criteria_set_id=criteria_set).annotate(nothing=Value(""))
    lines = Indicator.objects.filter(criteria_set_id=indicator_set, is_required=True)
    answers = Answer.objects.filter(assessment_id=record)
    figures = IndicatorValue.objects.filter(assessment_id=record)
    return _part("criterion", criteria, "pk", "kind", "nothing").union(
        _part("line", lines.annotate(types=_TYPES), "pk", "kind", "types"),
        _part("answer", answers, "criterion_id", "self_value", "carried"),
        _part("figure", figures, "indicator_id", "state", "carried"),
        all=True,
    )


_TYPES = Cast("answered_by", TextField())


@cache
def _is_asked(types: str, unit_type: str) -> bool:
    """``is_asked`` of a column as it is written; plans know few lists of types."""
    return is_asked(json.loads(types), unit_type)


def _part(name: str, rows: QuerySet[Any, Any], *columns: str) -> QuerySet[Any, Any]:
    told: QuerySet[Any, Any] = rows.order_by().annotate(part=Value(name))
    return told.values_list("part", *columns)


def _progress(
    criteria: Iterable[tuple[int, str]],
    lines: Iterable[tuple[int, str, bool]],
    answers: Iterable[Given],
    figures: Iterable[Given],
) -> Progress:
    graded = {pk for pk, kind in criteria if kind == CriterionKind.GRADED}
    required = {
        pk for pk, kind, is_required in lines if is_required and kind != IndicatorKind.RATIO
    }
    given = len(graded & _given(answers)) + len(required & _given(figures))
    return Progress(given, len(graded) + len(required))


def _given(rows: Iterable[Given]) -> set[int]:
    return {pk for pk, value, carried in rows if value and carried != Carried.WAITING}

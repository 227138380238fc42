"""What is still missing before a form is complete (contract 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessments.enums import Carried
from assessments.models import Answer, IndicatorValue
from criteria.enums import CriterionKind, IndicatorKind
from criteria.models import Criterion, Indicator


@dataclass(frozen=True)
class Gap:
    """A required line without an answer; ``reason`` says why, once somebody wrote it."""

    key: str
    label: str
    reason: str = ""


def gaps(
    criteria: Iterable[Criterion],
    indicators: Iterable[Indicator],
    answers: Mapping[int, Answer],
    figures: Mapping[int, IndicatorValue],
) -> list[Gap]:
    """Every judgement criterion and required line that is "chưa nhập".

    A title is always answered by the register and is never a gap.
    """
    missing = [
        Gap(criterion.code, criterion.text_shown, answer.gap_reason if answer else "")
        for criterion, answer in ((one, answers.get(one.pk)) for one in criteria)
        if criterion.kind == CriterionKind.GRADED and not (answer and answer.self_value)
    ]
    missing += [
        Gap(indicator.code, indicator.label, figure.gap_reason if figure else "")
        for indicator, figure in ((one, figures.get(one.pk)) for one in indicators)
        if indicator.is_required
        and indicator.kind != IndicatorKind.RATIO
        and not (figure and figure.state)
    ]
    return missing


def unconfirmed(
    criteria: Iterable[Criterion],
    indicators: Iterable[Indicator],
    answers: Mapping[int, Answer],
    figures: Mapping[int, IndicatorValue],
) -> list[Gap]:
    """Every line whose value was carried over from last year and waits for the unit's word."""
    waiting = [
        Gap(one.code, one.text_shown)
        for one in criteria
        if one.pk in answers and answers[one.pk].carried == Carried.WAITING
    ]
    waiting += [
        Gap(one.code, one.label)
        for one in indicators
        if one.pk in figures and figures[one.pk].carried == Carried.WAITING
    ]
    return waiting

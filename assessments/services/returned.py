"""What a returned item said when it was sent back, to be compared with what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assessments.enums import Action
from assessments.models import Answer, Assessment, IndicatorValue, ReturnedItem
from assessments.selectors.figure_text import shown_text
from criteria.models import Criterion, Indicator


def keep_as_returned(
    assessment: Assessment,
    criteria: Sequence[Criterion],
    indicators: Sequence[Indicator],
    reasons: Mapping[str, str],
) -> None:
    """Keep the items as they stand now, beside the step that sent them back."""
    event = assessment.events.filter(action=Action.RETURN).latest("pk")
    answers = {row.criterion_id: row for row in assessment.answers.all()}
    figures = {row.indicator_id: row for row in assessment.figures.all()}
    files: dict[int | None, list[str]] = {}
    for one in assessment.evidence.kept():
        files.setdefault(one.criterion_id, []).append(one.name)
    rows = [
        _of_criterion(one, answers.get(one.pk) or Answer(), files.get(one.pk, []))
        for one in criteria
    ]
    rows += [_of_indicator(one, figures.get(one.pk) or IndicatorValue()) for one in indicators]
    codes = [*(one.code for one in criteria), *(one.code for one in indicators)]
    for row, code in zip(rows, codes, strict=True):
        row.event, row.reason = event, reasons[code]
    ReturnedItem.objects.bulk_create(rows)


def _of_criterion(criterion: Criterion, answer: Answer, files: list[str]) -> ReturnedItem:
    return ReturnedItem(
        criterion=criterion, value=answer.self_value, text=answer.self_note, files=files
    )


def _of_indicator(indicator: Indicator, figure: IndicatorValue) -> ReturnedItem:
    return ReturnedItem(indicator=indicator, value=figure.state, text=shown_text(indicator, figure))

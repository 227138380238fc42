"""What the unit reached a year before, to stand beside this year's lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from assessments.enums import Judgement
from assessments.forms_of import number_of
from assessments.models import Answer, Assessment, IndicatorValue
from assessments.registers import is_computed
from assessments.selectors.figure_text import shown_text
from core.display import Mark, answer_mark
from criteria.enums import CriterionKind, IndicatorKind
from criteria.models import Criterion, Indicator

OF_ITS_YEAR = frozenset({IndicatorKind.DATE, IndicatorKind.LIST, IndicatorKind.RATIO})


@dataclass(frozen=True)
class LastYear:
    """What the unit reached a year before, by code."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    figures: Mapping[str, IndicatorValue] = field(default_factory=dict)

    def mark(self, criterion: Criterion) -> Mark | None:
        """The final result of a criterion, else the reviewed, else the unit's own."""
        row = self.answers.get(criterion.code)
        if row is None:
            return None
        if criterion.kind == CriterionKind.TITLE:
            return answer_mark(row.final_title_state or row.title_state)
        return answer_mark(row.final_value or row.reviewed_value or row.self_value)

    def value(self, criterion: Criterion) -> str:
        """The result of a judged criterion; a "không áp dụng" only where the unit said why."""
        row = self.answers.get(criterion.code)
        if row is None:
            return ""
        value = row.final_value or row.reviewed_value or row.self_value
        return "" if value == Judgement.NOT_APPLICABLE and not row.self_note else value

    def number(self, indicator: Indicator) -> Decimal | None:
        """The number of a line, the reviewer's where it was corrected."""
        row = self.figures.get(indicator.code)
        if row is None:
            return None
        return row.number if row.reviewed_number is None else row.reviewed_number

    def carries_answer(self, criterion: Criterion) -> bool:
        """Whether there is an answer that another year could take over."""
        return criterion.kind == CriterionKind.GRADED and bool(self.value(criterion))

    def carries_figure(self, indicator: Indicator) -> bool:
        """Whether there is a value that another year could take over: no day, no list, no sum."""
        row = self.figures.get(indicator.code)
        is_of_its_year = indicator.kind in OF_ITS_YEAR or is_computed(indicator)
        return row is not None and bool(row.state) and not is_of_its_year

    def text(self, indicator: Indicator) -> str:
        """The number of a line, the reviewer's where it was corrected."""
        row = self.figures.get(indicator.code)
        return shown_text(indicator, row, number_of(row)) if row is not None else ""


def last_year_of(record: Assessment) -> LastYear:
    """The same unit's record in the campaign's year before, if there is one."""
    year = record.campaign_year
    before = Assessment.objects.filter(
        campaign_year__campaign_id=year.campaign_id,
        campaign_year__year=year.year - 1,
        unit_id=record.unit_id,
    ).first()
    if before is None:
        return LastYear()
    return LastYear(
        answers={row.criterion.code: row for row in before.answers.select_related("criterion")},
        figures={row.indicator.code: row for row in before.figures.select_related("indicator")},
    )

"""Every participant's answers of a year, read in two queries and asked many times."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from assessments.enums import ValueState
from assessments.forms_of import number_of
from assessments.models import Answer, Assessment, IndicatorValue
from assessments.registers import SUBMITTED

Numbers = dict[str, Decimal | None]


class YearAnswers:
    """The answers of submitted forms by unit; an unsubmitted form counts as nothing known.

    A form that was returned for mending is not counted either, as in the registers' sums.
    """

    def __init__(self, assessments: Iterable[Assessment]) -> None:
        counted = [one for one in assessments if one.status in SUBMITTED]
        unit_of = {one.pk: one.unit_id for one in counted}
        self.units = set(unit_of.values())
        self.answers: dict[int, dict[int, Answer]] = {unit: {} for unit in self.units}
        self.rows: dict[int, dict[str, IndicatorValue]] = {unit: {} for unit in self.units}
        for answer in Answer.objects.filter(assessment_id__in=unit_of):
            self.answers[unit_of[answer.assessment_id]][answer.criterion_id] = answer
        figures = IndicatorValue.objects.filter(assessment_id__in=unit_of)
        for row in figures.select_related("indicator"):
            self.rows[unit_of[row.assessment_id]][row.indicator.code] = row

    def number(self, unit_id: int, code: str) -> int | None:
        """One figure of one unit: a number, 0 for "không có", ``None`` when not known."""
        number = number_of(self.rows.get(unit_id, {}).get(code))
        return None if number is None else int(number)

    def text(self, unit_id: int, code: str) -> str:
        """One text of one unit."""
        row = self.rows.get(unit_id, {}).get(code)
        return row.text.strip() if row else ""

    def total(self, unit_ids: Iterable[int], code: str) -> int | None:
        """The sum over units that gave the figure; ``None`` when none did."""
        known = [n for unit in unit_ids if (n := self.number(unit, code)) is not None]
        return sum(known) if known else None

    def count(self, unit_ids: Iterable[int], code: str) -> int:
        """How many of the units gave the figure."""
        return sum(self.number(unit, code) is not None for unit in unit_ids)

    def not_applicable(self, unit_id: int, codes: Iterable[str]) -> list[str]:
        """Which of the figures the unit says do not apply to it."""
        rows = self.rows.get(unit_id, {})
        return [code for code in codes if code in rows and _does_not_apply(rows[code])]

    def none(self, unit_id: int, codes: Iterable[str]) -> list[str]:
        """Which of the figures the unit answered with "không có": 0 in sums, words on paper."""
        rows = self.rows.get(unit_id, {})
        return [code for code in codes if code in rows and _has_none(rows[code])]


def _has_none(row: IndicatorValue) -> bool:
    return row.state == ValueState.NONE and row.reviewed_number is None


def _does_not_apply(row: IndicatorValue) -> bool:
    return row.state == ValueState.NOT_APPLICABLE and row.reviewed_number is None

"""Lines that the system answers alone: totals of other lines, and titles of the register."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessments.enums import ValueState
from assessments.forms_of import number_of
from assessments.models import Assessment, IndicatorValue
from assessments.registers import is_computed, known_numbers
from core.prepared import Prepared
from criteria.models import Indicator


def freeze_computed(assessment: Assessment, indicators: Iterable[Indicator]) -> None:
    """Write down what the computed lines of the form say now, as the form is handed in."""
    lines = [one for one in indicators if is_computed(one)]
    known = known_numbers(assessment, lines)
    for line in lines:
        number = known[line.code].number if line.code in known else None
        IndicatorValue.objects.update_or_create(
            assessment=assessment,
            indicator=line,
            defaults={
                "state": ValueState.VALUE if number is not None else "",
                "number": number,
                "reviewed_number": None,
                "reviewed_reason": "",
            },
        )


def follow_corrections(assessment: Assessment) -> dict[str, Decimal | None]:
    """Let the totals follow the reviewer's corrections of the lines that they add up.

    Returns the record's numbers by line, as they stand now.
    """
    rows = {row.indicator__code: row for row in _numbers(assessment.pk)}
    numbers = {code: number_of(row) for code, row in rows.items()}
    for row in rows.values():
        kind, _colon, names = row.indicator__filled_from.partition(":")
        if kind != "lines" or row.number is None:
            continue
        parts = [number_of(rows.get(code)) for code in names.split("+")]
        total = sum((part for part in parts if part is not None), Decimal(0))
        if total != number_of(row):
            numbers[row.indicator__code] = total
            IndicatorValue.objects.filter(pk=row.pk).update(
                reviewed_number=total,
                reviewed_reason=_("Cộng lại theo các dòng đã được sửa khi thẩm định."),
            )
    return numbers


@Prepared
def _numbers(record: int) -> QuerySet[IndicatorValue, Any]:
    return IndicatorValue.objects.filter(assessment_id=record).values_list(
        "pk", "indicator__code", "indicator__filled_from", "state", "number", "reviewed_number",
        named=True,
    )  # fmt: skip

"""Lines that the system answers alone: totals of other lines, and titles of the register."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.enums import ValueState
from assessments.models import Assessment, IndicatorValue
from assessments.registers import is_computed, known_numbers
from assessments.said import Said, said_by
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


def follow_corrections(assessment: Assessment) -> Said:
    """Let the totals follow the reviewer's corrections of the lines that they add up.

    Returns what the record says, as it stands now.
    """
    said = said_by(assessment.pk)
    own = dict(said.numbers)
    for code, figure in said.figures.items():
        kind, _colon, names = figure.filled_from.partition(":")
        if kind != "lines" or figure.number is None:
            continue
        parts = [own.get(one) for one in names.split("+")]
        total = sum((part for part in parts if part is not None), Decimal(0))
        if total != own[code]:
            said.numbers[code] = total
            IndicatorValue.objects.filter(pk=figure.pk).update(
                reviewed_number=total,
                reviewed_reason=_("Cộng lại theo các dòng đã được sửa khi thẩm định."),
            )
    return said

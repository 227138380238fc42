"""Lines that the system answers alone: totals of other lines, and titles of the register."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.enums import ValueState
from assessments.forms_of import number_of
from assessments.models import Assessment, IndicatorValue
from assessments.registers import is_computed, known_numbers
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


def follow_corrections(assessment: Assessment) -> None:
    """Let the totals follow the reviewer's corrections of the lines that they add up."""
    rows = {
        row.indicator.code: row
        for row in IndicatorValue.objects.filter(assessment=assessment).select_related("indicator")
    }
    for row in rows.values():
        kind, _colon, names = row.indicator.filled_from.partition(":")
        if kind != "lines" or row.number is None:
            continue
        parts = [number_of(rows.get(code)) for code in names.split("+")]
        total = sum((part for part in parts if part is not None), Decimal(0))
        if total != number_of(row):
            row.reviewed_number = total
            row.reviewed_reason = _("Cộng lại theo các dòng đã được sửa khi thẩm định.")
            row.save(update_fields=["reviewed_number", "reviewed_reason"])

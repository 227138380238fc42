"""The figures of a form, written out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from assessments import registers
from assessments.forms_of import FormOf
from assessments.models import IndicatorValue
from assessments.registers import Known
from assessments.selectors.figure_text import (
    computed_text,
    figure_options,
    shape_of,
    shown_text,
    typed_text,
    waiting_text,
)
from assessments.selectors.lines import Cell, FigureLine, Source
from core.numbers import format_number
from criteria.models import Indicator

BLANK_ROWS = 2


def figure_lines(source: Source) -> list[FigureLine]:
    """The lines of the sheet in order; ratios and totals are computed."""
    numbers = computed_numbers(source.form, source.known)
    return [figure_line(source, indicator, numbers) for indicator in source.form.indicators]


def computed_numbers(form: FormOf, known: Mapping[str, Known]) -> dict[str, Decimal | None]:
    """The form's numbers, with those that the system answers alone as they stand now."""
    numbers = form.numbers
    for indicator in form.indicators:
        if registers.is_computed(indicator) and indicator.code in known:
            numbers[indicator.code] = known[indicator.code].number
    return numbers


def figure_line(
    source: Source, indicator: Indicator, numbers: Mapping[str, Decimal | None]
) -> FigureLine:
    """One line of the sheet; what was refused stays typed."""
    figure = source.form.figures.get(indicator.pk)
    known = source.known.get(indicator.code)
    refused = source.refused.get(f"f{indicator.pk}")
    row = figure or IndicatorValue()
    typed = refused.typed if refused else {}
    value = str(typed.get("value", typed_text(row)))
    shape = shape_of(indicator)
    is_computed = shape == "computed"
    is_open = source.opened.takes(figure) and not is_computed
    blanks = BLANK_ROWS if is_open else 0
    return FigureLine(
        prefix=f"f{indicator.pk}",
        pk=indicator.pk,
        code=indicator.code,
        label=indicator.label,
        help=indicator.help_text,
        suffix=indicator.unit_label,
        shape=shape,
        is_required=indicator.is_required,
        value=value,
        state=str(typed.get("state", row.state)),
        reason=str(typed.get("reason", row.reason)),
        version=row.version,
        shown=_shown(source, indicator, row, numbers),
        options=figure_options(indicator, value) if shape == "options" else (),
        head=tuple(str(column.get("label", "")) for column in indicator.columns),
        rows=_rows(indicator, typed.get("rows", row.rows), blanks) if shape == "list" else (),
        known=format_number(known.number) if known and shape == "number" else "",
        is_binding=bool(known and known.binding),
        is_open=is_open,
        return_reason=row.return_reason if row.is_returned else "",
        gap_reason=row.gap_reason,
        last_year=source.last_year.text(indicator),
        carried=row.carried,
        can_carry=not (row.state or indicator.is_yearly)
        and source.last_year.carries_figure(indicator),
        is_yearly=indicator.is_yearly,
        error=refused.message if refused else "",
        error_field=refused.field if refused else "",
    )


def _shown(
    source: Source,
    indicator: Indicator,
    row: IndicatorValue,
    numbers: Mapping[str, Decimal | None],
) -> str:
    is_computed = shape_of(indicator) == "computed"
    return (
        computed_line(source.form, indicator, numbers)
        if is_computed
        else shown_text(indicator, row)
    )


def computed_line(form: FormOf, indicator: Indicator, numbers: Mapping[str, Decimal | None]) -> str:
    """A computed line: its value, or what it is computed from and what is missing."""
    labels = {one.code: one.label for one in form.indicators}
    return computed_text(indicator, numbers) or waiting_text(indicator, numbers, labels)


def _rows(
    indicator: Indicator, rows: Iterable[Mapping[str, Any]], blanks: int
) -> tuple[tuple[Cell, ...], ...]:
    """The rows of a list line and some blank ones to go on with."""
    filled = [*rows, *({} for _number in range(blanks))]
    return tuple(
        tuple(
            Cell(
                code=str(column["code"]),
                name=f"f{indicator.pk}-r{number}-{column['code']}",
                label=str(column.get("label", "")),
                value=str(row.get(column["code"], "")),
                is_number=str(column.get("kind", "")).lower() in {"count", "money"},
            )
            for column in indicator.columns
        )
        for number, row in enumerate(filled)
    )

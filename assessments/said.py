"""What a form says by line, in one look: numbers of its figures, words of its judgements."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import DecimalField, F, QuerySet, Value

from assessments.forms_of import number_of
from assessments.models import Answer, IndicatorValue
from core.prepared import Prepared


class Figure(NamedTuple):
    """The columns of a figure that its number is read from, and what its line adds up."""

    pk: int
    filled_from: str
    state: str
    number: Decimal | None
    reviewed_number: Decimal | None


@dataclass
class Said:
    """Of one record: figures and numbers by line, words (never empty) by criterion."""

    figures: dict[str, Figure] = field(default_factory=dict)
    numbers: dict[str, Decimal | None] = field(default_factory=dict)
    judged: dict[str, str] = field(default_factory=dict)

    def take(self, row: Any) -> None:
        """Add one row of the answer."""
        if row.part == _FIGURE:
            figure = Figure(row.pk, row.one, row.two, row.number, row.reviewed_number)
            self.figures[row.code] = figure
            self.numbers[row.code] = number_of(figure)
        elif word := row.one or row.two or row.three:  # final, else reviewed, else own
            self.judged[row.code] = word

    @property
    def lines(self) -> dict[str, str]:
        """What counts by line, as the roll-up keeps it; unknown numbers say nothing."""
        told = {code: f"{one:.2f}" for code, one in self.numbers.items() if one is not None}
        return self.judged | told


def said_in(ids: list[int]) -> dict[int, Said]:
    """What each of these records says; one query."""
    found = {pk: Said() for pk in ids}
    for row in _rows(assessment__in=ids):
        found[row.assessment_id].take(row)
    return found


def said_by(record: int) -> Said:
    """What one record says, as every act of a reviewer asks; one query."""
    said = Said()
    for row in _of_one(record):
        said.take(row)
    return said


_FIGURE = "figure"
_UNKNOWN = Value(None, output_field=DecimalField())
_COLUMNS = (
    "part", "assessment_id", "pk", "code", "one", "two", "three", "number", "reviewed_number",
)  # fmt: skip


def _rows(**records: Any) -> QuerySet[Any, Any]:
    figures = IndicatorValue.objects.filter(**records).annotate(
        part=Value(_FIGURE),
        code=F("indicator__code"),
        one=F("indicator__filled_from"),
        two=F("state"),
        three=Value(""),
    )
    answers = Answer.objects.filter(**records).annotate(
        part=Value("answer"),
        code=F("criterion__code"),
        one=F("final_value"),
        two=F("reviewed_value"),
        three=F("self_value"),
        number=_UNKNOWN,
        reviewed_number=_UNKNOWN,
    )
    parts = [rows.order_by().values_list(*_COLUMNS, named=True) for rows in (figures, answers)]
    return parts[0].union(*parts[1:], all=True)


_of_one = Prepared(lambda record: _rows(assessment=record))

"""The lines of a form, written out: what is asked, what was answered, what may be typed.

Every value is text ready to be printed; templates only place it. ``prefix`` names the line in
addresses, in the page and in what a browser sends: ``c12`` is criterion 12, ``f34`` figure 34.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assessments.forms_of import FormOf
from assessments.models import Answer, Evidence, IndicatorValue
from assessments.registers import Known
from assessments.selectors.last_year import LastYear
from assessments.selectors.options import Option
from assessments.titles import TitleAnswer
from core.display import Mark


@dataclass(frozen=True)
class Refusal:
    """What was typed on a line and why it was not taken; ``field`` is the input it concerns."""

    message: str
    typed: Mapping[str, Any] = field(default_factory=dict)
    field: str = ""


@dataclass(frozen=True)
class Said:
    """What is said beside a line about its files; ``tone`` as in ``includes/notice.html``."""

    tone: str
    text: str


@dataclass(frozen=True)
class FileLine:
    """A piece of evidence; a picture can be looked at on the page."""

    pk: int
    name: str
    is_picture: bool = False


def file_lines(rows: Iterable[Evidence]) -> tuple[FileLine, ...]:
    """Evidence with its files at hand, written out."""
    return tuple(
        FileLine(one.pk, one.name, one.file.content_type.startswith("image/")) for one in rows
    )


@dataclass(frozen=True)
class CriterionLine:
    """A judgement criterion with its answer."""

    prefix: str
    pk: int
    code: str
    number: int
    text: str
    value: str
    note: str
    version: int
    options: tuple[Option, ...]
    mark: Mark
    hint: str
    needs_file: bool
    is_yearly: bool
    files: tuple[FileLine, ...]
    is_open: bool
    return_reason: str
    gap_reason: str
    last_year: Mark | None = None
    carried: str = ""
    can_carry: bool = False
    said: Said | None = None
    error: str = ""
    error_field: str = ""

    kind = "criterion"


@dataclass(frozen=True)
class TitleLine:
    """A title criterion: answered by the register, never typed."""

    prefix: str
    code: str
    number: int
    text: str
    mark: Mark
    detail: str

    kind = "title"


@dataclass(frozen=True)
class Cell:
    """One input of a row in a list line."""

    code: str
    name: str
    label: str
    value: str
    is_number: bool


@dataclass(frozen=True)
class FigureLine:
    """A line of figures with its answer.

    ``shape`` says how it is asked: number, money, date, text, options, list or computed.
    ``known`` is the number the system counts itself, ready to be taken over.
    """

    prefix: str
    pk: int
    code: str
    label: str
    help: str
    suffix: str
    shape: str
    is_required: bool
    value: str
    state: str
    reason: str
    version: int
    shown: str
    options: tuple[Option, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    known: str
    is_binding: bool
    is_open: bool
    return_reason: str
    gap_reason: str
    last_year: str = ""
    carried: str = ""
    can_carry: bool = False
    is_yearly: bool = False
    error: str = ""
    error_field: str = ""

    kind = "figure"

    @property
    def wants_reason(self) -> bool:
        """Whether the reason's input is shown although "không áp dụng" is not ticked."""
        differs = self.is_binding and bool(self.value) and self.value != self.known
        return bool(self.reason) or differs or self.error_field == "reason"


Line = CriterionLine | TitleLine | FigureLine


@dataclass(frozen=True)
class Opened:
    """Which lines take answers: all, only the returned ones, or none."""

    is_open: bool
    only_returned: bool = False

    def takes(self, row: Answer | IndicatorValue | None) -> bool:
        """Whether this line may be answered now."""
        if not self.is_open:
            return False
        return not self.only_returned or (row is not None and row.is_returned)


LOCKED = Opened(is_open=False)


@dataclass(frozen=True)
class Source:
    """Everything the lines of one form are written from.

    ``files`` by criterion id; ``refused`` by the line's prefix: what was typed and not taken;
    ``said`` by the prefix too.
    """

    form: FormOf
    titles: Mapping[int, TitleAnswer] = field(default_factory=dict)
    files: Mapping[int, list[Evidence]] = field(default_factory=dict)
    known: Mapping[str, Known] = field(default_factory=dict)
    opened: Opened = LOCKED
    refused: Mapping[str, Refusal] = field(default_factory=dict)
    last_year: LastYear = field(default_factory=LastYear)
    said: Mapping[str, Said] = field(default_factory=dict)

"""What a list asks for, column by column, and what one row of a file says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.cells import Cell, CellProblem
from core.text import fold
from imports.enums import Outcome

Reader = Callable[[Cell], Any]


@dataclass(frozen=True)
class Column:
    """One column of a template, and how its cells are read.

    ``aliases`` are other headings under which lists bring the same. ``info`` columns are shown
    to the person and never read.
    """

    code: str
    heading: str
    reader: Reader
    is_required: bool = False
    aliases: tuple[str, ...] = ()
    width: int = 14
    choices: tuple[str, ...] = ()
    help: str = ""
    is_hidden: bool = False
    is_info: bool = False
    as_text: bool = False

    @property
    def names(self) -> frozenset[str]:
        """The folded headings under which the column is known."""
        return frozenset(fold(name) for name in (self.heading, *self.aliases))


@dataclass(slots=True)
class Problem:
    """One cell that is not fit: where, what stands there, what to do."""

    row: int
    column: str
    heading: str
    value: str
    advice: str


@dataclass(slots=True)
class SheetRow:
    """The read values of one row by column code; columns left out of the file are missing."""

    number: int
    values: dict[str, Any]
    problems: list[Problem]


@dataclass(slots=True)
class Line:
    """What one row would do. ``plan`` belongs to the kind of list that made it."""

    row: int
    label: str
    outcome: Outcome
    problems: list[Problem] = field(default_factory=list)
    alike: str = ""
    plan: Any = None


@dataclass(frozen=True)
class Table:
    """Where a list stands in a workbook: sheet, row of the headings, and column by code.

    ``heads`` is the whole row of headings, so that columns nobody asked for can be told.
    """

    sheet_name: str
    head_row: int
    places: Mapping[str, int]
    heads: tuple[str, ...] = ()

    @property
    def unknown(self) -> list[str]:
        """The headings of columns that are not read."""
        known = set(self.places.values())
        return [head for at, head in enumerate(self.heads) if head and at not in known]


def problem_of(number: int, column: Column, letter: str, found: CellProblem) -> Problem:
    """A cell's problem with its address."""
    return Problem(number, letter, column.heading, found.value, found.advice)

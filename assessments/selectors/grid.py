"""A grid as a page shows it: columns, rows and cells, every value text ready to be printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.text import fold

CARRIED, RETURNED = "carried", "returned"


class Kind(StrEnum):
    """How a cell is typed; a ``READ`` cell never is."""

    TICK = "tick"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    READ = "read"


class Total(StrEnum):
    """What stands under a column."""

    NONE = ""
    SUM = "sum"
    COUNT = "count"
    FIRST_OPTION = "first"


@dataclass(frozen=True)
class Column:
    """One column: ``label`` heads it, ``title`` says the whole of what is asked.

    ``code`` is the criterion that it answers, where it answers one.
    """

    id: str
    label: str
    kind: Kind
    title: str = ""
    options: tuple[str, ...] = ()
    suffix: str = ""
    total: Total = Total.NONE
    takes_note: bool = False
    code: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell. ``number`` is what it adds to a total; ``locked`` why nobody may type here."""

    text: str = ""
    number: str = ""
    note: str = ""
    marks: tuple[str, ...] = ()
    locked: str = ""

    @property
    def packed(self) -> Any:
        """The text alone where there is nothing else to say."""
        if not (self.number or self.note or self.marks or self.locked):
            return self.text
        return [self.text, self.number, self.note, list(self.marks), self.locked]


@dataclass(frozen=True)
class Row:
    """One row; ``detail`` stands under its name, ``warning`` beside it."""

    id: int
    name: str
    cells: tuple[Cell, ...]
    detail: str = ""
    warning: str = ""
    url: str = ""
    locked: str = ""


@dataclass(frozen=True)
class Grid:
    """Everything a page draws a grid from."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def can_type(self) -> bool:
        """Whether any row takes anything."""
        return any(not row.locked for row in self.rows)

    @property
    def has_carried(self) -> bool:
        """Whether any cell waits for somebody to confirm last year's value."""
        return any(CARRIED in cell.marks for row in self.rows for cell in row.cells)

    @property
    def packed(self) -> dict[str, Any]:
        """The grid as the page's script reads it."""
        return {
            "columns": [
                {
                    "id": one.id,
                    "label": one.label,
                    "title": one.title or one.label,
                    "kind": one.kind,
                    "options": one.options,
                    "suffix": one.suffix,
                    "total": one.total,
                    "note": one.takes_note,
                }
                for one in self.columns
            ],
            "rows": [
                {
                    "id": row.id,
                    "name": row.name,
                    "key": fold(row.name),
                    "detail": row.detail,
                    "warning": row.warning,
                    "url": row.url,
                    "locked": row.locked,
                    "cells": [cell.packed for cell in row.cells],
                }
                for row in self.rows
            ],
        }


def without(row_cells: Iterable[Cell], reason: str) -> tuple[Cell, ...]:
    """The cells with one reason why none of them takes anything."""
    return tuple(Cell(c.text, c.number, c.note, c.marks, reason) for c in row_cells)

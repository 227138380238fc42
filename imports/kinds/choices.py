"""Cells that hold one of a few words."""

from __future__ import annotations

from collections.abc import Callable

from django.db import models
from django.utils.translation import gettext as _

from core.cells import Cell, CellProblem, read_text, read_tick
from core.text import fold


def reader_of(
    choices: type[models.TextChoices],
) -> Callable[[Cell], str | CellProblem | None]:
    """A reader for cells with the words of these choices, or with a tick for the first of them."""
    words = {fold(str(one.label)): str(one.value) for one in choices}
    first = str(next(iter(choices)).value)

    def read(cell: Cell) -> str | CellProblem | None:
        if isinstance(cell, bool):
            return first if cell else None
        text = read_text(cell)
        if text is None or isinstance(text, CellProblem):
            return text
        found = words.get(fold(text))
        if found is not None:
            return found
        if read_tick(text) is True:
            return first
        wanted = ", ".join(f"“{one.label}”" for one in choices)
        return CellProblem(
            text[:40], _("Hãy chọn một trong các từ: %(words)s.") % {"words": wanted}
        )

    return read

"""Markup that is rendered once and filled in many times.

A page of sixty like lines spends its time in the same template sixty times over. A stencil is what
the template gives for one line whose changing values were marked; filling it in is a join.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True)
class Stencil:
    """The fixed pieces, and the names of the slots between them (one fewer)."""

    pieces: tuple[str, ...]
    names: tuple[str, ...]

    def filled(self, values: Mapping[str, Any]) -> SafeString:
        """The markup with each slot's value, escaped as a template would."""
        ready = {name: str(conditional_escape(values[name])) for name in set(self.names)}
        parts = [self.pieces[0]]
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            parts += (ready[name], piece)
        return mark_safe("".join(parts))


def cut(markup: str, marks: Mapping[str, str]) -> Stencil:
    """Cut the markup at its marks; ``marks`` maps each mark to the name of its slot.

    A mark must survive the template unchanged (letters and digits only) and be no part of another.
    """
    found = re.split("(" + "|".join(map(re.escape, marks)) + ")", markup)
    return Stencil(tuple(found[0::2]), tuple(marks[mark] for mark in found[1::2]))

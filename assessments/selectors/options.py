"""A way to answer a line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """One way to answer, as a radio button."""

    value: str
    label: str
    is_chosen: bool

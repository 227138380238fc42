"""What events of papers keep in short, in words for the trail's pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from documents.enums import PaperState


def names_of(_codes: frozenset[str]) -> dict[str, str]:
    """No codes of its own."""
    return {}


def _stands(told: Any) -> Any:
    """A paper's state by its own word: a returned form is called otherwise than a paper."""
    if not isinstance(told, dict) or told.get("state") not in PaperState.values:
        return told
    return told | {"state": str(PaperState(told["state"]).label)}


READERS: dict[str, Callable[[Any], Any]] = {"documents.paper": _stands}

"""What events of this app keep in short, in names and values for the trail's pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assessments.fingerprints import said_in


def names_of(_codes: frozenset[str]) -> dict[str, str]:
    """No codes of its own: criteria and figures are named by their app, units by theirs."""
    return {}


def _results(told: Any) -> Any:
    """Results of households, clans and individuals, by the id of the unit."""
    if not isinstance(told, dict):
        return told
    return {key: said_in(one) if isinstance(one, str) else one for key, one in told.items()}


READERS: dict[str, Callable[[Any], Any]] = {"assessments.compact": _results}

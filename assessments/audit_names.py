"""What events of this app keep in short, in names and values for the trail's pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from assessments.fingerprints import said_in

_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def names_of(_codes: frozenset[str]) -> dict[str, str]:
    """No codes of its own: criteria and figures are named by their app, units by theirs."""
    return {}


def _results(told: Any) -> Any:
    """Results of households, clans and individuals, by the id of the unit."""
    if not isinstance(told, dict):
        return told
    return {key: said_in(one) if isinstance(one, str) else one for key, one in told.items()}


def _figures(told: Any) -> Any:
    """Numbers of figures as numbers: what was typed and what the database gave look alike."""
    if not isinstance(told, dict):
        return told
    read = {key: _figures(one) for key, one in told.items()}
    number = told.get("number")
    if "state" in told and isinstance(number, str) and _NUMBER.fullmatch(number):
        read["number"] = Decimal(number)
    return read


READERS: dict[str, Callable[[Any], Any]] = {
    "assessments.assessment": _figures,
    "assessments.compact": _results,
}

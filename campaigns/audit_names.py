"""Codes of this app's rows in words, for the audit trail and the page of jobs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from campaigns.models import PlanTask
from criteria.words import in_words
from units.audit_names import code_of
from units.audit_words import MOST_ROWS

LONGEST_CODE = 60


def names_of(codes: frozenset[str]) -> dict[str, str]:
    """Tasks of a plan by number and the beginning of their text; one query."""
    asked = [code for code in codes if 0 < len(code) <= LONGEST_CODE and " " not in code]
    found = PlanTask.objects.filter(code__in=asked) if asked else PlanTask.objects.none()
    return {code: in_words(code, text) for code, text in found.values_list("code", "text_shown")}


def _participants(told: Any) -> Any:
    """The ids of the units that were entered: how many, and the first ones by name."""
    if not isinstance(told, list):
        return told
    named = {code: code for code in map(code_of, told[:MOST_ROWS])}
    rest = len(told) - len(named)
    return {"participants": len(told), **named, **({"participants_more": rest} if rest else {})}


READERS: dict[str, Callable[[Any], Any]] = {"campaigns.year": _participants}

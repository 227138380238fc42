"""Codes of this app's rows in words, for the audit trail and the page of jobs."""

from __future__ import annotations

from campaigns.models import PlanTask
from criteria.words import in_words

LONGEST_CODE = 60


def names_of(codes: frozenset[str]) -> dict[str, str]:
    """Tasks of a plan by number and the beginning of their text; one query."""
    asked = [code for code in codes if 0 < len(code) <= LONGEST_CODE and " " not in code]
    found = PlanTask.objects.filter(code__in=asked) if asked else PlanTask.objects.none()
    return {code: in_words(code, text) for code, text in found.values_list("code", "text_shown")}

"""Codes of this app's rows in words, for the audit trail and the page of jobs."""

from __future__ import annotations

from criteria.models import Criterion, Indicator
from criteria.words import in_words

LONGEST_CODE = 60


def names_of(codes: frozenset[str]) -> dict[str, str]:
    """Criteria by number and the beginning of their text, figures by their label.

    A code that several versions of a set share is told by the newest.
    """
    asked = [code for code in codes if len(code) <= LONGEST_CODE and " " not in code]
    if not asked:
        return {}
    criteria = Criterion.objects.filter(code__in=asked).order_by("pk")
    figures = Indicator.objects.filter(code__in=asked).order_by("pk")
    return {
        **{code: in_words("", label) for code, label in figures.values_list("code", "label")},
        **{code: in_words(code, text) for code, text in criteria.values_list("code", "text_shown")},
    }

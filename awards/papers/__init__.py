"""The papers of an award, from the rows to the builders of ``documents``.

Every count on every paper comes from the same list of items, so that letter, list, minutes and
decision always agree.
"""

from __future__ import annotations

from awards.papers.common import merit_of
from awards.papers.councils import council_paper
from awards.papers.decisions import decision_paper
from awards.papers.letters import (
    letter_from,
    letter_paper,
    list_from,
    list_paper,
    report_paper,
    village_paper,
    words_of,
)

__all__ = [
    "council_paper",
    "decision_paper",
    "letter_from",
    "letter_paper",
    "list_from",
    "list_paper",
    "merit_of",
    "report_paper",
    "village_paper",
    "words_of",
]

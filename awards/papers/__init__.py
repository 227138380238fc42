"""The papers of an award, from the rows to the builders of ``documents``.

Every count on every paper comes from the same list of items, so that letter, list, minutes and
decision always agree.
"""

from __future__ import annotations

from typing import Any, Final

from awards.enums import AwardPaper
from awards.papers.common import merit_of
from awards.papers.councils import council_paper
from awards.papers.decisions import decision_paper
from awards.papers.left_open import left_open_in
from awards.papers.letters import (
    letter_from,
    letter_paper,
    list_from,
    list_paper,
    report_paper,
    village_paper,
    words_of,
)
from awards.papers.trial import trial_paper
from documents.papers import decisions, minutes, submissions
from documents.papers.template import Template

__all__ = [
    "TEMPLATES",
    "council_paper",
    "decision_paper",
    "left_open_in",
    "letter_from",
    "letter_paper",
    "list_from",
    "list_paper",
    "merit_of",
    "report_paper",
    "trial_paper",
    "village_paper",
    "words_of",
]

TEMPLATES: Final[dict[AwardPaper, Template[Any]]] = {
    AwardPaper.LETTER: submissions.SUBMISSION,
    AwardPaper.LIST: submissions.NOMINATIONS,
    AwardPaper.REPORT: submissions.ACHIEVEMENTS,
    AwardPaper.VILLAGE_MINUTES: minutes.VILLAGE,
    AwardPaper.COUNCIL_MINUTES: minutes.COUNCIL,
    AwardPaper.DECISION: decisions.AWARD,
}

"""Self-assessments of units, their review, and the compact results of households."""

from __future__ import annotations

from assessments.models.records import (
    Answer,
    Assessment,
    AssessmentEvent,
    Author,
    CompactResult,
    Evidence,
    IndicatorValue,
)
from assessments.models.review import (
    Flag,
    RecheckItem,
    RecheckSample,
    ReturnedItem,
    ReturnPhrase,
    ReviewSetting,
    Substitution,
)
from assessments.models.scoring import ScoreLine, ScoreSheet

__all__ = [
    "Answer",
    "Assessment",
    "AssessmentEvent",
    "Author",
    "CompactResult",
    "Evidence",
    "Flag",
    "IndicatorValue",
    "RecheckItem",
    "RecheckSample",
    "ReturnPhrase",
    "ReturnedItem",
    "ReviewSetting",
    "ScoreLine",
    "ScoreSheet",
    "Substitution",
]

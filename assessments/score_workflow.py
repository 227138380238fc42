"""What may follow what on a sheet of points: unit, officer, leader; no stage is skipped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User
from assessments import rules
from assessments.enums import ScoreAct, ScoreStage
from assessments.models import ScoreSheet


@dataclass(frozen=True)
class ScoreStep:
    """From which stages an act leads to which, who may do it and whether it needs words."""

    sources: frozenset[ScoreStage]
    target: ScoreStage
    allowed: Callable[[User, ScoreSheet], bool]
    needs_reason: bool = False


SCORE_STEPS: dict[ScoreAct, ScoreStep] = {
    ScoreAct.HAND_IN: ScoreStep(
        frozenset({ScoreStage.OWN}), ScoreStage.REVIEW, rules.can_hand_in_points
    ),
    ScoreAct.SEND_BACK: ScoreStep(
        frozenset({ScoreStage.REVIEW}), ScoreStage.OWN, rules.can_review_points, needs_reason=True
    ),
    ScoreAct.APPROVE: ScoreStep(
        frozenset({ScoreStage.REVIEW}), ScoreStage.REVIEWED, rules.can_review_points
    ),
    ScoreAct.REVIEW_AGAIN: ScoreStep(
        frozenset({ScoreStage.REVIEWED}),
        ScoreStage.REVIEW,
        rules.can_review_points,
        needs_reason=True,
    ),
    ScoreAct.DECIDE: ScoreStep(
        frozenset({ScoreStage.REVIEWED}), ScoreStage.DECIDED, rules.can_decide_points
    ),
}


def open_score_acts(user: User, sheet: ScoreSheet) -> list[ScoreAct]:
    """The acts this person may do on this sheet now, in the table's order."""
    return [
        act
        for act, step in SCORE_STEPS.items()
        if sheet.stage in step.sources and step.allowed(user, sheet)
    ]

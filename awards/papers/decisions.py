"""Quyết định tặng Giấy khen, as a draft for the chair."""

from __future__ import annotations

from collections.abc import Sequence

from awards.enums import AwardPaper
from awards.models import Proposal
from awards.papers.common import (
    basis_of,
    frame_of,
    in_sentence,
    merit_of,
    outline_of,
    period_of,
)
from awards.selectors.prizes import prize_of, prizes_on
from awards.selectors.recipients import kind_of
from core import clock
from documents.paper import Paper
from documents.papers import common, decisions
from documents.papers.common import Nominee, NomineeKind
from units.enums import UnitType
from units.models import Unit


def decision_paper(unit: Unit, items: Sequence[Proposal], outline: str | None = None) -> Paper:
    """Quyết định tặng Giấy khen as a draft: the chair signs it, the clerk numbers it.

    ``outline``: other words than those in force.
    """
    letter = items[0].submission
    name = letter.unit.display_name if unit.type != UnitType.COMMUNE else in_sentence(unit)
    return decisions.award_decision(
        frame_of(unit, letter.year, common.chair_signer()),
        decisions.AwardDecision(
            unit=name,
            form="Giấy khen",
            merit=merit_of(letter.campaign, period_of(items, letter.year)),
            legal_basis=basis_of(letter),
            nominees=_with_prizes(items),
            proposed_by=_proposed_by(unit, items),
        ),
        outline_of(letter, AwardPaper.DECISION) if outline is None else outline,
    )


def _proposed_by(unit: Unit, items: Sequence[Proposal]) -> str:
    """Who proposes to the chair: the council where it voted, else the office of the commune.

    Of other bodies the product does not know who: dots, for the office to fill in.
    """
    if any(one.rule is not None and one.rule.council_required for one in items):
        return common.council(in_sentence(unit), "").name
    return common.OFFICE_HEAD if unit.type == UnitType.COMMUNE else "…"


def _with_prizes(items: Sequence[Proposal]) -> tuple[Nominee, ...]:
    money = prizes_on(clock.today(), [one.award_type_id for one in items])
    return tuple(
        Nominee(
            kind=NomineeKind(one.recipient_kind),
            name=one.recipient_name,
            place=one.recipient_place,
            prize=prize_of(money, one.award_type_id, kind_of(one.achievement.recipient)).amount,
        )
        for one in items
    )

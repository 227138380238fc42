"""A paper of the campaign's newest rows in words that are only tried out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from accounts.models import User
from awards.enums import AwardPaper, State
from awards.models import CouncilSession, Proposal, Submission
from awards.papers.councils import council_paper
from awards.papers.decisions import decision_paper
from awards.papers.letters import OUTLINES, letter_from, list_from, report_paper, village_paper
from awards.papers.letters import words_of as kept_words
from campaigns.models import Campaign
from documents.paper import Paper

Items = Sequence[Proposal]


def trial_paper(user: User, campaign: Campaign, kind: AwardPaper, outline: str) -> Paper | None:
    """The newest paper of a kind that the person sees, worded so; nothing while there is none."""
    if kind == AwardPaper.COUNCIL_MINUTES:
        return _minutes(user, campaign, outline)
    letters = Submission.objects.visible_to(user).filter(campaign=campaign, proposals__isnull=False)
    if kind == AwardPaper.VILLAGE_MINUTES:
        letters = letters.filter(meeting__isnull=False)
    letter = letters.select_related(
        "unit__commune", "host", "campaign__document", "regime", "meeting"
    ).order_by("-pk").first()  # fmt: skip
    if letter is None:
        return None
    rows = letter.proposals.for_page().exclude(state=State.WITHDRAWN)
    items = list(rows.order_by("pk"))
    return _OF_LETTER[kind](letter, items, outline) if items else None


def _minutes(user: User, campaign: Campaign, outline: str) -> Paper | None:
    sessions = CouncilSession.objects.visible_to(user).filter(
        agenda__proposal__achievement__campaign=campaign
    )
    newest = sessions.select_related("unit__commune").order_by("-pk").first()
    return council_paper(newest, outline) if newest else None


_OF_LETTER: Final[dict[AwardPaper, Callable[[Submission, Items, str], Paper]]] = {
    AwardPaper.LETTER: lambda letter, items, outline: letter_from(
        kept_words(letter, items) | {OUTLINES: {AwardPaper.LETTER: outline}}
    ),
    AwardPaper.LIST: lambda letter, items, outline: list_from(
        kept_words(letter, items) | {OUTLINES: {AwardPaper.LIST: outline}}
    ),
    AwardPaper.REPORT: lambda _letter, items, outline: report_paper(items[0], outline),
    AwardPaper.VILLAGE_MINUTES: lambda letter, _items, outline: village_paper(letter, outline),
    AwardPaper.DECISION: lambda letter, items, outline: decision_paper(letter.host, items, outline),
}

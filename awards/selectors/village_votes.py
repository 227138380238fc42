"""The votes of a village's meeting, as its minutes and the list of the letter tell them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from awards.enums import Action, Denominator, RecipientKind
from awards.models import Proposal, ProposalEvent, VillageMeeting
from awards.selectors.checks import village_passes, village_total


@dataclass(frozen=True)
class VillageVote:
    """What the village said of one item; ``of``: from how many, counted as ``denominator`` says.

    Kept with the meeting as plain values: what the village said stays said, whatever becomes of
    the item.
    """

    proposal: int
    kind: str
    name: str
    award: str
    yes: int
    no: int
    of: int
    denominator: str
    passed: bool


def votes_cast(meeting: VillageMeeting, items: Iterable[Proposal]) -> list[dict[str, object]]:
    """What the meeting keeps: a vote for every item on which the village voted."""
    return [asdict(_cast(meeting, one)) for one in items if one.village_yes is not None]


def _cast(meeting: VillageMeeting, item: Proposal) -> VillageVote:
    rule = item.rule
    return VillageVote(
        proposal=item.pk,
        kind=item.recipient_kind,
        name=item.recipient_name,
        award=item.award_type.name,
        yes=item.village_yes or 0,
        no=item.village_no or 0,
        of=village_total(rule, meeting, item) if rule else meeting.present,
        denominator=rule.village_denominator if rule else Denominator.PRESENT.value,
        passed=rule is None or village_passes(rule, meeting, item),
    )


def votes_of(meeting: VillageMeeting) -> list[VillageVote]:
    """The votes of the meeting in the order of every list: collectives, households, people."""
    order = list(RecipientKind)
    votes = [VillageVote(**one) for one in meeting.votes]
    return sorted(votes, key=lambda one: (order.index(RecipientKind(one.kind)), one.proposal))


def taken_off(votes: Iterable[VillageVote]) -> frozenset[int]:
    """The items that somebody took off by hand after the vote."""
    ids = [one.proposal for one in votes]
    rows = ProposalEvent.objects.filter(proposal__in=ids, action=Action.FAIL_MEETING)
    return frozenset(rows.values_list("proposal_id", flat=True))

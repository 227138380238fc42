"""Quotas: how many there may be, and how many there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from awards.enums import QuotaBasis, RecipientKind, State
from awards.models import Proposal, Quota
from campaigns.models import Participation
from units.enums import UnitType

# From here on an item takes a place of the quota.
TAKES_PLACE = frozenset(State) - {
    State.DRAFT,
    State.VILLAGE_MEETING,
    State.RECEIVED,
    State.RETURNED,
    State.APPRAISAL,
    State.NOTICE,
    State.NOT_PASSED,
    State.NOT_GRANTED,
    State.WITHDRAWN,
    State.REVOKED,
}
_SINGLE = {
    RecipientKind.HOUSEHOLD: UnitType.HOUSEHOLD,
    RecipientKind.INDIVIDUAL: UnitType.INDIVIDUAL,
}


@dataclass(frozen=True)
class QuotaUse:
    """A quota, its limit and what is taken of it."""

    quota: Quota
    limit: int
    taken: int
    other_kind: str = ""

    @property
    def is_full(self) -> bool:
        """Whether no further item fits."""
        return self.taken >= self.limit or bool(self.other_kind)


def floor_percent(percent: int, of: int) -> int:
    """The share in whole recipients, rounded down: 10 % of 47 are 4."""
    return percent * of // 100


def quotas_of(proposal: Proposal) -> Iterable[Quota]:
    """The quotas that an item takes a place of."""
    letter = proposal.submission
    rows = Quota.objects.filter(
        host=letter.host,
        campaign=letter.campaign,
        occasion=letter.occasion,
        year=letter.year,
        award_type=proposal.award_type,
    )
    return [row for row in rows if not row.kinds or proposal.recipient_kind in row.kinds]


def use_of(quota: Quota, proposal: Proposal) -> QuotaUse:
    """How much of a quota is taken by others than this item."""
    rows = Proposal.objects.filter(
        submission__host=quota.host,
        submission__campaign=quota.campaign,
        submission__occasion=quota.occasion,
        submission__year=quota.year,
        award_type=quota.award_type,
        state__in=TAKES_PLACE,
    ).exclude(pk=proposal.pk)
    if quota.kinds:
        rows = rows.filter(recipient_kind__in=quota.kinds)
    if quota.basis == QuotaBasis.PER_UNIT:
        rows = rows.filter(submission__unit=proposal.submission.unit)
    kinds = list(rows.values_list("recipient_kind", flat=True))
    other = next((kind for kind in kinds if kind != proposal.recipient_kind), "")
    return QuotaUse(
        quota=quota,
        limit=limit_of(quota),
        taken=len(kinds),
        other_kind=other if quota.either_or else "",
    )


def limit_of(quota: Quota) -> int:
    """How many there may be."""
    if quota.basis != QuotaBasis.PERCENT:
        return quota.value
    base = quota.base_count if quota.base_count is not None else participants(quota)
    return floor_percent(quota.value, base)


def participants(quota: Quota) -> int:
    """Who takes part in the year, of the kinds that the quota speaks of."""
    rows = Participation.objects.taking_part().filter(
        campaign_year__campaign=quota.campaign, campaign_year__year=quota.year
    )
    kinds = quota.kinds or list(RecipientKind)
    types = [str(_SINGLE[RecipientKind(kind)]) for kind in kinds if kind in _SINGLE]
    if RecipientKind.COLLECTIVE in kinds:
        types += [str(one) for one in UnitType if one not in _SINGLE.values()]
    return rows.filter(unit__type__in=types).count()

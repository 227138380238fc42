"""Quotas: how many there may be, and how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count

from awards.enums import QuotaBasis, RecipientKind, Rounding, State
from awards.models import Proposal, Quota
from awards.querysets import QuotaQuerySet
from campaigns.models import Campaign, Participation
from core import clock
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


def whole_share(percent: int, of: int, rounding: str = Rounding.DOWN) -> int:
    """The share in whole recipients: 10 % of 47 are 4 rounded down, 5 by half or up.

    In integers, so that no fraction is lost on the way.
    """
    if rounding == Rounding.UP:
        return -(-percent * of // 100)
    if rounding == Rounding.HALF_UP:
        return (percent * of + 50) // 100
    return percent * of // 100


def quotas_for(proposal: Proposal) -> QuotaQuerySet:
    """The quotas in force today for the occasion and the form of an item, whatever the kind."""
    letter = proposal.submission
    return Quota.objects.on(clock.today()).filter(
        host=letter.host,
        campaign=letter.campaign,
        occasion=letter.occasion,
        year=letter.year,
        award_type=proposal.award_type,
    )


def quotas_of(proposal: Proposal) -> Iterable[Quota]:
    """The quotas in force today that an item takes a place of."""
    rows = quotas_for(proposal)
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
    return whole_share(quota.value, base, quota.rounding)


def participants(quota: Quota) -> int:
    """Who takes part in the year, of the kinds that the quota speaks of."""
    rows = Participation.objects.taking_part().filter(
        campaign_year__campaign=quota.campaign, campaign_year__year=quota.year
    )
    return rows.filter(unit__type__in=_types_of(quota)).count()


def _types_of(quota: Quota) -> list[str]:
    kinds = quota.kinds or list(RecipientKind)
    types = [str(_SINGLE[RecipientKind(kind)]) for kind in kinds if kind in _SINGLE]
    if RecipientKind.COLLECTIVE in kinds:
        types += [str(one) for one in UnitType if one not in _SINGLE.values()]
    return types


# ------------------------------------------------------------------ the page of a campaign


@dataclass(frozen=True)
class QuotaLine:
    """A quota on its page: from what it is counted, its limit and what is taken of it.

    ``taken`` of a quota per unit is that of the unit that uses most.
    """

    quota: Quota
    base: int | None
    limit: int
    taken: int
    is_over: bool


def lines_of(campaign: Campaign) -> list[QuotaLine]:
    """Every quota of the campaign, the newest year first. Three queries, however many."""
    quotas = list(
        Quota.objects.filter(campaign=campaign)
        .select_related("award_type")
        .order_by("-year", "occasion", "award_type__position", "pk")
    )
    if not quotas:
        return []
    taken, taking_part = _taken(campaign), _taking_part(campaign)
    return [_line(one, taken, taking_part) for one in quotas]


def _line(
    quota: Quota,
    taken: Mapping[tuple[str, int, int], Counter[tuple[str, int]]],
    taking_part: Mapping[tuple[int, str], int],
) -> QuotaLine:
    base, limit = None, quota.value
    if quota.basis == QuotaBasis.PERCENT:
        counted = sum(taking_part.get((quota.year, one), 0) for one in _types_of(quota))
        base = counted if quota.base_count is None else quota.base_count
        limit = whole_share(quota.value, base, quota.rounding)
    by_unit: Counter[int] = Counter()
    here = taken.get((quota.occasion, quota.year, quota.award_type_id), Counter())
    for (kind, unit), count in here.items():
        if not quota.kinds or kind in quota.kinds:
            by_unit[unit] += count
    per_unit = quota.basis == QuotaBasis.PER_UNIT
    return QuotaLine(
        quota=quota,
        base=base,
        limit=limit,
        taken=max(by_unit.values(), default=0) if per_unit else by_unit.total(),
        is_over=quota.valid_to is not None and quota.valid_to < clock.today(),
    )


def _taken(campaign: Campaign) -> dict[tuple[str, int, int], Counter[tuple[str, int]]]:
    """Items that take a place: by occasion, year and form, then by kind and proposing unit."""
    rows = (
        Proposal.objects.filter(
            submission__campaign=campaign,
            submission__host=campaign.launched_by_id,
            state__in=TAKES_PLACE,
        )
        .order_by()
        .values_list(
            "submission__occasion",
            "submission__year",
            "award_type",
            "recipient_kind",
            "submission__unit",
        )
        .annotate(n=Count("pk"))
    )
    found: dict[tuple[str, int, int], Counter[tuple[str, int]]] = {}
    for occasion, year, form, kind, unit, count in rows:
        found.setdefault((occasion, year, form), Counter())[kind, unit] += count
    return found


def _taking_part(campaign: Campaign) -> dict[tuple[int, str], int]:
    rows = (
        Participation.objects.taking_part()
        .filter(campaign_year__campaign=campaign)
        .order_by()
        .values_list("campaign_year__year", "unit__type")
        .annotate(n=Count("pk"))
    )
    return {(year, kind): count for year, kind, count in rows}

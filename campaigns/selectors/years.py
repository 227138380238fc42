"""What the pages of one campaign year show."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q
from django.http import QueryDict

from accounts.models import User
from campaigns.enums import YearState
from campaigns.models import (
    Campaign,
    CampaignYear,
    CampaignYearEvent,
    ParticipantGroup,
    Participation,
    TargetMeasure,
    YearlyTarget,
)
from campaigns.querysets import ParticipationQuerySet
from campaigns.selectors.pages import Head
from core.numbers import parse_id
from core.text import fold
from units.access import access_of
from units.enums import WITHOUT_FORM

EXCLUDED = "excluded"


@dataclass(frozen=True)
class GroupCount:
    """How many units of a group take part, and how many were left out.

    ``has_form``: a unit of the group hands in a form; households, clans and individuals do not.
    """

    group: ParticipantGroup
    taking_part: int
    excluded: int

    @property
    def has_form(self) -> bool:
        """Whether some unit type of the group hands in a form."""
        return bool(set(self.group.unit_types) - WITHOUT_FORM)


@dataclass(frozen=True)
class YearPage:
    """A year's state, history and participants; the latter only as far as the reader sees."""

    number: int
    campaign_year: CampaignYear | None
    can_open: bool
    sees_all: bool
    groups: list[GroupCount]
    events: list[CampaignYearEvent]

    @property
    def total(self) -> int:
        """Units that take part."""
        return sum(one.taking_part for one in self.groups)


def year_page(head: Head, user: User, number: int) -> YearPage:
    """The year of the address, which may not have been planned yet; three queries."""
    row = next((one for one in head.years if one.year == number), None)
    within = head.campaign.first_year <= number <= head.campaign.last_year
    sees_all = access_of(user).sees(head.campaign.launched_by)
    can_open = head.can_manage and within and (row is None or row.state == YearState.PLANNED)
    return YearPage(
        number=number,
        campaign_year=row,
        can_open=can_open,
        sees_all=sees_all,
        groups=[
            one
            for one in _counts(head.campaign, row, user)
            if sees_all or one.taking_part or one.excluded
        ],
        events=list(row.events.select_related("actor")) if row else [],
    )


def _counts(campaign: Campaign, row: CampaignYear | None, user: User) -> list[GroupCount]:
    counted = {
        one["group"]: one
        for one in Participation.objects.visible_to(user)
        .filter(campaign_year=row)
        .order_by()
        .values("group")
        .annotate(
            taking_part=Count("pk", filter=Q(is_excluded=False)),
            excluded=Count("pk", filter=Q(is_excluded=True)),
        )
    }
    nothing = {"taking_part": 0, "excluded": 0}
    return [
        GroupCount(
            group,
            counted.get(group.pk, nothing)["taking_part"],
            counted.get(group.pk, nothing)["excluded"],
        )
        for group in campaign.groups.all()
    ]


@dataclass(frozen=True)
class ParticipantFilter:
    """What the list's address asks for."""

    query: str = ""
    group: int | None = None
    state: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> ParticipantFilter:
        """Read it from the address; a group that is no number asks for nothing."""
        return cls(
            query=query.get("q", ""),
            group=parse_id(query.get("group", "")),
            state=query.get("state", ""),
        )

    def apply(
        self, rows: ParticipationQuerySet, campaign_year: CampaignYear
    ) -> ParticipationQuerySet:
        """The participants of the year that fit, by group and in the commune's own order."""
        found = rows.filter(campaign_year=campaign_year).select_related("unit", "group")
        for word in fold(self.query).split():
            found = found.filter(unit__search__contains=word)
        if self.group is not None:
            found = found.filter(group=self.group)
        if self.state == EXCLUDED:
            found = found.filter(is_excluded=True)
        elif self.state:
            found = found.filter(is_excluded=False)
        return found.order_by("group__position", "unit__position", "unit__sort_key", "pk")


def measures_with_values(
    campaign: Campaign, year: int
) -> tuple[list[TargetMeasure], dict[int, Decimal]]:
    """The campaign's measures in the plan's order, and the values of that year by measure."""
    measures = list(
        TargetMeasure.objects.filter(target__campaign=campaign)
        .select_related("target")
        .order_by("target__position", "position", "pk")
    )
    rows = YearlyTarget.objects.filter(measure__target__campaign=campaign, year=year)
    return measures, dict(rows.values_list("measure_id", "value"))

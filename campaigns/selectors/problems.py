"""What the pages of difficulties show."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from accounts.models import User
from campaigns.enums import DutyKind, ProblemState
from campaigns.models import Campaign, Duty
from campaigns.querysets import ProblemReportQuerySet
from core.text import fold
from units.access import access_of
from units.enums import Role
from units.models import Unit
from units.paths import is_under


@dataclass(frozen=True)
class ProblemFilter:
    """What the list's address asks for."""

    query: str = ""
    state: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> ProblemFilter:
        """Read it from the address; an unknown state asks for nothing."""
        state = query.get("state", "")
        return cls(query.get("q", ""), state if state in ProblemState.values else "")

    def apply(
        self, rows: ProblemReportQuerySet, campaign: Campaign, year: int
    ) -> ProblemReportQuerySet:
        """The year's reports that fit, unanswered ones first, the newest before the older."""
        found = rows.filter(campaign_year__campaign=campaign, campaign_year__year=year)
        for word in fold(self.query).split():
            found = found.filter(unit__search__contains=word)
        if self.state:
            found = found.filter(state=self.state)
        # "open" sorts after "answered"
        return found.select_related("unit", "author").order_by("-state", "-pk")


def problem_duties(campaign: Campaign) -> list[Duty]:
    """The duties of the plan that have no date: what is to be reported when it arises."""
    return list(campaign.duties.filter(kind=DutyKind.PROBLEM))


def writing_units(user: User, campaign: Campaign) -> list[Unit]:
    """The user's own units below the campaign's in which they may write a difficulty."""
    top = campaign.launched_by.path
    ids = [
        held.unit_id
        for held in access_of(user).held
        if held.role in {Role.EDITOR, Role.HEAD} and is_under(held.path, top)
    ]
    return list(Unit.objects.filter(pk__in=ids).in_order()) if ids else []

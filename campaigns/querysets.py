"""Which campaigns and which of their rows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from core.text import fold
from units.access import access_of
from units.enums import Role
from units.paths import ids_of, under_any

if TYPE_CHECKING:
    from accounts.models import User
    from campaigns.models import (
        Campaign,
        CampaignYear,
        Finding,
        Inspection,
        Participation,
        PlaceTally,
        ProblemReport,
        UnitTally,
    )


def campaign_reach(user: User, prefix: str = "") -> Q:
    """Rows of campaigns launched at, above or below one of the user's units.

    Instructions flow down: a village sees the commune's campaign. Results flow up: a province
    sees the campaigns of its communes. A neighbour sees neither.
    """
    access = access_of(user)
    if access.sees_all:
        return Q()
    above = {
        one for held in access.held if held.role != Role.ADMINISTRATOR for one in ids_of(held.path)
    }
    reach = Q(**{f"{prefix}launched_by__in": above})
    below = under_any(access.paths, f"{prefix}launched_by__path")
    return reach | below


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Chainable answers to "which ones"."""

    def visible_to(self, user: User) -> CampaignQuerySet:
        """Campaigns launched at, above or below one of the user's units."""
        return self.filter(campaign_reach(user))

    def of_units_matching(self, query: str) -> CampaignQuerySet:
        """Campaigns of units whose name or code holds every word, without diacritics."""
        found = self
        for word in fold(query).split():
            found = found.filter(launched_by__search__contains=word)
        return found


class CampaignYearQuerySet(models.QuerySet["CampaignYear"]):
    """Chainable answers to "which ones"."""

    def visible_to(self, user: User) -> CampaignYearQuerySet:
        """Years of the campaigns that the user sees."""
        return self.filter(campaign_reach(user, "campaign__"))


class ParticipationQuerySet(models.QuerySet["Participation"]):
    """Chainable answers to "which ones"."""

    def visible_to(self, user: User) -> ParticipationQuerySet:
        """Participants at or below one of the user's units."""
        access = access_of(user)
        if access.sees_all:
            return self
        return self.filter(under_any(access.paths, "unit__path"))

    def taking_part(self) -> ParticipationQuerySet:
        """Participants that were not excluded."""
        return self.filter(is_excluded=False)


class ProblemReportQuerySet(models.QuerySet["ProblemReport"]):
    """Chainable answers to "which ones"."""

    def visible_to(self, user: User) -> ProblemReportQuerySet:
        """Problem reports of units at or below one of the user's."""
        access = access_of(user)
        if access.sees_all:
            return self
        return self.filter(under_any(access.paths, "unit__path"))


class InspectionQuerySet(models.QuerySet["Inspection"]):
    """Chainable answers to "which ones"."""

    def visible_to(self, user: User) -> InspectionQuerySet:
        """Inspections of the campaigns that the user sees."""
        return self.filter(campaign_reach(user, "campaign_year__campaign__"))


class FindingQuerySet(models.QuerySet["Finding"]):
    """Chainable answers to "which ones"."""

    def visible_to(self, user: User) -> FindingQuerySet:
        """Findings about units at or below one of the user's."""
        access = access_of(user)
        if access.sees_all:
            return self
        return self.filter(under_any(access.paths, "unit__path"))

    def open_on(self, day: dt.date) -> FindingQuerySet:
        """Not mended, and the day by which they were to be is over."""
        return self.filter(resolved_on=None, due_on__lt=day)


class UnitTallyQuerySet(models.QuerySet["UnitTally"]):
    """Chainable answers to "which ones"."""

    def visible_to(self, user: User) -> UnitTallyQuerySet:
        """Participants at or below one of the user's units."""
        access = access_of(user)
        if access.sees_all:
            return self
        return self.filter(under_any(access.paths, "unit__path"))

    def counted(self) -> UnitTallyQuerySet:
        """Participants that were not excluded."""
        return self.filter(is_counted=True)


class PlaceTallyQuerySet(models.QuerySet["PlaceTally"]):
    """Chainable answers to "which ones"."""

    def visible_to(self, user: User) -> PlaceTallyQuerySet:
        """Sums of places at or below one of the user's units.

        Minh of Na Rì sees Na Rì's, Tuyết of Thái Nguyên those of every commune of the province;
        Páo, who heads one village, sees his village's and not the commune's.
        """
        access = access_of(user)
        if access.sees_all:
            return self
        return self.filter(under_any(access.paths, "place__path"))

    def whole(self) -> PlaceTallyQuerySet:
        """The rows that levels above add up."""
        return self.filter(is_whole=True)

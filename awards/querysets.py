"""Which awards' rows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from awards.enums import AwardState, CertificateState
from campaigns.querysets import campaign_reach
from units.access import access_of
from units.enums import Role
from units.paths import under, under_any

if TYPE_CHECKING:
    from accounts.models import User
    from awards.models import CouncilSession, Proposal, Quota, Submission
    from units.models import Unit


class DatedQuerySet(models.QuerySet[Any]):
    """Rows of law: what was in force on a day."""

    def on(self, day: dt.date) -> DatedQuerySet:
        """Rows in force on the day, the latest to begin first."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day).order_by(
            "-valid_from", "pk"
        )


class BelowUnitQuerySet(models.QuerySet[Any]):
    """Rows that belong to a unit: seen where the unit's work is seen."""

    path = "unit__path"

    def visible_to(self, user: User) -> Self:
        """Rows of units at or below one where the person holds a role."""
        access = access_of(user)
        if access.sees_all:
            return self
        return self.filter(under_any(access.paths, self.path))

    def of_unit_and_below(self, unit: Unit) -> Self:
        """Rows of the unit and of everything under it."""
        return self.filter(under(unit.path, self.path))


class DecisionQuerySet(BelowUnitQuerySet):
    """Which decisions."""


class AwardQuerySet(BelowUnitQuerySet):
    """Which awards: seen where the recipient's work is seen."""

    path = "recipient__path"

    def in_force(self) -> AwardQuerySet:
        """Not taken back."""
        return self.exclude(state=AwardState.REVOKED)

    def in_force_on(self, day: dt.date) -> AwardQuerySet:
        """Decided by that day, and not taken back by a decision of that day or before."""
        return self.filter(decision__decided_on__lte=day).exclude(
            state=AwardState.REVOKED, revocation__decided_on__lte=day
        )

    def for_year(self, year: int) -> AwardQuerySet:
        """For achievements of the year, or of a period that ends in it."""
        return self.filter(period_to=year)


class CertificateQuerySet(BelowUnitQuerySet):
    """Which sheets: seen where the recipient's work is seen."""

    path = "award__recipient__path"

    def in_force(self) -> CertificateQuerySet:
        """Neither replaced nor revoked."""
        return self.filter(state=CertificateState.IN_FORCE)


class PrintQuerySet(BelowUnitQuerySet):
    """Which print jobs: seen where the decision is seen."""

    path = "decision__unit__path"


class ConsentQuerySet(BelowUnitQuerySet):
    """Which consents: seen where the recipient's work is seen."""

    path = "recipient__path"

    def standing(self) -> ConsentQuerySet:
        """Given and not taken back."""
        return self.filter(withdrawn_on=None)


class QuotaQuerySet(models.QuerySet["Quota"]):
    """Which quotas."""

    def visible_to(self, user: User) -> QuotaQuerySet:
        """Of campaigns in sight: who proposes below sees the limits that hold for them."""
        return self.filter(campaign_reach(user, "campaign__"))

    def on(self, day: dt.date) -> QuotaQuerySet:
        """In force on the day."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day)
        )


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Which items. What a unit has not sent yet is seen in that unit alone."""

    def visible_to(self, user: User) -> ProposalQuerySet:
        """Items of units at or below one where the person holds a role."""
        return self.filter(_sent_or_own(user, "submission__", ["draft", "village_meeting"]))

    def standing_at(self, proposal: Proposal, sources: frozenset[str]) -> ProposalQuerySet:
        """The row, if it still is where and as the actor saw it."""
        return self.filter(pk=proposal.pk, state__in=sources, version=proposal.version)

    def open(self) -> ProposalQuerySet:
        """Not ended and not granted."""
        return self.exclude(
            state__in=[
                "conferred",
                "presented",
                "not_passed",
                "not_granted",
                "withdrawn",
                "revoked",
            ]
        )

    def for_page(self) -> ProposalQuerySet:
        """With all that rules and pages ask of them."""
        return self.select_related(
            "submission__unit",
            "submission__host",
            "submission__campaign",
            "submission__regime",
            "achievement__recipient",
            "award_type",
            "rule",
            "award",
        )


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Which letters."""

    def visible_to(self, user: User) -> SubmissionQuerySet:
        """Letters of units at or below one where the person holds a role; drafts only there."""
        return self.filter(_sent_or_own(user, "", ["draft"]))


class SessionQuerySet(models.QuerySet["CouncilSession"]):
    """Which council sessions."""

    def visible_to(self, user: User) -> SessionQuerySet:
        """Sessions of units at or below one where the person holds a role."""
        access = access_of(user)
        if access.sees_all:
            return self
        return self.filter(under_any(access.paths, "unit__path"))


def _sent_or_own(user: User, prefix: str, drafts: list[str]) -> Q:
    access = access_of(user)
    if access.sees_all:
        return Q()
    own = [one.unit_id for one in access.held if one.role != Role.ADMINISTRATOR]
    sent = ~Q(state__in=drafts) | Q(**{f"{prefix}unit_id__in": own})
    return under_any(access.paths, f"{prefix}unit__path") & sent

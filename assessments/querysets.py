"""Which assessments."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from units.access import access_of
from units.paths import under, under_any

if TYPE_CHECKING:
    from accounts.models import User
    from assessments.models import Assessment, Evidence, RecheckSample, ScoreSheet, Substitution
    from units.models import Unit


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Chainable answers to "which ones"."""

    def visible_to(self, user: User) -> AssessmentQuerySet:
        """Assessments of units at or below one where the person holds a role."""
        access = access_of(user)
        if access.sees_all:
            return self
        return self.filter(under_any(access.paths, "unit__path"))

    def of_units_below(self, unit: Unit) -> AssessmentQuerySet:
        """Assessments of the unit and of everything under it today."""
        return self.filter(under(unit.path, "unit__path"))


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Chainable answers to "which ones"."""

    def visible_to(self, user: User) -> EvidenceQuerySet:
        """Evidence with the same rights as the record it belongs to."""
        access = access_of(user)
        if access.sees_all:
            return self
        return self.filter(under_any(access.paths, "assessment__unit__path"))

    def kept(self) -> EvidenceQuerySet:
        """Evidence that was not removed."""
        return self.filter(removed_at=None)


class ScoreSheetQuerySet(models.QuerySet["ScoreSheet"]):
    """Chainable answers to "which ones"."""

    def visible_to(self, user: User) -> ScoreSheetQuerySet:
        """Sheets of units at or below one where the person holds a role."""
        access = access_of(user)
        if access.sees_all:
            return self
        return self.filter(under_any(access.paths, "unit__path"))


class SubstitutionQuerySet(models.QuerySet["Substitution"]):
    """Chainable answers to "which ones"."""

    def visible_to(self, user: User) -> SubstitutionQuerySet:
        """Those of offices at or below a unit where the person holds a role."""
        access = access_of(user)
        if access.sees_all:
            return self
        return self.filter(under_any(access.paths, "unit__path"))

    def in_force(self, day: dt.date) -> SubstitutionQuerySet:
        """Those that hold on the day and were not ended before."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), from_on__lte=day, to_on__gte=day)


class SampleQuerySet(models.QuerySet["RecheckSample"]):
    """Chainable answers to "which ones"."""

    def visible_to(self, user: User) -> SampleQuerySet:
        """Samples of campaigns launched at or below a unit where the person holds a role."""
        access = access_of(user)
        if access.sees_all:
            return self
        return self.filter(under_any(access.paths, "campaign_year__campaign__launched_by__path"))

"""Which recognitions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from recognitions.enums import RecognitionStatus
from units.access import access_of
from units.paths import under, under_any

if TYPE_CHECKING:
    from accounts.models import User
    from recognitions.models import Recognition, Title
    from units.models import Unit


class TitleQuerySet(models.QuerySet["Title"]):
    """Chainable answers to "which ones"."""

    def of_learning(self) -> TitleQuerySet:
        """The titles that the criteria of learning lead to."""
        return self.filter(is_of_learning=True)


class RecognitionQuerySet(models.QuerySet["Recognition"]):
    """Chainable answers to "which ones"."""

    def visible_to(self, user: User) -> RecognitionQuerySet:
        """Titles held by units at or below one where the person holds a role."""
        access = access_of(user)
        if access.sees_all:
            return self
        return self.filter(under_any(access.paths, "holder__path"))

    def of_holders_below(self, unit: Unit) -> RecognitionQuerySet:
        """Titles held by the unit and by everything under it."""
        return self.filter(under(unit.path, "holder__path"))

    def considered_on(self, day: dt.date) -> RecognitionQuerySet:
        """Still under consideration on that day: of its year, or of the year before.

        A year's dossiers are decided early in the next one; older rows were never decided.
        """
        return self.filter(
            status=RecognitionStatus.UNDER_CONSIDERATION,
            year__gte=day.year - 1,
            year__lte=day.year,
        )

    def valid_on(self, day: dt.date) -> RecognitionQuerySet:
        """Recognised by a decision and valid on that day."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_to=None) | Q(valid_to__gte=day),
            status=RecognitionStatus.RECOGNISED,
            decided_on__lte=day,
        )

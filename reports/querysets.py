"""Which reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from units.access import access_of
from units.paths import under_any

if TYPE_CHECKING:
    from accounts.models import User
    from reports.models import AnnualReport, Bundle


class AnnualReportQuerySet(models.QuerySet["AnnualReport"]):
    """Chainable answers to "which ones"."""

    def visible_to(self, user: User) -> AnnualReportQuerySet:
        """Reports of units at or below one where the person holds a role."""
        access = access_of(user)
        if access.sees_all:
            return self
        return self.filter(under_any(access.paths, "unit__path"))


class BundleQuerySet(models.QuerySet["Bundle"]):
    """Chainable answers to "which ones"."""

    def visible_to(self, user: User) -> BundleQuerySet:
        """Bundles of units at or below one where the person holds a role."""
        access = access_of(user)
        if access.sees_all:
            return self
        return self.filter(under_any(access.paths, "unit__path"))

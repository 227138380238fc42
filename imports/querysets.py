"""Which imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from units.access import access_of
from units.paths import under_any

if TYPE_CHECKING:
    from accounts.models import User
    from imports.models import Import


class ImportQuerySet(models.QuerySet["Import"]):
    """Chainable answers to "which ones"."""

    def visible_to(self, user: User) -> ImportQuerySet:
        """Imports for units at or below one where the person holds a role."""
        access = access_of(user)
        if access.sees_all:
            return self
        return self.filter(under_any(access.paths, "unit__path"))

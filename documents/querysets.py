"""Which papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from documents.enums import PaperState
from units.access import access_of
from units.paths import under_any

if TYPE_CHECKING:
    from accounts.models import User
    from documents.models import IssuedPaper

# A paper that its unit has sent is seen by whoever receives it, wherever the unit hangs.
_GONE_OUT = (PaperState.SENT, PaperState.RECEIVED, PaperState.RETURNED, PaperState.RECALLED)


class IssuedPaperQuerySet(models.QuerySet["IssuedPaper"]):
    """Chainable answers to "which ones"."""

    def visible_to(self, user: User) -> IssuedPaperQuerySet:
        """Papers of units at or below one where the person holds a role, and what they were sent.

        Only a role in exactly the receiving unit opens a paper from elsewhere.
        """
        access = access_of(user)
        if access.sees_all:
            return self
        receiving = [one.unit_id for one in access.held if one.path in access.paths]
        sent_here = Q(recipient_id__in=receiving, state__in=_GONE_OUT, sent_at__isnull=False)
        return self.filter(Q(under_any(access.paths, "unit__path")) | sent_here)

    def standing_at(self, paper: IssuedPaper, sources: frozenset[str]) -> IssuedPaperQuerySet:
        """The row, if it still is where and as the actor saw it."""
        return self.filter(pk=paper.pk, state__in=sources, row_version=paper.row_version)

    def swap(self, **changes: object) -> bool:
        """Write the changes with the next version; whether a row was still there to change."""
        return bool(self.update(row_version=F("row_version") + 1, **changes))

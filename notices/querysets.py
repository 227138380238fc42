"""Which notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from units.access import access_of
from units.paths import under_any

if TYPE_CHECKING:
    from accounts.models import User
    from notices.models import Mailing, Notice


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Chainable answers to "which ones"."""

    def visible_to(self, user: User) -> NoticeQuerySet:
        """What was told to this person; an inbox is nobody else's business."""
        return self.filter(recipient=user)

    def unread(self) -> NoticeQuerySet:
        """Not opened yet."""
        return self.filter(read_at=None)

    def newest_first(self) -> NoticeQuerySet:
        """The latest on top."""
        return self.order_by("-pk")


class MailingQuerySet(models.QuerySet["Mailing"]):
    """Chainable answers to "which ones"."""

    def visible_to(self, user: User) -> MailingQuerySet:
        """Mailings of offices at or below one of the user's units."""
        access = access_of(user)
        if access.sees_all:
            return self
        return self.filter(under_any(access.paths, "unit__path"))

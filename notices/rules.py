"""Who may look at an office's outbox and send from it."""

from __future__ import annotations

from accounts.models import User
from notices.models import Mailing
from units.access import access_of
from units.policy import OFFICE


def can_send(user: User, mailing: Mailing) -> bool:
    """The officers and the leader of the office whose mailing it is."""
    return access_of(user).has_role_over(mailing.unit, OFFICE)

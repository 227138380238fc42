"""May this person do this to the register of titles."""

from __future__ import annotations

from accounts.models import User
from units.access import access_of
from units.models import Unit
from units.policy import OFFICE


def can_enter(user: User, holder: Unit) -> bool:
    """Enter, decide and revoke titles of this holder: officers and leaders over it."""
    return access_of(user).has_role_over(holder, OFFICE)

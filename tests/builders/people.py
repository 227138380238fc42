"""Users and the roles they hold."""

from __future__ import annotations

import datetime as dt
from typing import Any

from accounts.models import User
from core.audit import SYSTEM
from units.models import Membership, Unit
from units.services.memberships import grant

PASSWORD = "cam-on-thay-co-2026"
LONG_AGO = dt.date(2020, 1, 1)


def user(username: str, full_name: str, *, password: str = PASSWORD, **fields: Any) -> User:
    """Somebody who can sign in and holds no role."""
    return User.objects.create_user(username, password, full_name=full_name, **fields)


def member(
    person: User,
    unit: Unit,
    role: str,
    *,
    from_on: dt.date = LONG_AGO,
    to_on: dt.date | None = None,
) -> Membership:
    """Give the person a role, for long unless days are said. Open sessions end, as always."""
    return grant(person, unit, role, from_on=from_on, to_on=to_on, actor=SYSTEM)


def someone(username: str, full_name: str, unit: Unit, *roles: str, **fields: Any) -> User:
    """A user with one or more roles in one unit."""
    person = user(username, full_name, **fields)
    for role in roles:
        member(person, unit, role)
    return person

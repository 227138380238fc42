"""What a person may see and be: the roles held today, read once per request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q, QuerySet

from core import clock, request_info
from core.audit import Actor, Subject
from core.prepared import Prepared
from units.enums import Role, UnitType
from units.paths import is_under

if TYPE_CHECKING:
    from accounts.models import User
    from units.models import Membership, Unit


@dataclass(frozen=True)
class Held:
    """One role held in one unit."""

    role: str
    unit_id: int
    unit_type: str
    unit_name: str
    path: str
    commune_id: int | None = None
    # Held for a head who named a deputy: the work of the role, not the naming of further deputies.
    is_deputy: bool = False


@dataclass(frozen=True)
class Access:
    """Everything the rights of one user are asked from. No membership, no right."""

    user_id: int
    held: tuple[Held, ...]
    sees_all: bool = False

    @property
    def paths(self) -> list[str]:
        """The paths at or below which this person sees the work.

        The administrator of the root keeps the machine running and sees no content by that
        role alone.
        """
        return [one.path for one in self.held if one.role != Role.ADMINISTRATOR]

    def has_role(self, *roles: str) -> bool:
        """Whether one of the roles is held anywhere."""
        return any(one.role in roles for one in self.held)

    def has_role_over(self, unit: Unit, roles: Iterable[str]) -> bool:
        """Whether one of the roles is held in the unit or in one above it."""
        wanted = set(roles)
        return any(one.role in wanted and is_under(unit.path, one.path) for one in self.held)

    def has_role_in(self, unit: Unit, roles: Iterable[str]) -> bool:
        """Whether one of the roles is held in exactly this unit."""
        return self.has_role_at(unit.pk, roles)

    def has_role_at(self, unit_id: int, roles: Iterable[str]) -> bool:
        """Whether one of the roles is held in exactly the unit of this id."""
        wanted = set(roles)
        return any(one.role in wanted and one.unit_id == unit_id for one in self.held)

    def heads(self, unit: Unit) -> bool:
        """Whether the person is the unit's own head, not somebody named for a period."""
        return any(
            one.role == Role.HEAD and one.unit_id == unit.pk and not one.is_deputy
            for one in self.held
        )

    def sees(self, unit: Unit) -> bool:
        """Whether the unit lies at or below one where a role is held."""
        return self.sees_all or any(is_under(unit.path, path) for path in self.paths)

    def roles_over(self, path: str) -> str:
        """The roles in which this person acts on something of the unit at a path, for the trail.

        Those held in the unit or above it. Where none is, and for what belongs to no unit, every
        role held.
        """
        over = [one for one in self.held if path and is_under(path, one.path)]
        return ", ".join(sorted({one.role for one in over or self.held}))


def memberships_on(day: dt.date) -> Q:
    """Memberships in force on that day."""
    return Q(from_on__lte=day) & (Q(to_on=None) | Q(to_on__gte=day))


# Every request asks this: no more columns than a role held needs.
_ASKED = (
    "role",
    "unit__type",
    "unit__kind_word",
    "unit__name",
    "unit__path",
    "unit__commune_id",
    "deputy__id",
)


@Prepared
def _memberships(user: int, day: dt.date) -> QuerySet[Membership]:
    # By name: the models' own querysets ask this module who sees what.
    rows: QuerySet[Membership] = apps.get_model("units", "Membership").objects.all()
    found = rows.filter(memberships_on(day), user_id=user)
    return found.select_related("unit", "deputy").only(*_ASKED).order_by("pk")


def _held_today(user_id: int) -> tuple[Held, ...]:
    return tuple(
        Held(
            row.role,
            row.unit_id,
            row.unit.type,
            row.unit.display_name,
            row.unit.path,
            row.unit.commune_id,
            hasattr(row, "deputy"),
        )
        for row in _memberships(user_id, clock.today())
    )


def access_of(user: User) -> Access:
    """The user's access today; one query, remembered for the rest of the request."""
    memory = request_info.current().memory
    key = f"access:{user.pk}"
    if memory is not None and key in memory:
        remembered: Access = memory[key]
        return remembered
    held = _held_today(user.pk)
    access = Access(user.pk, held if user.is_active else (), user.is_superuser)
    if memory is not None:
        memory[key] = access
    return access


def roles_for_trail(user_id: int, path: str) -> str:
    """``roles_over`` of a user whose access this request has read; asks nothing.

    Where the trail may ask late, what nobody has read is asked for, once a user.
    """
    info, key = request_info.current(), f"access:{user_id}"
    access: Access | None = (info.memory or {}).get(key)
    if access is None and info.late is not None:
        if key not in info.late:
            info.late[key] = Access(user_id, _held_today(user_id))
        access = info.late[key]
    return access.roles_over(path) if access else ""


def acting_on(unit: Unit, user: User, label: str = "") -> Actor:
    """The user as the actor of an act on something of the unit, with the roles held over it.

    The same words as an event finds by itself, outside of requests too. ``label``: another name
    than the user's own.
    """
    return Actor(user.pk, label or str(user), access_of(user).roles_over(unit.path))


def forget(user: User) -> None:
    """Drop what was remembered about the user in this request, after a role changed."""
    info = request_info.current()
    for kept in (info.memory, info.late):
        if kept is not None:
            kept.pop(f"access:{user.pk}", None)


def named(unit: Unit) -> dict[str, Any]:
    """A unit in the words of an event: its key, and what it was called in that moment."""
    return {"id": unit.pk, "name": unit.display_name}


def audit_subject(kind: str, pk: int | str, label: str, unit: Unit) -> Subject:
    """The subject of an audit event about something of this unit: chained per commune."""
    commune = unit.pk if unit.type == UnitType.COMMUNE else unit.commune_id
    return Subject(
        kind=kind,
        id=pk,
        label=label,
        unit_id=unit.pk,
        unit_label=unit.display_name,
        chain=f"commune:{commune}" if commune else "installation",
        unit_path=unit.path,
    )

"""The country of the access matrix: places, one person per role, and marks that must not leak.

Whatever a test here expects is computed from the drawing in ``PLACES`` and ``PERSONAS`` alone,
never from the product's own answer to "who sees what".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from core.audit import SYSTEM
from tests.builders import people, units
from units.enums import Role, UnitType
from units.models import Unit
from units.services.tree import dissolve_unit

# Place, its parent, its type, its name.
PLACES: dict[str, tuple[str, UnitType, str]] = {
    "vn": ("", UnitType.COUNTRY, "Việt Nam"),
    "tn": ("vn", UnitType.PROVINCE, "Thái Nguyên"),
    "nr": ("tn", UnitType.COMMUNE, "Na Rì"),
    "bp": ("nr", UnitType.VILLAGE, "Bản Pò"),
    "hh": ("bp", UnitType.HOUSEHOLD, "Hoàng Văn Páo"),
    "nl": ("nr", UnitType.VILLAGE, "Nà Lạc"),
    "sc": ("nr", UnitType.SCHOOL, "Trường Yến Lạc"),
    "old": ("nr", UnitType.VILLAGE, "Bản Cũ"),
    "cl": ("tn", UnitType.COMMUNE, "Cường Lợi"),
    "cv": ("cl", UnitType.VILLAGE, "Nặm Dắm"),
    "ht": ("vn", UnitType.PROVINCE, "Hà Tĩnh"),
    "sh": ("ht", UnitType.COMMUNE, "Sơn Hồng"),
    "ks": ("sh", UnitType.VILLAGE, "Kim Sơn"),
}
ENDED = "old"
ABSENT = "absent"

ANONYMOUS = "anonymous"
INACTIVE = "inactive"
# Persona: the roles in force, each with its place.
PERSONAS: dict[str, tuple[tuple[Role, str], ...]] = {
    ANONYMOUS: (),
    INACTIVE: (),
    "nothing": (),
    "viewer": ((Role.VIEWER, "nr"),),
    "editor": ((Role.EDITOR, "bp"),),
    "head": ((Role.HEAD, "bp"),),
    "school_head": ((Role.HEAD, "sc"),),
    "officer": ((Role.OFFICER, "nr"),),
    "leader": ((Role.LEADER, "nr"),),
    "clerk": ((Role.CLERK, "nr"),),
    "secretary": ((Role.SECRETARY, "nr"),),
    "member": ((Role.MEMBER, "nr"),),
    "chair": ((Role.CHAIR, "nr"),),
    "province_officer": ((Role.PROVINCE_OFFICER, "tn"),),
    "commune_auditor": ((Role.AUDITOR, "nr"),),
    "auditor": ((Role.AUDITOR, "vn"),),
    "administrator": ((Role.ADMINISTRATOR, "vn"),),
    "outsider": ((Role.LEADER, "sh"),),
    # Strong roles in one commune, a weak one in another: they must not mix.
    "two_roles": ((Role.LEADER, "sh"), (Role.AUDITOR, "sh"), (Role.VIEWER, "nr")),
    # Was the officer of Sơn Hồng until last year and is the head of Nà Lạc now.
    "moved": ((Role.HEAD, "nl"),),
    # Will be the leader of Na Rì from next year on.
    "not_yet": (),
}
# Units that a persona knows from a role that is over or has not begun.
KNOWN = {"moved": "sh", "not_yet": "nr"}
TODAY = dt.date(2026, 11, 20)
MARK = re.compile(r"zq\d{4}z")


def chain(place: str) -> list[str]:
    """The place and everything above it."""
    found = [place]
    while PLACES[found[-1]][0]:
        found.append(PLACES[found[-1]][0])
    return found


def is_below(place: str, top: str) -> bool:
    """Whether the place is the other or lies under it."""
    return top in chain(place)


@dataclass(frozen=True)
class Persona:
    """Somebody who knocks: a name of ``PERSONAS``, the user, the roles in force."""

    name: str
    user: User | None
    roles: tuple[tuple[Role, str], ...]

    @property
    def tops(self) -> list[str]:
        """Where the persona reads the work: every role but the administrator's."""
        return [place for role, place in self.roles if role != Role.ADMINISTRATOR]

    @property
    def is_administrator(self) -> bool:
        """Whether the persona runs the machine."""
        return any(role == Role.ADMINISTRATOR for role, _place in self.roles)

    def sees(self, place: str) -> bool:
        """Whether the work of the place lies in sight."""
        return any(is_below(place, top) for top in self.tops)

    def is_under(self, place: str) -> bool:
        """Whether the place is one of those above the persona's own."""
        return any(is_below(top, place) for top in self.tops)

    def knows(self, place: str) -> bool:
        """Whether the persona may read the place's name: in sight, above, or on the own account."""
        is_office = PLACES[place][1] != UnitType.HOUSEHOLD
        return (
            self.sees(place)
            or self.is_under(place)
            or KNOWN.get(self.name) == place
            or (self.is_administrator and is_office)
        )

    def holds(self, roles: frozenset[str] | frozenset[Role], place: str) -> bool:
        """Whether one of the roles is held in the place or above it."""
        return any(role in roles and is_below(place, top) for role, top in self.roles)


@dataclass
class World:
    """Everything that was built, and the marks with the rule by which each may be seen."""

    places: dict[str, Unit] = field(default_factory=dict)
    personas: dict[str, Persona] = field(default_factory=dict)
    residents: dict[str, User] = field(default_factory=dict)
    files: list[bytes] = field(default_factory=list)
    memory: dict[str, Any] = field(default_factory=dict)
    _marks: dict[str, Callable[[Persona], bool]] = field(default_factory=dict)

    def mark(self, may_see: Callable[[Persona], bool]) -> str:
        """A new mark for a text that only those may read for whom ``may_see`` holds."""
        text = f"zq{len(self._marks):04}z"
        self._marks[text] = may_see
        return text

    def name_mark(self, place: str) -> str:
        """A mark in a name: those who see the place, and those below it, who know their office."""
        return self.mark(lambda who: who.knows(place))

    def tree_mark(self, place: str) -> str:
        """A mark in the work of a place: those who see the place."""
        return self.mark(lambda who: who.sees(place))

    def campaign_mark(self, place: str) -> str:
        """A mark in a campaign launched by a place: those at, above and below it."""
        return self.mark(lambda who: who.sees(place) or who.is_under(place))

    def leaks(self, persona: Persona, text: str) -> set[str]:
        """Marks in the text that the persona must not read."""
        return {mark for mark in set(MARK.findall(text)) if not self._marks[mark](persona)}


def build() -> World:
    """Places, residents and personas; the objects follow from ``tests.builders.objects``."""
    world = World()
    for key, (parent, unit_type, name) in PLACES.items():
        world.places[key] = units.unit(
            unit_type,
            f"{name} {world.name_mark(key)}",
            world.places.get(parent),
            code=f"9{len(world.places):04}" if unit_type == UnitType.COMMUNE else "",
        )
    for key, unit in world.places.items():
        if unit.type != UnitType.HOUSEHOLD:
            name = f"Dân {world.name_mark(key)}"
            world.residents[key] = people.someone(f"dan-{key}", name, unit, Role.VIEWER)
    # Whoever looks at Bản Pò's people need not know where they worked before.
    before = dt.date(2024, 12, 31)
    people.member(world.residents["bp"], world.places["ks"], Role.VIEWER, to_on=before)
    for key, roles in PERSONAS.items():
        world.personas[key] = Persona(key, _user(world, key, roles), roles)
    dissolve_unit(world.places[ENDED], last_day=dt.date(2026, 6, 30), actor=SYSTEM)
    return world


def _user(world: World, name: str, roles: tuple[tuple[Role, str], ...]) -> User | None:
    if name == ANONYMOUS:
        return None
    user = people.user(f"ai-{name.replace('_', '-')}", name)
    for role, place in roles:
        people.member(user, world.places[place], role)
    if name == "moved":
        end = dt.date(2025, 12, 31)
        people.member(user, world.places["sh"], Role.OFFICER, to_on=end)
    if name == "not_yet":
        people.member(user, world.places["nr"], Role.LEADER, from_on=dt.date(2027, 1, 1))
    if name == INACTIVE:
        people.member(user, world.places["nr"], Role.LEADER)
        User.objects.filter(pk=user.pk).update(is_active=False)
        user.refresh_from_db()
    return user

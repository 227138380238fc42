"""What a unit's page shows: what lies above and below, its names and changes, who holds what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Case, Count, Q, QuerySet, When

from core import clock
from units.access import memberships_on
from units.enums import ChangeKind, Role, UnitType
from units.models import Membership, Unit, UnitChange, UnitChangeLine, UnitName

if TYPE_CHECKING:
    from accounts.models import User

_TYPE_ORDER = {unit_type.value: number for number, unit_type in enumerate(UnitType)}
_ROLE_ORDER = {role.value: number for number, role in enumerate(Role)}


@dataclass(frozen=True)
class TypeCount:
    """How many children of one type a unit has."""

    type: str
    label: str
    count: int


@dataclass(frozen=True)
class Side:
    """A unit on one side of a change; ``partly``: not the whole of the old one."""

    unit: Unit
    is_visible: bool
    partly: bool = False


@dataclass(frozen=True)
class ChangeStory:
    """One change as the page tells it: when, what, out of which units, into which."""

    on: dt.date
    kind: str
    label: str
    legal_basis: str
    note: str
    before: list[Side] = field(default_factory=list)
    after: list[Side] = field(default_factory=list)


def chain_above(unit: Unit) -> list[Unit]:
    """The units above it today, root first (one query)."""
    rows = Unit.objects.in_bulk(unit.ancestor_ids)
    return [rows[pk] for pk in unit.ancestor_ids if pk in rows]


def children_of(
    unit: Unit, user: User, *, unit_type: str = "", query: str = "", with_ended: bool = False
) -> QuerySet[Unit]:
    """The units right below that the person may look up: by type, the commune's order, then name.

    Ended units are left out unless asked for.
    """
    found = Unit.objects.findable_by(user).filter(parent=unit).matching(query)
    if unit_type:
        found = found.filter(type=unit_type)
    if not with_ended:
        found = found.active_on(clock.today())
    by_type = Case(*(When(type=one, then=rank) for one, rank in _TYPE_ORDER.items()))
    return found.order_by(by_type, "position", "sort_key", "pk")


def child_counts(unit: Unit, user: User) -> tuple[list[TypeCount], int]:
    """How many children there are of each type today, and how many have ended (two queries)."""
    children = Unit.objects.findable_by(user).filter(parent=unit)
    rows = children.active_on(clock.today()).order_by().values("type").annotate(count=Count("pk"))
    counts = [
        TypeCount(row["type"], str(UnitType(row["type"]).label), row["count"]) for row in rows
    ]
    counts.sort(key=lambda one: _TYPE_ORDER[one.type])
    return counts, children.filter(valid_to__lt=clock.today()).count()


def names_of(unit: Unit) -> list[UnitName]:
    """What it was called, the oldest name first."""
    return list(unit.names.order_by("from_on", "pk"))


def changes_of(unit: Unit, user: User) -> list[ChangeStory]:
    """Mergers, splits, renamings and moves that touched the unit, the latest first.

    Units of another commune are named, as the resolution that changed them names them; only
    those in sight can be opened. Two queries.
    """
    lines = list(
        UnitChangeLine.objects.filter(Q(from_unit=unit) | Q(to_unit=unit))
        .select_related("change", "from_unit", "to_unit")
        .order_by("-change__on", "-change_id", "from_unit__sort_key", "pk")
    )
    visible = _visible_ids(user, lines)
    stories: dict[int, ChangeStory] = {}
    for line in lines:
        story = stories.setdefault(line.change_id, _story(line.change))
        if line.from_unit is not None:
            seen = line.from_unit_id in visible
            _add_side(story.before, Side(line.from_unit, seen, partly=line.partly))
        if line.to_unit is not None:
            _add_side(story.after, Side(line.to_unit, line.to_unit_id in visible))
    return list(stories.values())


def _story(change: UnitChange) -> ChangeStory:
    label = str(ChangeKind(change.kind).label)
    return ChangeStory(change.on, change.kind, label, change.legal_basis, change.note)


def _visible_ids(user: User, lines: Iterable[UnitChangeLine]) -> set[int]:
    ids = {pk for line in lines for pk in (line.from_unit_id, line.to_unit_id) if pk}
    found = Unit.objects.findable_by(user).filter(pk__in=ids)
    return set(found.values_list("pk", flat=True)) if ids else set()


def _add_side(sides: list[Side], side: Side) -> None:
    if side.unit.pk not in {one.unit.pk for one in sides}:
        sides.append(side)


def roles_in(unit: Unit) -> list[Membership]:
    """Who holds which role in exactly this unit today, in the contract's order of roles."""
    rows = unit.memberships.filter(memberships_on(clock.today())).select_related("user", "deputy")
    return sorted(rows, key=lambda row: (_ROLE_ORDER[row.role], _deputies_last(row)))


def _deputies_last(row: Membership) -> tuple[bool, str]:
    return hasattr(row, "deputy"), row.user.sort_key


# Who answers for a unit of each kind: the officers of a commune, the head of everything else.
_HEADING = {
    UnitType.COMMUNE: [Role.LEADER, Role.OFFICER],
    UnitType.PROVINCE: [Role.PROVINCE_OFFICER],
}


def heads_of(unit: Unit) -> list[Membership]:
    """Whom to call about the unit today, in the contract's order of roles (one query)."""
    wanted = _HEADING.get(UnitType(unit.type), [Role.HEAD, Role.LEADER, Role.OFFICER])
    rows = unit.memberships.filter(
        memberships_on(clock.today()), role__in=wanted, user__is_active=True
    ).select_related("user", "deputy")
    order = {role: number for number, role in enumerate(wanted)}
    return sorted(rows, key=lambda row: (order[Role(row.role)], _deputies_last(row)))


def own_units(user: User) -> list[Unit]:
    """Where the person stands: the units of their roles today, without doubles."""
    rows = (
        user.memberships.filter(memberships_on(clock.today()))
        .select_related("unit__parent")
        .order_by("unit__path")
    )
    return list({row.unit_id: row.unit for row in rows}.values())

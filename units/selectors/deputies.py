"""Who was named deputy of a unit, and on whose behalf somebody acted on a day."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from accounts.models import OneTimeLetter, User
from core import clock
from units.access import access_of
from units.enums import DeputyState, Role
from units.models import Deputy, Membership, Unit
from units.paths import under_any
from units.rules import letters_allowed


@dataclass(frozen=True)
class DeputyLine:
    """A mandate as the unit's page of deputies shows it; ``letter`` still opens the account."""

    deputy: Deputy
    state: DeputyState
    letter: OneTimeLetter | None
    can_end: bool
    can_get_letter: bool


def deputies_visible_to(user: User) -> QuerySet[Deputy]:
    """The mandates in the units that the person sees."""
    access = access_of(user)
    if access.sees_all:
        return Deputy.objects.all()
    return Deputy.objects.filter(under_any(access.paths, "unit__path"))


def deputies_of(unit: Unit, viewer: User) -> list[DeputyLine]:
    """Every mandate of the unit, the latest first (three queries)."""
    unused = OneTimeLetter.objects.filter(used_at=None, withdrawn_at=None)
    rows = list(
        unit.deputies.select_related("user", "membership", "named_by")
        .prefetch_related(Prefetch("user__letters", unused, to_attr="unused_letters"))
        .order_by("-from_on", "-pk")
    )
    allowed = letters_allowed(viewer, [row.user for row in rows])
    return [_line(row, allowed) for row in rows]


def _line(row: Deputy, allowed: set[int]) -> DeputyLine:
    state = row.state_on(clock.today())
    runs = state in {DeputyState.IN_FORCE, DeputyState.TO_COME}
    letters: list[OneTimeLetter] = getattr(row.user, "unused_letters", [])
    return DeputyLine(
        deputy=row,
        state=state,
        letter=letters[0] if letters else None,
        can_end=runs,
        can_get_letter=runs and row.user_id in allowed,
    )


def people_at_hand(unit: Unit, *, without: User) -> list[User]:
    """Who works in the unit already without heading it, by name: the likely deputies."""
    rows = Membership.objects.filter(Q(to_on=None) | Q(to_on__gte=clock.today()), unit=unit)
    heads = rows.filter(role=Role.HEAD).values("user")
    found = User.objects.filter(pk__in=rows.values("user"), is_active=True)
    return list(found.exclude(pk__in=heads).exclude(pk=without.pk).order_by("sort_key", "pk"))


def mandate_until(*, unit: str, user: str, at: str) -> Subquery:
    """The last day, as it was said, of the mandate under which ``user`` acted in ``unit``.

    The three name fields of the outer query; ``at`` is a moment. Null where the person acted in
    a right of their own.
    """
    day = f"{at}__date"
    rows = Deputy.objects.filter(
        Q(ended_at=None) | Q(ended_at__gte=OuterRef(at)),
        unit=OuterRef(unit),
        user=OuterRef(user),
        from_on__lte=OuterRef(day),
        to_on__gte=OuterRef(day),
    )
    return Subquery(rows.order_by("-to_on").values("to_on")[:1])

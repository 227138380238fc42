"""Which users a person may look up, and the roles they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q, QuerySet

from accounts.models import User
from accounts.querysets import UserQuerySet
from core import clock
from core.text import fold
from units.access import Access, access_of
from units.enums import Role
from units.models import Membership
from units.paths import under_any
from units.policy import OFFICE

if TYPE_CHECKING:
    import datetime as dt


def _not_over(day: dt.date) -> Q:
    return Q(to_on=None) | Q(to_on__gte=day)


def _sees_everybody(access: Access) -> bool:
    return access.sees_all or access.has_role(Role.ADMINISTRATOR)


def _office_paths(access: Access) -> list[str]:
    return [held.path for held in access.held if held.role in OFFICE]


def users_visible_to(user: User) -> UserQuerySet:
    """Whom the person may look up.

    The administrator everybody; an officer or office leader those with a role, in force or to
    come, at or below their unit. Who left for another commune is out of sight there.
    """
    access = access_of(user)
    everybody = User.objects.get_queryset()
    if _sees_everybody(access):
        return everybody
    rows = Membership.objects.filter(
        _not_over(clock.today()), under_any(_office_paths(access), "unit__path")
    )
    return everybody.filter(pk__in=rows.values("user"))


def people_matching(user: User, query: str) -> UserQuerySet:
    """Whom the person may look up, by name, user name or the name of a unit where they work.

    Without diacritics; every word must be found: "páo bản pò" finds Páo of Thôn Bản Pò. Roles
    out of the person's sight find nobody.
    """
    found = users_visible_to(user)
    rows = memberships_visible_to(user).filter(_not_over(clock.today()))
    for word in fold(query).split():
        at_work = rows.filter(
            Q(unit__search__startswith=word) | Q(unit__search__contains=f" {word}")
        )
        found = found.filter(Q(search__contains=word) | Q(pk__in=at_work.values("user")))
    return found


def memberships_visible_to(user: User) -> QuerySet[Membership]:
    """The roles the person may see of others: all, or those at or below their own office."""
    access = access_of(user)
    if _sees_everybody(access):
        return Membership.objects.all()
    return Membership.objects.filter(under_any(_office_paths(access), "unit__path"))


def with_roles_today(users: UserQuerySet, viewer: User) -> UserQuerySet:
    """The users with ``roles_today``: what they hold now, as far as the viewer may see it."""
    rows = (
        memberships_visible_to(viewer)
        .filter(_not_over(clock.today()), from_on__lte=clock.today())
        .select_related("unit", "deputy")
        .order_by("unit__path", "role")
    )
    return users.prefetch_related(Prefetch("memberships", rows, to_attr="roles_today"))

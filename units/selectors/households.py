"""Who lives where: the households of a village or a commune, and the people of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from core import clock
from units.access import access_of
from units.enums import UnitType
from units.models import HouseholdMember, Unit
from units.paths import under_any

if TYPE_CHECKING:
    from accounts.models import User


def households_below(
    unit: Unit, user: User, *, query: str = "", village_id: int | None = None
) -> QuerySet[Unit]:
    """The standing households at or below a unit that the person sees, village by village.

    Each with ``people``: how many live there today.
    """
    found = (
        Unit.objects.visible_to(user)
        .at_or_below(unit)
        .filter(type=UnitType.HOUSEHOLD)
        .active_on(clock.today())
        .matching(query)
    )
    if village_id is not None:
        found = found.filter(parent_id=village_id)
    return (
        found.select_related("parent")
        .annotate(people=Count("members", filter=Q(members__to_on=None)))
        .order_by("parent__position", "parent__sort_key", "parent_id", "position", "sort_key", "pk")
    )


def villages_below(unit: Unit) -> list[Unit]:
    """The standing villages right below, in the commune's own order."""
    rows = Unit.objects.filter(parent=unit, type=UnitType.VILLAGE).active_on(clock.today())
    return list(rows.in_order())


def members_of(household: Unit) -> list[HouseholdMember]:
    """Who lives and who lived there: the head first, then by age, those who left last."""
    rows = HouseholdMember.objects.filter(household=household).select_related("person")
    return sorted(
        rows,
        key=lambda row: (
            row.to_on is not None,
            not row.is_head,
            row.person.birth_year or clock.today().year + 1,
            row.person.sort_key,
            row.pk,
        ),
    )


def members_visible_to(user: User) -> QuerySet[HouseholdMember]:
    """People of the households that the person sees."""
    access = access_of(user)
    rows = HouseholdMember.objects.select_related("person", "household__parent")
    return rows if access.sees_all else rows.filter(under_any(access.paths, "household__path"))

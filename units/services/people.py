"""Households, the people in them, and clans."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from core.audit import Actor, record
from units.access import audit_subject
from units.models import ClanHousehold, Unit
from units.services.household_lists import HouseholdList, NewHousehold, NewPerson
from units.services.tree import lock_tree

__all__ = ["NewHousehold", "NewPerson", "create_households", "join_clan"]


@transaction.atomic
def create_households(
    village: Unit, households: Sequence[NewHousehold], *, actor: Actor
) -> list[Unit]:
    """Create households of a village with their people; the first person heads each.

    Raises ``DomainError`` for a head without a name or with a name over 200 characters.
    """
    lock_tree()
    made = HouseholdList([village]).create([(village.pk, one) for one in households])
    units = list(Unit.objects.filter(pk__in=[one.unit_id for one in made]).order_by("position"))
    if units:
        record(
            "units.created",
            audit_subject("units.unit", units[0].pk, units[0].display_name, village),
            actor=actor,
            after=[{"id": u.pk, "type": u.type, "name": u.display_name} for u in units],
        )
    return units


@transaction.atomic
def join_clan(clan: Unit, households: Sequence[Unit], *, actor: Actor) -> None:
    """Say which households belong to a clan; they may live in several villages."""
    ClanHousehold.objects.bulk_create(
        [ClanHousehold(clan=clan, household=household) for household in households],
        ignore_conflicts=True,
    )
    record(
        "units.clan_joined",
        audit_subject("units.unit", clan.pk, clan.display_name, clan),
        actor=actor,
        after=[household.pk for household in households],
    )

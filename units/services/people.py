"""Households, the people in them, and clans."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from core.audit import Actor, record
from core.text import nfc
from units.access import audit_subject, named
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
    rows = Unit.objects.in_bulk([one.unit_id for one in made])
    units = [rows[one.unit_id] for one in made]
    if units:
        record(
            "units.created",
            audit_subject("units.unit", units[0].pk, units[0].display_name, village),
            actor=actor,
            after=[
                {"type": unit.type, **named(unit), "people": _people(one.person_ids, home)}
                for unit, one, home in zip(units, made, households, strict=True)
            ],
        )
    return units


def _people(ids: Sequence[int], household: NewHousehold) -> list[dict[str, Any]]:
    """Who was entered with a household; personal numbers are none of the trail's."""
    return [
        {
            "id": pk,
            "name": nfc(one.full_name),
            "birth_year": one.birth_year,
            "is_female": one.is_female,
        }
        for pk, one in zip(ids, household.people, strict=True)
    ]


@transaction.atomic
def join_clan(clan: Unit, households: Sequence[Unit], *, actor: Actor) -> None:
    """Say which households belong to a clan; they may live in several villages."""
    lock_tree()  # whoever says the same in this moment waits, and finds it said
    known = set(ClanHousehold.objects.filter(clan=clan).values_list("household_id", flat=True))
    new = [household for household in households if household.pk not in known]
    if not new:
        return
    ClanHousehold.objects.bulk_create(
        [ClanHousehold(clan=clan, household=household) for household in new]
    )
    record(
        "units.clan_joined",
        audit_subject("units.unit", clan.pk, clan.display_name, clan),
        actor=actor,
        after=[named(household) for household in new],
    )

"""Mandates of deputies."""

from __future__ import annotations

import datetime as dt

from accounts.models import User
from core import clock
from tests.builders.objects.registry import Captures, tree_kind
from tests.builders.world import ENDED, PLACES, World
from units.enums import Role
from units.rules import PLACES_OF_ROLE
from units.services.deputies import Mandate, name_deputy


@tree_kind("units.deputy")
def deputy(world: World, place: str) -> Captures | None:
    """Somebody whom the place lets enter its work for ten days, without a password so far."""
    if place == ENDED or PLACES[place][1] not in PLACES_OF_ROLE[Role.HEAD]:
        return None
    name = f"Phó {world.name_mark(place)}"
    person = User.objects.create_user(f"pho-{place}", None, full_name=name)
    today = clock.today()
    mandate = Mandate(
        title="Cấp phó", role=Role.EDITOR, from_on=today, to_on=today + dt.timedelta(days=10)
    )
    made = name_deputy(world.places[place], person, mandate, actor=world.residents[place])
    return {"pk": made.pk}

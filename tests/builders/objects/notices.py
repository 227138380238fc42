"""What an office has in its outbox."""

from __future__ import annotations

from notices.models import Mailing, Outgoing
from tests.builders.objects.plans import LAUNCHING
from tests.builders.objects.registry import Captures, tree_kind
from tests.builders.world import TODAY, World


def _mailing(world: World, place: str) -> Mailing | None:
    if place not in LAUNCHING:
        return None
    key = f"mailing:{place}"
    if key not in world.memory:
        mark = world.tree_mark(place)
        made = Mailing.objects.create(
            unit=world.places[place], kind="reminder", day=TODAY, label=f"Nhắc việc {mark}"
        )
        Outgoing.objects.create(
            mailing=made,
            recipient=world.residents[place],
            kind="reminder",
            day=TODAY,
            subject=f"Việc {mark}",
            body=f"Nội dung {mark}",
        )
        world.memory[key] = made
    found: Mailing = world.memory[key]
    return found


@tree_kind("notices.mailing")
def mailing(world: World, place: str) -> Captures | None:
    """A mailing that the place's office has ready."""
    row = _mailing(world, place)
    return {"pk": row.pk} if row else None


@tree_kind("notices.message")
def message(world: World, place: str) -> Captures | None:
    """A message of the mailing."""
    row = _mailing(world, place)
    return {"pk": row.messages.get().pk} if row else None

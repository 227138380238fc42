"""Units, the people in them, and what belongs to one person."""

from __future__ import annotations

from accounts.models import User
from accounts.services import issue_letter
from core.audit import record
from notices.models import Notice
from notices.services import tell
from tests.builders.objects.registry import Captures, own_kind, tree_kind
from tests.builders.world import PLACES, Persona, World
from units.access import audit_subject
from units.enums import UnitType
from units.models import HouseholdMember, Membership, Person
from units.policy import OFFICE


def _looks_up(who: Persona, place: str) -> bool:
    return who.is_administrator or who.holds(OFFICE, place)


def _looks_up_unit(who: Persona, place: str) -> bool:
    is_office = PLACES[place][1] != UnitType.HOUSEHOLD
    return who.sees(place) or (who.is_administrator and is_office)


@tree_kind("units.unit", "pk", "unit_pk", sees=_looks_up_unit)
def unit(world: World, place: str) -> Captures:
    """The place itself, with something in its audit trail."""
    row = world.places[place]
    label = f"Việc {world.tree_mark(place)}"
    record(
        "units.renamed",
        audit_subject("units.unit", row.pk, label, row),
        actor=world.residents["nr"].as_actor,
    )
    return {"pk": row.pk, "unit_pk": row.pk}


@tree_kind("accounts.user", sees=_looks_up)
def resident(world: World, place: str) -> Captures | None:
    """Somebody who works there."""
    return {"pk": world.residents[place].pk} if place in world.residents else None


@tree_kind("units.membership", sees=_looks_up)
def membership(world: World, place: str) -> Captures | None:
    """The role of somebody who works there."""
    if place not in world.residents:
        return None
    row = Membership.objects.get(user=world.residents[place], unit=world.places[place])
    return {"pk": row.pk}


@tree_kind("units.householdmember")
def household_member(world: World, place: str) -> Captures | None:
    """Somebody who lives in the household."""
    if PLACES[place][1] != UnitType.HOUSEHOLD:
        return None
    person = Person.objects.create(full_name=f"Người {world.tree_mark(place)}")
    row = HouseholdMember.objects.create(household=world.places[place], person=person)
    return {"pk": row.pk}


@own_kind("accounts.letter")
def letter(world: World, owner: User) -> Captures:
    """A letter that the owner issued, to somebody of their own who gets no second one."""
    issued, _code = issue_letter(_newcomer(owner), actor=owner)
    return {"pk": issued.pk}


def _newcomer(owner: User) -> User:
    return User.objects.create_user(f"moi-{owner.pk}", None, full_name=f"Người mới {owner.pk}")


@own_kind("notices.notice")
def notice(world: World, owner: User) -> Captures:
    """Something the owner was told."""
    mark = world.mark(lambda who: who.user == owner)
    tell([owner], f"Tin {mark}", body=f"Nội dung {mark}")
    return {"pk": Notice.objects.filter(recipient=owner).latest("pk").pk}

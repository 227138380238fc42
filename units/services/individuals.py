"""People of the households who have results of their own: each becomes a unit, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.audit import record
from core.errors import DomainError, StaleError
from units.access import audit_subject, named
from units.enums import UnitType
from units.models import Person, Unit
from units.rules import can_keep_households
from units.selectors.individuals import people_without_unit
from units.services import tree
from units.services.tree import NewUnit


@transaction.atomic
def enter_individuals(user: User, village: Unit, ids: Collection[int]) -> list[Unit]:
    """Put people of the village's households on its list of individuals, in the order of names.

    Raises ``PermissionDenied`` for somebody else's village, ``DomainError`` for nobody, and
    ``StaleError`` when one of them moved away or was put on the list meanwhile.
    """
    if not can_keep_households(user, village):
        raise PermissionDenied
    if not ids:
        raise DomainError(_("Chưa chọn ai. Hãy đánh dấu những người cần đưa vào danh sách."))
    tree.lock_tree()
    people = list(people_without_unit(village).filter(pk__in=ids))
    if len(people) != len(set(ids)):
        raise StaleError(
            _("Có người vừa được đưa vào danh sách hoặc đã rời hộ. Hãy xem lại danh sách.")
        )
    units = tree.create_units(_as_units(village, people), village, actor=user.as_actor)
    for person, unit in zip(people, units, strict=True):
        person.unit = unit
    Person.objects.bulk_update(people, ["unit"], batch_size=500)
    record(
        "units.individuals_entered",
        audit_subject("units.unit", village.pk, village.display_name, village),
        actor=user.as_actor,
        after=[
            {"person": person.pk, **named(unit)} for person, unit in zip(people, units, strict=True)
        ],
    )
    return units


def _as_units(village: Unit, people: list[Person]) -> list[NewUnit]:
    number = tree.next_number(village, UnitType.INDIVIDUAL)
    position = tree.last_position(village, UnitType.INDIVIDUAL)
    return [
        NewUnit(
            UnitType.INDIVIDUAL,
            person.full_name,
            code=tree.suffix_code(village, UnitType.INDIVIDUAL, number + at),
            position=position + at + 1,
        )
        for at, person in enumerate(people)
    ]


def end_individual(person: Person, last_day: dt.date) -> Unit | None:
    """Take somebody who left the household off the list from the next day on.

    Returns the unit that ended with it; none where the person was on no list, or no more.
    """
    if person.unit_id is None:
        return None
    unit = Unit.objects.filter(pk=person.unit_id, valid_to=None).first()
    if unit is None:
        return None
    unit.valid_to = last_day
    unit.save(update_fields=["valid_to"])
    return unit

"""People as an undo needs them: what stood before, what stands now, and putting it back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from core.crypto import decrypt, encrypt
from units.models import HouseholdMember, Person, Unit
from units.selectors.use import units_in_use
from units.services.household_lists import correct_people, remove_households, remove_people

_SEALED = ("phone", "national_id")
Change = dict[str, Any]


def held(person: Person) -> list[Any]:
    """What a person's row says: no number that can be read back."""
    return [
        person.full_name, person.birth_year, person.is_female,
        person.phone_index, person.national_id_index,
    ]  # fmt: skip


def stored(person: Person) -> dict[str, Any]:
    """Everything an undo has to put back; numbers sealed as in the database."""
    return {
        "full_name": person.full_name,
        "sort_key": person.sort_key,
        "birth_year": person.birth_year,
        "is_female": person.is_female,
        "phone": encrypt(person.phone) if person.phone else "",
        "phone_index": person.phone_index,
        "national_id": encrypt(person.national_id) if person.national_id else "",
        "national_id_index": person.national_id_index,
    }


def changed_households(changes: Sequence[Change]) -> list[str]:
    """Who was changed, moved or used elsewhere after these changes were written."""
    ids = [_person(change) for change in changes]
    people: dict[int, Person] = {}
    for part in _parts(ids):
        people |= Person.objects.in_bulk(part)
    homes = {change["u"] for change in changes if "u" in change}
    strange = _with_strangers(homes, set(ids)) | units_in_use(homes, but=_OWN)
    told = []
    for change in changes:
        person = people.get(_person(change))
        if person is None or held(person) != change["a"] or change.get("u") in strange:
            told.append(str(change["a"][0]))
    return told


_OWN = frozenset({"unitplacement", "unitname", "householdmember"})


def _with_strangers(homes: Collection[int], people: set[int]) -> set[int]:
    """Households that were written here and hold somebody who was not, or nobody any more."""
    found: dict[int, set[int]] = {pk: set() for pk in homes}
    for part in _parts(homes):
        rows = HouseholdMember.objects.filter(household_id__in=part)
        for household, person in rows.values_list("household_id", "person_id"):
            found[household].add(person)
    standing = set()
    for part in _parts(homes):
        standing |= set(Unit.objects.filter(pk__in=part).values_list("pk", flat=True))
    return {pk for pk, members in found.items() if not members <= people or pk not in standing}


def undo_households(changes: Sequence[Change]) -> None:
    """Take out what was added and put back what was changed."""
    remove_people([change["m"] for change in changes if "m" in change])
    remove_households([change["u"] for change in changes if "u" in change])
    correct_people([(change["c"], _opened(change["b"])) for change in changes if "c" in change])


def _opened(before: dict[str, Any]) -> dict[str, Any]:
    return {
        name: decrypt(value) if name in _SEALED and value else value
        for name, value in before.items()
    }


def _person(change: Change) -> int:
    return int(change.get("p") or change.get("m") or change["c"])


def _parts(ids: Iterable[int]) -> Iterable[list[int]]:
    listed = list(ids)
    return (listed[start : start + 500] for start in range(0, len(listed), 500))

"""Whole lists of households and people written at once, a part after the other.

The caller holds one transaction and the tree's lock, checks the rows, and records one audit event
for the whole list; nothing here does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core import bulk
from core.crypto import blind_index, indexing, sealing
from core.errors import DomainError
from core.text import fold, name_keys, nfc, person_sort_key, sort_key
from units.enums import UnitType
from units.models import HouseholdMember, Person, Unit, UnitName, UnitPlacement
from units.paths import step
from units.services.tree import suffix_code

KIND_WORD = "hộ"
_KIND_SEARCH = fold(KIND_WORD)
MOST_NAME = 120


@dataclass(slots=True)
class NewPerson:
    """A person of a household as a list gives it; numbers are plain digits and never change."""

    full_name: str
    birth_year: int | None = None
    is_female: bool | None = None
    phone: str = ""
    national_id: str = ""
    _indexes: tuple[str, str] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def phone_index(self) -> str:
        """By what the telephone number is looked up; empty where there is none."""
        return self.indexed(blind_index)[0]

    @property
    def national_index(self) -> str:
        """By what the citizen's number is looked up; empty where there is none."""
        return self.indexed(blind_index)[1]

    def indexed(self, index: Callable[[str], str]) -> tuple[str, str]:
        """Work out both by ``index``, which a long list has made once for all of its people."""
        if self._indexes is None:
            phone, national = self.phone, self.national_id
            self._indexes = (index(phone) if phone else "", index(national) if national else "")
        return self._indexes


@dataclass(frozen=True)
class NewHousehold:
    """A household: the first person is its head."""

    people: Sequence[NewPerson] = field(default_factory=tuple)

    @property
    def head_name(self) -> str:
        """The name the household goes by."""
        return self.people[0].full_name


@dataclass(frozen=True, slots=True)
class Made:
    """A household that was written, and its people in the order given."""

    unit_id: int
    person_ids: list[int]


@dataclass(slots=True)
class _Village:
    id: int
    path: str
    code: str
    commune_id: int | None
    valid_from: dt.date | None
    number: int
    position: int
    search: str = ""  # the folded code


_UNIT = (
    *("id", "type", "kind_word", "name", "code", "parent", "path", "commune", "position"),
    *("valid_from", "search", "sort_key"),
)
_PLACEMENT = ("unit", "parent", "from_on")
_NAME = ("unit", "kind_word", "name", "from_on")
_PERSON = (
    *("id", "full_name", "sort_key", "birth_year", "is_female"),
    *("phone", "phone_index", "national_id", "national_id_index"),
)
_MEMBER = ("household", "person", "is_head")


class HouseholdList:
    """Writes households of given villages; keeps their numbering from part to part."""

    def __init__(self, villages: Iterable[Unit]) -> None:
        wanted = {village.pk: village for village in villages}
        numbers: dict[int, int] = {}
        positions: dict[int, int] = {}
        by_code = {village.code: pk for pk, village in wanted.items() if village.code}
        # Households that moved away keep their code, so their parent is not asked.
        letter = suffix_code(Unit(code="x"), UnitType.HOUSEHOLD, 1)[1:3]
        rows = Unit.objects.filter(type=UnitType.HOUSEHOLD)
        for code, parent, position in _near(rows, wanted.values()):
            start, _dash, end = code.rpartition(letter)
            if start in by_code and end.isdecimal():
                numbers[by_code[start]] = max(numbers.get(by_code[start], 0), int(end))
            positions[parent] = max(positions.get(parent, 0), position)
        self._villages = {
            pk: _Village(
                pk, one.path, one.code, one.commune_id, one.valid_from,
                numbers.get(pk, 0), positions.get(pk, 0), fold(one.code),
            )
            for pk, one in wanted.items()
        }  # fmt: skip

    def create(self, households: Sequence[tuple[int, NewHousehold]]) -> list[Made]:
        """Write households, each with the id of its village; returns them in the same order.

        Raises ``DomainError`` for a head without a name or with a name that is too long.
        """
        ids = bulk.reserve_ids(Unit, len(households))
        rows = [self._row(pk, *one) for pk, one in zip(ids, households, strict=True)]
        bulk.insert(Unit, _UNIT, rows)
        bulk.insert(UnitPlacement, _PLACEMENT, ((row[0], row[5], row[9]) for row in rows))
        bulk.insert(UnitName, _NAME, ((row[0], KIND_WORD, row[3], row[9]) for row in rows))
        people = [one for _village, household in households for one in household.people]
        person_ids = insert_people(people)
        made, taken = [], 0
        for pk, (_village, household) in zip(ids, households, strict=True):
            size = len(household.people)
            made.append(Made(pk, person_ids[taken : taken + size]))
            taken += size
        bulk.insert(
            HouseholdMember,
            _MEMBER,
            (
                (one.unit_id, person, place == 0)
                for one in made
                for place, person in enumerate(one.person_ids)
            ),
        )
        return made

    def _row(self, pk: int, village_id: int, household: NewHousehold) -> tuple[Any, ...]:
        village = self._villages[village_id]
        village.number += 1
        village.position += 1
        name, folded, in_order = name_keys(household.head_name)
        if not name or len(name) > MOST_NAME:
            raise DomainError(
                _("Tên chủ hộ phải có, dài nhất %(most)s ký tự.") % {"most": MOST_NAME}
            )
        code = folded_code = ""
        if village.code:
            code = f"{village.code}-G{village.number:02d}"
            # Folding each code anew would drive the words of names out of what is remembered.
            folded_code = f"{village.search} g{village.number:02d}"
        return (
            pk, UnitType.HOUSEHOLD.value, KIND_WORD, name, code, village.id,
            village.path + step(pk), village.commune_id, village.position, village.valid_from,
            _found_by(folded, folded_code), in_order,
        )  # fmt: skip


def _near(rows: Any, villages: Collection[Unit]) -> Iterable[tuple[str, int, int]]:
    """Code, parent and position of the households that could bear a code of these villages."""
    communes = {one.commune_id for one in villages}
    found = rows.filter(commune_id__in=communes) if len(villages) > 1 else rows
    if len(villages) == 1:
        (village,) = villages
        found = rows.filter(code__startswith=f"{village.code}-") if village.code else rows.none()
    known: Iterable[tuple[str, int, int]] = found.values_list("code", "parent_id", "position")
    return known


def household_search(name: str, code: str) -> str:
    """What a household is found by: its kind word and head, and its code."""
    return _found_by(fold(name), fold(code))


def _found_by(folded_name: str, folded_code: str) -> str:
    return " ".join(filter(None, (_KIND_SEARCH, folded_name, folded_code)))


def insert_people(people: Sequence[NewPerson]) -> list[int]:
    """Write people, without a household yet; returns their keys in the same order."""
    ids = bulk.reserve_ids(Person, len(people))
    seal, index = sealing(), indexing()
    bulk.insert(
        Person,
        _PERSON,
        (_person(pk, one, seal, index) for pk, one in zip(ids, people, strict=True)),
    )
    return ids


def _person(
    pk: int, one: NewPerson, seal: Callable[[str], str], index: Callable[[str], str]
) -> tuple[Any, ...]:
    """The columns of a person, as they are stored."""
    name = nfc(one.full_name)
    phone, national = one.phone, one.national_id
    phone_index, national_index = one.indexed(index)
    return (
        pk, name, person_sort_key(name), one.birth_year, one.is_female,
        seal(phone) if phone else "", phone_index,
        seal(national) if national else "", national_index,
    )  # fmt: skip


def add_members(members: Sequence[tuple[int, NewPerson]]) -> list[int]:
    """Write people into households that exist; returns the people's keys in the same order."""
    ids = insert_people([person for _household, person in members])
    rows = [(household, pk, False) for pk, (household, _one) in zip(ids, members, strict=True)]
    bulk.insert(HouseholdMember, _MEMBER, rows)
    return ids


PERSON_FIELDS = _PERSON[1:]


def correct_people(changes: Sequence[tuple[int, dict[str, Any]]]) -> None:
    """Give people the stored values of ``PERSON_FIELDS``; a head's name is the household's too.

    The household keeps its dated names: a misspelt head is corrected, not renamed.
    """
    people = Person.objects.in_bulk([pk for pk, _values in changes])
    for pk, values in changes:
        for name, value in values.items():
            setattr(people[pk], name, value)
    Person.objects.bulk_update(people.values(), PERSON_FIELDS, batch_size=200)
    _follow_heads(people)


def _follow_heads(people: dict[int, Person]) -> None:
    heads = HouseholdMember.objects.filter(person_id__in=people, is_head=True, to_on=None)
    renamed = []
    for member in heads.select_related("household").order_by("pk"):
        unit, name = member.household, people[member.person_id].full_name
        if unit.name != name:
            unit.name, unit.sort_key = name, sort_key(name)
            unit.search = household_search(name, unit.code)
            renamed.append(unit)
    Unit.objects.bulk_update(renamed, ["name", "sort_key", "search"], batch_size=200)
    names = {unit.pk: unit.name for unit in renamed}
    rows = list(UnitName.objects.filter(unit_id__in=names, to_on=None).order_by("pk"))
    for row in rows:
        row.name = names[row.unit_id]
    UnitName.objects.bulk_update(rows, ["name"], batch_size=200)


def remove_people(person_ids: Collection[int]) -> None:
    """Take people out again who were written by mistake, with their places in households."""
    for part in _parts(person_ids):
        HouseholdMember.objects.filter(person_id__in=part).delete()
        Person.objects.filter(pk__in=part).delete()


def remove_households(unit_ids: Collection[int]) -> None:
    """Take households out again that were written by mistake, with the people in them.

    Raises ``ProtectedError`` where something else already stands on one of them.
    """
    for part in _parts(unit_ids):
        members = HouseholdMember.objects.filter(household_id__in=part)
        people = list(members.values_list("person_id", flat=True))
        members.delete()
        Person.objects.filter(pk__in=people, households=None).delete()
        Unit.objects.filter(pk__in=part).delete()


def _parts(ids: Collection[int]) -> Iterable[list[int]]:
    listed = sorted(ids)
    return (listed[start : start + 500] for start in range(0, len(listed), 500))

"""Households and people that look like the same one entered twice, in one place or in two.

Two people are alike when they have one national number or one telephone, or when their names are
equal without diacritics and they were born in the same year. A name without a birth year says
too little: half a village is called Hoàng Văn An.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.crypto import blind_index
from core.text import fold
from units.models import HouseholdMember, Unit
from units.paths import is_under, under

_folded = lru_cache(maxsize=65536)(fold)


class Reason(models.TextChoices):
    """Why two people look like one, the strongest first."""

    NATIONAL_ID = "national_id", _("cùng số định danh")
    PHONE = "phone", _("cùng số điện thoại")
    NAME_AND_YEAR = "name_year", _("cùng họ tên và năm sinh")


@dataclass(frozen=True)
class Resident:
    """Somebody who lives in a household today."""

    person_id: int
    full_name: str
    birth_year: int | None
    is_head: bool
    household_id: int
    household_name: str
    village_id: int | None
    village_name: str
    path: str
    phone_index: str = ""
    national_id_index: str = ""


@dataclass(frozen=True)
class Candidate:
    """Somebody about to be entered: what a list says of them. Numbers are plain digits."""

    full_name: str
    birth_year: int | None = None
    phone: str = ""
    national_id: str = ""


@dataclass(frozen=True)
class Alike:
    """Somebody who looks like the one asked about, and why."""

    resident: Resident
    reason: Reason


def residents_of(
    top: Unit, *, heads_only: bool = False, born_in: Collection[int] | None = None
) -> list[Resident]:
    """Who lives today in the households at or below a unit; one query.

    ``born_in`` narrows them to those born in one of these years.
    """
    rows = HouseholdMember.objects.filter(under(top.path, "household__path"), to_on=None)
    if heads_only:
        rows = rows.filter(is_head=True)
    if born_in is not None:
        rows = rows.filter(person__birth_year__in=born_in)
    fields = (
        *("person_id", "person__full_name", "person__birth_year", "is_head"),
        *("household_id", "household__name"),
        *("household__parent_id", "household__parent__name", "household__path"),
        *("person__phone_index", "person__national_id_index"),
    )
    return [Resident(*row) for row in rows.order_by("household__path", "pk").values_list(*fields)]


def alike_households(
    residents: Sequence[Resident], asked: Collection[int]
) -> dict[int, list[Alike]]:
    """For each asked household the people of other households who look like one of its own.

    ``residents`` come from ``residents_of`` a unit wide enough to hold the other villages.
    A household without a double is left out.
    """
    book = _Book(residents)
    wanted = set(asked)
    found: dict[int, list[Alike]] = defaultdict(list)
    for one in residents:
        if one.household_id in wanted:
            others = (
                a for a in book.like(_keys(one)) if a.resident.household_id != one.household_id
            )
            found[one.household_id].extend(others)
    return {household: _once(alike) for household, alike in found.items() if alike}


def alike_candidates(
    residents: Sequence[Resident], candidates: Iterable[Candidate]
) -> dict[int, list[Alike]]:
    """For each candidate, by place in the list, the residents who look like them."""
    book = _Book(residents)
    found = {number: book.like(_keys_of(one)) for number, one in enumerate(candidates)}
    return {number: alike for number, alike in found.items() if alike}


def groups_alike(residents: Sequence[Resident]) -> list[tuple[Reason, list[Resident]]]:
    """The residents who look like each other, group by group, the strongest reason first.

    A group that a stronger reason already told is not told again.
    """
    found: list[tuple[Reason, list[Resident]]] = []
    told: set[frozenset[int]] = set()
    book = _Book(residents)
    for reason in Reason:
        for (kind, _key), group in book.items():
            people = frozenset(one.person_id for one in group)
            if kind == reason and len(people) > 1 and people not in told:
                told.add(people)
                found.append((reason, group))
    return found


def groups_touching(top: Unit, wide: Unit) -> list[tuple[Reason, list[Resident]]]:
    """The groups of people alike in a wider unit of whom at least one lives at or below ``top``."""
    return [
        (reason, group)
        for reason, group in groups_alike(residents_of(wide))
        if any(is_under(one.path, top.path) for one in group)
    ]


Key = tuple[Reason, str]


class _Book:
    """Residents by everything they may be known by."""

    def __init__(self, residents: Sequence[Resident]) -> None:
        self._by_key: dict[Key, list[Resident]] = defaultdict(list)
        for one in residents:
            for key in _keys(one):
                self._by_key[key].append(one)

    def items(self) -> Iterable[tuple[Key, list[Resident]]]:
        return self._by_key.items()

    def like(self, keys: Iterable[Key]) -> list[Alike]:
        """Everybody under one of the keys, each once with the strongest reason."""
        return _once(Alike(one, key[0]) for key in keys for one in self._by_key.get(key, ()))


def _once(alike: Iterable[Alike]) -> list[Alike]:
    order = list(Reason)
    kept: dict[int, Alike] = {}
    for one in sorted(alike, key=lambda a: (order.index(a.reason), a.resident.path)):
        kept.setdefault(one.resident.person_id, one)
    return list(kept.values())


def _keys(one: Resident) -> list[Key]:
    return _of(one.full_name, one.birth_year, one.phone_index, one.national_id_index)


def _keys_of(one: Candidate) -> list[Key]:
    phone = blind_index(one.phone) if one.phone else ""
    national_id = blind_index(one.national_id) if one.national_id else ""
    return _of(one.full_name, one.birth_year, phone, national_id)


def _of(name: str, year: int | None, phone: str, national_id: str) -> list[Key]:
    keys: list[Key] = []
    if national_id:
        keys.append((Reason.NATIONAL_ID, national_id))
    if phone:
        keys.append((Reason.PHONE, phone))
    if year and (folded := _folded(name)):
        keys.append((Reason.NAME_AND_YEAR, f"{year} {folded}"))
    return keys

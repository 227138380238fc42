"""The households and people that stand already, and those that the file has brought so far."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from core.text import fold, nfc, person_sort_key
from units.models import HouseholdMember, Person, Unit
from units.paths import is_under, under
from units.services.household_lists import NewPerson

folded = lru_cache(maxsize=4_096)(fold)


class Known:
    """Somebody in a household. ``row``: the line of the file that means them, 0 for none."""

    __slots__ = ("birth_year", "home", "id", "is_female", "is_head", "name", "national", "phone",
                 "row")  # fmt: skip

    def __init__(
        self,
        pk: int,
        name: str,
        birth_year: int | None,
        home: Home,
        *,
        row: int = 0,
    ) -> None:
        self.id, self.name, self.birth_year, self.home, self.row = pk, name, birth_year, home, row
        self.is_female: bool | None = None
        self.is_head = False
        self.phone = self.national = ""

    def differences(self, said: NewPerson) -> dict[str, Any]:
        """What the file says otherwise; what it leaves empty stays as it is."""
        changes: dict[str, Any] = {}
        name = nfc(said.full_name)
        if name != self.name:
            changes |= {"full_name": name, "sort_key": person_sort_key(name)}
        if said.birth_year is not None and said.birth_year != self.birth_year:
            changes["birth_year"] = said.birth_year
        if said.is_female is not None and said.is_female != self.is_female:
            changes["is_female"] = said.is_female
        if said.phone and said.phone_index != self.phone:
            changes |= {"phone": said.phone, "phone_index": said.phone_index}
        if said.national_id and said.national_index != self.national:
            index = said.national_index
            changes |= {"national_id": said.national_id, "national_id_index": index}
        return changes


class Home:
    """A household. ``id`` is 0 until it is written.

    Of one that the file brings only a number is kept of the head's name, and once its part of the
    file is done with, the household itself is put up as a few bytes: there may be very many.
    """

    __slots__ = ("head_mark", "head_name", "head_year", "id", "members", "row", "village_id")

    def __init__(self, pk: int, village_id: int, head_name: str, head_year: int | None) -> None:
        self.id, self.village_id = pk, village_id
        self.head_name, self.head_mark = head_name if pk else "", mark_of(head_name)
        self.head_year = head_year
        self.members: list[Known] | None = None
        self.row = 0

    def packed(self) -> bytes:
        """A household of the file without other members, in little room."""
        year = self.head_year or 0
        return _PACKED.pack(self.id, self.village_id, self.head_mark, self.row, year)

    @classmethod
    def unpacked(cls, packed: bytes) -> Home:
        """The same household again."""
        pk, village, mark, row, year = _PACKED.unpack(packed)
        home = cls(pk, village, "", year or None)
        home.head_name, home.head_mark, home.row = "", mark, row
        return home

    @property
    def head(self) -> Known | None:
        """Who heads it, where it stood before."""
        return next((one for one in self.members or () if one.is_head), None)

    def add(self, one: Known) -> None:
        """One more in the household."""
        self.members = [*(self.members or ()), one]

    def members_like(self, name: str, year: int | None) -> list[Known]:
        """Those of this name whose birth year does not say otherwise."""
        key = folded(name)
        found = [
            one
            for one in self.members or ()
            if folded(one.name) == key and _agree(one.birth_year, year)
        ]
        exact = [one for one in found if mark_of(one.name) == mark_of(name)]
        return exact or [one for one in found if not one.row]


class _Shelf:
    """Households by key; a hundred thousand keys that nearly all hold one take little room."""

    def __init__(self) -> None:
        self._one: dict[int, Home | bytes] = {}
        self._more: dict[int, list[Home]] = {}

    def put(self, key: int, home: Home) -> None:
        if self._one.setdefault(key, home) is not home:
            self._more.setdefault(key, []).append(home)

    def put_up(self, key: int, home: Home) -> None:
        if home.members is None and self._one[key] is home:
            self._one[key] = home.packed()

    def at(self, key: int) -> list[Home]:
        first = self._one.get(key)
        if first is None:
            return []
        if isinstance(first, bytes):
            first = self._one[key] = Home.unpacked(first)
        return [first, *self._more[key]] if key in self._more else [first]


class Register:
    """Everybody at or below a unit, found by key or by village and head."""

    def __init__(self, top: Unit) -> None:
        self._top = top
        self.people: dict[int, Known] = {}
        self._homes = _Shelf()
        self._order: list[Known] = []
        self._fresh: list[tuple[int, Home]] = []
        by_id: dict[int, Home] = {}
        fields = (
            *("person_id", "person__full_name", "person__birth_year", "person__is_female"),
            *("person__phone_index", "person__national_id_index", "is_head"),
            *("household_id", "household__parent_id", "household__name"),
        )
        rows = HouseholdMember.objects.filter(
            under(top.path, "household__path"), to_on=None, household__valid_to=None
        ).order_by(
            "household__parent__position", "household__parent__sort_key", "household__position",
            "household_id", "-is_head", "pk",
        )  # fmt: skip
        for (
            pk,
            name,
            year,
            is_female,
            phone,
            national,
            is_head,
            home_id,
            village,
            head,
        ) in rows.values_list(*fields).iterator(chunk_size=5_000):
            home = by_id.get(home_id)
            if home is None:
                home = by_id[home_id] = Home(home_id, village, head, None)
                self._homes.put(_home_key(village, head), home)
            known = Known(pk, name, year, home)
            known.is_female, known.phone, known.national = is_female, phone, national
            known.is_head = is_head
            if is_head:
                home.head_year = year
            home.add(known)
            self.people[pk] = known
            self._order.append(known)

    def in_order(self) -> Iterator[Known]:
        """Everybody, household by household in the villages' order, heads first."""
        return iter(self._order)

    def homes_of(self, village_id: int, head: str, year: int | None) -> list[Home]:
        """The households of a village under a head of this name, whose year does not disagree."""
        key = _home_key(village_id, head)
        return [one for one in self._homes.at(key) if _agree(one.head_year, year)]

    def add_home(self, village_id: int, head: NewPerson, row: int) -> Home:
        """A household that the file brings."""
        home = Home(0, village_id, head.full_name, head.birth_year)
        home.row = row
        key = _home_key(village_id, head.full_name)
        self._homes.put(key, home)
        self._fresh.append((key, home))
        return home

    def next_part(self) -> None:
        """What the file brought so far is written or passed over: it may take less room."""
        for key, home in self._fresh:
            self._homes.put_up(key, home)
        self._fresh.clear()

    def holders_of(self, indexes: Iterable[str]) -> dict[str, int]:
        """Who has these citizens' numbers, anywhere: by the number's fingerprint."""
        wanted = list(indexes)
        found: dict[str, int] = {}
        # The index holds no empty numbers; only who says so too is answered by it.
        numbered = Person.objects.exclude(national_id_index="")
        for start in range(0, len(wanted), 1_000):
            rows = numbered.filter(national_id_index__in=wanted[start : start + 1_000])
            found |= dict(rows.order_by().values_list("national_id_index", "pk"))
        return found

    def who(self, person_id: int) -> str:
        """A person in words; of somebody elsewhere nothing but that."""
        known = self.people.get(person_id)
        if known is not None:
            return known.name
        member = (
            HouseholdMember.objects.filter(person_id=person_id, to_on=None)
            .select_related("household", "person")
            .first()
        )
        if member is not None and is_under(member.household.path, self._top.path):
            return str(member.person)
        return _("một người ở nơi khác")


# Numbers below 2**60 take a third less room than all that hash() gives.
_BITS = 2**60 - 1
_PACKED = struct.Struct("<qqqqh")


def mark_of(name: str) -> int:
    """The same for two names that are one with all their marks, capitals apart."""
    return hash(name.casefold()) & _BITS


def _home_key(village_id: int, head: str) -> int:
    return hash((village_id, folded(head))) & _BITS


def _agree(one: int | None, other: int | None) -> bool:
    return one is None or other is None or one == other


class Alike:
    """Who looks like somebody entered already, in the register or further up in the file.

    What is remembered is a number: a row of the file, or minus the key of a person.
    """

    def __init__(self, register: Register) -> None:
        self._register = register
        self._seen: dict[int, int] = {}
        self._heads: dict[int, int] = {}  # a note and a village in one number
        for one in register.in_order():
            for key in _keys(one.name, one.birth_year, one.phone):
                self._seen.setdefault(key, -one.id)
            if one.is_head:
                self._note_head(one.name, one.home.village_id, -one.id)

    def who(self, person: NewPerson, village_id: int, *, is_head: bool) -> str:
        """Why this new person may be one who is here already; empty when nothing says so."""
        seen, year = self._seen, person.birth_year
        if person.phone and (note := seen.get(_phone_key(person.phone_index))):
            return _("cùng số điện thoại với %(who)s") % {"who": self._words(note)}
        if year is not None and (note := seen.get(_name_key(person.full_name, year))):
            return _("cùng họ tên và năm sinh với %(who)s") % {"who": self._words(note)}
        if is_head and person.birth_year is None:
            note, village = self._head_of(person.full_name)
            if note and village != village_id:
                return _("cùng tên chủ hộ với %(who)s ở thôn khác") % {"who": self._words(note)}
        return ""

    def note(self, row: int, person: NewPerson, village_id: int, *, is_head: bool) -> None:
        """Remember somebody whom the file brings."""
        for key in _keys(person.full_name, person.birth_year, person.phone_index):
            self._seen.setdefault(key, row)
        if is_head:
            self._note_head(person.full_name, village_id, row)

    def first_with(self, national_index: str, row: int) -> int:
        """The first row of the file with this citizen's number: an earlier one, or this."""
        return self._seen.setdefault(hash(("number", national_index)) & _BITS, row)

    def _note_head(self, name: str, village_id: int, note: int) -> None:
        self._heads.setdefault(_head_key(name), note * _VILLAGES + village_id)

    def _head_of(self, name: str) -> tuple[int, int]:
        return divmod(self._heads.get(_head_key(name), 0), _VILLAGES)

    def _words(self, note: int) -> str:
        if note > 0:
            return _("dòng %(row)s của tệp") % {"row": note}
        known = self._register.people[-note]
        return _("%(name)s (hộ %(head)s)") % {"name": known.name, "head": known.home.head_name}


_VILLAGES = 2**40  # more than there are keys of villages


def _keys(name: str, year: int | None, phone: str) -> list[int]:
    keys = [_phone_key(phone)] if phone else []
    if year is not None:
        keys.append(_name_key(name, year))
    return keys


def _phone_key(index: str) -> int:
    return hash(("phone", index)) & _BITS


def _name_key(name: str, year: int) -> int:
    return hash((year, folded(name))) & _BITS


def _head_key(name: str) -> int:
    return hash(("head", folded(name))) & _BITS

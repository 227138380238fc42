"""Units for tests, made by the product's own service so that path, search and dates are right."""

from __future__ import annotations

import datetime as dt
from typing import Any

from core.audit import SYSTEM
from units.enums import UnitType
from units.models import Person, Unit
from units.services.people import NewHousehold, NewPerson, create_households
from units.services.tree import NewUnit, create_unit, suffix_code

KIND_WORDS = {
    UnitType.PROVINCE: "tỉnh",
    UnitType.COMMUNE: "xã",
    UnitType.VILLAGE: "thôn",
    UnitType.CLAN: "dòng họ",
    UnitType.HOUSEHOLD: "hộ",
}


def unit(
    unit_type: str,
    name: str,
    parent: Unit | None = None,
    *,
    kind_word: str | None = None,
    code: str = "",
    position: int = 0,
    valid_from: dt.date | None = None,
    **extra: Any,
) -> Unit:
    """A unit under a parent (``None``: a root); the kind word follows the type unless given."""
    word = KIND_WORDS.get(UnitType(unit_type), "") if kind_word is None else kind_word
    new = NewUnit(
        type=unit_type,
        name=name,
        kind_word=word,
        code=code,
        position=position,
        valid_from=valid_from,
        extra=tuple(extra.items()),
    )
    return create_unit(new, parent, actor=SYSTEM)


def country() -> Unit:
    """The root of the tree."""
    return unit(UnitType.COUNTRY, "Việt Nam", code="VN")


def province(name: str, parent: Unit, **extra: Any) -> Unit:
    """A province: ``province("Thái Nguyên", root)`` is "Tỉnh Thái Nguyên"."""
    return unit(UnitType.PROVINCE, name, parent, **extra)


def commune(name: str, parent: Unit, **extra: Any) -> Unit:
    """A commune: ``commune("Na Rì", thai_nguyen)`` is "Xã Na Rì"."""
    return unit(UnitType.COMMUNE, name, parent, **extra)


def village(name: str, parent: Unit, number: int, **extra: Any) -> Unit:
    """The commune's n-th village, with the code that the commune's suffix gives it."""
    code = suffix_code(parent, UnitType.VILLAGE, number) if parent.code else ""
    return unit(UnitType.VILLAGE, name, parent, code=code, position=number, **extra)


def household(parent: Unit, *names: str) -> Unit:
    """A household of a village; the first name heads it."""
    people = [NewPerson(full_name=name) for name in names]
    return create_households(parent, [NewHousehold(people)], actor=SYSTEM)[0]


def individual(parent: Unit, person: Person) -> Unit:
    """Somebody of a household as a subject of emulation of their own, below the village."""
    made = unit(UnitType.INDIVIDUAL, person.full_name, parent)
    person.unit = made
    person.save(update_fields=["unit"])
    return made

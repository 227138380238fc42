"""What a unit and those above it are called at the head of a paper."""

from __future__ import annotations

import datetime as dt
from typing import Any

from units.enums import UnitType
from units.models import Unit
from units.selectors.history import name_on, parents_on


def names_on_paper(unit: Unit, day: dt.date) -> dict[str, Any]:
    """The names a letterhead is made of, in the tree of the day.

    ``district`` is empty since 01/07/2025, when that level ended.
    """
    above = {one.type: one for one in reversed(parents_on(unit, day))}
    near: dict[str, Unit] = above | {unit.type: unit}
    commune, province = near.get(UnitType.COMMUNE), near.get(UnitType.PROVINCE)
    return {
        "id": unit.pk,
        "type": unit.type,
        "kind_word": unit.kind_word,
        "code": unit.code,
        "name": name_on(unit, day),
        "letterhead": unit.letterhead,
        "symbol": unit.symbol,
        "place": unit.place_name,
        "commune": name_on(commune, day) if commune else "",
        "commune_place": (commune.place_name or commune.name) if commune else "",
        "district": _named(above.get(UnitType.DISTRICT), day),
        "province": _named(province, day),
        "province_place": (province.place_name or province.name) if province else "",
        "agency": _named(above.get(UnitType.AGENCY), day),
    }


def _named(unit: Unit | None, day: dt.date) -> str:
    return name_on(unit, day) if unit else ""

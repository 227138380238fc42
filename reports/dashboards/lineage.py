"""What became of units: the changes between them as arrows, followed in both directions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import F

from core.text import display_name
from units.models import Unit, UnitChangeLine
from units.paths import under


class Arrow(NamedTuple):
    """What became of a unit on a day: into which other it went, wholly or partly.

    Columns, not models: the country has ten thousand of them.
    """

    from_id: int
    to_id: int
    partly: bool
    on: dt.date
    old: tuple[str, str]
    new: tuple[str, str]


@dataclass(frozen=True)
class Arrows:
    """What became of what: by the unit into which others went, and by the one that went.

    ``names``: what the page calls units, where others bear the same name.
    """

    into: dict[int, list[Arrow]] = field(default_factory=dict)
    away: dict[int, list[Arrow]] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)

    def onward(self, ids: Iterable[int]) -> set[int]:
        """Units and all that they went into."""
        found: set[int] = set()
        waiting = list(ids)
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += [arrow.to_id for arrow in self.away.get(one, [])]
        return found

    def stands(self, unit: Unit) -> bool:
        """Whether the unit has a place of its own within today's boundaries.

        It goes on, or it ended and nothing followed: then it keeps its last place.
        """
        return unit.valid_to is None or unit.pk not in self.away

    def is_alone(self, unit: Unit) -> bool:
        """Whether the unit ended and nothing followed it here."""
        return unit.valid_to is not None and unit.pk not in self.away

    def old_name(self, arrow: Arrow) -> str:
        """The unit that was, as the page calls it."""
        return self.names.get(arrow.from_id) or display_name(*arrow.old)

    def new_name(self, arrow: Arrow) -> str:
        """The unit that came to be, as the page calls it."""
        return self.names.get(arrow.to_id) or display_name(*arrow.new)

    @classmethod
    def of(cls, arrows: Iterable[Arrow]) -> Arrows:
        """The arrows by both their ends."""
        found = cls()
        for one in arrows:
            found.into.setdefault(one.to_id, []).append(one)
            found.away.setdefault(one.from_id, []).append(one)
        return found

    @classmethod
    def below(cls, unit: Unit) -> Arrows:
        """Arrows of changes between two different units, into those at or below one; one query."""
        lines = UnitChangeLine.objects.filter(
            under(unit.path, "to_unit__path"), from_unit__isnull=False
        ).exclude(from_unit=F("to_unit"))
        old = ("from_unit_id", "from_unit__kind_word", "from_unit__name")
        new = ("to_unit_id", "to_unit__kind_word", "to_unit__name")
        told = lines.order_by("change__on", "pk").values_list(*old, *new, "partly", "change__on")
        return cls.of(
            Arrow(from_id, to_id, partly, on, (from_kind, from_name), (to_kind, to_name))
            for from_id, from_kind, from_name, to_id, to_kind, to_name, partly, on in told
        )

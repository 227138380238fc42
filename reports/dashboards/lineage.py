"""What became of units: the changes between them as arrows, followed in both directions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.db.models import F, Func, Q, QuerySet
from django.utils.translation import gettext as _

from core.text import display_name
from reports.dashboards.places import AmongThese, ids_as_text
from units.models import Unit, UnitChangeLine
from units.paths import is_under, under


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

    ``out``: those into units that have no place on the page, for they lie outside of ``page``.
    ``names``: what the page calls units, where others bear the same name.
    """

    into: dict[int, list[Arrow]] = field(default_factory=dict)
    away: dict[int, list[Arrow]] = field(default_factory=dict)
    out: dict[int, list[Arrow]] = field(default_factory=dict)
    page: Unit | None = None
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
        """Whether the unit ended and nothing on the page followed it."""
        return unit.valid_to is not None and unit.pk not in self.away

    def is_out(self, unit: Unit) -> bool:
        """Whether the unit goes on outside of the page's, where it reported once."""
        return self.page is not None and not is_under(unit.path, self.page.path)

    def old_name(self, arrow: Arrow) -> str:
        """The unit that was, as the page calls it."""
        return self.names.get(arrow.from_id) or display_name(*arrow.old)

    def new_names(self, unit: Unit) -> list[str]:
        """The units that came of this one, as the page calls them; those outside are marked."""
        here = [
            self.names.get(one.to_id) or display_name(*one.new)
            for one in self.away.get(unit.pk, [])
        ]
        return here + [self.outside(display_name(*one.new)) for one in self.out.get(unit.pk, [])]

    def outside(self, name: str) -> str:
        """The name of a unit that does not lie in the page's."""
        page = self.page.display_name if self.page is not None else ""
        return _("%(unit)s (ngoài %(page)s)") % {"unit": name, "page": page}

    @classmethod
    def of(cls, arrows: Iterable[Arrow]) -> Arrows:
        """The arrows by both their ends."""
        found = cls()
        for one in arrows:
            found.into.setdefault(one.to_id, []).append(one)
            found.away.setdefault(one.from_id, []).append(one)
        return found

    @classmethod
    def below(cls, unit: Unit, ids: Iterable[int]) -> Arrows:
        """Changes between two different units from or into those of a page; one query.

        Of the page are the units at or below its own and these ``ids``, that reported there.
        """
        known = set(ids)
        rows = _changes(under(unit.path, "to_unit__path"))
        if unit.parent_id is not None:  # nothing goes out of the country
            # Each finds its few by an index; asked for in one condition they walk all changes.
            away = _changes(under(unit.path, "from_unit__path"))
            rows = rows.union(away, _changes(AmongThese("from_unit_id", ids_as_text(known))))
        here: list[Arrow] = []
        out: list[Arrow] = []
        for on, _pk, partly, from_id, *old, to_id, to_kind, to_name, path in sorted(rows):
            arrow = Arrow(from_id, to_id, partly, on, (old[0], old[1]), (to_kind, to_name))
            is_here = to_id in known or is_under(path, unit.path)
            (here if is_here else out).append(arrow)
        return replace(cls.of(here), out=cls.of(out).away, page=unit)


def _changes(which: Q | Func) -> QuerySet[UnitChangeLine, Any]:
    """Changes between two different units, by day and line, with what both are called."""
    rows = UnitChangeLine.objects.filter(which, from_unit__isnull=False, to_unit__isnull=False)
    old = ("from_unit_id", "from_unit__kind_word", "from_unit__name")
    new = ("to_unit_id", "to_unit__kind_word", "to_unit__name", "to_unit__path")
    return (
        rows.exclude(from_unit=F("to_unit"))
        .order_by()
        .values_list("change__on", "pk", "partly", *old, *new)
    )

"""Find a unit by what people know of it: its name, a former name, its place, its code."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Case, F, IntegerField, Q, QuerySet, When
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.numbers import format_date
from core.text import fold, sort_key
from units.enums import UnitType
from units.models import Unit, UnitChangeLine, UnitName, UnitPlacement

MOST_RESULTS: Final = 50
MOST_WORDS: Final = 12
# With these words before it, a name still begins with what was typed ("na ri" → "Xã Na Rì").
_KIND_WORDS: Final = (
    "xa", "phuong", "dac khu", "thi tran", "tinh", "thanh pho", "huyen", "quan", "thi xa",
    "thon", "ban", "lang", "ap", "buon", "khom", "xom", "khu pho", "to dan pho", "khu dan cu",
)  # fmt: skip


@dataclass(frozen=True)
class FoundUnit:
    """A result, with the line that tells the unit from its namesakes.

    ``formerly`` holds the former names, its own or its predecessors', by which it was found.
    """

    unit: Unit
    label: str
    formerly: tuple[str, ...] = ()


def search_units(
    query: str,
    *,
    user: User | None = None,
    types: Iterable[str] = (),
    on: dt.date | None = None,
    with_ended: bool = False,
    limit: int = MOST_RESULTS,
) -> list[FoundUnit]:
    """Units with the query in their names or code; its end may name the unit just above.

    "na ri", "Na Rì thái nguyên", "02155" find Xã Na Rì. Diacritics, capitals and the way the text
    is composed make no difference; words may be cut short; former names and names of predecessors
    count. First the units whose name begins so, then the others, each in Vietnamese order;
    namesakes by their province.
    ``user`` limits the result to what that person sees, ``on`` asks another day than today,
    ``with_ended`` adds units that no longer exist. An empty query finds nothing.
    """
    found = units_matching(query, user=user, types=types, on=on, with_ended=with_ended)
    return found_units(query, list(found[:limit]))


def units_matching(
    query: str,
    *,
    user: User | None = None,
    types: Iterable[str] = (),
    on: dt.date | None = None,
    with_ended: bool = False,
) -> QuerySet[Unit]:
    """The units of ``search_units`` in its order, to be counted and paged."""
    cuts = _cuts(query)
    if not cuts:
        return Unit.objects.none()
    found: QuerySet[Unit] = Unit.objects.findable_by(user) if user else Unit.objects.all()
    if types:
        found = found.filter(type__in=list(types))
    if not with_ended:
        day = on or clock.today()
        found = found.filter(
            Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day)
        )
    return (
        found.filter(_any(_holds(own) & _lies_in(above) for own, above in cuts))
        .order_by(
            _rank(cuts),
            "sort_key",
            # The two engines put nulls at different ends unless told.
            F("valid_to").desc(nulls_first=True),
            F("parent__sort_key").asc(nulls_first=True),
            "code",
            "pk",
        )
        .select_related("parent")
    )


def found_units(query: str, rows: Sequence[Unit]) -> list[FoundUnit]:
    """The rows of a search as results: each with its place, and the old name that it was found by.

    Two queries more where a name of today does not say it, two where some have ended.
    """
    former = _former_names(rows, [own for own, _above in _cuts(query)])
    return [
        FoundUnit(unit, label, former.get(unit.pk, ()))
        for unit, label in zip(rows, labels(rows), strict=True)
    ]


def _cuts(query: str) -> list[tuple[str, str]]:
    """The whole query is the unit's own, or its first words are and the rest is its place."""
    words = fold(query).split()[:MOST_WORDS]
    return [(" ".join(words[:n]), " ".join(words[n:])) for n in range(len(words), 0, -1)]


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions, Q(pk__in=[]))


def _rank(cuts: Sequence[tuple[str, str]]) -> Case:
    """Name begins with the query; holds it; begins with its first words; the rest."""
    phrase = cuts[0][0]
    return Case(
        When(_begins(phrase), then=0),
        When(_holds(phrase), then=1),
        When(_any(_begins(own) & _lies_in(above) for own, above in cuts), then=2),
        default=3,
        output_field=IntegerField(),
    )


def _lies_in(above: str) -> Q:
    """The place, if one is named, is the unit above or the one above that."""
    if not above:
        return Q()
    return _holds(above, "parent__search") | _holds(above, "parent__parent__search")


def _holds(phrase: str, field: str = "search") -> Q:
    """The phrase from the beginning of a word on: "na r" is in "xa na ri", "a ri" is not."""
    return Q(**{f"{field}__startswith": phrase}) | Q(**{f"{field}__contains": f" {phrase}"})


def _begins(phrase: str) -> Q:
    """The name begins so, with or without its kind word; a kind word alone is not a name."""
    is_kind = any(kind.startswith(phrase) for kind in _KIND_WORDS)
    starts = [f"{kind} {phrase}" for kind in _KIND_WORDS] + ([] if is_kind else [phrase])
    return _any(Q(search__startswith=start) for start in starts)


def _former_names(units: Sequence[Unit], phrases: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """Why a unit was found whose name of today does not say it: its names and olds, one query each.

    The phrases stand longest first; the first that any name holds is the one that counts.
    """
    wanted = [unit for unit in units if phrases[0] not in fold(str(unit))]
    if not wanted:
        return {}
    names = UnitName.objects.filter(unit__in=wanted, to_on__isnull=False)
    lines = UnitChangeLine.objects.filter(to_unit__in=wanted, from_unit__isnull=False)
    former: dict[int, set[str]] = defaultdict(set)
    for name in names:
        former[name.unit_id].add(str(name))
    for line in lines.select_related("from_unit"):
        if line.to_unit_id is not None:
            former[line.to_unit_id].add(str(line.from_unit))
    return {unit.pk: _holding(phrases, str(unit), former[unit.pk]) for unit in wanted}


def _holding(phrases: Sequence[str], name: str, former: Iterable[str]) -> tuple[str, ...]:
    for phrase in phrases:
        if phrase in fold(name):
            return ()
        if olds := [old for old in former if phrase in fold(old) and old != name]:
            return tuple(sorted(olds, key=sort_key))
    return ()


def labels(units: Sequence[Unit]) -> list[str]:
    """One line each: "Xã Tân Tiến – Tỉnh Lạng Sơn"; two queries more where some have ended."""
    ended = [unit for unit in units if unit.valid_to is not None]
    places = _last_places(ended) if ended else {}
    went_to = _successors(ended) if ended else {}
    return [
        _label(unit, places.get(unit.pk, unit.parent), went_to.get(unit.pk, [])) for unit in units
    ]


def _label(unit: Unit, place: Unit | None, went_to: Sequence[str]) -> str:
    line = str(unit)
    if place is not None and place.type != UnitType.COUNTRY:
        line = f"{line} – {_place_line(place)}"
    if unit.valid_to is None:
        return line
    return _("%(unit)s (đến hết %(day)s, %(fate)s)") % {
        "unit": line,
        "day": format_date(unit.valid_to),
        "fate": _fate(unit, went_to),
    }


def _fate(unit: Unit, went_to: Sequence[str]) -> str:
    if went_to:
        return _("nay thuộc %(units)s") % {"units": ", ".join(went_to)}
    if unit.type == UnitType.DISTRICT:
        return _("không còn cấp huyện")
    return _("chưa rõ đơn vị kế thừa")


def _place_line(place: Unit) -> str:
    if place.type == UnitType.DISTRICT and place.parent is not None:
        return f"{place}, {place.parent}"
    return str(place)


def _last_places(ended: Iterable[Unit]) -> dict[int, Unit]:
    """Where each stood on its last day, which is not where it hangs today."""
    rows = (
        UnitPlacement.objects.filter(
            Q(to_on=None) | Q(to_on__gte=F("unit__valid_to")),
            Q(from_on=None) | Q(from_on__lte=F("unit__valid_to")),
            unit__in=list(ended),
        )
        .select_related("parent__parent")
        .order_by("from_on")
    )
    return {row.unit_id: row.parent for row in rows}


def _successors(ended: Iterable[Unit]) -> dict[int, list[str]]:
    lines = (
        UnitChangeLine.objects.filter(from_unit__in=list(ended), to_unit__isnull=False)
        .select_related("to_unit")
        .order_by("to_unit__sort_key", "pk")
    )
    found: dict[int, list[str]] = defaultdict(list)
    for line in lines:
        if line.from_unit_id is not None:
            found[line.from_unit_id].append(str(line.to_unit))
    return found

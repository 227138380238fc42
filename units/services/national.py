"""Load the whole country: today's two levels, the three of before 01/07/2025, and the change.

How the past hangs in today's tree (contract 1): an old commune that went wholly to one commune
lies below it, so that whoever works there today finds its papers; an old commune that was
divided, and every district, keeps its last place; an old province lies below the one that holds
its territory. Eleven provinces were not touched and are one unit throughout.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat, LPad

from core.audit import SYSTEM, Actor, Subject, record
from core.text import display_name
from units.data_files import THREE_LEVELS_TO, TWO_LEVELS_FROM, Nation, read_nation
from units.enums import ChangeKind, UnitType
from units.models import Unit, UnitChange, UnitChangeLine, UnitName, UnitPlacement
from units.paths import WIDTH, step
from units.services.tree import NewUnit, lock_tree, prepared, search_text

ROOT_CODE: Final = "VN"
MERGED_PROVINCES: Final = "Nghị quyết số 202/2025/QH15"
ENDED_DISTRICTS: Final = (
    "Luật Tổ chức chính quyền địa phương số 72/2025/QH15; Nghị quyết số 203/2025/QH15"
)
_BATCH: Final = 500
_LEVELS: Final = (UnitType.COUNTRY, UnitType.PROVINCE, UnitType.DISTRICT, UnitType.COMMUNE)

Key = tuple[str, str, dt.date | None]
"""Type, code and first day: a code alone names two units in turn."""


@dataclass(frozen=True)
class Draft:
    """A unit to be, its place in today's tree and, where that differs, the one it had."""

    key: Key
    kind: str
    name: str
    parent: Key | None
    parent_before: Key | None = None
    ended: bool = False
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True)
class Loaded:
    """What the country has now, and how much of it this run added."""

    provinces: int
    communes: int
    added: int


@transaction.atomic
def load_nation(nation: Nation | None = None, *, actor: Actor = SYSTEM) -> Loaded:
    """Add what is missing of the country's units, with names, places and changes through time.

    A unit that exists already (type, code, first day) is left as it is, so a second run adds
    nothing. Raises DataFileError when the data files are damaged; nothing is loaded then.
    """
    nation = nation or read_nation()
    lock_tree()
    plan = _Plan(nation)
    known = _known_units(plan)
    added: list[Unit] = []
    for level in plan.levels():
        added += _add(level, known)
    if added:
        _add_changes(plan, known, {unit.pk for unit in added})
        root = known[plan.root]
        record(
            "units.nation_loaded",
            Subject("units.unit", root.pk, root.display_name, root.pk, root.display_name),
            actor=actor,
            after=dict(Counter(unit.type for unit in added)),
        )
    return Loaded(len(nation.provinces), len(nation.communes), len(added))


def _known_units(plan: _Plan) -> dict[Key, Unit]:
    """What is there already; a root that somebody made before serves whatever its code."""
    known = {_key_of(unit): unit for unit in Unit.objects.filter(type__in=_LEVELS)}
    roots = [u for u in known.values() if u.type == UnitType.COUNTRY and u.parent_id is None]
    if roots:
        known[plan.root] = roots[0]
    return known


def _key_of(unit: Unit) -> Key:
    return unit.type, unit.code, unit.valid_from


class _Plan:
    """The nation as drafts, level by level: every parent stands in an earlier level."""

    def __init__(self, nation: Nation) -> None:
        self.nation = nation
        self.root: Key = (UnitType.COUNTRY, ROOT_CODE, None)
        merged = Counter(old.province_today for old in nation.old_provinces)
        self._merged = {code for code, count in merged.items() if count > 1}
        self._names = {
            ("", row.code): display_name(row.kind, row.name) for row in nation.old_communes
        } | {(row.code, ""): display_name(row.kind, row.name) for row in nation.old_districts}
        self.lines: dict[str, list[tuple[Key, bool]]] = defaultdict(list)
        self._formerly: dict[str, list[str]] = defaultdict(list)
        self._went_wholly_to: dict[Key, Key] = {}
        for row in nation.changes:
            old = self._old_unit(row.old_district, row.old_commune)
            self.lines[row.new_commune].append((old, row.partly))
            district = "" if row.old_commune else row.old_district
            self._formerly[row.new_commune].append(self._names[district, row.old_commune])
            if not row.partly:
                self._went_wholly_to[old] = self.commune(row.new_commune)

    def province(self, code: str) -> Key:
        """A province of today; the eleven untouched ones have no first day."""
        return UnitType.PROVINCE, code, TWO_LEVELS_FROM if code in self._merged else None

    def commune(self, code: str) -> Key:
        """A commune of today."""
        return UnitType.COMMUNE, code, TWO_LEVELS_FROM

    def _old_unit(self, district: str, commune: str) -> Key:
        if commune:
            return UnitType.COMMUNE, commune, None
        return UnitType.DISTRICT, district, None

    def levels(self) -> Iterable[list[Draft]]:
        """The drafts, top first; the old communes last, as they hang below today's."""
        yield [Draft(self.root, "", "Việt Nam", None)]
        yield self._provinces()
        yield self._old_provinces()
        yield self._communes()
        yield self._districts()
        yield self._old_communes()

    def _provinces(self) -> list[Draft]:
        formerly: dict[str, list[str]] = defaultdict(list)
        for old in self.nation.old_provinces:
            formerly[old.province_today].append(display_name(old.kind, old.name))
        return [
            Draft(
                self.province(row.code),
                row.kind,
                row.name,
                self.root,
                formerly=tuple(formerly[row.code]),
            )
            for row in self.nation.provinces
        ]

    def merged_provinces(self) -> dict[str, list[Key]]:
        """Today's merged provinces and the old ones each was made of."""
        olds: dict[str, list[Key]] = defaultdict(list)
        for row in self.nation.old_provinces:
            if row.province_today in self._merged:
                olds[row.province_today].append((UnitType.PROVINCE, row.code, None))
        return olds

    def _old_provinces(self) -> list[Draft]:
        return [
            Draft(
                (UnitType.PROVINCE, row.code, None),
                row.kind,
                row.name,
                self.province(row.province_today),
                parent_before=self.root,
                ended=True,
            )
            for row in self.nation.old_provinces
            if row.province_today in self._merged
        ]

    def _communes(self) -> list[Draft]:
        return [
            Draft(
                self.commune(row.code),
                row.kind,
                row.name,
                self.province(row.province),
                formerly=tuple(self._formerly[row.code]),
            )
            for row in self.nation.communes
        ]

    def _districts(self) -> list[Draft]:
        return [
            self._below_last_or_successor(
                (UnitType.DISTRICT, row.code, None),
                row.kind,
                row.name,
                (UnitType.PROVINCE, row.old_province, None),
            )
            for row in self.nation.old_districts
        ]

    def _old_communes(self) -> list[Draft]:
        return [
            self._below_last_or_successor(
                (UnitType.COMMUNE, row.code, None),
                row.kind,
                row.name,
                (UnitType.DISTRICT, row.old_district, None),
            )
            for row in self.nation.old_communes
        ]

    def _below_last_or_successor(self, key: Key, kind: str, name: str, last: Key) -> Draft:
        successor = self._went_wholly_to.get(key)
        return Draft(
            key,
            kind,
            name,
            parent=successor or last,
            parent_before=last if successor else None,
            ended=True,
        )


def _add(drafts: Sequence[Draft], known: dict[Key, Unit]) -> list[Unit]:
    """Insert the drafts that are not known yet, and make them known."""
    missing = [draft for draft in drafts if draft.key not in known]
    units = Unit.objects.bulk_create([_unit(draft, known) for draft in missing], batch_size=_BATCH)
    _write_paths(units)
    known.update({_key_of(unit): unit for unit in units})
    UnitName.objects.bulk_create(
        [
            UnitName(
                unit=unit,
                kind_word=unit.kind_word,
                name=unit.name,
                from_on=unit.valid_from,
                to_on=unit.valid_to,
            )
            for unit in units
        ],
        batch_size=_BATCH,
    )
    UnitPlacement.objects.bulk_create(
        [
            place
            for draft, unit in zip(missing, units, strict=True)
            for place in _places(draft, unit, known)
        ],
        batch_size=_BATCH,
    )
    return units


def _unit(draft: Draft, known: dict[Key, Unit]) -> Unit:
    unit_type, code, first_day = draft.key
    unit = prepared(
        NewUnit(
            type=unit_type,
            kind_word=draft.kind,
            name=draft.name,
            code=code,
            valid_from=first_day,
            extra=(("valid_to", THREE_LEVELS_TO if draft.ended else None),),
        ),
        known[draft.parent] if draft.parent else None,
    )
    if draft.formerly:
        unit.search = search_text(unit, draft.formerly)
    return unit


def _write_paths(units: Sequence[Unit]) -> None:
    """Give new rows their path: in one statement in the database, and in memory."""
    if not units:
        return
    parents = Unit.objects.filter(pk=OuterRef("parent_id")).values("path")[:1]
    own = LPad(Cast(F("pk"), CharField()), WIDTH, Value("0"))
    rows = Unit.objects.filter(path="", pk__gte=units[0].pk)
    rows.filter(parent=None).update(path=own)
    rows.exclude(parent=None).update(path=Concat(Subquery(parents), own))
    for unit in units:
        unit.path = (unit.parent.path if unit.parent else "") + step(unit.pk)


def _places(draft: Draft, unit: Unit, known: dict[Key, Unit]) -> list[UnitPlacement]:
    if draft.parent is None:
        return []
    if draft.parent_before is None:
        return [UnitPlacement(unit=unit, parent=known[draft.parent], from_on=unit.valid_from)]
    return [
        UnitPlacement(unit=unit, parent=known[draft.parent_before], to_on=THREE_LEVELS_TO),
        UnitPlacement(unit=unit, parent=known[draft.parent], from_on=TWO_LEVELS_FROM),
    ]


def _add_changes(plan: _Plan, known: dict[Key, Unit], added: set[int]) -> None:
    """Write down what became what, for units of this run.

    The resolutions on the communes of each province are not in the source: no legal basis.
    """
    arrows: list[tuple[UnitChange, list[UnitChangeLine]]] = []
    for code, olds in plan.merged_provinces().items():
        into = known[plan.province(code)]
        change = UnitChange(kind=ChangeKind.MERGE, on=TWO_LEVELS_FROM, legal_basis=MERGED_PROVINCES)
        arrows.append((change, [_line(known[old], into) for old in olds]))
    for code, lines in plan.lines.items():
        into = known[plan.commune(code)]
        change = UnitChange(kind=_kind(into, lines, known), on=TWO_LEVELS_FROM)
        arrows.append((change, [_line(known[old], into, partly=part) for old, part in lines]))
    became_communes = {old for lines in plan.lines.values() for old, _partly in lines}
    ended = UnitChange(kind=ChangeKind.DISSOLVE, on=TWO_LEVELS_FROM, legal_basis=ENDED_DISTRICTS)
    districts = [
        unit
        for key, unit in known.items()
        if unit.type == UnitType.DISTRICT and key not in became_communes
    ]
    arrows.append((ended, [_line(unit, None) for unit in districts if unit.pk in added]))
    _save_changes([(one, lines) for one, lines in arrows if _is_new(lines, added)])


def _is_new(lines: Sequence[UnitChangeLine], added: set[int]) -> bool:
    return any((line.to_unit_id or line.from_unit_id) in added for line in lines)


def _line(old: Unit, new: Unit | None, *, partly: bool = False) -> UnitChangeLine:
    return UnitChangeLine(from_unit=old, to_unit=new, partly=partly)


def _kind(into: Unit, lines: Sequence[tuple[Key, bool]], known: dict[Key, Unit]) -> str:
    """What a commune's change is called: several olds merge, a piece of one is split off."""
    if len(lines) > 1:
        return ChangeKind.MERGE
    old, partly = lines[0]
    if partly:
        return ChangeKind.SPLIT
    same = known[old].display_name == into.display_name
    return ChangeKind.REPARENT if same else ChangeKind.RENAME


def _save_changes(arrows: Sequence[tuple[UnitChange, list[UnitChangeLine]]]) -> None:
    UnitChange.objects.bulk_create([change for change, _lines in arrows], batch_size=_BATCH)
    for change, lines in arrows:
        for line in lines:
            line.change = change
    UnitChangeLine.objects.bulk_create(
        [line for _change, lines in arrows for line in lines], batch_size=_BATCH
    )

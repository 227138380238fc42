"""The tree's one writer: create, move, rename, merge, dissolve.

Placements and names are dated rows; ``path``, ``parent``, ``commune`` and ``search`` on the
unit are caches of today, written here and nowhere else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core.audit import Actor, record
from core.errors import DomainError
from core.numbers import format_date
from core.text import display_name, fold, nfc, one_line, sort_key
from units.access import audit_subject, named
from units.enums import ChangeKind, UnitType
from units.models import Unit, UnitChange, UnitChangeLine, UnitName, UnitPlacement
from units.paths import ids_of, is_under, step, under

CODE_LETTERS = {
    UnitType.VILLAGE: "T",
    UnitType.AGENCY: "C",
    UnitType.SECTION: "B",
    UnitType.MASS_ORGANISATION: "D",
    UnitType.SCHOOL: "S",
    UnitType.HEALTH_STATION: "Y",
    UnitType.ASSOCIATION: "K",
    UnitType.ENTERPRISE: "N",
    UnitType.COOPERATIVE: "X",
    UnitType.CLAN: "H",
    UnitType.HOUSEHOLD: "G",
    UnitType.INDIVIDUAL: "P",
}


@dataclass(frozen=True)
class NewUnit:
    """What is needed to create a unit under a parent."""

    type: str
    name: str
    kind_word: str = ""
    code: str = ""
    position: int = 0
    valid_from: dt.date | None = None
    extra: tuple[tuple[str, Any], ...] = ()


def lock_tree() -> None:
    """Let one change of shape happen at a time: the root rows serve as the tree's lock.

    Locking only the rows being moved is not enough. Two moves that share no row can still
    hang each unit under the other.
    """
    list(Unit.objects.select_for_update().filter(parent=None).values_list("pk", flat=True))


def search_text(unit: Unit, former: Iterable[str] = ()) -> str:
    """What a unit is found by: its folded name, its former names and its code."""
    parts = [display_name(unit.kind_word, unit.name), *former, unit.code]
    return " ".join(dict.fromkeys(fold(part) for part in parts if part))


def former_names(unit: Unit) -> list[str]:
    """What a unit was called before, and what the units were called that it was made of."""
    names = [str(row) for row in unit.names.exclude(to_on=None).order_by("from_on", "pk")]
    lines = unit.changes_into.exclude(from_unit=unit).select_related("from_unit")
    return names + [str(line.from_unit) for line in lines.order_by("pk") if line.from_unit]


def prepared(new: NewUnit, parent: Unit | None) -> Unit:
    """A unit row ready to be inserted; its path is set once the id is known."""
    unit = Unit(
        type=new.type,
        kind_word=nfc(new.kind_word).strip(),
        name=" ".join(nfc(new.name).split()),
        code=new.code,
        position=new.position,
        valid_from=new.valid_from,
        parent=parent,
        commune_id=_commune_id_under(parent),
        **dict(new.extra),
    )
    unit.search = search_text(unit)
    unit.sort_key = sort_key(unit.name)
    return unit


def _commune_id_under(parent: Unit | None) -> int | None:
    if parent is None:
        return None
    return parent.pk if parent.type == UnitType.COMMUNE else parent.commune_id


@transaction.atomic
def create_units(news: Sequence[NewUnit], parent: Unit | None, *, actor: Actor) -> list[Unit]:
    """Create units under one parent, in the order given, with one audit event for all of them.

    Raises ``DomainError`` for a unit without a name or with a name over 200 characters.
    """
    lock_tree()
    if parent is not None:  # where it hangs now, not where it hung when the caller read it
        parent = Unit.objects.get(pk=parent.pk)
    for new in news:
        _check_name(new.name)
    units = Unit.objects.bulk_create([prepared(new, parent) for new in news], batch_size=500)
    above = parent.path if parent else ""
    for unit in units:
        unit.path = above + step(unit.pk)
    Unit.objects.bulk_update(units, ["path"], batch_size=500)
    if parent is not None:
        UnitPlacement.objects.bulk_create(
            [UnitPlacement(unit=unit, parent=parent, from_on=unit.valid_from) for unit in units],
            batch_size=500,
        )
    UnitName.objects.bulk_create(
        [UnitName(unit=u, kind_word=u.kind_word, name=u.name, from_on=u.valid_from) for u in units],
        batch_size=500,
    )
    if units:
        record(
            "units.created",
            audit_subject("units.unit", units[0].pk, units[0].display_name, parent or units[0]),
            actor=actor,
            after=[{"id": u.pk, "type": u.type, "name": u.display_name} for u in units],
        )
    return units


def create_unit(new: NewUnit, parent: Unit | None, *, actor: Actor) -> Unit:
    """Create one unit; see ``create_units``."""
    return create_units([new], parent, actor=actor)[0]


def _check_name(name: str) -> None:
    if not name.strip():
        raise DomainError(_("Hãy ghi tên đơn vị."), field="name")
    if len(name) > 200:
        raise DomainError(_("Tên đơn vị dài quá 200 ký tự. Hãy rút gọn."), field="name")


def suffix_code(parent: Unit, unit_type: str, number: int) -> str:
    """The code of a unit that has no official one: the parent's code and a suffix.

    Empty where the parent has none, or where the type bears official codes only.
    """
    if not parent.code or UnitType(unit_type) not in CODE_LETTERS:
        return ""
    return f"{parent.code}-{CODE_LETTERS[UnitType(unit_type)]}{number:02d}"


def next_number(parent: Unit, unit_type: str) -> int:
    """The first number that no code of this type under the parent has borne yet.

    Units that moved away or ended keep theirs, so counting the rows is not enough.
    """
    if UnitType(unit_type) not in CODE_LETTERS:
        return 1
    start = f"{parent.code}-{CODE_LETTERS[UnitType(unit_type)]}"
    codes = Unit.objects.filter(code__startswith=start).values_list("code", flat=True)
    ends = [code[len(start) :] for code in codes] if parent.code else []
    return max((int(end) for end in ends if end.isdecimal()), default=0) + 1


def last_position(parent: Unit, unit_type: str) -> int:
    """The highest place in the commune's own order among the parent's units of a type."""
    found = Unit.objects.filter(parent=parent, type=unit_type).aggregate(most=Max("position"))
    return int(found["most"] or 0)


def _rebase(unit: Unit, old_path: str) -> None:
    """Give everything below the unit its new path and its commune, the nearest one above."""
    below = list(Unit.objects.filter(under(old_path)).exclude(pk=unit.pk).order_by("path"))
    outside = unit.pk if unit.type == UnitType.COMMUNE else unit.commune_id
    communes = {one.pk for one in below if one.type == UnitType.COMMUNE}
    for one in below:
        between = ids_of(one.path[len(old_path) :])[:-1]
        one.path = unit.path + one.path[len(old_path) :]
        one.commune_id = next((pk for pk in reversed(between) if pk in communes), outside)
    Unit.objects.bulk_update(below, ["path", "commune"], batch_size=500)


@transaction.atomic
def move_unit(
    unit: Unit,
    parent: Unit,
    *,
    on: dt.date,
    actor: Actor,
    reason: str = "",
    legal_basis: str = "",
) -> Unit:
    """Hang the unit, with everything below it, under another parent from a day on.

    Raises ``DomainError`` when the new place is the unit itself or lies below it, or when the
    unit came to its present place only later.
    """
    before = {"parent": _place(unit), "path": unit.path}
    (unit,) = hang_under([unit], parent, on=on)
    change = UnitChange.objects.create(
        kind=ChangeKind.REPARENT, on=on, legal_basis=legal_basis, note=reason
    )
    UnitChangeLine.objects.create(change=change, from_unit=unit, to_unit=unit)
    record(
        "units.moved",
        audit_subject("units.unit", unit.pk, unit.display_name, unit),
        actor=actor,
        before=before,
        after={"parent": _place(unit), "path": unit.path, "from": on},
        reason=reason or legal_basis,
    )
    return unit


def _place(unit: Unit) -> dict[str, Any] | None:
    return named(unit.parent) if unit.parent is not None else None


@transaction.atomic
def hang_under(units: Sequence[Unit], parent: Unit, *, on: dt.date) -> list[Unit]:
    """Give units a new place from a day on, as a part of a change that the caller records.

    Raises what ``move_unit`` raises.
    """
    lock_tree()
    rows = list(Unit.objects.filter(pk__in=[unit.pk for unit in units]).order_by("path"))
    parent = Unit.objects.get(pk=parent.pk)
    for unit in rows:
        if is_under(parent.path, unit.path):
            raise DomainError(
                _("Không thể chuyển %(unit)s vào chính nó hoặc vào đơn vị bên dưới nó.")
                % {"unit": unit}
            )
    _refuse_earlier_place(rows, on)
    for unit in rows:
        old_path = unit.path
        _end_open_rows(unit, on)
        UnitPlacement.objects.update_or_create(
            unit=unit, from_on=on, defaults={"parent": parent, "to_on": None}
        )
        unit.parent = parent
        unit.path = parent.path + step(unit.pk)
        unit.commune_id = _commune_id_under(parent)
        unit.save(update_fields=["parent", "path", "commune"])
        _rebase(unit, old_path)
    return rows


def _refuse_earlier_place(units: Sequence[Unit], on: dt.date) -> None:
    later = UnitPlacement.objects.filter(unit__in=units, to_on=None, from_on__gt=on)
    row = later.select_related("unit").order_by("-from_on", "pk").first()
    if row is not None and row.from_on is not None:
        raise DomainError(
            _("%(unit)s mới ở chỗ hiện nay từ ngày %(day)s. Hãy ghi ngày đó hoặc ngày sau đó.")
            % {"unit": row.unit, "day": format_date(row.from_on)},
            field="on",
        )


def _end_open_rows(unit: Unit, on: dt.date) -> None:
    last = on - dt.timedelta(days=1)
    unit.placements.filter(to_on=None).exclude(from_on=on).update(to_on=last)


@transaction.atomic
def rename_unit(
    unit: Unit, *, kind_word: str, name: str, on: dt.date, actor: Actor, legal_basis: str = ""
) -> Unit:
    """Give the unit a new name from a day on; the old one stays searchable and printable.

    Raises ``DomainError`` for an improper name, or a day before the present name began.
    """
    _check_name(name)
    kind_word, name = one_line(kind_word), one_line(name)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    before = unit.display_name
    _refuse_earlier_name(unit, on)
    unit.names.filter(to_on=None).exclude(from_on=on).update(to_on=on - dt.timedelta(days=1))
    UnitName.objects.update_or_create(
        unit=unit,
        from_on=on,
        defaults={"kind_word": kind_word, "name": name, "to_on": None},
    )
    unit.kind_word, unit.name = kind_word, name
    unit.search = search_text(unit, former_names(unit))
    unit.sort_key = sort_key(unit.name)
    unit.save(update_fields=["kind_word", "name", "search", "sort_key"])
    change = UnitChange.objects.create(kind=ChangeKind.RENAME, on=on, legal_basis=legal_basis)
    UnitChangeLine.objects.create(change=change, from_unit=unit, to_unit=unit)
    record(
        "units.renamed",
        audit_subject("units.unit", unit.pk, unit.display_name, unit),
        actor=actor,
        before={"name": before},
        after={"name": unit.display_name, "from": on},
        reason=legal_basis,
    )
    return unit


def _refuse_earlier_name(unit: Unit, on: dt.date) -> None:
    row = unit.names.filter(to_on=None, from_on__gt=on).first()
    if row is not None and row.from_on is not None:
        raise DomainError(
            _("Tên hiện nay có từ ngày %(day)s. Hãy ghi ngày đó hoặc ngày sau đó.")
            % {"day": format_date(row.from_on)},
            field="on",
        )


@transaction.atomic
def merge_units(
    old: Sequence[tuple[Unit, bool]],
    into: Unit,
    *,
    on: dt.date,
    actor: Actor,
    legal_basis: str = "",
) -> UnitChange:
    """End the old units the day before and say what they became; ``True`` marks "partly".

    What was reported under an old unit stays its own; nothing is added up here.
    """
    change = UnitChange.objects.create(kind=ChangeKind.MERGE, on=on, legal_basis=legal_basis)
    last = on - dt.timedelta(days=1)
    for unit, partly in old:
        UnitChangeLine.objects.create(change=change, from_unit=unit, to_unit=into, partly=partly)
        if unit.pk != into.pk and not partly:
            Unit.objects.filter(pk=unit.pk).update(valid_to=last)
    Unit.objects.filter(pk=into.pk).update(search=search_text(into, former_names(into)))
    record(
        "units.merged",
        audit_subject("units.unit", into.pk, into.display_name, into),
        actor=actor,
        before=[_merged(unit, partly=partly) for unit, partly in old],
        after={**named(into), "from": on, "last_day": last},
        reason=legal_basis,
    )
    return change


def _merged(unit: Unit, *, partly: bool) -> dict[str, Any]:
    return {**named(unit), "partly": True} if partly else named(unit)


@transaction.atomic
def dissolve_unit(
    unit: Unit, *, last_day: dt.date, actor: Actor, legal_basis: str = "", note: str = ""
) -> UnitChange:
    """End a unit without a known successor; it keeps its last place in today's tree."""
    Unit.objects.filter(pk=unit.pk).update(valid_to=last_day)
    change = UnitChange.objects.create(
        kind=ChangeKind.DISSOLVE,
        on=last_day + dt.timedelta(days=1),
        legal_basis=legal_basis,
        note=note,
    )
    UnitChangeLine.objects.create(change=change, from_unit=unit, to_unit=None)
    record(
        "units.dissolved",
        audit_subject("units.unit", unit.pk, unit.display_name, unit),
        actor=actor,
        before={"last_day": unit.valid_to},
        after={"last_day": last_day},
        reason=note or legal_basis,
    )
    return change

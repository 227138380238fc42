"""Villages, agencies and the other units right below a commune."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from core import clock
from core.cells import Cell, CellProblem, read_count, read_text, read_tick
from core.text import fold, one_line, without_kind
from imports.columns import Column, Line, Problem, SheetRow
from imports.enums import Outcome
from imports.kinds.base import Change, Given, Kind, key_column, record_list, refused, tidy
from units.enums import UnitType
from units.models import Unit, UnitName, UnitPlacement
from units.rules import TYPES_BELOW
from units.selectors.use import units_in_use
from units.services.corrections import Particulars, correct
from units.services.tree import (
    NewUnit,
    create_units,
    last_position,
    next_number,
    suffix_code,
)

_OWN = frozenset({"unitplacement", "unitname"})
_KEPT = ("type", "kind_word", "name", "position", "is_difficult_area", "note")


class Units(Kind):
    """The units of a commune. A new name of an old unit needs a day and a paper: not here."""

    sheet_name = "Đơn vị"

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        types = TYPES_BELOW[UnitType.COMMUNE]
        self._types = {fold(str(one.label)): one for one in types}
        self._types |= {fold("thôn"): UnitType.VILLAGE, fold("tổ dân phố"): UnitType.VILLAGE}
        self.columns = (
            key_column(),
            Column("type", _("Loại đơn vị"), self._read_type, is_required=True, width=24,
                   choices=tuple(str(one.label) for one in types), aliases=("Loại",)),
            Column("kind_word", _("Từ chỉ loại"), read_text, width=16,
                   help=_("Ví dụ: thôn, bản, tổ dân phố, dòng họ.")),
            Column("name", _("Tên đơn vị"), read_text, is_required=True, width=36,
                   aliases=("Tên", "Tên thôn", "Tên cơ quan")),
            Column("position", _("Thứ tự"), read_count, width=9),
            Column("is_difficult_area", _("Vùng khó khăn"), read_tick, choices=("x",), width=12,
                   help=_("Ghi x nếu thuộc vùng khó khăn, 0 nếu không.")),
            Column("note", _("Ghi chú"), read_text, width=40),
        )  # fmt: skip

    def _read_type(self, cell: Cell) -> UnitType | CellProblem | None:
        text = read_text(cell)
        if text is None or isinstance(text, CellProblem):
            return text
        found = self._types.get(fold(text))
        if found is not None:
            return found
        return CellProblem(text, _("Không có loại đơn vị này. Hãy chọn từ danh sách trong mẫu."))

    def begin(self) -> None:
        rows = self._standing()
        self._by_id = {unit.pk: unit for unit in rows}
        self._by_name: dict[tuple[str, str], list[Unit]] = {}
        for unit in rows:
            self._by_name.setdefault((unit.type, fold(unit.name)), []).append(unit)
        self._row_of: dict[Any, int] = {}
        self._numbers: dict[str, int] = {}
        self._positions: dict[str, int] = {}

    def _standing(self) -> list[Unit]:
        types = set(TYPES_BELOW[UnitType.COMMUNE])
        found = Unit.objects.filter(parent=self.given.unit, type__in=types)
        return list(found.active_on(clock.today()).order_by("type", "position", "sort_key", "pk"))

    def check(self, rows: Sequence[SheetRow]) -> list[Line]:
        return [self._line(row) for row in rows]

    def _line(self, row: SheetRow) -> Line:
        said = row.values
        label = str(said.get("name") or "?")
        missing = [
            self.problem(row, code, "", _("Ô này không được để trống."))
            for code in ("type", "name")
            if said.get(code) is None and not row.problems
        ]
        if row.problems or missing:
            return refused(row, label, *missing)
        found = self._found(row)
        if isinstance(found, Problem):
            return refused(row, label, found)
        mark = found.pk if found else (said["type"], fold(said["name"]))
        first = self._row_of.setdefault(mark, row.number)
        if first != row.number:
            advice = _("Trùng với dòng %(row)s của tệp này. Hãy giữ lại một dòng.")
            return refused(row, label, self.problem(row, "name", label, advice % {"row": first}))
        if found is None:
            return Line(row.number, label, Outcome.NEW, plan=("new", said))
        wanted = self._wanted(found, said)
        if isinstance(wanted, Problem) or wanted == Particulars.of(found):
            problems = [wanted] if isinstance(wanted, Problem) else []
            outcome = Outcome.REFUSED if problems else Outcome.SAME
            return Line(row.number, str(found), outcome, problems)
        return Line(row.number, str(found), Outcome.CHANGED, plan=("change", found, wanted))

    def _found(self, row: SheetRow) -> Unit | Problem | None:
        said = row.values
        if said.get("key"):
            unit = self._by_id.get(int(said["key"][1:]))
            if unit is None:
                advice = _("Đơn vị của dòng này không còn ở đây. Nếu cần lập lại, hãy xóa ô mã.")
                return self.problem(row, "key", said["key"], advice)
            if fold(unit.name) != fold(without_kind(unit.kind_word, said["name"])):
                advice = _("Đổi tên đơn vị cần ngày và căn cứ: hãy làm ở trang của đơn vị.")
                return self.problem(row, "name", said["name"], advice)
            return unit
        kind_word = said.get("kind_word") or ""
        name = fold(without_kind(kind_word or _first_word(said["type"]), said["name"]))
        found = self._by_name.get((said["type"], name), [])
        if len(found) > 1:
            advice = _("Có nhiều đơn vị cùng tên. Hãy dùng mẫu tải từ hệ thống để có mã dòng.")
            return self.problem(row, "name", said["name"], advice)
        return found[0] if found else None

    def _wanted(self, unit: Unit, said: dict[str, Any]) -> Particulars | Problem:
        changes = {
            name: said[name]
            for name in ("kind_word", "position", "is_difficult_area", "note")
            if said.get(name) is not None
        }
        return replace(Particulars.of(unit), **changes)

    # ------------------------------------------------------------ writing and undoing

    def write(self, lines: Sequence[Line]) -> list[Change]:
        new = [line for line in lines if line.plan[0] == "new"]
        units = create_units(
            [self._new(line.plan[1]) for line in new],
            self.given.unit,
            actor=self.given.actor.as_actor,
        )
        self._finish([(unit, line.plan[1]) for unit, line in zip(units, new, strict=True)])
        done: list[Change] = [
            {"r": line.row, "u": unit.pk, "a": _said(unit)}
            for unit, line in zip(units, new, strict=True)
        ]
        for line in lines:
            if line.plan[0] == "change":
                _act, unit, wanted = line.plan
                before = _said(unit)
                after = correct(self.given.actor, unit, wanted)
                done.append({"r": line.row, "c": unit.pk, "b": before, "a": _said(after)})
        return done

    def _new(self, said: dict[str, Any]) -> NewUnit:
        kind, parent = said["type"], self.given.unit
        number = self._numbers.get(kind) or next_number(parent, kind)
        self._numbers[kind] = number + 1
        position = said.get("position")
        if position is None:
            position = (self._positions.get(kind) or last_position(parent, kind)) + 1
        self._positions[kind] = max(self._positions.get(kind, 0), position)
        kind_word = one_line(said.get("kind_word") or _first_word(kind))
        return NewUnit(
            type=kind,
            name=without_kind(kind_word, said["name"]),
            kind_word=kind_word,
            code=suffix_code(parent, kind, number),
            position=position,
        )

    @staticmethod
    def _finish(made: Sequence[tuple[Unit, dict[str, Any]]]) -> None:
        for unit, said in made:
            unit.is_difficult_area = bool(said.get("is_difficult_area"))
            unit.note = said.get("note") or ""
        units = [unit for unit, _said in made]
        Unit.objects.bulk_update(units, ["is_difficult_area", "note"], batch_size=200)

    def changed_since(self, changes: Sequence[Change]) -> list[str]:
        ids = [change.get("u") or change["c"] for change in changes]
        units = Unit.objects.in_bulk(ids)
        used = units_in_use([change["u"] for change in changes if "u" in change], but=_OWN)
        return tidy(
            str(change["a"]["name"])
            for pk, change in zip(ids, changes, strict=True)
            if pk not in units or _said(units[pk]) != change["a"] or pk in used
        )

    def undo(self, changes: Sequence[Change]) -> None:
        made = [change["u"] for change in changes if "u" in change]
        UnitPlacement.objects.filter(unit_id__in=made).delete()
        UnitName.objects.filter(unit_id__in=made).delete()
        Unit.objects.filter(pk__in=made).delete()
        for change in changes:
            if "c" in change:
                unit = Unit.objects.get(pk=change["c"])
                before = {name: value for name, value in change["b"].items() if name != "type"}
                correct(self.given.actor, unit, replace(Particulars.of(unit), **before))

    def note(self, action: str, label: str, told: dict[str, Any]) -> None:
        record_list(self.given, action, label, told)

    def rows(self) -> Iterator[Sequence[Cell]]:
        for unit in self._standing():
            yield (
                f"U{unit.pk}", str(UnitType(unit.type).label), unit.kind_word, unit.name,
                unit.position, "x" if unit.is_difficult_area else "", unit.note,
            )  # fmt: skip


def _first_word(kind: str) -> str:
    """What a unit of a type is called where the list does not say."""
    return {UnitType.VILLAGE: "thôn", UnitType.CLAN: "dòng họ"}.get(UnitType(kind), "")


def _said(unit: Unit) -> dict[str, Any]:
    return {name: getattr(unit, name) for name in _KEPT}

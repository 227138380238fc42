"""Registrations and results of households, clans and individuals: a row each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from assessments.enums import Circumstance, Judgement
from assessments.enums import Outcome as Found
from assessments.fingerprints import fingerprint
from assessments.models import CompactResult
from assessments.selectors.compact import judgements_of
from assessments.services.compact import MOST_AT_ONCE, CompactEntry, set_results
from campaigns.models import CampaignYear
from campaigns.services.participation import group_of
from core import clock
from core.cells import Cell, CellProblem, read_text, read_tick
from core.errors import DomainError
from core.text import fold
from criteria.models import Criterion
from imports.columns import Column, Line, Problem, SheetRow
from imports.enums import Outcome
from imports.kinds.base import Change, Given, Kind, Places, key_column, refused
from imports.kinds.choices import reader_of
from units.enums import UnitType
from units.models import Person, Unit
from units.selectors.individuals import people_without_unit
from units.services.individuals import enter_individuals

_KEPT = ("is_registered", "values", "note", "result", "circumstance")
Said = dict[str, Any]


class Registrations(Kind):
    """Who registers for the title of the year."""

    sheet_name = "Đăng ký"

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        if given.campaign_year is None or not given.unit_type:
            raise DomainError(_("Hãy chọn năm và loại đối tượng."))
        self._year: CampaignYear = given.campaign_year
        self._type = UnitType(given.unit_type)
        self._places = Places(given.unit)
        self.criteria: list[Criterion] = []
        self.columns = (*self._first(), *self._asked())

    def _first(self) -> tuple[Column, ...]:
        of_household = self._type == UnitType.HOUSEHOLD
        names = tuple(one.display_name for one in self._places.all)
        name = {
            UnitType.HOUSEHOLD: _("Họ và tên chủ hộ"),
            UnitType.CLAN: _("Tên dòng họ"),
        }.get(self._type, _("Họ và tên"))
        return (
            key_column(),
            Column("village", _("Thôn"), read_text, choices=names, width=22,
                   is_required=of_household and self._places.own is None,
                   aliases=("Thôn, tổ dân phố", "Thôn/bản")),
            Column("name", name, read_text, is_required=True, width=30,
                   aliases=("Chủ hộ", "Họ tên chủ hộ", "Tên", "Dòng họ")),
            Column("last_year", _("Năm trước"), read_text, is_info=True, width=18),
        )  # fmt: skip

    def _asked(self) -> tuple[Column, ...]:
        registered = Column(
            "is_registered", _("Đăng ký danh hiệu"), read_tick, choices=("x",), width=12,
            aliases=("Đăng ký",), help=_("Ghi x nếu đăng ký, 0 nếu bỏ đăng ký."),
        )  # fmt: skip
        if self._type != UnitType.HOUSEHOLD:
            return (registered,)
        return (
            registered,
            Column("circumstance", _("Diện hộ"), reader_of(Circumstance), width=16,
                   choices=tuple(str(one.label) for one in Circumstance),
                   aliases=("Hộ nghèo, cận nghèo",)),
        )  # fmt: skip

    def begin(self) -> None:
        units = list(self._units())
        self._by_id = {unit.pk: unit for unit in units}
        self._by_name: dict[str, list[Unit | Person]] = {}
        self._village_of: dict[tuple[type, int], int | None] = {}
        for unit in units:
            self._know(unit, unit.name, unit.parent_id)
        if self._type == UnitType.INDIVIDUAL:
            for village in self._places.all:
                for person in people_without_unit(village):
                    self._know(person, person.full_name, village.pk)
        rows = CompactResult.objects.filter(campaign_year=self._year, unit__in=list(self._by_id))
        if len(units) > MOST_AT_ONCE:  # more ids than one statement takes
            rows = CompactResult.objects.filter(campaign_year=self._year)
        self._rows = {row.unit_id: row for row in rows}
        self._row_of: dict[tuple[type, int], int] = {}

    def _know(self, one: Unit | Person, name: str, village_id: int | None) -> None:
        """Somebody is found by name: a unit, or who lives in a household and becomes one."""
        self._by_name.setdefault(fold(name), []).append(one)
        self._village_of[type(one), one.pk] = village_id

    def _units(self) -> Any:
        found = Unit.objects.below(self.given.unit).filter(type=self._type)
        return found.active_on(clock.today()).order_by(
            "parent__position", "parent__sort_key", "position", "sort_key", "pk"
        )

    # ------------------------------------------------------------ what a row would do

    def check(self, rows: Sequence[SheetRow]) -> list[Line]:
        return [self._line(row) for row in rows]

    def _line(self, row: SheetRow) -> Line:
        label = str(row.values.get("name") or "?")
        if row.problems:
            return refused(row, label)
        found = self._found(row)
        if isinstance(found, Problem):
            return refused(row, label, found)
        first = self._row_of.setdefault((type(found), found.pk), row.number)
        if first != row.number:
            advice = _("Trùng với dòng %(row)s của tệp này. Hãy giữ lại một dòng.")
            return refused(row, label, self.problem(row, "name", label, advice % {"row": first}))
        stands = self._stands(found)
        wanted = self._wanted(stands, row.values)
        if wanted["result"] and not wanted["is_registered"]:
            advice = _("Có kết quả nhưng chưa đăng ký. Hãy ghi x ở cột đăng ký, hoặc bỏ kết quả.")
            return refused(row, label, self.problem(row, "is_registered", "", advice))
        if wanted == _said(stands):
            return Line(row.number, str(found), Outcome.SAME)
        is_kept = isinstance(found, Unit) and found.pk in self._rows
        outcome = Outcome.CHANGED if is_kept else Outcome.NEW
        return Line(row.number, str(found), outcome, plan=(found, wanted))

    def _stands(self, found: Unit | Person) -> CompactResult:
        kept = self._rows.get(found.pk) if isinstance(found, Unit) else None
        return kept or CompactResult()

    def _found(self, row: SheetRow) -> Unit | Person | Problem:
        said = row.values
        if said.get("key"):
            unit = self._by_id.get(int(said["key"][1:]))
            advice = _("Dòng này không còn trong sổ của đơn vị. Hãy tải mẫu mới.")
            return unit or self.problem(row, "key", said["key"], advice)
        if said.get("name") is None:
            return self.problem(row, "name", "", _("Ô này không được để trống."))
        village = self._places.find(said["village"]) if said.get("village") else None
        if isinstance(village, CellProblem):
            return self.problem(row, "village", village.value, village.advice)
        found = [
            one
            for one in self._by_name.get(fold(said["name"]), [])
            if village is None or self._village_of[type(one), one.pk] == village.pk
        ]
        if len(found) == 1:
            return found[0]
        advice = _("Chưa có trong sổ của đơn vị. Hãy nhập danh sách hộ và người trước.")
        if found:
            advice = _("Có %(count)s dòng cùng tên ở đây. Hãy dùng mẫu tải từ hệ thống để có mã.")
            advice %= {"count": len(found)}
        return self.problem(row, "name", said["name"], advice)

    def _wanted(self, stands: CompactResult, said: Said) -> Said:
        wanted = _said(stands)
        for name in ("is_registered", "circumstance", "result", "note"):
            if said.get(name) is not None:
                wanted[name] = said[name]
        given = {
            one.code: said[one.code] for one in self.criteria if said.get(one.code) is not None
        }
        wanted["values"] = {**wanted["values"], **given}
        return wanted

    # ------------------------------------------------------------ writing and undoing

    def write(self, lines: Sequence[Line]) -> list[Change]:
        entries, done = [], []
        made = self._made_units([line.plan[0] for line in lines])
        for line in lines:
            one, wanted = line.plan
            unit_id = made[one.pk] if isinstance(one, Person) else one.pk
            stands = self._rows.get(unit_id)
            entries.append(CompactEntry(unit_id, **wanted, seen=fingerprint(stands)))
            before = _said(stands or CompactResult())
            done.append({"r": line.row, "u": unit_id, "b": before, "a": wanted})
        self._set(entries)
        return done

    def _made_units(self, planned: Sequence[Unit | Person]) -> dict[int, int]:
        """People of the lines who become units, village by village: person → unit."""
        by_village: dict[int, list[int]] = {}
        for one in planned:
            if isinstance(one, Person):
                village_id = self._village_of[Person, one.pk]
                by_village.setdefault(village_id or 0, []).append(one.pk)
        made: dict[int, int] = {}
        for village in self._places.all:
            if ids := by_village.get(village.pk):
                enter_individuals(self.given.actor, village, ids)
                made |= dict(Person.objects.filter(pk__in=ids).values_list("pk", "unit_id"))
        return made

    def _set(self, entries: Sequence[CompactEntry]) -> None:
        for start in range(0, len(entries), MOST_AT_ONCE):
            part = entries[start : start + MOST_AT_ONCE]
            set_results(self._year, self.given.unit, part, actor=self.given.actor)

    def changed_since(self, changes: Sequence[Change]) -> list[str]:
        self.begin()
        return [
            str(self._by_id.get(change["u"], change["u"]))
            for change in changes
            if change["u"] not in self._by_id
            or _said(self._rows.get(change["u"]) or CompactResult()) != change["a"]
        ]

    def undo(self, changes: Sequence[Change]) -> None:
        self._set([CompactEntry(change["u"], **change["b"]) for change in changes])

    # ------------------------------------------------------------ template

    def rows(self) -> Iterator[Sequence[Cell]]:
        self.begin()
        villages = {one.pk: one.display_name for one in self._places.all}
        before = self._last_year()
        for unit in self._by_id.values():
            stands = self._rows.get(unit.pk) or CompactResult()
            cells = self._cells(stands)
            yield (
                f"U{unit.pk}", villages.get(unit.parent_id or 0, ""), unit.name,
                before.get(unit.pk, ""), *(cells[column.code] for column in self._asked()),
            )  # fmt: skip

    def _cells(self, stands: CompactResult) -> dict[str, Cell]:
        words = {str(one.value): str(one.label) for one in (*Judgement, *Found, *Circumstance)}
        cells: dict[str, Cell] = {
            "is_registered": "x" if stands.is_registered else "",
            "circumstance": words.get(stands.circumstance, ""),
            "result": words.get(stands.result, ""),
            "note": stands.note,
        }
        return cells | {
            one.code: words.get(stands.values.get(one.code, ""), "") for one in self.criteria
        }

    def _last_year(self) -> dict[int, str]:
        rows = CompactResult.objects.filter(
            campaign_year__campaign_id=self._year.campaign_id,
            campaign_year__year=self._year.year - 1,
            is_registered=True,
        )
        results = {str(one.value): str(one.label) for one in Found}
        return {
            pk: _("Đăng ký, %(result)s") % {"result": results[result].lower()}
            if result
            else _("Đăng ký")
            for pk, result in rows.values_list("unit_id", "result")
        }


class Results(Registrations):
    """What was found of each criterion, and of the title."""

    sheet_name = "Kết quả"

    def _asked(self) -> tuple[Column, ...]:
        self.criteria = self._judgements()
        judgements = tuple(str(one.label) for one in Judgement)
        return (
            *super()._asked(),
            *(
                Column(one.code, f"{one.code}: {one.text_shown}"[:180], reader_of(Judgement),
                       choices=judgements, width=20, aliases=(one.code,))
                for one in self.criteria
            ),
            Column("result", _("Kết quả danh hiệu"), reader_of(Found), width=16,
                   choices=tuple(str(one.label) for one in Found), aliases=("Kết quả",)),
            Column("note", _("Ghi chú"), read_text, width=40),
        )  # fmt: skip

    def _judgements(self) -> list[Criterion]:
        group = group_of(self._year.campaign.groups.all(), Unit(type=self._type))
        return judgements_of(group) if group is not None else []


def _said(row: CompactResult) -> Said:
    """What a row says, in the names of an entry."""
    said = {name: getattr(row, name) for name in _KEPT}
    said["values"] = {code: value for code, value in row.values.items() if value}
    return said

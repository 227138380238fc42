"""Households and the people in them: a row a person, the head's row first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any

from django.utils.translation import gettext as _

from core import clock
from core.cells import (
    Cell,
    CellProblem,
    read_national_id,
    read_phone,
    read_text,
    read_year,
)
from core.crypto import indexing
from core.text import fold
from imports.columns import Column, Line, Problem, Reader, SheetRow
from imports.enums import Outcome
from imports.kinds.base import Change, Given, Kind, Places, key_column, record_list, refused
from imports.kinds.register import Alike, Home, Known, Register, folded, mark_of
from imports.kinds.stored_people import changed_households, held, stored, undo_households
from units.models import Person, Unit
from units.services.household_lists import (
    HouseholdList,
    NewHousehold,
    NewPerson,
    add_members,
    correct_people,
)

FEMALE, MALE = "Nữ", "Nam"
_SEXES = {"nu": True, "f": True, "female": True, "nam": False, "m": False, "male": False}
_MOST_NAME = 120


def read_sex(cell: Cell) -> bool | CellProblem | None:
    """Whether the person is a woman."""
    text = read_text(cell, 20)
    if text is None or isinstance(text, CellProblem):
        return text
    found = _SEXES.get(fold(text))
    return found if found is not None else CellProblem(text, _("Hãy ghi Nam hoặc Nữ."))


def read_name(cell: Cell) -> str | CellProblem | None:
    """A person's name: it has letters, and no figures."""
    text = read_text(cell, _MOST_NAME)
    if text is None or isinstance(text, CellProblem):
        return text
    if text.replace(" ", "").isalpha():
        return text
    if not any(sign.isalpha() for sign in text) or any(sign.isdigit() for sign in text):
        return CellProblem(text[:40], _("Đây không phải là họ tên. Hãy ghi họ và tên đầy đủ."))
    return text


def _read_often(reader: Reader) -> Reader:
    """A reader of cells that say the same thousands of times."""
    return lru_cache(maxsize=1_024, typed=True)(reader)


class Households(Kind):
    """A village's households with their people, or all of a commune's."""

    sheet_name = "Hộ và người"

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        self._places = Places(given.unit)
        names = tuple(one.display_name for one in self._places.all)
        self.columns = (
            key_column(),
            Column("village", _("Thôn"), _read_often(read_text), choices=names, width=22,
                   is_required=self._places.own is None,
                   aliases=("Thôn, tổ dân phố", "Thôn/bản", "Tổ dân phố", "Bản", "Xóm")),
            Column("head", _("Họ và tên chủ hộ"), read_name, is_required=True, width=28,
                   aliases=("Chủ hộ", "Tên chủ hộ", "Họ tên chủ hộ"),
                   help=_("Ghi ở mọi dòng của hộ.")),
            Column("member", _("Họ và tên thành viên"), read_name, width=28,
                   aliases=("Thành viên", "Họ và tên", "Họ tên thành viên"),
                   help=_("Để trống ở dòng của chủ hộ.")),
            Column("birth_year", _("Năm sinh"), _read_often(read_year), width=10,
                   aliases=("Ngày sinh", "Ngày tháng năm sinh", "Sinh năm")),
            Column("is_female", _("Giới tính"), _read_often(read_sex), width=10,
                   choices=(MALE, FEMALE), aliases=("Nam/Nữ",)),
            Column("phone", _("Số điện thoại"), read_phone, as_text=True, width=15,
                   aliases=("Điện thoại", "SĐT")),
            Column("national_id", _("Số định danh cá nhân"), read_national_id, as_text=True,
                   width=18, aliases=("CCCD", "Số CCCD", "Số căn cước", "Số định danh", "CMND")),
        )  # fmt: skip

    def begin(self) -> None:
        self._register = Register(self.given.unit)
        self._alike = Alike(self._register)
        self._this_year = clock.today().year

    # ------------------------------------------------------------ what a row would do

    def check(self, rows: Sequence[SheetRow]) -> list[Line]:
        self._register.next_part()
        people, index = [_person_of(row) for row in rows], indexing()
        found = (one.indexed(index)[1] for one in people)
        holders = self._register.holders_of(national for national in found if national)
        return [self._line(row, one, holders) for row, one in zip(rows, people, strict=True)]

    def _line(self, row: SheetRow, person: NewPerson, holders: dict[str, int]) -> Line:
        said = row.values
        head = said.get("head")
        village = self._places.find(said.get("village"))
        label = f"{said.get('member') or head or '?'}"
        if isinstance(village, CellProblem):
            return refused(row, label, self.problem(row, "village", village.value, village.advice))
        label = f"{label}, {self._places.names[village.pk]}"
        if head is None and not row.problems:
            return refused(row, label, self.problem(row, "head", "", _("Chưa ghi chủ hộ.")))
        wrong = self._wrong_year(row)
        if row.problems or wrong:
            return refused(row, label, *wrong)
        return self._matched(row, village, label, person, holders)

    def _wrong_year(self, row: SheetRow) -> list[Problem]:
        year = row.values.get("birth_year")
        if year is None or year <= self._this_year:
            return []
        advice = _("Năm sinh ở sau năm nay. Hãy kiểm tra lại.")
        return [self.problem(row, "birth_year", str(year), advice)]

    def _matched(
        self,
        row: SheetRow,
        village: Unit,
        label: str,
        person: NewPerson,
        holders: dict[str, int],
    ) -> Line:
        key = row.values.get("key")
        found = self._by_key(row, key, village) if key else self._by_name(row, village, person)
        if isinstance(found, Problem):
            return refused(row, label, found)
        number = self._number_taken(row, person, found, holders)
        if number is not None:
            return refused(row, label, number)
        if isinstance(found, Known):
            return self._compared(row, label, found, person)
        return self._new(row, label, found, village, person)

    def _by_key(self, row: SheetRow, key: str, village: Unit) -> Known | Problem:
        known = self._register.people.get(int(key[1:]))
        if known is None:
            advice = _(
                "Người của dòng này không còn trong sổ của đơn vị. Nếu cần thêm lại, hãy xóa ô mã."
            )
            return self.problem(row, "key", key, advice)
        if row.values.get("village") and known.home.village_id != village.pk:
            advice = _("Chuyển hộ sang thôn khác làm ở trang của hộ, không làm trong tệp.")
            return self.problem(row, "village", village.display_name, advice)
        if known.row:
            return self._twice(row, known.row)
        return known

    def _twice(self, row: SheetRow, first: int) -> Problem:
        advice = _("Trùng với dòng %(row)s của tệp này. Hãy giữ lại một dòng.") % {"row": first}
        return self.problem(row, "head", _name_of(row), advice)

    def _by_name(
        self, row: SheetRow, village: Unit, person: NewPerson
    ) -> Known | Home | Problem | None:
        """Whom the row means: somebody known, a household to join, or nobody yet."""
        is_head = _is_head(row)
        year = person.birth_year if is_head else None
        homes = self._register.homes_of(village.pk, row.values["head"], year)
        if is_head and not homes:
            return None
        mark = mark_of(row.values["head"])
        exact = [one for one in homes if one.head_mark == mark]
        # "An" and "Ân" are two people once each has a row; a list without accents means either.
        homes = exact or [one for one in homes if not (is_head and one.row)]
        if is_head:
            homes = [one for one in homes if not one.row] or homes
        if len(homes) > 1:
            advice = _(
                "Thôn này có %(count)s hộ cùng tên chủ hộ. Hãy ghi năm sinh của chủ hộ, hoặc dùng "
                "mẫu tải từ hệ thống để mỗi dòng có mã."
            ) % {"count": len(homes)}
            return self.problem(row, "head", row.values["head"], advice)
        if not is_head:
            return self._member_of(row, homes, person)
        if homes and homes[0].row:
            return self._twice(row, homes[0].row)
        return homes[0].head if homes else None

    def _member_of(
        self, row: SheetRow, homes: list[Home], person: NewPerson
    ) -> Known | Home | Problem:
        if not homes:
            advice = _("Chưa có hộ này. Hãy ghi dòng của chủ hộ ở phía trên dòng thành viên.")
            return self.problem(row, "head", row.values["head"], advice)
        found = homes[0].members_like(person.full_name, person.birth_year)
        if len(found) > 1:
            advice = _("Hộ này có hai người cùng tên. Hãy ghi năm sinh.")
            return self.problem(row, "member", person.full_name, advice)
        if found and found[0].row:
            return self._twice(row, found[0].row)
        return found[0] if found else homes[0]

    def _number_taken(
        self,
        row: SheetRow,
        person: NewPerson,
        found: Known | Home | None,
        holders: dict[str, int],
    ) -> Problem | None:
        """A citizen's number belongs to one person, in this file and everywhere."""
        if not person.national_id:
            return None
        index = person.national_index
        first = self._alike.first_with(index, row.number)
        if first != row.number:
            advice = _("Số này đã ghi ở dòng %(row)s. Hãy kiểm tra lại số.") % {"row": first}
        else:
            holder = holders.get(index)
            if holder is None or (isinstance(found, Known) and found.id == holder):
                return None
            advice = _("Số này đã có của %(who)s. Hãy kiểm tra lại số.") % {
                "who": self._register.who(holder)
            }
        return self.problem(row, "national_id", f"…{person.national_id[-3:]}", advice)

    def _compared(self, row: SheetRow, label: str, known: Known, person: NewPerson) -> Line:
        known.row = known.row or row.number
        if known.is_head:
            known.home.row = row.number
        changes = known.differences(person)
        if not changes:
            return Line(row.number, label, Outcome.SAME)
        return Line(row.number, label, Outcome.CHANGED, plan=("change", known, changes))

    def _new(
        self, row: SheetRow, label: str, home: Home | None, village: Unit, person: NewPerson
    ) -> Line:
        alike = self._alike.who(person, village.pk, is_head=home is None)
        if home is None:
            home = self._register.add_home(village.pk, person, row.number)
            self._alike.note(row.number, person, village.pk, is_head=True)
            return Line(row.number, label, Outcome.NEW, alike=alike, plan=("home", home, person))
        home.add(Known(0, person.full_name, person.birth_year, home, row=row.number))
        self._alike.note(row.number, person, village.pk, is_head=False)
        return Line(row.number, label, Outcome.NEW, alike=alike, plan=("member", home, person))

    # ------------------------------------------------------------ writing and undoing

    @cached_property
    def _writer(self) -> HouseholdList:
        return HouseholdList(self._places.all)

    def write(self, lines: Sequence[Line]) -> list[Change]:
        done = self._write_homes([line for line in lines if line.plan[0] == "home"])
        done += self._write_members([line for line in lines if line.plan[0] == "member"])
        return done + self._write_changes([line for line in lines if line.plan[0] == "change"])

    def _write_homes(self, lines: Sequence[Line]) -> list[Change]:
        plans = [(home, person) for _act, home, person in (line.plan for line in lines)]
        made = self._writer.create(
            [(home.village_id, NewHousehold((person,))) for home, person in plans]
        )
        done = []
        for line, (home, person), one in zip(lines, plans, made, strict=True):
            home.id = one.unit_id
            done.append(
                {"r": line.row, "u": one.unit_id, "p": one.person_ids[0], "a": kept(person)}
            )
        return done

    def _write_members(self, lines: Sequence[Line]) -> list[Change]:
        plans = [(home, person) for _act, home, person in (line.plan for line in lines)]
        # The household's own row may have been left out on purpose or for a mistake in it.
        standing = [
            (line, home.id, person)
            for line, (home, person) in zip(lines, plans, strict=True)
            if home.id
        ]
        ids = add_members([(home_id, person) for _line, home_id, person in standing])
        return [
            {"r": line.row, "m": pk, "h": home_id, "a": kept(person)}
            for pk, (line, home_id, person) in zip(ids, standing, strict=True)
        ]

    def _write_changes(self, lines: Sequence[Line]) -> list[Change]:
        if not lines:
            return []
        rows = Person.objects.in_bulk([line.plan[1].id for line in lines])
        done, wanted = [], []
        for line in lines:
            _act, known, changes = line.plan
            before = stored(rows[known.id])
            wanted.append((known.id, changes))
            done.append(
                {"r": line.row, "c": known.id, "b": {name: before[name] for name in changes}}
            )
        correct_people(wanted)
        after = Person.objects.in_bulk([pk for pk, _changes in wanted])
        for change in done:
            change["a"] = held(after[change["c"]])
        return done

    def changed_since(self, changes: Sequence[Change]) -> list[str]:
        return changed_households(changes)

    def undo(self, changes: Sequence[Change]) -> None:
        undo_households(changes)

    def note(self, action: str, label: str, told: dict[str, Any]) -> None:
        record_list(self.given, action, label, told)

    # ------------------------------------------------------------ template

    def rows(self) -> Iterator[Sequence[Cell]]:
        names = {one.pk: one.display_name for one in self._places.all}
        sexes = {True: FEMALE, False: MALE, None: ""}
        for known in Register(self.given.unit).in_order():
            home = known.home
            member = "" if known.is_head else known.name
            yield (
                f"P{known.id}", names.get(home.village_id, ""), home.head_name, member,
                known.birth_year, sexes[known.is_female], "", "",
            )  # fmt: skip


def _is_head(row: SheetRow) -> bool:
    member = row.values.get("member")
    return member is None or folded(member) == folded(row.values["head"])


def _name_of(row: SheetRow) -> str:
    return str(row.values.get("member") or row.values.get("head") or "")


def _person_of(row: SheetRow) -> NewPerson:
    said = row.values.get
    return NewPerson(
        said("member") or said("head") or "",
        said("birth_year"),
        said("is_female"),
        said("phone") or "",
        said("national_id") or "",
    )


def kept(person: NewPerson) -> list[Any]:
    """What a person's row says, as an undo compares it: no number that can be read back.

    The reader of the cell composed the name already.
    """
    return [
        person.full_name, person.birth_year, person.is_female,
        person.phone_index, person.national_index,
    ]  # fmt: skip

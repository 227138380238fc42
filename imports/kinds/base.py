"""What every kind of list can do, and the words that several of them use."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from assessments.services.submission import Submission
from campaigns.models import CampaignYear
from core import clock
from core.audit import record
from core.cells import Cell, CellProblem, read_text
from core.text import fold
from imports.columns import Column, Line, Problem, SheetRow
from imports.enums import Outcome
from units.access import audit_subject
from units.enums import UnitType
from units.models import Unit

Change = dict[str, Any]


@dataclass(frozen=True)
class Given:
    """For whom a list is brought in, by whom, and for which year and type where it matters.

    ``received``: by which way and on which day what is written on behalf arrived.
    """

    unit: Unit
    actor: User
    campaign_year: CampaignYear | None = None
    unit_type: str = ""
    received: Submission | None = None


class Kind(ABC):
    """A kind of list.

    ``check`` is called with one part of the file after the other and only reads; ``write`` is
    called with the lines of a part that were accepted, in the same order, inside one transaction.
    """

    columns: Sequence[Column]
    sheet_name: str

    def __init__(self, given: Given) -> None:
        self.given = given

    @abstractmethod
    def begin(self) -> None:
        """Read what the rows are compared with."""

    @abstractmethod
    def check(self, rows: Sequence[SheetRow]) -> list[Line]:
        """What each row would do."""

    @abstractmethod
    def write(self, lines: Sequence[Line]) -> list[Change]:
        """Write new and changed rows; returns for each what stood before and stands after."""

    @abstractmethod
    def changed_since(self, changes: Sequence[Change]) -> list[str]:
        """The names of the rows that do not stand any more as these changes left them."""

    @abstractmethod
    def undo(self, changes: Sequence[Change]) -> None:
        """Put back what stood before."""

    @abstractmethod
    def rows(self) -> Iterator[Sequence[Cell]]:
        """The rows of the template, in the order of the columns."""

    def written_for(self, lines: Sequence[Line]) -> set[int]:  # noqa: ARG002 most write for none
        """The units whose own forms the lines would write into."""
        return set()

    def note(self, action: str, label: str, told: dict[str, Any]) -> None:  # noqa: B027 nothing to add
        """One audit row where the lower app's services, called for whole lists, leave none."""

    def column(self, code: str) -> Column:
        """One of the columns by its code."""
        return next(one for one in self.columns if one.code == code)

    def problem(self, row: SheetRow, code: str, value: str, advice: str) -> Problem:
        """A problem of a row that no cell shows by itself; its letter is set by the caller."""
        return Problem(row.number, "", self.column(code).heading, value, advice)


def refused(row: SheetRow, label: str, *more: Problem) -> Line:
    """A row that cannot be taken."""
    return Line(row.number, label, Outcome.REFUSED, [*row.problems, *more])


def key_column() -> Column:
    """The hidden column by which a row of a template finds its own again."""
    return Column(
        "key",
        _("Mã dòng (không sửa)"),
        read_key,
        aliases=("Mã dòng",),
        is_hidden=True,
        as_text=True,
    )


def read_key(cell: Cell) -> str | CellProblem | None:
    """A key as the template writes it: a letter and digits."""
    text = read_text(cell, 30)
    if text is None or isinstance(text, CellProblem):
        return text
    if text[:1] in {"P", "U"} and text[1:].isascii() and text[1:].isdecimal() and len(text) < 20:
        return text
    return CellProblem(
        text, _("Mã dòng này không do hệ thống ghi. Hãy xóa ô mã, hệ thống sẽ tìm theo tên.")
    )


class Places:
    """The villages at or below a unit, found by the names that lists write."""

    def __init__(self, unit: Unit) -> None:
        self.own = unit if unit.type == UnitType.VILLAGE else None
        found = Unit.objects.at_or_below(unit).filter(type=UnitType.VILLAGE)
        self.all = list(found.active_on(clock.today()).in_order())
        self.names = {one.pk: one.display_name for one in self.all}
        self._by_name: dict[str, list[Unit]] = {}
        for village in self.all:
            for name in {fold(village.name), fold(village.display_name), fold(village.code)}:
                if name:
                    self._by_name.setdefault(name, []).append(village)
        self._known: dict[str | None, Unit | CellProblem] = {}

    def find(self, name: str | None) -> Unit | CellProblem:
        """The village of this name; a village's own list need not name it."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = self._find(name)
        return found

    def _find(self, name: str | None) -> Unit | CellProblem:
        if name is None:
            if self.own is not None:
                return self.own
            return CellProblem("", _("Chưa ghi thôn. Hãy chọn thôn từ danh sách trong mẫu."))
        found = self._by_name.get(fold(name), [])
        if len(found) == 1:
            return found[0]
        if found:
            return CellProblem(name, _("Có nhiều thôn cùng tên. Hãy ghi mã của thôn thay cho tên."))
        if self.own is not None:
            return CellProblem(
                name,
                _("Tệp này chỉ nhận hộ của %(own)s. Hãy bỏ dòng này hoặc nhờ xã nhập.")
                % {"own": self.own},
            )
        return CellProblem(
            name, _("Không có thôn tên như vậy ở đây. Hãy chọn thôn từ danh sách trong mẫu.")
        )


def record_list(given: Given, action: str, label: str, told: dict[str, Any]) -> None:
    """The audit row of a whole list of units or people, written or taken back at once."""
    record(
        action,
        audit_subject("units.unit", given.unit.pk, given.unit.display_name, given.unit),
        actor=given.actor.as_actor,
        after={"list": label, **told},
    )


def tidy(names: Iterable[str]) -> list[str]:
    """Names in order, each once."""
    return list(dict.fromkeys(names))

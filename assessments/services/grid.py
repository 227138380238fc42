"""A block of cells of a grid: understood cell by cell, saved whole or not at all.

The same reading serves the preview and the saving. A cell is swapped only when it still says
what the sender saw: row by row under a lock, value against value, so that nobody's work is
overwritten unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.errors import DomainError, StaleError

MOST_CELLS = 6000


@dataclass(frozen=True)
class Change:
    """What somebody typed into one cell, and what stood there on their screen.

    ``confirms``: a value carried over from last year is said to hold for this year too.
    """

    row: int
    column: str
    text: str
    note: str = ""
    seen: str = ""
    seen_note: str = ""
    confirms: bool = False


@dataclass(frozen=True)
class Judged:
    """A cell that was looked at: what stands there, and what it would say.

    ``error`` says why it is refused; ``who`` who changed it meanwhile. ``value`` is the answer
    as the writing side needs it. ``is_waiting``: it was carried over and not confirmed yet.
    """

    change: Change
    row_name: str
    column_label: str
    before: str = ""
    before_note: str = ""
    after: str = ""
    note: str = ""
    number: str = ""
    error: str = ""
    is_overtaken: bool = False
    is_waiting: bool = False
    who: str = ""
    value: Any = None

    @property
    def address(self) -> str:
        """Where the cell stands, in words."""
        return _("%(row)s, cột “%(column)s”") % {
            "row": self.row_name,
            "column": self.column_label,
        }

    @property
    def changes(self) -> bool:
        """Whether anything would be written."""
        confirmed = self.is_waiting and self.change.confirms
        return confirmed or (self.before, self.before_note) != (self.after, self.note)


class CellsRefusedError(DomainError):
    """Cells that were not understood or may not be changed; nothing was written."""

    def __init__(self, cells: Sequence[Judged]) -> None:
        super().__init__(
            _("%(count)s ô chưa ghi được nên chưa ô nào được ghi. %(address)s: %(error)s")
            % {"count": len(cells), "address": cells[0].address, "error": cells[0].error}
        )
        self.cells = tuple(cells)


class CellsOvertakenError(StaleError):
    """Cells that somebody else changed meanwhile; nothing was written."""

    def __init__(self, cells: Sequence[Judged]) -> None:
        first = cells[0]
        super().__init__(
            _(
                "%(address)s vừa được %(who)s sửa thành “%(theirs)s”; ông/bà nhập “%(mine)s”. "
                "Chưa ô nào được ghi. Hãy chọn giá trị giữ lại rồi lưu tiếp."
            )
            % {
                "address": first.address,
                "who": first.who or _("người khác"),
                "theirs": first.before or _("chưa nhập"),
                "mine": first.after or _("chưa nhập"),
            }
        )
        self.cells = tuple(cells)


def refuse_too_many(changes: Sequence[Change]) -> None:
    """Refuse a block larger than any grid."""
    if len(changes) > MOST_CELLS:
        raise DomainError(
            _("Mỗi lần ghi nhiều nhất %(most)s ô. Hãy chia khối dán thành nhiều lần.")
            % {"most": MOST_CELLS}
        )


def is_overtaken(change: Change, stands: tuple[str, str], wanted: tuple[str, str]) -> bool:
    """Whether a cell says neither what the sender saw nor what they want."""
    return stands not in {(change.seen, change.seen_note), wanted}


def all_or_nothing(judged: Sequence[Judged], who: Callable[[Judged], str]) -> list[Judged]:
    """The cells to write. Raises for the whole block when one of them cannot be."""
    refused = [one for one in judged if one.error]
    if refused:
        raise CellsRefusedError(refused)
    overtaken = [one for one in judged if one.is_overtaken]
    if overtaken:
        raise CellsOvertakenError([_named(one, who) for one in overtaken])
    return [one for one in judged if one.changes]


def _named(one: Judged, who: Callable[[Judged], str]) -> Judged:
    return Judged(**{**one.__dict__, "who": who(one)})

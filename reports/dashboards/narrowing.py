"""Which lines of the status are shown and in which order: found by name, ordered by a rate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.display import Text
from core.numbers import format_number
from core.text import fold, one_line
from reports.dashboards.status import RATES, Line, StatusTable, line
from reports.dashboards.sums import added

# By name as the places come; a rate with its lowest first, with "-" its highest.
ORDERS: Mapping[str, Text] = {
    "": gettext_lazy("Tên"),
    "submitted": gettext_lazy("Đã nộp, thấp nhất trước"),
    "-submitted": gettext_lazy("Đã nộp, cao nhất trước"),
    "on_time": gettext_lazy("Đúng hạn, thấp nhất trước"),
    "-on_time": gettext_lazy("Đúng hạn, cao nhất trước"),
    "complete": gettext_lazy("Đầy đủ, thấp nhất trước"),
    "-complete": gettext_lazy("Đầy đủ, cao nhất trước"),
}
MOST_LETTERS = 100


@dataclass(frozen=True)
class Narrowing:
    """What somebody looks for and by what the lines are ordered."""

    query: str = ""
    order: str = ""

    @classmethod
    def asked(cls, given: Mapping[str, str]) -> Narrowing:
        """What stands in an address; an unknown order is that of the names."""
        order = given.get("sort", "")
        query = one_line(given.get("q", "")[:MOST_LETTERS])
        return cls(query, order if order in ORDERS else "")

    @cached_property
    def words(self) -> list[str]:
        """The words that a name must hold, without diacritics."""
        return fold(self.query).split()

    @property
    def told(self) -> str:
        """The narrowing in words, for the head and the name of an export."""
        parts = []
        if self.words:
            parts.append(_("tìm “%(query)s”") % {"query": self.query})
        if self.order:
            parts.append(_("xếp theo %(order)s") % {"order": ORDERS[self.order]})
        return "; ".join(parts)


def narrowed(table: StatusTable, by: Narrowing) -> StatusTable:
    """The table with the found lines in the wanted order.

    The sum stays that of all and says so; that of the found ones stands beside it.
    """
    lines = table.lines
    if by.words:
        lines = [one for one in lines if _holds(one.name, by.words)]
    if by.order:
        lines = sorted(lines, key=_by_rate(by.order))
    if not by.words:
        return replace(table, lines=lines)
    found = line(
        _("Cộng %(n)s đơn vị tìm thấy") % {"n": format_number(len(lines))},
        "",
        added(one.sums for one in lines),
    )
    whole = _("Tất cả %(n)s đơn vị") % {"n": format_number(len(table.lines))}
    return replace(table, lines=lines, found=found, total=table.total._replace(name=whole))


def _holds(name: str, words: list[str]) -> bool:
    # From where a word begins: "ha tinh" is not in "Tỉnh Thái Nguyên".
    folded = f" {fold(name)}"
    return all(f" {word}" in folded for word in words)


def _by_rate(order: str) -> Callable[[Line], tuple[bool, Fraction]]:
    """Shares compared exactly; of nobody there is no share, so that line comes last both ways."""
    part, whole = RATES[order.removeprefix("-")]
    sign = -1 if order.startswith("-") else 1

    def key(one: Line) -> tuple[bool, Fraction]:
        count = one.sums[whole]
        return (not count, Fraction(sign * one.sums[part], count) if count else Fraction(0))

    return key

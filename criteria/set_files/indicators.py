"""The shape of a file with a designed indicator set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Self

from django.utils.translation import gettext as _

from core.data_files import AtMost, Fault
from criteria.enums import IndicatorKind
from criteria.set_files.words import Code, FileKind, Name, SetCode, twice
from units.enums import UnitType


class Rule(Enum):
    """The named rules of the annual report's figures, and what each one says."""

    V1 = "đạt ≤ đăng ký ≤ tổng"
    V2 = "tỷ lệ được tính lại"
    V3 = "tổng bằng cộng các thôn"
    V4 = "tăng giảm so với năm trước"
    V5 = "lượt người ≥ số người"
    V6 = "cân đối quỹ"
    V7 = "số viết kiểu Việt Nam"
    V8 = "một hộ ở một thôn"
    V9 = "khóa sau khi chốt báo cáo"
    V10 = "đánh dấu trễ hạn"


@dataclass(frozen=True)
class Feed:
    """The table of the annual report, and its column, that a line fills."""

    table: int
    column: str

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read “3 Tổng hộ”; raises ``ValueError`` with a sentence."""
        number, _space, column = text.partition(" ")
        if not number.isdecimal() or not 1 <= int(number) <= 10 or not column.strip():
            raise ValueError(_("“%(text)s” phải là số bảng (1-10) rồi tên cột") % {"text": text})
        return cls(int(number), column.strip())


@dataclass(frozen=True, kw_only=True)
class Option:
    """One step of a LEVEL line."""

    value: int
    label: str


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a LIST line."""

    code: str
    label: str
    kind: IndicatorKind
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One figure, text, date or list that units are asked for."""

    code: SetCode
    label: str
    kind: IndicatorKind
    unit: Annotated[str, AtMost(40)] = ""
    help: str = ""
    required: bool = False
    yearly: bool = False
    answered_by: tuple[UnitType, ...] = ()
    options: tuple[Option, ...] = ()
    columns: tuple[Column, ...] = ()
    numerator: str | None = None
    denominator: str | None = None
    filled_from: Name = ""
    feeds: tuple[Feed, ...] = ()

    def faults(self) -> Iterator[Fault]:
        """Each kind has what it needs, and a rate is never typed."""
        if self.kind == IndicatorKind.RATIO:
            if not (self.numerator and self.denominator):
                yield Fault(self, "kind", _("dòng RATIO cần numerator và denominator"))
            if self.required:
                yield Fault(self, "required", _("dòng RATIO do hệ thống tính, không bắt nhập"))
        if self.kind == IndicatorKind.LEVEL and not self.options:
            yield Fault(self, "kind", _("dòng LEVEL cần options"))
        if self.kind == IndicatorKind.LIST and not self.columns:
            yield Fault(self, "kind", _("dòng LIST cần columns"))
        if self.kind in {IndicatorKind.COUNT, IndicatorKind.MONEY} and not self.unit:
            yield Fault(self, "kind", _("số phải có đơn vị tính (unit)"))


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the form; ``answered_by`` holds for its lines unless a line says otherwise.

    ``yearly``: every line belongs to the one year and is never taken over from the year before.
    """

    code: str
    heading: Annotated[str, AtMost(190)]
    lines: tuple[Line, ...]
    answered_by: tuple[UnitType, ...] = ()
    yearly: bool = False

    def asked(self, line: Line) -> tuple[UnitType, ...]:
        """The unit types that answer one of the section's lines (empty: all of the set)."""
        return line.answered_by or self.answered_by


@dataclass(frozen=True, kw_only=True)
class Check:
    """A named rule over lines: ``le`` each term at most the next; ``balance`` 1 + 2 − 3 = 4."""

    code: Code
    rule: Rule
    message: str
    le: tuple[str, ...] = ()
    balance: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    percent: int | None = None
    hard: bool = True

    @property
    def terms(self) -> tuple[str, ...]:
        return self.le or self.balance or self.lines

    def faults(self) -> Iterator[Fault]:
        """The rule comes with the terms it speaks about."""
        if self.rule in {Rule.V1, Rule.V5} and len(self.le) < 2:
            yield Fault(self, "rule", _("quy tắc V1, V5 cần le với ít nhất hai dòng"))
        if self.rule == Rule.V6 and len(self.balance) != 4:
            yield Fault(self, "rule", _("quy tắc V6 cần balance: đầu kỳ, thu, chi, cuối kỳ"))
        if self.rule in {Rule.V2, Rule.V3, Rule.V4} and not self.lines:
            yield Fault(self, "rule", _("quy tắc V2, V3, V4 cần lines"))
        if (self.rule == Rule.V4) != (self.percent is not None):
            yield Fault(self, "rule", _("percent đi cùng quy tắc V4"))


@dataclass(frozen=True, kw_only=True)
class IndicatorSet:
    """A sheet of figures designed by the product, in one version."""

    code: SetCode
    kind: FileKind
    name: Name
    version: int
    designed: bool
    unit_types: tuple[UnitType, ...]
    sections: tuple[Section, ...]
    checks: tuple[Check, ...]
    note: str = ""

    def lines(self) -> list[Line]:
        """Every line, in the order of the form."""
        return [line for section in self.sections for line in section.lines]

    def faults(self) -> Iterator[Fault]:
        yield from twice(self.sections)
        yield from twice(self.lines())
        yield from twice(self.checks)

    def references(self) -> Iterator[Fault]:
        """Rates, sums and rules speak of lines that exist."""
        known = {line.code for line in self.lines()}
        for part, key, code in self._mentions():
            if code not in known:
                yield Fault(part, key, _("không có dòng “%(code)s”") % {"code": code})

    def _mentions(self) -> Iterator[tuple[object, str, str]]:
        for line in self.lines():
            for key, code in (("numerator", line.numerator), ("denominator", line.denominator)):
                if code:
                    yield line, key, code
            for code in _own_lines(line.filled_from):
                yield line, "filled_from", code
        for check in self.checks:
            for code in check.terms:
                yield check, "code", code


def _own_lines(filled_from: str) -> list[str]:
    """The lines of the same form that ``lines:a+b`` or ``list:line.column`` adds up."""
    kind, _colon, name = filled_from.partition(":")
    if kind == "lines":
        return name.split("+")
    return [name.partition(".")[0]] if kind == "list" else []

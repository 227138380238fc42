"""The parts of a plan file: document, unit, periods, groups, targets, awards, duties, bodies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from django.utils.translation import gettext as _

from campaigns.enums import DutyKind, MeasureKind, Occasion
from campaigns.plan_files.words import (
    Basis,
    Clause,
    Code,
    DaySetBy,
    Label,
    Recipients,
    SourceCopy,
    SourceDate,
    Wording,
    YearDay,
)
from core.data_files import AtMost, Fault
from criteria.enums import CriterionKind
from criteria.set_files import TitleCode
from units.enums import UnitType

Number = Annotated[str, AtMost(20)]
SET_LOCALLY = "địa phương đặt"


@dataclass(frozen=True, kw_only=True)
class HostUnit:
    """The unit that issued the plan: by official code, or by a key where it has none."""

    name: str
    type: UnitType
    code: str | None
    province: str
    demo_key: str | None = None
    district: str | None = None
    province_code: str | None = None
    province_inferred: bool = False
    valid_on: dt.date | None = None
    note: str = ""

    def faults(self) -> Iterator[Fault]:
        if (self.code is None) == (self.demo_key is None):
            yield Fault(
                self, "code", _("ghi đúng một trong hai: code (mã chính thức) hoặc demo_key")
            )
        if self.code is not None and not (len(self.code) == 5 and self.code.isdecimal()):
            yield Fault(self, "code", _("mã xã gồm đúng 5 chữ số, viết trong ngoặc kép"))


@dataclass(frozen=True, kw_only=True)
class PlanDocument:
    """The plan as a paper. Number, place or province that it does not print are ``None``."""

    code: Code
    type: Annotated[str, AtMost(60)]
    number: Annotated[str, AtMost(80)] | None
    date: SourceDate
    place: str | None
    issuer: Label
    province: Annotated[str, AtMost(120)] | None
    authority_lines: tuple[str, ...]
    signer: Label
    abstract: str
    recipients: tuple[str, ...]
    preamble: tuple[Clause, ...]
    closing: Clause | None
    source_copy: SourceCopy
    number_source: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class LegalBasis:
    """A document that the plan cites. ``date_source``: the date as printed, where it is wrong."""

    code: Code
    type: Annotated[str, AtMost(60)]
    number: Annotated[str, AtMost(80)]
    date: dt.date
    issuer: Label | None
    title: str | None
    cited_in: str
    text_source: str
    date_source: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Period(Wording):
    """The years of the campaign."""

    from_year: int
    to_year: int

    def faults(self) -> Iterator[Fault]:
        if self.to_year < self.from_year:
            yield Fault(self, "to_year", _("năm cuối trước năm đầu"))


@dataclass(frozen=True, kw_only=True)
class Phase(Wording):
    """A part of the years; a review without a year in the plan has none here."""

    code: Code
    name: Label
    from_year: int
    to_year: int
    interim_review_year: int | None = None
    final_review_year: int | None = None

    def faults(self) -> Iterator[Fault]:
        if self.to_year < self.from_year:
            yield Fault(self, "to_year", _("năm cuối trước năm đầu"))
        for key in ("interim_review_year", "final_review_year"):
            year = getattr(self, key)
            if year is not None and not self.from_year <= year <= self.to_year:
                yield Fault(self, key, _("năm nằm ngoài giai đoạn"))


@dataclass(frozen=True, kw_only=True)
class TitleAsked:
    """The title that a criterion asks for, and the official set that decides on it."""

    title: TitleCode
    official_set: str
    basis: Basis
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlanCriterion(Wording):
    """One criterion of the plan: a judgement (GRADED), or a title of the register (TITLE).

    ``sub_units``: the title is not the unit's own but that of its sub-units of these types.
    """

    code: Code
    kind: CriterionKind
    titles: tuple[TitleAsked, ...] = ()
    sub_units: tuple[UnitType, ...] = ()

    def faults(self) -> Iterator[Fault]:
        if self.kind not in {CriterionKind.GRADED, CriterionKind.TITLE}:
            yield Fault(self, "kind", _("tiêu chí của kế hoạch chỉ là GRADED hoặc TITLE"))
        if self.kind == CriterionKind.TITLE and not self.titles:
            yield Fault(self, "kind", _("tiêu chí TITLE phải nêu danh hiệu (titles)"))
        if self.kind == CriterionKind.GRADED and (self.titles or self.sub_units):
            yield Fault(self, "kind", _("tiêu chí GRADED không có titles, sub_units"))


@dataclass(frozen=True, kw_only=True)
class Group:
    """Who takes part under one heading; ``chosen_types`` are our reading, open to change."""

    number: Number
    heading: Wording
    unit_types: tuple[UnitType, ...]
    criteria: tuple[PlanCriterion, ...]
    chosen_types: tuple[UnitType, ...] = ()
    chosen_note: str = ""
    indicator_set: str | None = None
    note: str = ""

    @property
    def all_types(self) -> tuple[UnitType, ...]:
        return self.unit_types + self.chosen_types

    def faults(self) -> Iterator[Fault]:
        if not self.unit_types:
            yield Fault(self, "unit_types", _("nhóm phải có ít nhất một loại đơn vị"))
        if self.chosen_types and not self.chosen_note:
            yield Fault(self, "chosen_types", _("lựa chọn của sản phẩm phải có chosen_note"))


@dataclass(frozen=True, kw_only=True)
class Measure:
    """How a target is measured: lines of an indicator set (“set.line”) and the value to reach."""

    code: Annotated[str, AtMost(60)]
    label: str
    kind: MeasureKind
    value: Decimal
    unit: Code
    numerator: str | None = None
    denominator: str | None = None
    indicator: str | None = None

    def faults(self) -> Iterator[Fault]:
        rate = bool(self.numerator and self.denominator and not self.indicator)
        single = bool(self.indicator and not self.numerator and not self.denominator)
        if not (rate if self.kind == MeasureKind.PERCENT else single):
            reason = _("PERCENT cần numerator và denominator; LEVEL, YES_NO cần indicator")
            yield Fault(self, "kind", reason)


@dataclass(frozen=True, kw_only=True)
class PlanTarget(Wording):
    """A figure to reach by ``end_year``; ``task`` names the task that contains it, if any."""

    code: Code
    section: Number
    heading: Annotated[str, AtMost(270)]
    end_year: int
    measures: tuple[Measure, ...]
    task: str | None = None

    def faults(self) -> Iterator[Fault]:
        if not self.measures:
            yield Fault(self, "measures", _("chỉ tiêu phải có ít nhất một phép đo"))


@dataclass(frozen=True, kw_only=True)
class Task(Wording):
    """A task or solution; ``who`` as far as its own text names somebody."""

    code: Code
    section: Number
    heading: str
    who: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AwardForm:
    """An award form in the plan's words; ``authority`` only where the plan names it."""

    name: str
    authority: str | None = None


@dataclass(frozen=True, kw_only=True)
class Award:
    """The award forms of one occasion. No form = the plan names none."""

    code: Code
    occasion: Occasion
    source: Number
    recipients: tuple[Recipients, ...]
    forms: tuple[AwardForm, ...]
    condition: Wording
    year: int | None = None
    period: str = ""
    granted_by: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Party:
    """Somebody who reports or receives; ``body`` is the code of a body of this plan.

    ``superseded_from``: from that day the recipient no longer exists and a new one is asked for.
    """

    name: str
    body: str | None = None
    superseded_from: dt.date | None = None
    superseded_note: str = ""


@dataclass(frozen=True, kw_only=True)
class PlanDuty:
    """Who reports what to whom; without ``named_day`` it is open all year.

    “trước ngày X” is read literally: the last day is the one before unless ``inclusive``.
    """

    code: Code
    kind: DutyKind
    to: tuple[Party, ...]
    what: str
    source: str
    groups: tuple[str, ...] = ()
    who: Party | None = None
    via: Party | None = None
    onward: str = ""
    named_day: YearDay | None = None
    inclusive: bool = False
    day_set_by: DaySetBy | None = None
    source_text: str = ""
    wording: Wording | None = None
    opens_on: YearDay | None = None
    prepare_days_before: int = 3
    note: str = ""

    def last_day(self, year: int) -> dt.date | None:
        """The last day on which a delivery of that year is on time."""
        if self.named_day is None:
            return None
        named = self.named_day.in_year(year)
        return named if self.inclusive else named - dt.timedelta(days=1)

    def faults(self) -> Iterator[Fault]:
        if bool(self.groups) == (self.who is not None):
            yield Fault(self, "code", _("ghi đúng một trong hai: groups hoặc who"))
        if (self.named_day is None) != (self.day_set_by is None):
            yield Fault(self, "code", _("named_day và day_set_by đi cùng nhau"))
        if self.day_set_by == DaySetBy.PLAN and not self.source_text:
            yield Fault(self, "day_set_by", _("ngày của kế hoạch phải có nguyên văn (source_text)"))
        if self.source != SET_LOCALLY and self.wording is None:
            yield Fault(self, "source", _("nhiệm vụ của kế hoạch phải có nguyên văn (wording)"))


@dataclass(frozen=True, kw_only=True)
class Body:
    """A body that the plan gives work to, with its duties word by word."""

    code: Code
    number: Number
    name: Wording
    duties: tuple[Clause, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Anomaly:
    """Something odd in the source, and the codes of the parts it concerns."""

    number: int
    concerns: tuple[str, ...]
    text: str

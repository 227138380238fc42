"""The shape of a file of official criteria sets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Annotated

from django.utils.translation import gettext as _

from core.data_files import AtMost, Fault
from criteria.enums import Completeness, CriterionKind, ScoringMode
from criteria.set_files.words import Code, FileKind, Name, SetCode, TitleCode, twice


class SourceKind(Enum):
    """Where a figure or wording comes from; only FOUND was read in the source named."""

    FOUND = "found"
    INFERRED = "inferred"
    RECALLED = "recalled"
    SUGGESTED = "suggested"


class Language(Enum):
    """VI: the source's own wording. EN_VI: translated back, so not the legal wording."""

    VI = "vi"
    EN_VI = "en-vi"


class InForce(Enum):
    """Whether a legal document still holds."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Source:
    """A place where a figure was read, under a short key that rows refer to."""

    key: str
    kind: SourceKind
    where: str
    language: Language = Language.VI

    def label(self) -> str:
        """The source in one line, as stored beside the figure."""
        return f"[{self.kind.value}] {self.where}"


@dataclass(frozen=True, kw_only=True)
class OfficialDocument:
    """The legal document behind a file's sets."""

    type: Annotated[str, AtMost(60)]
    number: Annotated[str, AtMost(80)]
    date: dt.date | None
    issuer: Annotated[str, AtMost(200)]
    title: str
    effective_from: dt.date | None
    effective_to: dt.date | None
    in_force: InForce
    superseded_by: str = ""
    label: str = ""
    validity_months: int | None = None
    upgrade_after_months: int | None = None
    validity_source: str | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something known about the document that is not a row of a table."""

    text: str
    source: str


@dataclass(frozen=True, kw_only=True)
class ProcedureStep:
    """A step of recognition; ``None`` where the sources are silent."""

    step: str
    source: str
    who: str | None = None
    when: str | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class OfficialRow:
    """One line of an official set. ``max_points`` or ``threshold_percent`` unknown = ``None``."""

    code: Code
    kind: CriterionKind
    text: str
    source: str
    parent: str | None = None
    max_points: Decimal | None = None
    points_source: str | None = None
    threshold_percent: Decimal | None = None
    row_count: int | None = None
    applies_to: str = ""
    contents: tuple[str, ...] = ()
    evidence: str = ""
    note: str = ""

    def faults(self) -> Iterator[Fault]:
        """Points belong to points, thresholds to what must be reached."""
        if self.kind not in {CriterionKind.HEADING, CriterionKind.SCORED, CriterionKind.REQUIRED}:
            yield Fault(self, "kind", _("chỉ dùng HEADING, SCORED hoặc REQUIRED"))
        if self.kind == CriterionKind.REQUIRED and self.max_points is not None:
            yield Fault(self, "max_points", _("chỉ tiêu phải đạt (REQUIRED) không có điểm"))
        if self.threshold_percent is not None and not 0 <= self.threshold_percent <= 100:
            yield Fault(self, "threshold_percent", _("tỷ lệ phải từ 0 đến 100"))


@dataclass(frozen=True, kw_only=True)
class Band:
    """A result and the points it needs; unknown = ``None``."""

    label: Annotated[str, AtMost(80)]
    source: str
    at_least: Decimal | None = None
    below: Decimal | None = None
    floor_each: Decimal | None = None
    passes: bool | None = None


@dataclass(frozen=True, kw_only=True)
class OfficialSet:
    """One official set: complete, partial, or empty until somebody types its table in."""

    code: SetCode
    name: Name
    scoring_mode: ScoringMode
    completeness: Completeness
    title: TitleCode | None = None
    level: Annotated[str, AtMost(20)] = ""
    version: int = 1
    scoring_source: SourceKind = SourceKind.FOUND
    max_points: Decimal | None = None
    points_source: str | None = None
    rows: tuple[OfficialRow, ...] = ()
    bands: tuple[Band, ...] = ()
    note: str = ""

    def faults(self) -> Iterator[Fault]:
        """Codes once; ``completeness`` says what the rows really hold."""
        yield from twice(self.rows)
        codes = {row.code for row in self.rows}
        for row in self.rows:
            if row.parent is not None and row.parent not in codes:
                yield Fault(row, "parent", _("không có dòng “%(code)s”") % {"code": row.parent})
        if (self.completeness == Completeness.EMPTY) != (not self.rows):
            yield Fault(self, "completeness", _("EMPTY khi và chỉ khi bộ chưa có dòng nào"))
        if self.completeness == Completeness.COMPLETE:
            yield from self._gaps()

    def _gaps(self) -> Iterator[Fault]:
        """Why a set that calls itself complete is not."""
        scored = [row for row in self.rows if row.kind == CriterionKind.SCORED]
        if self.scoring_mode != ScoringMode.POINTS:
            return
        unknown = [row for row in scored if row.max_points is None]
        for row in unknown:
            yield Fault(row, "code", _("bộ COMPLETE không được có dòng chưa biết điểm"))
        total = sum((row.max_points or Decimal(0) for row in scored), Decimal(0))
        if not unknown and total != self.max_points:
            reason = _("tổng điểm các dòng là %(sum)s, khác max_points") % {"sum": total}
            yield Fault(self, "max_points", reason)
        if not self.bands:
            yield Fault(self, "code", _("bộ COMPLETE phải có các bậc xếp loại (bands)"))


@dataclass(frozen=True, kw_only=True)
class OfficialFile:
    """A legal document with the sets it contains, each figure with its source."""

    kind: FileKind
    document: OfficialDocument
    sources: tuple[Source, ...]
    sets: tuple[OfficialSet, ...]
    facts: tuple[Fact, ...] = ()
    procedure: tuple[ProcedureStep, ...] = ()

    def faults(self) -> Iterator[Fault]:
        yield from twice(self.sets)

    def references(self) -> Iterator[Fault]:
        """Every figure names a source of this file."""
        known = {source.key for source in self.sources}
        for part, key, wanted in self._citations():
            if wanted is not None and wanted not in known:
                yield Fault(part, key, _("không có nguồn “%(key)s”") % {"key": wanted})

    def source(self, key: str) -> Source:
        """The source under a key of this file."""
        return next(source for source in self.sources if source.key == key)

    def _citations(self) -> Iterator[tuple[object, str, str | None]]:
        yield self.document, "validity_source", self.document.validity_source
        parts: list[Fact | ProcedureStep | OfficialRow | Band] = [*self.facts, *self.procedure]
        for each in self.sets:
            yield each, "points_source", each.points_source
            parts += [*each.rows, *each.bands]
            for row in each.rows:
                yield row, "points_source", row.points_source
        for part in parts:
            yield part, "source", part.source

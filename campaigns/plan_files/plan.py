"""A whole plan file, and the rules between its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Annotated

from django.utils.translation import gettext as _

from campaigns.plan_files.parts import (
    SET_LOCALLY,
    Anomaly,
    Award,
    Body,
    Group,
    HostUnit,
    LegalBasis,
    Period,
    Phase,
    PlanCriterion,
    PlanDocument,
    PlanDuty,
    PlanTarget,
    Task,
)
from campaigns.plan_files.words import Clause, SourceCopy, Wording
from core.data_files import AtMost, Fault
from criteria.set_files import twice


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One plan: what it prints, what of it we read how, and what is odd in it."""

    slug: Annotated[str, AtMost(60)]
    code_prefix: Annotated[str, AtMost(10)]
    plays_year: int
    short_name: Annotated[str, AtMost(160)]
    title: str
    movement_name: Wording | None
    unit: HostUnit
    document: PlanDocument
    legal_basis: tuple[LegalBasis, ...]
    aims: tuple[Clause, ...]
    requirements: tuple[Clause, ...]
    contents: tuple[Clause, ...]
    solutions: tuple[Clause, ...]
    funding: tuple[Clause, ...]
    period: Period
    phases: tuple[Phase, ...]
    yearly_review: Clause | None
    host_indicator_set: str | None
    groups: tuple[Group, ...]
    targets: tuple[PlanTarget, ...]
    tasks: tuple[Task, ...]
    awards: tuple[Award, ...]
    duties: tuple[PlanDuty, ...]
    bodies: tuple[Body, ...]
    anomalies: tuple[Anomaly, ...]
    scope: tuple[Clause, ...] = ()
    contents_intro: Wording | None = None
    awards_note: str = ""

    @property
    def criteria(self) -> tuple[PlanCriterion, ...]:
        """Every criterion, in the plan's order."""
        return tuple(criterion for group in self.groups for criterion in group.criteria)

    @property
    def host_is_grouped(self) -> bool:
        """Whether a group of the plan itself covers the issuing unit."""
        return any(self.unit.type in group.all_types for group in self.groups)

    def notes_on(self, code: str) -> str:
        """Everything there is to say about a part: its own note, then the plan's anomalies."""
        own = [_note(part) for part in self._coded() if _code(part) == code and _note(part)]
        odd = [anomaly.text for anomaly in self.anomalies if code in anomaly.concerns]
        return " ".join([*own, *odd])

    def wordings(self) -> list[Wording]:
        """Every text of the plan with its printed form."""
        return [part for part in _parts_in(self) if isinstance(part, Wording)]

    # -------------------------------------------------------------- rules

    def faults(self) -> Iterator[Fault]:
        """No code and no group number twice; every code starts with the plan's prefix."""
        targets_of_tasks = {target for target in self.targets if target.task == target.code}
        yield from twice(part for part in self._coded() if part not in targets_of_tasks)
        for part in self._coded():
            if not _code(part).startswith(f"{self.code_prefix}-"):
                reason = _("mã phải bắt đầu bằng “%(prefix)s-”") % {"prefix": self.code_prefix}
                yield Fault(part, "code", reason)
        yield from self._group_faults()
        if not self.period.from_year <= self.plays_year <= self.period.to_year:
            yield Fault(self, "plays_year", _("năm chạy thử nằm ngoài thời gian của phong trào"))

    def _group_faults(self) -> Iterator[Fault]:
        numbers: set[str] = set()
        for group in self.groups:
            if group.number in numbers:
                reason = _("số nhóm “%(number)s” đã dùng ở trên") % {"number": group.number}
                yield Fault(group, "number", reason)
            numbers.add(group.number)
            for criterion in group.criteria:
                if not criterion.code.startswith(f"{self.code_prefix}-{group.number}-"):
                    yield Fault(criterion, "code", _("mã tiêu chí không theo số của nhóm"))

    def references(self) -> Iterator[Fault]:
        """Parts that name each other exist; a corrected text says why."""
        yield from self._duty_references()
        tasks = {task.code for task in self.tasks}
        for target in self.targets:
            if target.task is not None and target.task not in tasks:
                yield Fault(target, "task", _no_such(target.task))
        codes = {_code(part) for part in self._coded()}
        for anomaly in self.anomalies:
            for code in set(anomaly.concerns) - codes:
                yield Fault(anomaly, "concerns", _no_such(code))
        yield from self._silent_corrections()

    def _silent_corrections(self) -> Iterator[Fault]:
        """Of a readable source, every changed word is explained (of a scan, all are changed)."""
        if self.document.source_copy == SourceCopy.OCR:
            return
        for wording in self.wordings():
            if wording.is_corrected and not wording.note:
                yield Fault(wording, "text_shown", _("chữ đã sửa phải có note nói vì sao"))

    def _duty_references(self) -> Iterator[Fault]:
        groups = {group.number for group in self.groups}
        bodies = {body.code for body in self.bodies}
        for duty in self.duties:
            for number in duty.groups:
                if number not in groups:
                    yield Fault(duty, "groups", _no_such(number))
            for party in (*duty.to, duty.who, duty.via):
                if party is not None and party.body is not None and party.body not in bodies:
                    yield Fault(party, "body", _no_such(party.body))
            if duty.source not in {duty.code, SET_LOCALLY}:
                yield Fault(duty, "source", _("ghi mã của nhiệm vụ hoặc “địa phương đặt”"))

    def _coded(self) -> Iterator[object]:
        """Every part that has a code of its own (the unit's is an official one)."""
        for part in _parts_in(self):
            if _code(part) and not isinstance(part, HostUnit):
                yield part


def _parts_in(whole: object) -> Iterator[object]:
    """Every dataclass inside another, however deep, in the order of the file."""
    if isinstance(whole, tuple):
        for item in whole:
            yield from _part_and_inside(item)
    elif is_dataclass(whole):
        for each in fields(whole):
            yield from _part_and_inside(getattr(whole, each.name))


def _part_and_inside(value: object) -> Iterator[object]:
    if is_dataclass(value) and not isinstance(value, type):
        yield value
    yield from _parts_in(value)


def _code(part: object) -> str:
    return str(getattr(part, "code", ""))


def _note(part: object) -> str:
    return str(getattr(part, "note", ""))


def _no_such(code: str) -> str:
    return _("không có “%(code)s” trong tệp này") % {"code": code}

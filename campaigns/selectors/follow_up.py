"""Tasks of a plan in one year: how far, who is late; and the year's inspections."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import QueryDict

from accounts.models import User
from campaigns.enums import TaskState
from campaigns.models import (
    CampaignYear,
    Finding,
    Inspection,
    PlanTask,
    TaskEvidence,
    TaskProgress,
)
from campaigns.rules import can_follow_task
from core.text import fold

LATE = "late"


@dataclass(frozen=True)
class TaskLine:
    """One task in one year; ``is_late``: its day is over and it is not done."""

    task: PlanTask
    progress: TaskProgress | None
    is_late: bool
    can_follow: bool = False

    @property
    def state(self) -> str:
        """How far it is; a task nobody wrote about has not begun."""
        return self.progress.state if self.progress else TaskState.NOT_STARTED

    @property
    def due_on(self) -> dt.date | None:
        """By which day it is to be done."""
        return self.progress.due_on if self.progress else None

    @property
    def note(self) -> str:
        """What was said about it."""
        return self.progress.note if self.progress else ""

    @property
    def files(self) -> list[TaskEvidence]:
        """What shows that it was done."""
        return list(self.progress.evidence.all()) if self.progress else []

    @property
    def body_name(self) -> str:
        """Who is responsible; empty where nobody was named."""
        return self.task.body.name if self.task.body else ""


@dataclass(frozen=True)
class BodyCount:
    """The tasks of one responsible body by state, and how many are late."""

    name: str
    total: int
    not_started: int
    ongoing: int
    done: int
    late: int


@dataclass(frozen=True)
class TaskFilter:
    """What the page's address asks for."""

    query: str = ""
    state: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> TaskFilter:
        """Read it from the address."""
        return cls(query.get("q", ""), query.get("state", ""))

    def takes(self, line: TaskLine) -> bool:
        """Whether a task fits: its state (or lateness), and every word in text, code or body."""
        if self.state == LATE and not line.is_late:
            return False
        if self.state and self.state not in {LATE, line.state}:
            return False
        text = fold(f"{line.task.code} {line.task.text_shown} {line.body_name} {line.note}")
        return all(word in text for word in fold(self.query).split())


def kept_evidence() -> Prefetch[str]:
    """The files of a task that nobody removed."""
    rows = TaskEvidence.objects.filter(removed_at=None).select_related("uploaded_by")
    return Prefetch("evidence", rows)


def task_lines(campaign_year: CampaignYear, user: User, day: dt.date) -> list[TaskLine]:
    """Every task of the plan as it stands in the year; three queries."""
    progress = {
        one.task_id: one
        for one in TaskProgress.objects.filter(campaign_year=campaign_year)
        .select_related("changed_by")
        .prefetch_related(kept_evidence())
    }
    tasks = list(campaign_year.campaign.tasks.select_related("body", "target"))
    for task in tasks:
        task.campaign = campaign_year.campaign
    return [_line(task, progress.get(task.pk), user, day) for task in tasks]


def _line(task: PlanTask, progress: TaskProgress | None, user: User, day: dt.date) -> TaskLine:
    late = (
        progress is not None
        and progress.due_on is not None
        and progress.due_on < day
        and progress.state != TaskState.DONE
    )
    return TaskLine(task, progress, late, can_follow_task(user, task))


def by_body(lines: list[TaskLine]) -> list[BodyCount]:
    """The bodies with their tasks, those with late ones first."""
    names = list(dict.fromkeys(line.body_name for line in lines))
    counts = [_count(name, [line for line in lines if line.body_name == name]) for name in names]
    return sorted(counts, key=lambda one: (-one.late, not one.name))


def _count(name: str, lines: list[TaskLine]) -> BodyCount:
    states = Counter(line.state for line in lines)
    return BodyCount(
        name=name,
        total=len(lines),
        not_started=states[TaskState.NOT_STARTED],
        ongoing=states[TaskState.ONGOING],
        done=states[TaskState.DONE],
        late=sum(line.is_late for line in lines),
    )


# ---------------------------------------------------------------- inspections


@dataclass(frozen=True)
class FindingLine:
    """One finding; ``is_late``: not mended and its day is over."""

    finding: Finding
    is_late: bool


@dataclass(frozen=True)
class InspectionLine:
    """One inspection of the year with its units and the findings in the reader's sight."""

    inspection: Inspection
    findings: list[FindingLine]

    @property
    def units(self) -> str:
        """The units visited."""
        return ", ".join(unit.display_name for unit in self.inspection.units.all())

    @property
    def open_count(self) -> int:
        """Findings that are not mended."""
        return sum(one.finding.resolved_on is None for one in self.findings)

    @property
    def late_count(self) -> int:
        """Findings whose day is over."""
        return sum(one.is_late for one in self.findings)


def inspection_lines(campaign_year: CampaignYear, user: User, day: dt.date) -> list[InspectionLine]:
    """The year's inspections in the order of their days; three queries."""
    rows = Inspection.objects.visible_to(user).filter(campaign_year=campaign_year)
    seen = Finding.objects.visible_to(user).select_related("unit")
    found = rows.prefetch_related("units", Prefetch("findings", seen, to_attr="seen_findings"))
    return [
        InspectionLine(
            row,
            [
                FindingLine(one, one.resolved_on is None and one.due_on < day)
                for one in getattr(row, "seen_findings", [])
            ],
        )
        for row in found
    ]

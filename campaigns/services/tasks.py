"""Follow the plan's tasks through a year: who, how far, by when, and what shows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.enums import TaskState, YearState
from campaigns.models import CampaignYear, PlanTask, ResponsibleBody, TaskEvidence, TaskProgress
from campaigns.rules import can_follow_task, can_work_office
from campaigns.services.after_closing import reason_for
from core import clock
from core.audit import record
from core.errors import DomainError
from core.text import nfc
from documents.models import StoredFile
from units.access import audit_subject


@dataclass(frozen=True)
class Assigned:
    """What the office alone decides about a task: who is responsible, and by which day."""

    body: ResponsibleBody | None
    due_on: dt.date | None


@transaction.atomic
def follow_task(
    task: PlanTask,
    campaign_year: CampaignYear,
    *,
    state: str,
    note: str,
    actor: User,
    assigned: Assigned | None = None,
    reason: str = "",
) -> TaskProgress:
    """Note how far a task is in the year; ``assigned`` is the office's word on who and when.

    Raises ``DomainError`` for an unknown state, a body of another campaign, a year that has not
    begun, or a closed year without a reason.
    """
    row = _held(task, campaign_year, actor)
    if state not in TaskState.values:
        raise DomainError(_("Không có trạng thái này."), field="state")
    reason = reason_for(campaign_year, reason)
    before = _plain(row, task)
    if assigned is not None:
        _assign(row, task, assigned, actor)
    row.state, row.note = state, nfc(note).strip()
    row.changed_by, row.changed_at = actor, clock.now()
    row.save()
    _note(
        row,
        "campaigns.task_followed",
        actor,
        before=before,
        after=_plain(row, task),
        reason=reason,
    )
    return row


def _held(task: PlanTask, campaign_year: CampaignYear, actor: User) -> TaskProgress:
    if not can_follow_task(actor, task):
        raise PermissionDenied
    if campaign_year.state == YearState.PLANNED:
        raise DomainError(_("Năm này chưa mở nên chưa ghi tiến độ được."))
    row, _created = TaskProgress.objects.select_for_update().get_or_create(
        task=task, campaign_year=campaign_year
    )
    return row


def _assign(row: TaskProgress, task: PlanTask, assigned: Assigned, actor: User) -> None:
    if not can_work_office(actor, task.campaign):
        raise PermissionDenied
    body = assigned.body
    if body is not None and body.campaign_id != task.campaign_id:
        raise DomainError(_("Cơ quan này không thuộc kế hoạch."), field="body")
    task.body, row.due_on = body, assigned.due_on
    task.save(update_fields=["body"])


def _plain(row: TaskProgress, task: PlanTask) -> dict[str, object]:
    return {
        "state": row.state,
        "note": row.note,
        "body": task.body.name if task.body else None,
        "due_on": row.due_on,
    }


def _note(
    row: TaskProgress,
    action: str,
    actor: User,
    *,
    before: object = None,
    after: object = None,
    reason: str = "",
) -> None:
    task = row.task
    record(
        action,
        audit_subject("campaigns.taskprogress", row.pk, task.code, task.campaign.launched_by),
        actor=actor.as_actor,
        before=before,
        after=after,
        reason=reason,
    )


@transaction.atomic
def add_task_evidence(
    task: PlanTask, campaign_year: CampaignYear, file: StoredFile, *, name: str, actor: User
) -> TaskEvidence:
    """Attach a kept file to the task's year. A closed year takes none."""
    row = _held(task, campaign_year, actor)
    _refuse_closed(campaign_year)
    made = TaskEvidence.objects.create(
        progress=row, file=file, name=nfc(name)[:200], uploaded_by=actor
    )
    after = {"name": made.name, "file": file.sha256}
    _note(row, "campaigns.task_evidence_added", actor, after=after)
    return made


@transaction.atomic
def remove_task_evidence(evidence: TaskEvidence, *, actor: User) -> None:
    """Take a file off the task; it stays in the trace."""
    row = evidence.progress
    _held(row.task, row.campaign_year, actor)
    _refuse_closed(row.campaign_year)
    kept = TaskEvidence.objects.filter(pk=evidence.pk, removed_at=None)
    if kept.update(removed_at=clock.now()):
        before = {"name": evidence.name}
        _note(row, "campaigns.task_evidence_removed", actor, before=before)


def _refuse_closed(campaign_year: CampaignYear) -> None:
    if campaign_year.state == YearState.CLOSED:
        raise DomainError(
            _("Năm %(year)s đã khóa nên không đổi minh chứng được nữa.")
            % {"year": campaign_year.year}
        )

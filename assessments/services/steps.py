"""The one function that changes a status: ask the rule, swap, write down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import F, Model, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Action, Status
from assessments.levels import reviewing
from assessments.models import Assessment, AssessmentEvent
from assessments.rules import year_is_open
from assessments.services import counting
from assessments.workflow import REVIEWING, STEPS, check_allowed
from campaigns.enums import YearState
from campaigns.models import CampaignYear
from core import clock, prepared
from core.audit import record
from core.errors import DomainError, StaleError
from core.prepared import Prepared, PreparedUpdate
from units.access import acting_on, audit_subject


@dataclass(frozen=True)
class Details:
    """What an act leaves behind beside the new status."""

    note: str = ""
    channel: str = ""
    receipt_code: str = ""
    changes: dict[str, Any] = field(default_factory=dict)


NOTHING = Details()


@transaction.atomic(savepoint=False)  # every act that takes a step is a transaction of its own
def perform(
    action: Action,
    assessment: Assessment,
    *,
    actor: User,
    version: int,
    details: Details = NOTHING,
) -> Assessment:
    """Move the record one step on and write down who did it and why.

    ``version`` is the one on the actor's screen. The row changes only if it still stands
    there, so two reviewers pressing "Duyệt" together leave one event behind and the slower
    one is told.

    Raises ``PermissionDenied`` (the rule says no, and why), ``DomainError`` (a reason is missing)
    and ``StaleError`` (somebody was faster, or the year was closed meanwhile).
    """
    step = STEPS[action]
    hold(action, assessment, actor)
    note = details.note.strip()
    if step.needs_note and not note:
        raise DomainError(_("Hãy ghi lý do."), field="note")
    before = assessment.status
    changes = {"status": step.target.value, "saved_at": clock.now(), **details.changes}
    found = _swap(assessment.pk, version, step.sources, changes)
    if not found:
        raise StaleError
    (moved,) = found
    _share(assessment, moved)
    event = _write_down(action, assessment, actor, before, details)
    counting.follow(moved, event)
    return moved


def hold(action: Action, assessment: Assessment, actor: User) -> None:
    """Ask the rule, then let this act and the closing of its year wait for each other.

    Without the lock a form could be approved between the closing's look and its end, and stay
    neither final nor open to anybody. Raises as ``perform`` does.
    """
    check_allowed(action, actor, assessment)
    (assessment.campaign_year.state,) = _held_year(assessment.campaign_year_id)
    if action != Action.REOPEN:
        refuse_after_closing(assessment)


@Prepared
def _held_year(pk: int) -> QuerySet[CampaignYear, str]:
    """The year's state of this moment, not that of the page's."""
    years = CampaignYear.objects.select_for_update().filter(pk=pk)
    return years.values_list("state", flat=True)


def read_year_anew(assessment: Assessment) -> None:
    """Let the rules see the year's state of this moment, not that of the page's."""
    years = CampaignYear.objects.filter(pk=assessment.campaign_year_id)
    assessment.campaign_year.state = years.values_list("state", flat=True).get()


def refuse_after_closing(assessment: Assessment) -> None:
    """Raise ``StaleError`` when the page was opened before the year was closed."""
    if not year_is_open(assessment):
        raise StaleError(
            _("Năm %(year)s đã khóa nên không sửa được nữa.")
            % {"year": assessment.campaign_year.year}
        )


def _write_down(
    action: Action, assessment: Assessment, actor: User, before: str, details: Details
) -> AssessmentEvent:
    target = STEPS[action].target
    absent = acting_for(actor, assessment) if action in REVIEWING else None
    event = AssessmentEvent(
        assessment=assessment,
        action=action,
        from_status=before,
        to_status=target,
        actor=actor,
        instead_of=absent,
        note=details.note.strip(),
        channel=details.channel,
        receipt_code=details.receipt_code,
        is_after_closing=assessment.campaign_year.state == YearState.CLOSED,
        at=clock.now(),
    )
    prepared.insert(event)
    note_change(
        f"assessments.{action}",
        assessment,
        actor,
        before={"status": before},
        after={"status": str(target), "channel": details.channel},
        reason=details.note,
        instead_of=absent,
    )
    return event


def acting_for(actor: User, assessment: Assessment) -> User | None:
    """The absent reviewer in whose place the actor reviews, if there is one."""
    right = reviewing(actor, assessment)
    return right.instead_of if right else None


def note_change(
    action: str,
    assessment: Assessment,
    actor: User,
    *,
    before: Any = None,
    after: Any = None,
    reason: str = "",
    instead_of: User | None = None,
) -> None:
    """Write the audit row of a change in this record; a stand-in's names the absent one too."""
    unit = assessment.unit
    label = str(actor)
    if instead_of is not None:
        label = _("%(actor)s thay %(absent)s") % {"actor": label, "absent": instead_of}
    record(
        action,
        audit_subject(
            "assessments.assessment", assessment.pk, f"{unit} {assessment.campaign_year}", unit
        ),
        actor=acting_on(unit, actor, label),
        before=before,
        after=after,
        reason=reason,
    )


def fetch(pk: int) -> Assessment:
    """The record with all that rules and pages ask of it."""
    found = _whole.first(pk)
    if found is None:
        raise Assessment.DoesNotExist
    return found


@Prepared
def _whole(pk: int) -> QuerySet[Assessment]:
    return (
        Assessment.objects.filter(pk=pk)
        .select_related(
            "unit", "group", "campaign_year__campaign__launched_by", "submitted_by", "reviewed_by"
        )
        .prefetch_related("authors")
    )


# ---------------------------------------------------------------- one step of the row


def _swap(
    pk: int, version: int, sources: frozenset[Status], changes: Mapping[str, Any]
) -> list[Assessment]:
    """Write the changes with the next version where the row still stands as the actor saw it.

    Returns the row as it stands then, or nothing. An act writes the same columns each time, so
    its UPDATE is kept by them; what is no plain value (yes, nothing, ``level + 1``) belongs to it.
    """
    plain = {name: one.pk if isinstance(one, Model) else one for name, one in changes.items()}
    values = {name: one for name, one in plain.items() if _is_value(one)}
    fixed = tuple((name, one) for name, one in plain.items() if name not in values)
    return _swapping(sources, tuple(values), fixed).rows(pk, version, *values.values())


@cache
def _swapping(
    sources: frozenset[Status], names: tuple[str, ...], fixed: tuple[tuple[str, Any], ...]
) -> PreparedUpdate[Assessment]:
    def build(pk: int, version: int, *values: Any) -> tuple[QuerySet[Assessment], dict[str, Any]]:
        rows = Assessment.objects.filter(pk=pk, status__in=sorted(sources), version=version)
        given = dict(zip(names, values, strict=True))
        return rows, {"version": F("version") + 1, **dict(fixed), **given}

    return PreparedUpdate(build)


def _is_value(one: Any) -> bool:
    return isinstance(one, int | str | dt.date) and not isinstance(one, bool)


def _share(before: Assessment, after: Assessment) -> None:
    """Let the moved record point to the rows that were read for the one before the step."""
    known = before._state.fields_cache  # noqa: SLF001 asking for the rest would read it
    for name in _POINTERS:
        if name in known and getattr(before, f"{name}_id") == getattr(after, f"{name}_id"):
            setattr(after, name, known[name])


_POINTERS = ("unit", "group", "campaign_year", "submitted_by", "reviewed_by", "forwarded_by")

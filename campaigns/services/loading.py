"""Bring a plan file into the database; a second time changes nothing.

A changed file brings the plan's words, codes and notes up to date. What the office may set for
itself – days, unit types, recipients, who follows a task – is written once and then left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from campaigns.enums import DutyKind, YearState
from campaigns.models import (
    Campaign,
    Duty,
    ParticipantGroup,
    PlanTask,
    ResponsibleBody,
    Target,
    TargetMeasure,
    YearlyTarget,
)
from campaigns.plan_files import Plan
from campaigns.services import duty_rows, plan_rows, tallies
from campaigns.services.plan_rows import Row
from core.audit import SYSTEM, Actor, record
from core.data_files import fingerprint
from core.errors import DomainError
from criteria.enums import SetStatus
from criteria.models import CriteriaSet
from criteria.services.publishing import publish
from documents.legal import cited_document, own_document
from units.access import audit_subject
from units.models import Unit

M = TypeVar("M", bound=models.Model)

# Fields that belong to the office once the row exists.
_GROUP_OFFICE: Final = frozenset({"unit_types"})
_DUTY_OFFICE: Final = frozenset(
    {
        "to_text",
        "reporter",
        "day",
        "month",
        "is_inclusive",
        "opens_day",
        "opens_month",
        "prepare_days_before",
    }
)
_TASK_OFFICE: Final = frozenset({"body"})


@dataclass(frozen=True)
class LoadedPlan:
    """The campaign, whether the load changed it, and groups that keep an older set for now."""

    campaign: Campaign
    changed: bool
    kept_sets: tuple[str, ...] = ()


@transaction.atomic
def load_plan(plan: Plan, *, host_unit: Unit, actor: Actor = SYSTEM) -> LoadedPlan:
    """Enter the plan as a campaign of the unit, or bring its campaign up to date.

    The sets that it names must be published before. Raises ``DomainError`` when the campaign
    belongs to another unit, or when something that the file no longer has is already in use;
    nothing is written then.
    """
    campaign = Campaign.objects.filter(slug=plan.slug).first()
    if campaign is not None and campaign.launched_by_id != host_unit.pk:
        raise DomainError(
            _("%(file)s: phong trào này đã thuộc về %(unit)s.")
            % {"file": plan.slug, "unit": campaign.launched_by}
        )
    digest = fingerprint(plan)
    if campaign is not None and campaign.content_hash == digest:
        return LoadedPlan(campaign, changed=False, kept_sets=_link_sets(plan, campaign, actor))
    before = campaign.content_hash if campaign else None
    campaign = _write(plan, campaign, host_unit, digest)
    groups = _write_groups(plan, campaign)
    kept = _link_sets(plan, campaign, actor)
    _write_texts(plan, campaign)
    bodies = _write_bodies(plan, campaign)
    _write_duties(plan, campaign, groups, bodies)
    _write_tasks(plan, campaign, bodies, _write_targets(plan, campaign))
    for year in campaign.years.all():
        tallies.follow_days(year)
    record(
        "campaigns.plan_loaded",
        audit_subject("campaigns.campaign", campaign.pk, campaign.short_name, host_unit),
        actor=actor,
        before=before,
        after=digest,
    )
    return LoadedPlan(campaign, changed=True, kept_sets=kept)


def _write(plan: Plan, campaign: Campaign | None, host: Unit, digest: str) -> Campaign:
    document = own_document(plan_rows.plan_citation(plan), campaign.document if campaign else None)
    values = plan_rows.campaign_values(plan) | {"document": document, "content_hash": digest}
    taken = Campaign.objects.filter(code=values["code"]).exclude(slug=plan.slug).first()
    if taken is not None:
        raise DomainError(
            _("Mã kế hoạch %(code)s đã dùng cho “%(name)s” (%(slug)s). Hãy đặt mã khác trong tệp.")
            % {"code": values["code"], "name": taken.short_name, "slug": taken.slug}
        )
    if campaign is None:
        return Campaign.objects.create(
            slug=plan.slug,
            launched_by=host,
            upper_recipient=duty_rows.upper_recipient(plan),
            **values,
        )
    Campaign.objects.filter(pk=campaign.pk).update(**values)
    campaign.refresh_from_db()
    return campaign


def _write_texts(plan: Plan, campaign: Campaign) -> None:
    """The parts that nobody answers: they are simply what the file says."""
    bases = [
        {"position": position, "document": cited_document(citation), "note": note}
        for position, (citation, note) in enumerate(plan_rows.basis_rows(plan), start=1)
    ]
    _sync(campaign.legal_bases, ("position",), bases)
    _sync(campaign.texts, ("kind", "position"), plan_rows.text_rows(plan))
    _sync(campaign.phases, ("position",), plan_rows.phase_rows(plan))
    _sync(campaign.awards, ("position",), duty_rows.award_rows(plan))


def _write_bodies(plan: Plan, campaign: Campaign) -> dict[str, ResponsibleBody]:
    """The bodies, by code and by name."""
    drafts = plan_rows.body_rows(plan)
    rows = [
        {"position": position, "name": draft.name, "number": "", "duties_text": "", **draft.values}
        for position, draft in enumerate(drafts, start=1)
    ]
    written = _sync(campaign.bodies, ("position",), rows)
    found: dict[str, ResponsibleBody] = {}
    for draft, body in zip(drafts, written, strict=True):
        found[draft.name] = body
        if draft.code:
            found[draft.code] = body
    return found


def _write_groups(plan: Plan, campaign: Campaign) -> dict[str, ParticipantGroup]:
    rows = [row for row, _draft, _sheet in plan_rows.group_rows(plan)]
    written = _sync(campaign.groups, ("source_number",), rows, office=_GROUP_OFFICE)
    return {group.source_number: group for group in written}


def _link_sets(plan: Plan, campaign: Campaign, actor: Actor) -> tuple[str, ...]:
    """Publish the plan's criteria and give each group the present version of its sets.

    Once a year was opened, its answers belong to the version they were given to: the group
    keeps it, and its code is returned. A sheet of another code is the office's own choice.
    """
    begun = campaign.years.exclude(state=YearState.PLANNED).exists()
    groups = {group.source_number: group for group in campaign.groups.all()}
    kept: list[str] = []
    for row, draft, sheet in plan_rows.group_rows(plan):
        group = groups[row["source_number"]]
        wanted = {
            "criteria_set": publish(draft, actor=actor)[0] if draft else None,
            "indicator_set": _published(sheet) if sheet else None,
        }
        for field, new in wanted.items():
            old: CriteriaSet | None = getattr(group, field)
            if new is None or new == old or (old is not None and old.code != new.code):
                continue
            if begun and old is not None:
                kept.append(new.code)
                continue
            setattr(group, field, new)
            group.save(update_fields=[field])
    return tuple(kept)


def _published(code: str) -> CriteriaSet:
    return CriteriaSet.objects.get(code=code, status=SetStatus.PUBLISHED)


def _write_duties(
    plan: Plan,
    campaign: Campaign,
    groups: dict[str, ParticipantGroup],
    bodies: dict[str, ResponsibleBody],
) -> None:
    drafts = duty_rows.duty_rows(plan)
    rows = [
        {
            **row,
            "body": bodies[body] if body else None,
            "reporter": campaign.launched_by if row["kind"] == DutyKind.REPORT else None,
        }
        for row, _numbers, body in drafts
    ]
    written = _sync(campaign.duties, ("code",), rows, office=_DUTY_OFFICE)
    for duty, (_row, numbers, _body) in zip(written, drafts, strict=True):
        duty.groups.set([groups[number] for number in numbers])


def _write_targets(plan: Plan, campaign: Campaign) -> dict[str, Target]:
    """The targets, by the code of the task that holds them where there is one."""
    drafts = plan_rows.target_rows(plan)
    written = _sync(campaign.targets, ("code",), [row for row, _m, _t in drafts])
    of_task: dict[str, Target] = {}
    for target, (_row, measures, task) in zip(written, drafts, strict=True):
        _sync(target.measures, ("code",), measures)
        if task is not None:
            of_task[task] = target
    return of_task


def _write_tasks(
    plan: Plan,
    campaign: Campaign,
    bodies: dict[str, ResponsibleBody],
    targets: dict[str, Target],
) -> None:
    rows = [
        {**row, "body": bodies.get(row["body"]), "target": targets.get(row["code"])}
        for row in plan_rows.task_rows(plan)
    ]
    _sync(campaign.tasks, ("code",), rows, office=_TASK_OFFICE)


# ------------------------------------------------------------------ rows


def _sync(
    existing: models.Manager[M],
    keys: tuple[str, ...],
    rows: Sequence[Row],
    *,
    office: frozenset[str] = frozenset(),
) -> list[M]:
    """Make the owner's rows what the file says, found again by their keys; returns them in order.

    ``office`` fields are written only when a row is new.
    """
    known = {_key(row, keys): row for row in existing.all()}
    written: list[M] = []
    for values in rows:
        found = known.pop(tuple(values[key] for key in keys), None)
        if found is None:
            written.append(existing.create(**values))
        else:
            written.append(_updated(found, values, office))
    for stale in known.values():
        _remove(stale)
    return written


def _key(row: models.Model, keys: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, key) for key in keys)


def _updated(row: M, values: Row, office: frozenset[str]) -> M:
    changed = [
        field
        for field, value in values.items()
        if field not in office and getattr(row, field) != value
    ]
    for field in changed:
        setattr(row, field, values[field])
    if changed:
        row.save(update_fields=changed)
    return row


def _remove(row: models.Model) -> None:
    """Delete what the file no longer has, unless somebody's work hangs on it."""
    if _is_used(row):
        raise DomainError(_("Không bỏ được “%(row)s”: đã có số liệu của năm.") % {"row": row})
    try:
        row.delete()
    except ProtectedError as error:
        raise DomainError(
            _("Không bỏ được “%(row)s”: đã có số liệu của năm.") % {"row": row}
        ) from error


def _is_used(row: models.Model) -> bool:
    if isinstance(row, Duty):
        return row.deliveries.exists()
    if isinstance(row, Target):
        return YearlyTarget.objects.filter(measure__target=row).exists()
    if isinstance(row, TargetMeasure):
        return row.yearly.exists()
    return isinstance(row, PlanTask) and row.progress.exists()

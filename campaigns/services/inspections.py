"""The yearly plan of inspection and supervision, its findings and what came of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.enums import YearState
from campaigns.models import CampaignYear, Finding, Inspection
from campaigns.rules import can_work_office
from campaigns.services.after_closing import reason_for
from core import clock
from core.audit import Subject, record
from core.display import vn_date
from core.errors import DomainError, StaleError
from core.text import nfc
from notices.services import tell
from units.access import audit_subject, memberships_on
from units.enums import Role
from units.models import Unit


@dataclass(frozen=True)
class Plan:
    """What stands in the plan about one inspection."""

    subject: str
    planned_on: dt.date
    members: str
    done_on: dt.date | None = None
    conclusion: str = ""


@transaction.atomic
def plan_inspection(
    campaign_year: CampaignYear,
    plan: Plan,
    units: Iterable[Unit],
    *,
    actor: User,
    reason: str = "",
) -> Inspection:
    """Put an inspection of some units into the year's plan. A closed year wants a reason."""
    _check(campaign_year, plan, actor)
    reason = reason_for(campaign_year, reason)
    row = Inspection.objects.create(campaign_year=campaign_year, **_cleaned(plan))
    _write(row, plan, units)
    record(
        "campaigns.inspection_planned",
        _subject(row),
        actor=actor.as_actor,
        after=_plain(row),
        reason=reason,
    )
    return row


@transaction.atomic
def change_inspection(
    row: Inspection, plan: Plan, units: Iterable[Unit], *, actor: User, reason: str = ""
) -> Inspection:
    """Change the plan, or note that the visit took place. A closed year wants a reason."""
    _check(row.campaign_year, plan, actor)
    reason = reason_for(row.campaign_year, reason)
    before = _plain(row)
    _write(row, plan, units)
    record(
        "campaigns.inspection_changed",
        _subject(row),
        actor=actor.as_actor,
        before=before,
        after=_plain(row),
        reason=reason,
    )
    return row


def _check(campaign_year: CampaignYear, plan: Plan, actor: User) -> None:
    if not can_work_office(actor, campaign_year.campaign):
        raise PermissionDenied
    if campaign_year.state == YearState.PLANNED:
        raise DomainError(_("Năm này chưa mở nên chưa lập kế hoạch kiểm tra được."))
    if plan.done_on is not None and plan.done_on > clock.today():
        raise DomainError(_("Ngày đã kiểm tra không thể sau hôm nay."), field="done_on")


def _cleaned(plan: Plan) -> dict[str, object]:
    return {
        key: nfc(value).strip() if isinstance(value, str) else value
        for key, value in asdict(plan).items()
    }


def _write(row: Inspection, plan: Plan, units: Iterable[Unit]) -> None:
    for key, value in _cleaned(plan).items():
        setattr(row, key, value)
    row.save()
    chosen = list(units)
    if not chosen:
        raise DomainError(_("Hãy chọn ít nhất một đơn vị được kiểm tra."), field="units")
    row.units.set(chosen)


def _plain(row: Inspection) -> dict[str, object]:
    return {
        "subject": row.subject,
        "planned_on": row.planned_on,
        "members": row.members,
        "done_on": row.done_on,
        "conclusion": row.conclusion,
        "units": [unit.display_name for unit in row.units.in_order()],
    }


def _subject(row: Inspection) -> Subject:
    host = row.campaign_year.campaign.launched_by
    return audit_subject("campaigns.inspection", row.pk, row.subject[:200], host)


@transaction.atomic
def add_finding(
    inspection: Inspection,
    unit: Unit,
    *,
    text: str,
    request: str,
    due_on: dt.date,
    actor: User,
    reason: str = "",
) -> Finding:
    """Note what was found in a unit and what is asked of it; its people are told.

    Raises ``DomainError`` for a unit that the inspection did not visit, empty words, a day
    before the visit, or a closed year without a reason.
    """
    if not can_work_office(actor, inspection.campaign_year.campaign):
        raise PermissionDenied
    if not inspection.units.filter(pk=unit.pk).exists():
        raise DomainError(_("Đơn vị này không có trong cuộc kiểm tra."), field="unit")
    if due_on < (inspection.done_on or inspection.planned_on):
        raise DomainError(_("Hạn khắc phục không thể trước ngày kiểm tra."), field="due_on")
    reason = reason_for(inspection.campaign_year, reason)
    row = Finding.objects.create(
        inspection=inspection,
        unit=unit,
        text=nfc(text).strip(),
        request=nfc(request).strip(),
        due_on=due_on,
    )
    record(
        "campaigns.finding_added",
        audit_subject("campaigns.finding", row.pk, row.text[:200], unit),
        actor=actor.as_actor,
        after={"text": row.text, "request": row.request, "due_on": due_on},
        reason=reason,
    )
    tell(
        _people_of(unit),
        _("%(unit)s: yêu cầu khắc phục sau kiểm tra, hạn %(day)s")
        % {"unit": unit, "day": vn_date(due_on)},
        body=row.request,
        path=path_of(inspection),
        object_kind="campaigns.finding",
        object_id=row.pk,
    )
    return row


def _people_of(unit: Unit) -> list[User]:
    held = unit.memberships.filter(
        memberships_on(clock.today()), role__in=(Role.HEAD, Role.EDITOR)
    ).select_related("user")
    return [one.user for one in held]


@transaction.atomic
def resolve_finding(
    finding: Finding, *, on: dt.date, resolution: str, actor: User, reason: str = ""
) -> Finding:
    """Note once that what was found is mended, and how. A closed year wants a reason."""
    if not can_work_office(actor, finding.inspection.campaign_year.campaign):
        raise PermissionDenied
    resolution = nfc(resolution).strip()
    if not resolution:
        raise DomainError(_("Hãy ghi kết quả khắc phục."), field="resolution")
    if on > clock.today():
        raise DomainError(_("Ngày khắc phục không thể sau hôm nay."), field="on")
    reason = reason_for(finding.inspection.campaign_year, reason)
    open_rows = Finding.objects.filter(pk=finding.pk, resolved_on=None)
    if not open_rows.update(resolved_on=on, resolution=resolution):
        raise StaleError
    record(
        "campaigns.finding_resolved",
        audit_subject("campaigns.finding", finding.pk, finding.text[:200], finding.unit),
        actor=actor.as_actor,
        before={"resolved_on": None},
        after={"resolved_on": on, "resolution": resolution},
        reason=reason,
    )
    finding.refresh_from_db()
    return finding


def path_of(inspection: Inspection) -> str:
    """Where the inspection can be read."""
    year = inspection.campaign_year
    return reverse(
        "campaigns:inspection_detail", args=[year.campaign.slug, year.year, inspection.pk]
    )

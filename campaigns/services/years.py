"""The life of a campaign year: planned → open → closed, and open again with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.enums import YearState
from campaigns.models import Campaign, CampaignYear, CampaignYearEvent
from campaigns.rules import can_manage_year, is_over_before
from campaigns.services.participation import register_participants
from core import clock
from core.audit import SYSTEM, Actor, record
from core.errors import DomainError, StaleError
from core.numbers import format_date
from units.access import audit_subject


@dataclass(frozen=True)
class Move:
    """One step of a year."""

    source: YearState
    target: YearState
    needs_reason: bool = False


OPEN = Move(YearState.PLANNED, YearState.OPEN)
CLOSE = Move(YearState.OPEN, YearState.CLOSED)
REOPEN = Move(YearState.CLOSED, YearState.OPEN, needs_reason=True)


@transaction.atomic
def plan_year(campaign: Campaign, year: int, *, actor: Actor = SYSTEM) -> CampaignYear:
    """The campaign's year, planned when it is new; ``actor`` is whoever is about to open it.

    Raises ``DomainError`` when the year lies outside the campaign's phases.
    """
    if not campaign.first_year <= year <= campaign.last_year:
        raise DomainError(
            _("Phong trào chỉ có các năm từ %(first)s đến %(last)s.")
            % {"first": campaign.first_year, "last": campaign.last_year},
            field="year",
        )
    row, created = CampaignYear.objects.get_or_create(campaign=campaign, year=year)
    if created:
        record(
            "campaigns.year_planned",
            audit_subject("campaigns.year", row.pk, str(row), campaign.launched_by),
            actor=actor,
            after={"year": year},
        )
    return row


@transaction.atomic
def open_year(campaign_year: CampaignYear, *, actor: User, note: str = "") -> CampaignYear:
    """Open the year and enter its participants.

    Raises ``DomainError`` when the plan gives nothing to do (neither criteria, figures, targets
    nor duties), or when the unit that launched it ended before the year.
    """
    campaign = campaign_year.campaign
    groups = campaign.groups.exclude(criteria_set=None, indicator_set=None)
    if not (groups.exists() or campaign.targets.exists() or campaign.duties.exists()):
        raise DomainError(
            _("Chưa mở được năm: kế hoạch chưa có tiêu chí, chỉ tiêu hay thời hạn báo cáo nào.")
        )
    _refuse_ended_host(campaign_year)
    opened = _move(campaign_year, OPEN, actor=actor, note=note)
    opened.opened_on = clock.today()
    opened.save(update_fields=["opened_on"])
    register_participants(opened, actor=actor.as_actor)
    return opened


def _refuse_ended_host(campaign_year: CampaignYear) -> None:
    """A merged commune has no villages any more, and its figures would count nowhere today."""
    host = campaign_year.campaign.launched_by
    if is_over_before(host, campaign_year.year):
        raise DomainError(
            _(
                "%(unit)s đã kết thúc ngày %(day)s nên không mở năm %(year)s. "
                "Đơn vị mới sau sắp xếp mở năm theo kế hoạch của mình."
            )
            % {
                "unit": host,
                "day": format_date(host.valid_to) if host.valid_to else "",
                "year": campaign_year.year,
            }
        )


@transaction.atomic
def mark_closed(campaign_year: CampaignYear, *, actor: User, note: str = "") -> CampaignYear:
    """Close the year; called by ``assessments.services.closing`` after it finalised the rows."""
    closed = _move(campaign_year, CLOSE, actor=actor, note=note)
    closed.closed_on = clock.today()
    closed.save(update_fields=["closed_on"])
    return closed


@transaction.atomic
def reopen_year(campaign_year: CampaignYear, *, actor: User, note: str) -> CampaignYear:
    """Open a closed year again, with a typed reason."""
    return _move(campaign_year, REOPEN, actor=actor, note=note)


def _move(campaign_year: CampaignYear, move: Move, *, actor: User, note: str) -> CampaignYear:
    if not can_manage_year(actor, campaign_year.campaign):
        raise PermissionDenied
    if move.needs_reason and not note.strip():
        raise DomainError(_("Hãy ghi lý do mở lại năm."), field="note")
    swapped = CampaignYear.objects.filter(
        pk=campaign_year.pk, state=move.source, version=campaign_year.version
    ).update(state=move.target, version=F("version") + 1)
    if not swapped:
        raise StaleError
    CampaignYearEvent.objects.create(
        campaign_year=campaign_year,
        from_state=move.source,
        to_state=move.target,
        actor=actor,
        note=note.strip(),
        at=clock.now(),
    )
    host = campaign_year.campaign.launched_by
    record(
        f"campaigns.year_{move.target}",
        audit_subject("campaigns.year", campaign_year.pk, str(campaign_year), host),
        actor=actor.as_actor,
        before=str(move.source),
        after=str(move.target),
        reason=note,
    )
    campaign_year.refresh_from_db()
    return campaign_year

"""The scheduler's mornings: drafts from ``prepare_on`` on, and lateness after the last day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from django.db import transaction

from assessments.standing import standings
from campaigns.calendar import DueState, last_day, prepare_on
from campaigns.enums import DutyKind, YearState
from campaigns.models import CampaignYear, Duty, DutyDelivery
from campaigns.services import duties
from core import clock, jobs
from core.audit import SYSTEM
from core.models import Job
from reports.enums import ReportState
from reports.services.building import latest_version, request_build
from units.models import Unit

JOB_KIND = "reports.prepare"


def enqueue_due() -> int:
    """One preparing job a day for each duty whose drafts are due; returns how many are new.

    Asked every minute: what was asked for today is not written again.
    """
    day = clock.today()
    asked = set(
        Job.objects.filter(kind=JOB_KIND, input_hash=day.isoformat()).values_list(
            "object_key", flat=True
        )
    )
    wanted = 0
    for duty, campaign_year in _dated_duties():
        start = prepare_on(duty, campaign_year.year)
        key = f"{duty.pk}:{campaign_year.pk}"
        if start is None or day < start or key in asked:
            continue
        jobs.enqueue(
            JOB_KIND,
            key,
            input_hash=day.isoformat(),
            arguments={"duty_id": duty.pk, "campaign_year_id": campaign_year.pk},
        )
        wanted += 1
    return wanted


def _dated_duties() -> Iterator[tuple[Duty, CampaignYear]]:
    """Every dated duty of every open year."""
    duties_of: dict[int, list[Duty]] = defaultdict(list)
    for duty in Duty.objects.exclude(day=None).exclude(kind=DutyKind.PROBLEM):
        duties_of[duty.campaign_id].append(duty)
    for campaign_year in CampaignYear.objects.filter(state=YearState.OPEN):
        for duty in duties_of[campaign_year.campaign_id]:
            yield duty, campaign_year


def prepare(duty_id: int, campaign_year_id: int) -> dict[str, int]:
    """Ask for the drafts of one duty and note who is late; returns how many of each.

    Doing it twice gives one report and one note of lateness.
    """
    duty = Duty.objects.select_related("campaign__launched_by").get(pk=duty_id)
    campaign_year = CampaignYear.objects.select_related("campaign__launched_by").get(
        pk=campaign_year_id
    )
    day = clock.today()
    if duty.kind == DutyKind.REPORT:
        return _prepare_report(duty, campaign_year, day)
    return _prepare_forms(duty, campaign_year, day)


def _prepare_report(duty: Duty, campaign_year: CampaignYear, day: dt.date) -> dict[str, int]:
    host = campaign_year.campaign.launched_by
    delivery, _created = DutyDelivery.objects.get_or_create(
        duty=duty, campaign_year=campaign_year, unit=host
    )
    last = delivery.moved_last_day or last_day(duty, campaign_year.year)
    late = delivery.received_on is None and last is not None and day > last
    noted = duties.note_overdue(delivery, day, actor=SYSTEM) if late else False
    asked = _refresh(campaign_year, host, duty, day)
    return {"reports": int(asked), "overdue": int(noted)}


@transaction.atomic
def _prepare_forms(duty: Duty, campaign_year: CampaignYear, day: dt.date) -> dict[str, int]:
    groups = set(duty.groups.values_list("pk", flat=True))
    counts = {"reports": 0, "overdue": 0}
    for row in standings(campaign_year, day):
        if row.participation.group_id not in groups:
            continue
        if row.assessment is not None:
            counts["reports"] += _refresh(campaign_year, row.participation.unit, duty, day)
        if row.due is not None and row.due.state == DueState.OVERDUE:
            delivery, _created = DutyDelivery.objects.get_or_create(
                duty=duty, campaign_year=campaign_year, unit=row.participation.unit
            )
            counts["overdue"] += duties.note_overdue(delivery, day, actor=SYSTEM)
    return counts


def _refresh(campaign_year: CampaignYear, unit: Unit, duty: Duty, day: dt.date) -> bool:
    """Ask for this morning's draft, unless the paper is frozen or was built today already."""
    latest = latest_version(campaign_year, unit)
    if latest is not None and (latest.state == ReportState.FROZEN or latest.built_on == day):
        return False
    request_build(campaign_year, unit, actor=None, duty=duty)
    return True

"""How the pages of this app find what their address names: out of sight is not found."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.models import User
from assessments.enums import Status
from assessments.models import Assessment
from assessments.rules import can_enter, can_enter_for
from assessments.selectors.form_page import record_of, records_of
from assessments.selectors.lines import LOCKED, Opened
from assessments.services import steps
from campaigns.enums import YearState
from campaigns.models import CampaignYear, Participation
from core.prepared import Prepared
from criteria.models import Criterion, Indicator
from units.access import access_of
from units.rules import can_manage_units


def visible_participation(user: User, pk: int) -> Participation:
    """A unit's place in a year, when the unit lies within the user's sight."""
    found = _participations.first(pk)
    if found is None or not access_of(user).sees(found.unit):
        raise Http404
    return found


@Prepared
def _participations(pk: int) -> QuerySet[Participation]:
    return Participation.objects.filter(pk=pk).select_related(
        "unit", "group", "campaign_year__campaign__launched_by"
    )


def visible_record(user: User, pk: int) -> Assessment:
    """A record of a unit within the user's sight, with all that rules ask of it."""
    if not Assessment.objects.visible_to(user).filter(pk=pk).exists():
        raise Http404
    return steps.fetch(pk)


def visible_year(user: User, slug: str, year: int) -> CampaignYear:
    """One year of a campaign in sight."""
    found = CampaignYear.objects.visible_to(user).select_related("campaign__launched_by")
    return get_object_or_404(found, campaign__slug=slug, year=year)


def people_url(user: User) -> str:
    """The page where roles are given, for those who give them."""
    return reverse("units:people") if can_manage_units(user) else ""


def full_record(participation: Participation) -> Assessment | None:
    """The record of a participant, sharing the rows that were already read."""
    return _sharing(record_of(participation), participation)


def record_to_save(participation: Participation) -> Assessment | None:
    """The same without the people who handed in and reviewed: saving asks nothing of them."""
    found = _records.first(participation.campaign_year_id, participation.unit_id)
    return _sharing(found, participation)


_records = Prepared(records_of)


def _sharing(record: Assessment | None, participation: Participation) -> Assessment | None:
    if record is not None:
        record.campaign_year = participation.campaign_year
        record.unit = participation.unit
        record.group = participation.group
    return record


def opened_for(user: User, participation: Participation, record: Assessment | None) -> Opened:
    """Which lines this user may answer now."""
    if record is None:
        is_open = participation.campaign_year.state == YearState.OPEN
        may = is_open and not participation.is_excluded and can_enter_for(user, participation.unit)
        return Opened(may)
    is_editable = record.status in {Status.DRAFT, Status.RETURNED}
    may = is_editable and not participation.is_excluded and can_enter(user, record)
    return Opened(may, record.status == Status.RETURNED) if may else LOCKED


def criterion_of(participation: Participation, pk: int) -> Criterion:
    """A criterion of the unit's form."""
    found = _criteria.first(pk, participation.group.criteria_set_id or 0)
    if found is None:
        raise Http404
    return found


@Prepared
def _criteria(pk: int, criteria_set: int) -> QuerySet[Criterion]:
    return Criterion.objects.filter(pk=pk, criteria_set_id=criteria_set)


def indicator_of(participation: Participation, pk: int) -> Indicator:
    """A line of the unit's sheet."""
    set_id = participation.group.indicator_set_id
    row = get_object_or_404(Indicator.objects.filter(criteria_set_id=set_id), pk=pk)
    if not row.is_asked_of(participation.unit.type):
        raise Http404
    return row

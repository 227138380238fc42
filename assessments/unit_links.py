"""The forms of a unit on its page: where each stands, and the step that comes next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.enums import Status
from assessments.models import Assessment
from assessments.rules import can_enter_for
from campaigns.enums import YearState
from campaigns.models import CampaignYear, Participation
from units.access import access_of
from units.enums import UnitType
from units.models import Unit
from units.unit_links import UnitLink

MOST_FORMS = 6
_OPEN = frozenset({Status.DRAFT, Status.RETURNED})


def unit_links(request: HttpRequest, unit: Unit) -> list[UnitLink]:
    """Its forms, the latest year first, and the table of whoever reports to it; three queries."""
    user: Any = request.user
    if not access_of(user).sees(unit):
        return []
    parts = list(
        Participation.objects.visible_to(user)
        .taking_part()
        .filter(unit=unit)
        .exclude(campaign_year__state=YearState.PLANNED)
        .select_related("campaign_year__campaign")
        .order_by("-campaign_year__year", "pk")[:MOST_FORMS]
    )
    records = {
        one.campaign_year_id: one for one in Assessment.objects.visible_to(user).filter(unit=unit)
    }
    forms = [
        _form(part, records.get(part.campaign_year_id), may_enter=can_enter_for(user, unit))
        for part in parts
    ]
    return [*forms, *_tables(user, unit)]


def _form(part: Participation, record: Assessment | None, *, may_enter: bool) -> UnitLink:
    year = part.campaign_year
    is_open = year.state == YearState.OPEN or (record is not None and record.is_reopened)
    enters = is_open and may_enter and (record is None or record.status in _OPEN)
    url = reverse("assessments:form", args=[part.pk])
    if record is not None and not enters:
        url = reverse("assessments:record", args=[record.pk])
    label = _("Nhập phiếu năm %(year)s") if enters else _("Xem phiếu năm %(year)s")
    return UnitLink(
        label=label % {"year": year.year},
        url=url,
        icon="form",
        note=year.campaign.short_name,
        state=record.status if record else "",
    )


def _tables(user: Any, unit: Unit) -> list[UnitLink]:
    """Where everybody below stands (of the unit that launched), results of a village's families."""
    is_village = unit.type == UnitType.VILLAGE and unit.valid_to is None
    if not is_village and unit.type not in {UnitType.COMMUNE, UnitType.AGENCY}:
        return []
    hosts = [*unit.ancestor_ids, unit.pk] if is_village else [unit.pk]
    years = (
        CampaignYear.objects.visible_to(user)
        .filter(campaign__launched_by__in=hosts, state=YearState.OPEN)
        .select_related("campaign")
        .order_by("-year", "pk")[:MOST_FORMS]
    )
    if is_village:
        label, name, icon = _("Kết quả hộ gia đình năm %(year)s"), "assessments:results", "matrix"
        query = f"?unit={unit.pk}"
    else:
        label, name, icon = _("Bảng trạng thái năm %(year)s"), "assessments:matrix", "matrix"
        query = ""
    return [
        UnitLink(
            label=label % {"year": year.year},
            url=reverse(name, args=[year.campaign.slug, year.year]) + query,
            icon=icon,
            note=year.campaign.short_name,
        )
        for year in years
    ]

"""Who would take part if a year were opened today."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from campaigns.calendar import last_day
from campaigns.enums import DutyKind
from campaigns.models import Campaign, CampaignYear, Duty, ParticipantGroup, YearlyTarget
from campaigns.services.participation import eligible_units, group_of
from units.enums import WITHOUT_FORM


def expected_participants(campaign: Campaign) -> list[tuple[ParticipantGroup, int]]:
    """Every group of the plan with the number of active units that opening would enter.

    Groups of households, clans and individuals alone are left out: they have results without
    a form.
    """
    groups = list(campaign.groups.all())
    types = {one for group in groups for one in group.unit_types} - WITHOUT_FORM
    found = Counter(
        group.pk
        for unit in eligible_units(CampaignYear(campaign=campaign), types)
        if (group := group_of(groups, unit)) is not None
    )
    return [(group, found[group.pk]) for group in groups if set(group.unit_types) - WITHOUT_FORM]


def expected_days(campaign: Campaign, year: int) -> list[tuple[Duty, dt.date]]:
    """The dated duties that would fall due in that year, with their last days."""
    found = campaign.duties.exclude(kind=DutyKind.PROBLEM).order_by("position")
    return [(duty, day) for duty in found if (day := last_day(duty, year)) is not None]


def has_yearly_targets(campaign: Campaign, year: int) -> bool:
    """Whether the office has already entered what is wanted of that year."""
    return YearlyTarget.objects.filter(measure__target__campaign=campaign, year=year).exists()

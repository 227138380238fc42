"""Which events of the trail tell of a year.

Each function named in ``settings.YEAR_EVENT_PROVIDERS`` says which events of its own app do, so
that an app which comes to write rows of a year has one place to say so. Nothing is asked here: the
answers are parts of the one statement that looks for the events.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from campaigns.models import (
    CampaignYear,
    Duty,
    DutyDelivery,
    Finding,
    Inspection,
    ParticipantGroup,
    Participation,
    ProblemReport,
    TaskProgress,
    YearDecision,
)
from core.providers import providers

Provider = Callable[[CampaignYear], Q]


def events_of(campaign_year: CampaignYear) -> Q:
    """Events about the year, about a row of it, or about what its figures are worked out from."""
    given: tuple[Provider, ...] = providers("YEAR_EVENT_PROVIDERS")
    found = Q(pk__in=[])
    for provider in given:
        found |= provider(campaign_year)
    return found


def about(kind: str, rows: QuerySet[Any]) -> Q:
    """Events about these rows, which stand in the trail as this kind."""
    keys = rows.order_by().annotate(key=Cast("pk", CharField())).values("key")
    return Q(object_kind=kind, object_id__in=keys)


def own_events(campaign_year: CampaignYear) -> Q:
    """Of this app: the year itself, its participants, deliveries, tasks, inspections, targets.

    Also what holds for every year of the campaign and moves the figures of one that is closed:
    the day of a duty, the plan's own words, the rules by which the plan's groups are judged.
    """
    of_year = {
        "campaigns.delivery": DutyDelivery.objects,
        "campaigns.participation": Participation.objects,
        "campaigns.problem": ProblemReport.objects,
        "campaigns.taskprogress": TaskProgress.objects,
        "campaigns.inspection": Inspection.objects,
        "campaigns.decision": YearDecision.objects,
    }
    found = Q(object_kind="campaigns.year", object_id=str(campaign_year.pk))
    for kind, rows in of_year.items():
        found |= about(kind, rows.filter(campaign_year=campaign_year))
    findings = Finding.objects.filter(inspection__campaign_year=campaign_year)
    return found | about("campaigns.finding", findings) | _of_campaign(campaign_year)


def _of_campaign(campaign_year: CampaignYear) -> Q:
    campaign = campaign_year.campaign_id
    last_day = f"{campaign_year.year}-12-31"
    whole = Q(object_kind="campaigns.campaign", object_id=str(campaign))
    groups = ParticipantGroup.objects.filter(campaign=campaign)
    sets = groups.exclude(criteria_set=None).values_list(
        Cast("criteria_set_id", CharField()), flat=True
    )
    begins_ever = Q(after__valid_from__isnull=True)
    rules = Q(object_kind="criteria.set", object_id__in=sets)
    return (
        whole & Q(action="campaigns.yearly_targets_set", after__year=campaign_year.year)
        | whole & Q(action="campaigns.plan_loaded")
        | about("campaigns.duty", Duty.objects.filter(campaign=campaign))
        | about("campaigns.participantgroup", groups)
        | rules
        & Q(action="criteria.rule_added")
        & (Q(after__valid_from__lte=last_day) | begins_ever)
        | rules & Q(action="criteria.rule_ended", after__valid_to__lt=last_day)
    )

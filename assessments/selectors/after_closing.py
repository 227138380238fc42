"""What was changed in a year after its figures were closed, from the trail itself.

The trail is written in the transaction of every change, so nothing can be missing here; the
closing's own place in it, not a clock, says what came after.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from accounts.models import User
from assessments.models import Assessment
from campaigns.models import (
    CampaignYear,
    DutyDelivery,
    Finding,
    Inspection,
    Participation,
    ProblemReport,
    TaskProgress,
    YearDecision,
)
from core.models import AuditEvent
from units.access import access_of
from units.models import Unit
from units.paths import under_any


def first_closing(campaign_year: CampaignYear) -> AuditEvent | None:
    """The event with which the year was closed for the first time."""
    return (
        AuditEvent.objects.filter(
            action="campaigns.year_closed",
            object_kind="campaigns.year",
            object_id=str(campaign_year.pk),
        )
        .order_by("pk")
        .first()
    )


def changes_after(
    closing: AuditEvent, campaign_year: CampaignYear, user: User
) -> QuerySet[AuditEvent]:
    """Everything in the user's sight that was changed in the year since, the latest first."""
    later = AuditEvent.objects.filter(pk__gt=closing.pk).filter(_of_year(campaign_year))
    access = access_of(user)
    if not access.sees_all:
        seen = Unit.objects.filter(under_any(access.paths, "path")).values("pk")
        later = later.filter(unit_id__in=seen)
    return later.order_by("-pk")


def _of_year(campaign_year: CampaignYear) -> Q:
    """Events about the year or about a row of it."""
    own = str(campaign_year.pk)
    whole_year = ("campaigns.year", "assessments.compact", "assessments.grid")
    of_rows = {
        "assessments.assessment": Assessment.objects,
        "campaigns.delivery": DutyDelivery.objects,
        "campaigns.participation": Participation.objects,
        "campaigns.problem": ProblemReport.objects,
        "campaigns.taskprogress": TaskProgress.objects,
        "campaigns.inspection": Inspection.objects,
        "campaigns.decision": YearDecision.objects,
    }
    found = Q(object_kind__in=whole_year, object_id=own)
    for kind, rows in of_rows.items():
        ids = rows.filter(campaign_year=campaign_year).values_list("pk", flat=True)
        found |= Q(object_kind=kind, object_id__in=_texts(ids))
    findings = Finding.objects.filter(inspection__campaign_year=campaign_year)
    found |= Q(
        object_kind="campaigns.finding",
        object_id__in=_texts(findings.values_list("pk", flat=True)),
    )
    return found | Q(
        action="campaigns.yearly_targets_set",
        object_id=str(campaign_year.campaign_id),
        after__year=campaign_year.year,
    )


def _texts(ids: Iterable[int]) -> list[str]:
    return [str(pk) for pk in ids]

"""What was changed in a year after its figures were closed, from the trail itself.

The trail is written in the transaction of every change, so nothing can be missing here; the
closing's own place in it, not a clock, says what came after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from assessments.models import Assessment, RecheckSample, ScoreSheet
from campaigns.models import CampaignYear
from campaigns.selectors.year_events import about, events_of
from core.models import AuditEvent
from recognitions.models import Recognition
from recognitions.services import BATCH
from units.access import access_of
from units.models import Unit
from units.paths import under, under_any


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
    later = all_changes_after(closing, campaign_year)
    access = access_of(user)
    if not access.sees_all:
        seen = Unit.objects.filter(under_any(access.paths, "path")).values("pk")
        # A decision for many stands in the trail of the first: it is everybody's on its list.
        lists = Recognition.objects.visible_to(user).exclude(batch="").values("batch")
        later = later.filter(
            Q(unit_id__in=seen) | Q(object_kind=BATCH, object_id__in=lists.order_by())
        )
    return later.order_by("-pk")


def as_told_to(user: User, events: Iterable[AuditEvent], host: Unit) -> list[AuditEvent]:
    """The events as the reader may know them: of a decision for many, who is in sight.

    One query where the reader sees less than all of the launching unit.
    """
    shown = list(events)
    lists = {event.object_id for event in shown if event.object_kind == BATCH}
    if not lists or access_of(user).sees(host):
        return shown
    rows = Recognition.objects.visible_to(user).filter(batch__in=lists).order_by()
    seen = {str(pk) for pk in rows.values_list("holder_id", flat=True)}
    for event in shown:
        if event.object_kind == BATCH:
            event.before, event.after = _narrowed(event.before, seen), _narrowed(event.after, seen)
    return shown


def _narrowed(told: Any, seen: set[str]) -> Any:
    if not isinstance(told, dict) or "holders" not in told:
        return told
    return told | {"holders": {key: one for key, one in told["holders"].items() if key in seen}}


def all_changes_after(closing: AuditEvent, campaign_year: CampaignYear) -> QuerySet[AuditEvent]:
    """Everything that was changed in the year since, whoever may see it."""
    return AuditEvent.objects.filter(pk__gt=closing.pk).filter(events_of(campaign_year))


@dataclass(frozen=True)
class Explained:
    """A kind of change with the reason that was typed for it, and how often it was made."""

    unit: str
    action: str
    reason: str
    times: int


def explained_changes(campaign_year: CampaignYear) -> list[Explained]:
    """Every reason for which the year was changed after its closing, the first one first.

    From the same events as the page of later changes. What follows from one of them is told by it:
    the steps of a form that was opened again, a last day moved in a year that was. Two queries.
    """
    closing = first_closing(campaign_year)
    if closing is None:
        return []
    of_forms = Q(object_kind="assessments.assessment") & ~Q(action="assessments.reopen")
    told_by_another = of_forms | Q(object_kind__in=("assessments.sheet", "campaigns.delivery"))
    rows = (
        all_changes_after(closing, campaign_year)
        .exclude(reason="")
        .exclude(told_by_another)
        .exclude(action="campaigns.year_closed")
        .order_by("pk")
        .values_list("object_kind", "object_label", "unit_label", "action", "reason")
    )
    found = Counter(
        (label if kind == BATCH else unit, action, reason.strip())
        for kind, label, unit, action, reason in rows
    )
    return [Explained(*what, times) for what, times in found.items()]


def own_events(campaign_year: CampaignYear) -> Q:
    """Of this app and of the register of titles: forms, results, points, re-checks, titles."""
    of_year = {
        "assessments.assessment": Assessment.objects,
        "assessments.sheet": ScoreSheet.objects,
        "assessments.sample": RecheckSample.objects,
    }
    found = Q(
        object_kind__in=("assessments.compact", "assessments.grid"),
        object_id=str(campaign_year.pk),
    )
    for kind, rows in of_year.items():
        found |= about(kind, rows.filter(campaign_year=campaign_year))
    return found | _of_titles(campaign_year)


def _of_titles(campaign_year: CampaignYear) -> Q:
    """Titles that the year's report counts: of the year, and those decided in it."""
    year, host = campaign_year.year, campaign_year.campaign.launched_by
    rows = Recognition.objects.filter(
        under(host.path, "holder__path"), Q(year=year) | Q(decided_on__year=year)
    )
    lists = Q(object_kind=BATCH, unit_id__in=Unit.objects.at_or_below(host).values("pk")) & (
        Q(after__year=year) | Q(after__decided_on__startswith=f"{year}-")
    )
    return about("recognitions.recognition", rows) | lists

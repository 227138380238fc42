"""The communes below a province: who handed in, in time, complete."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from accounts.models import User
from assessments.models import Answer, Assessment, IndicatorValue
from assessments.standing import Rate
from campaigns.calendar import last_day
from campaigns.enums import DutyKind, YearState
from campaigns.models import CampaignYear, Duty, DutyDelivery, Participation


@dataclass(frozen=True)
class Overview:
    """One campaign year of one commune with its three rates."""

    year: CampaignYear
    submitted: Rate
    on_time: Rate
    complete: Rate


def overviews(user: User) -> list[Overview]:
    """Every year in sight that was opened, the latest first; three queries.

    A form that was handed in is complete unless something stands empty with a reason: without
    one it would not have been taken.
    """
    years = list(
        CampaignYear.objects.visible_to(user)
        .exclude(state=YearState.PLANNED)
        .select_related("campaign__launched_by")
        .order_by("-year", "campaign__launched_by__sort_key", "pk")
    )
    counted = _counted([year.pk for year in years])
    on_time = _on_time([year.pk for year in years])
    return [
        Overview(
            year=year,
            submitted=Rate(row.submitted, row.whole),
            on_time=Rate(on_time.get(year.pk, 0), row.dated),
            complete=Rate(row.submitted - row.gaps, row.whole),
        )
        for year in years
        for row in [counted.get(year.pk, _Counts())]
    ]


@dataclass(frozen=True)
class _Counts:
    whole: int = 0
    submitted: int = 0
    gaps: int = 0
    dated: int = 0


def _counted(ids: list[int]) -> dict[int, _Counts]:
    """Participants of each year: all, handed in, handed in with gaps, with a dated duty."""
    here = {"campaign_year_id": OuterRef("campaign_year_id"), "unit_id": OuterRef("unit_id")}
    there = {f"assessment__{name}": value for name, value in here.items()}
    received = Assessment.objects.filter(**here, submitted_at__isnull=False)
    no_answer = Answer.objects.filter(
        **there, assessment__submitted_at__isnull=False, self_value="", gap_reason__gt=""
    )
    no_figure = IndicatorValue.objects.filter(
        **there, assessment__submitted_at__isnull=False, state="", gap_reason__gt=""
    )
    dated = Duty.groups.through.objects.filter(
        participantgroup_id=OuterRef("group_id"),
        duty__kind=DutyKind.FORM,
        duty__month__isnull=False,
    )
    rows = (
        Participation.objects.taking_part()
        .filter(campaign_year_id__in=ids)
        .annotate(
            has_receipt=Exists(received),
            has_gap=Exists(no_answer) | Exists(no_figure),
            has_day=Exists(dated),
        )
        .order_by()
        .values("campaign_year_id")
        .annotate(
            whole=Count("pk"),
            submitted=Count("pk", filter=Q(has_receipt=True)),
            gaps=Count("pk", filter=Q(has_gap=True)),
            dated=Count("pk", filter=Q(has_day=True)),
        )
    )
    return {
        row["campaign_year_id"]: _Counts(row["whole"], row["submitted"], row["gaps"], row["dated"])
        for row in rows
    }


def _on_time(ids: list[int]) -> dict[int, int]:
    """How many participants of each year handed in by their last day."""
    takes_part = Participation.objects.taking_part().filter(
        campaign_year_id=OuterRef("campaign_year_id"), unit_id=OuterRef("unit_id")
    )
    rows = DutyDelivery.objects.filter(
        Exists(takes_part),
        campaign_year_id__in=ids,
        duty__kind=DutyKind.FORM,
        received_on__isnull=False,
    ).select_related("duty", "campaign_year")
    units: dict[int, set[int]] = {}
    for row in rows:
        last = row.moved_last_day or last_day(row.duty, row.campaign_year.year)
        if last is not None and row.received_on is not None and row.received_on <= last:
            units.setdefault(row.campaign_year_id, set()).add(row.unit_id)
    return {pk: len(some) for pk, some in units.items()}

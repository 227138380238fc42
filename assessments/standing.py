"""Where every participant of a year stands: state, lateness, completeness; and the rates.

One place for pages, reports and reminders, in a fixed number of queries.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from assessments.enums import Status
from assessments.models import Answer, Assessment, IndicatorValue
from campaigns.calendar import Due, DueState, due
from campaigns.enums import DutyKind
from campaigns.models import (
    CampaignYear,
    Duty,
    DutyDelivery,
    ParticipantGroup,
    Participation,
)
from criteria.enums import CriterionKind, IndicatorKind
from criteria.models import Criterion, Indicator, is_asked


@dataclass(frozen=True)
class Standing:
    """One participant. ``due`` is its dated duty, ``None`` where no duty covers it."""

    participation: Participation
    assessment: Assessment | None
    due: Due | None
    is_complete: bool

    @property
    def status(self) -> str:
        """The record's status; empty while nothing was entered."""
        return self.assessment.status if self.assessment else ""

    @property
    def is_submitted(self) -> bool:
        """Whether a receipt stands: submitted, under review, returned for mending or decided."""
        return self.assessment is not None and self.assessment.submitted_at is not None

    @property
    def is_on_time(self) -> bool:
        """Whether the first standing receipt came by the last day."""
        return self.due is not None and self.due.state == DueState.ON_TIME


@dataclass(frozen=True)
class Rate:
    """A part of a whole; the whole may be empty."""

    part: int
    whole: int


@dataclass(frozen=True)
class Rates:
    """The three rates of contract 2. ``undated``: participants that no dated duty covers."""

    submitted: Rate
    complete: Rate
    on_time: Rate
    undated: int


def standings(
    campaign_year: CampaignYear,
    day: dt.date,
    participations: Iterable[Participation] | None = None,
) -> list[Standing]:
    """Every participant with a form, by group and in the commune's order.

    ``participations`` narrows the list (with ``unit`` and ``group`` selected).
    """
    rows = list(
        participations
        if participations is not None
        else campaign_year.participations.taking_part()
        .select_related("unit", "group")
        .defer("unit__search", "unit__note", "group__chosen_note")
        .order_by("group__position", "unit__position", "unit__sort_key", "unit_id")
    )
    found = Assessment.objects.filter(
        campaign_year=campaign_year, unit_id__in=[row.unit_id for row in rows]
    ).defer("unit_path")
    by_unit = {one.unit_id: one for one in found}
    duties = _duty_by_group(campaign_year)
    deliveries = {
        (one.duty_id, one.unit_id): one
        for one in DutyDelivery.objects.filter(
            campaign_year=campaign_year, duty__kind=DutyKind.FORM
        )
    }
    complete = complete_ids(
        (by_unit[row.unit_id], row.group, row.unit.type) for row in rows if row.unit_id in by_unit
    )
    return [
        Standing(
            participation=row,
            assessment=record,
            due=_due(row, duties, deliveries, campaign_year.year, day),
            is_complete=record is not None and record.pk in complete,
        )
        for row in rows
        for record in [by_unit.get(row.unit_id)]
    ]


def _duty_by_group(campaign_year: CampaignYear) -> dict[int, Duty]:
    """The first dated form duty of each group, by group id."""
    duties = (
        Duty.objects.filter(campaign_id=campaign_year.campaign_id, kind=DutyKind.FORM)
        .exclude(day=None)
        .prefetch_related("groups")
        .order_by("-position")
    )
    return {group.pk: duty for duty in duties for group in duty.groups.all()}


def _due(
    row: Participation,
    duties: dict[int, Duty],
    deliveries: dict[tuple[int, int], DutyDelivery],
    year: int,
    day: dt.date,
) -> Due | None:
    duty = duties.get(row.group_id)
    if duty is None:
        return None
    return due(duty, year, day, deliveries.get((duty.pk, row.unit_id)))


def complete_ids(records: Iterable[tuple[Assessment, ParticipantGroup, str]]) -> set[int]:
    """Ids of the records whose every judgement criterion and required line has an answer.

    Each record with its group and the type of its unit, which decide what is asked.
    """
    rows = list(records)
    ids = [one.pk for one, _group, _type in rows]
    answered = Counter(
        dict(
            Answer.objects.filter(assessment_id__in=ids, criterion__kind=CriterionKind.GRADED)
            .exclude(self_value="")
            .values_list("assessment_id")
            .annotate(Count("pk"))
        )
    )
    filled = Counter(
        dict(
            IndicatorValue.objects.filter(assessment_id__in=ids, indicator__is_required=True)
            .exclude(state="")
            .values_list("assessment_id")
            .annotate(Count("pk"))
        )
    )
    asked = _Asked([group for _one, group, _type in rows])
    return {
        one.pk
        for one, group, unit_type in rows
        if answered[one.pk] >= asked.criteria(group)
        and filled[one.pk] >= asked.lines(group, unit_type)
    }


class _Asked:
    """How many answers a participant's form asks for."""

    def __init__(self, groups: list[ParticipantGroup]) -> None:
        sets = {group.criteria_set_id for group in groups}
        figure_sets = {group.indicator_set_id for group in groups}
        self._criteria = Counter(
            Criterion.objects.filter(
                criteria_set_id__in=sets, kind=CriterionKind.GRADED
            ).values_list("criteria_set_id", flat=True)
        )
        self._lines = list(
            Indicator.objects.filter(criteria_set_id__in=figure_sets, is_required=True)
            .exclude(kind=IndicatorKind.RATIO)
            .values_list("criteria_set_id", "answered_by")
        )

    def criteria(self, group: ParticipantGroup) -> int:
        return self._criteria[group.criteria_set_id or 0]

    def lines(self, group: ParticipantGroup, unit_type: str) -> int:
        return sum(
            set_id == group.indicator_set_id and is_asked(types, unit_type)
            for set_id, types in self._lines
        )


def rates(rows: Iterable[Standing]) -> Rates:
    """The three rates; none can pass its whole."""
    every = list(rows)
    dated = [row for row in every if row.due is not None and row.due.last_day is not None]
    return Rates(
        submitted=Rate(sum(row.is_submitted for row in every), len(every)),
        complete=Rate(sum(row.is_submitted and row.is_complete for row in every), len(every)),
        on_time=Rate(sum(row.is_on_time for row in dated), len(dated)),
        undated=len(every) - len(dated),
    )


def by_status(rows: Iterable[Standing]) -> dict[str, int]:
    """How many participants stand in each state; the empty state is "chưa nhập"."""
    counts = Counter(row.status for row in rows)
    return {"": counts[""], **{str(status): counts[status] for status in Status}}

"""The campaign's three pages: criteria and days, the plan's text, targets and tasks.

Each is a handful of queries whatever the plan's size; the page's tests name the number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.calendar import Due, due
from campaigns.enums import MeasureKind, PlanTextKind, YearState
from campaigns.models import (
    Campaign,
    CampaignYear,
    LegalBasis,
    ParticipantGroup,
    Phase,
    PlanAward,
    PlanTask,
    PlanText,
    ResponsibleBody,
    Target,
    TargetMeasure,
    YearlyTarget,
)
from campaigns.rules import can_manage_year, can_work_office, is_over_before
from campaigns.selectors.citations import citation, day_of, number_of
from core.display import vn_number, vn_percent
from criteria.models import CriteriaSet, Criterion
from units.access import access_of
from units.enums import UnitType


@dataclass(frozen=True)
class Head:
    """What stands at the top of every page of a campaign."""

    campaign: Campaign
    years: list[CampaignYear]
    year: int
    campaign_year: CampaignYear | None
    can_work: bool
    can_manage: bool
    next_year: int | None = None

    @property
    def number(self) -> str:
        """The plan's number, or that it has none."""
        return number_of(self.campaign.document)

    @property
    def day(self) -> str:
        """The plan's date, as exact as the source gives it."""
        return day_of(self.campaign.document)

    @property
    def steps(self) -> list[tuple[str, str]]:
        """The path of the page in the breadcrumb."""
        return [
            (_("Phong trào"), reverse("campaigns:campaign_list")),
            (
                self.campaign.short_name,
                reverse("campaigns:campaign_detail", args=[self.campaign.slug]),
            ),
        ]

    @property
    def notes(self) -> list[str]:
        """What a reader should know about the plan as a paper, each thing once."""
        notes = [self.campaign.note, self.campaign.document.note]
        return [
            note
            for place, note in enumerate(notes)
            if note and not any(note in other for other in notes[:place])
        ]

    @property
    def period(self) -> str:
        """First and last year: 2026–2030."""
        return f"{self.campaign.first_year}–{self.campaign.last_year}"


def head_of(campaign: Campaign, user: User, wanted: str, today: dt.date) -> Head:
    """The campaign with its years; ``wanted`` is the year of the address, if it names one."""
    years = list(campaign.years.all())
    chosen = _chosen_year(years, wanted, today)
    number = chosen.year if chosen else _year_to_show(campaign, today)
    return Head(
        campaign=campaign,
        years=years,
        year=number,
        campaign_year=chosen,
        can_work=can_work_office(user, campaign),
        can_manage=(manages := can_manage_year(user, campaign)),
        next_year=next_to_open(campaign, years, today) if manages else None,
    )


def next_to_open(campaign: Campaign, years: list[CampaignYear], today: dt.date) -> int | None:
    """The year that may be opened once every year begun so far is closed; ``None``: none may.

    The year after the latest one, or this calendar year where the campaign has paused; never
    beyond the campaign's last year, nor the end of the unit that launched it.
    """
    begun = [one for one in years if one.state != YearState.PLANNED]
    if not begun or any(one.state == YearState.OPEN for one in begun):
        return None
    number = max(max(one.year for one in begun) + 1, min(today.year, campaign.last_year))
    is_possible = number <= campaign.last_year
    return number if is_possible and not is_over_before(campaign.launched_by, number) else None


def _chosen_year(years: list[CampaignYear], wanted: str, today: dt.date) -> CampaignYear | None:
    """The year asked for, else the open one nearest to today, else the latest that began."""
    for year in years:
        if wanted == str(year.year):
            return year
    opened = [year for year in years if year.state == YearState.OPEN]
    begun = [year for year in years if year.state != YearState.PLANNED]
    candidates = opened or begun or years
    return min(candidates, key=lambda year: abs(year.year - today.year), default=None)


def _year_to_show(campaign: Campaign, today: dt.date) -> int:
    if campaign.first_year <= today.year <= campaign.last_year:
        return today.year
    return campaign.plays_year or campaign.first_year


# ---------------------------------------------------------------- criteria and days


@dataclass(frozen=True)
class CriterionLine:
    """One criterion as the page shows it."""

    criterion: Criterion
    titles: list[str]
    differs: bool


@dataclass(frozen=True)
class GroupBlock:
    """A heading of the plan with its criteria; ``is_own``: it addresses the reader's unit."""

    group: ParticipantGroup
    types: list[str]
    lines: list[CriterionLine]
    is_own: bool


@dataclass(frozen=True)
class Overview:
    """Phases, duties of the year with their last days, criteria by group."""

    phases: list[Phase]
    duties: list[Due]
    groups: list[GroupBlock]

    @property
    def own_groups(self) -> list[GroupBlock]:
        """The headings that address the reader's own unit."""
        return [block for block in self.groups if block.is_own]


def overview(head: Head, user: User, today: dt.date) -> Overview:
    """The campaign's first page; four queries, one for titles and one for official sets."""
    campaign = head.campaign
    groups = list(campaign.groups.select_related("criteria_set"))
    by_set = _criteria_by_set(group.criteria_set_id for group in groups)
    own_types = {held.unit_type for held in access_of(user).held}
    return Overview(
        phases=list(campaign.phases.all()),
        duties=[due(duty, head.year, today) for duty in campaign.duties.all()],
        groups=[_block(group, by_set, own_types) for group in groups],
    )


def _criteria_by_set(ids: Iterable[int | None]) -> dict[int, list[Criterion]]:
    rows = (
        Criterion.objects.filter(criteria_set__in=[one for one in ids if one is not None])
        .prefetch_related("titles", Prefetch("official_sets", CriteriaSet.objects.order_by("code")))
        .order_by("criteria_set", "position", "pk")
    )
    return {key: list(lines) for key, lines in groupby(rows, lambda row: row.criteria_set_id)}


def _block(
    group: ParticipantGroup, by_set: Mapping[int, list[Criterion]], own_types: set[str]
) -> GroupBlock:
    rows = by_set.get(group.criteria_set_id or 0, [])
    return GroupBlock(
        group=group,
        types=[type_label(one) for one in group.unit_types],
        lines=[
            CriterionLine(
                criterion=row,
                titles=[title.name for title in row.titles.all()],
                differs=row.text_source != row.text_shown,
            )
            for row in rows
        ],
        is_own=bool(own_types.intersection(group.unit_types)),
    )


def type_label(value: str) -> str:
    """A unit type in Vietnamese; a value of a newer file is shown as it is."""
    return str(UnitType(value).label) if value in UnitType.values else value


# ---------------------------------------------------------------- the plan's text


@dataclass(frozen=True)
class BasisLine:
    """A document that the plan rests on."""

    basis: LegalBasis
    text: str


@dataclass(frozen=True)
class TextBlock:
    """The paragraphs of one kind: aims, contents, solutions and so on."""

    kind: str
    label: str
    texts: list[PlanText]


@dataclass(frozen=True)
class PlanPage:
    """Everything of the plan that is to be read rather than answered."""

    bases: list[BasisLine]
    blocks: list[TextBlock]
    awards: list[tuple[str, list[PlanAward]]]
    bodies: list[ResponsibleBody]


def plan_page(campaign: Campaign) -> PlanPage:
    """The plan's text in the order in which plans are written; four queries."""
    texts: dict[str, list[PlanText]] = {}
    for text in campaign.texts.all():
        texts.setdefault(text.kind, []).append(text)
    awards = groupby(campaign.awards.all(), lambda award: str(award.get_occasion_display()))
    return PlanPage(
        bases=[
            BasisLine(basis, citation(basis.document))
            for basis in campaign.legal_bases.select_related("document")
        ],
        blocks=[
            TextBlock(kind.value, str(kind.label), texts[kind])
            for kind in PlanTextKind
            if kind in texts
        ],
        awards=[(label, list(rows)) for label, rows in awards],
        bodies=list(campaign.bodies.select_related("unit")),
    )


# ---------------------------------------------------------------- targets and tasks


@dataclass(frozen=True)
class MeasureLine:
    """A measure with its goal and what the office wants of each year."""

    measure: TargetMeasure
    goal: str
    yearly: list[tuple[int, str]]


@dataclass(frozen=True)
class TargetBlock:
    """A target of the plan and how it is measured."""

    target: Target
    measures: list[MeasureLine]
    differs: bool


@dataclass(frozen=True)
class TaskBlock:
    """The tasks under one heading."""

    number: str
    heading: str
    tasks: list[PlanTask]


@dataclass(frozen=True)
class TargetsPage:
    """Targets by section and tasks by heading."""

    years: list[int]
    sections: list[tuple[str, list[TargetBlock]]]
    headings: list[TaskBlock]


def targets_page(campaign: Campaign) -> TargetsPage:
    """Targets with measures and yearly values, and tasks with their state; four queries."""
    years = list(range(campaign.first_year, campaign.last_year + 1))
    targets = campaign.targets.prefetch_related(
        Prefetch("measures", TargetMeasure.objects.prefetch_related("yearly"))
    )
    blocks = [_target_block(target, years) for target in targets]
    tasks = campaign.tasks.select_related("body", "target")
    return TargetsPage(
        years=years,
        sections=[
            (section, list(rows)) for section, rows in groupby(blocks, lambda b: b.target.section)
        ],
        headings=[
            TaskBlock(number, heading, list(rows))
            for (number, heading), rows in groupby(
                tasks, lambda task: (task.heading_number, task.heading)
            )
        ],
    )


def _target_block(target: Target, years: list[int]) -> TargetBlock:
    return TargetBlock(
        target=target,
        measures=[_measure_line(measure, years) for measure in target.measures.all()],
        differs=target.text_source != target.text_shown,
    )


def _measure_line(measure: TargetMeasure, years: list[int]) -> MeasureLine:
    wanted = {row.year: row for row in measure.yearly.all()}
    return MeasureLine(
        measure=measure,
        goal=measure_value(measure.kind, measure.goal),
        yearly=[(year, _yearly(measure, wanted.get(year))) for year in years],
    )


def _yearly(measure: TargetMeasure, row: YearlyTarget | None) -> str:
    return "" if row is None else measure_value(measure.kind, row.value)


def measure_value(kind: str, value: Decimal) -> str:
    """A goal in words: 70%, mức độ 3, có."""
    if kind == MeasureKind.PERCENT:
        return vn_percent(value)
    if kind == MeasureKind.LEVEL:
        return _("mức độ %(level)s") % {"level": vn_number(value)}
    return _("có") if value else _("không")

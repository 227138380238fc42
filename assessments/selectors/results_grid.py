"""Households, clans or individuals down; registration, criteria and result across."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import shorten

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Circumstance, Judgement, Outcome
from assessments.models import CompactResult
from assessments.rules import can_enter_for
from assessments.selectors.compact import Tab
from assessments.selectors.grid import Cell, Column, Grid, Kind, Row, Total
from assessments.selectors.grid_reading import tick_text, word_text
from campaigns.enums import YearState
from campaigns.models import CampaignYear
from core.display import answer_mark
from core.numbers import format_number
from criteria.models import Criterion
from recognitions.enums import TitleState
from recognitions.models import Title
from recognitions.selectors import title_states
from units.access import access_of
from units.enums import UnitType
from units.models import HouseholdMember, Unit
from units.paths import is_under
from units.selectors.duplicates import Alike, alike_households, residents_of

REGISTERED, CIRCUMSTANCE, RESULT, NOTE = "registered", "circumstance", "result", "note"
PLACE, PEOPLE, TITLE = "place", "people", "title"
DIFFICULT = "difficult"


@dataclass(frozen=True)
class Listed:
    """What the rows of one page are drawn from, by unit id."""

    results: Mapping[int, CompactResult] = field(default_factory=dict)
    people: Mapping[int, int] = field(default_factory=dict)
    titles: Mapping[int, TitleState] = field(default_factory=dict)
    doubles: Mapping[int, list[Alike]] = field(default_factory=dict)


def criterion_key(criterion: Criterion) -> str:
    """The id of a criterion's column."""
    return f"c{criterion.pk}"


def columns_of(tab: Tab, criteria: Iterable[Criterion], *, in_village: bool) -> tuple[Column, ...]:
    """The columns for one type of units; a village's own page need not name the village."""
    is_household = tab.type == UnitType.HOUSEHOLD
    columns = [] if in_village or not is_household else [Column(PLACE, _("Thôn"), Kind.READ)]
    if is_household:
        columns.append(Column(PEOPLE, _("Số người"), Kind.READ, total=Total.SUM))
    columns.append(Column(REGISTERED, _("Đăng ký"), Kind.TICK, total=Total.COUNT))
    if is_household:
        words = tuple(str(one.label) for one in Circumstance)
        columns.append(Column(CIRCUMSTANCE, _("Diện hộ"), Kind.CHOICE, options=words))
    judgements = tuple(str(one.label) for one in Judgement)
    columns += [
        Column(
            criterion_key(one),
            f"{one.code} {shorten(one.text_shown, 60, placeholder=' …')}",
            Kind.CHOICE,
            title=one.text_shown,
            options=judgements,
            total=Total.FIRST_OPTION,
            code=one.code,
        )
        for one in criteria
    ]
    outcomes = tuple(str(one.label) for one in Outcome)
    return (
        *columns,
        Column(
            RESULT,
            _("Kết quả"),
            Kind.CHOICE,
            title=_("Kết quả đánh giá danh hiệu đã đăng ký"),
            options=outcomes,
            total=Total.FIRST_OPTION,
        ),
        Column(
            TITLE,
            _("Danh hiệu trong sổ"),
            Kind.READ,
            title=_("Danh hiệu theo sổ công nhận hôm nay"),
            total=Total.FIRST_OPTION,
            options=(str(answer_mark(TitleState.ACHIEVED).word),),
        ),
        Column(NOTE, _("Ghi chú"), Kind.TEXT),
    )


def results_grid(
    campaign_year: CampaignYear,
    place: Unit,
    units: Sequence[Unit],
    columns: tuple[Column, ...],
    *,
    listed: Listed,
    user: User,
) -> Grid:
    """The rows of one page."""
    closed = year_lock(campaign_year)
    rows = tuple(
        Row(
            id=unit.pk,
            name=unit.display_name,
            cells=tuple(_cell(column, unit, listed) for column in columns),
            detail=_("Vùng khó khăn") if is_difficult(unit, place) else "",
            warning=doubles_text(listed.doubles.get(unit.pk, ()), user),
            locked=closed or ("" if can_enter_for(user, unit) else _("Ông/bà chỉ được xem.")),
        )
        for unit in units
    )
    return Grid(columns, rows)


def year_lock(campaign_year: CampaignYear) -> str:
    """Why the year takes no results; empty while it does."""
    if campaign_year.state == YearState.OPEN:
        return ""
    if campaign_year.state == YearState.CLOSED:
        return _("Năm %(year)s đã khóa.") % {"year": campaign_year.year}
    return _("Năm %(year)s chưa mở.") % {"year": campaign_year.year}


def listed_of(campaign_year: CampaignYear, tab: Tab, units: Sequence[Unit], day: dt.date) -> Listed:
    """Everything the rows of one page say; a fixed number of queries."""
    ids = [unit.pk for unit in units]
    rows = CompactResult.objects.filter(campaign_year=campaign_year, unit_id__in=ids)
    titles = [one for one in Title.objects.of_learning() if tab.type in one.holder_types]
    people: dict[int, int] = {}
    doubles: dict[int, list[Alike]] = {}
    if tab.type == UnitType.HOUSEHOLD:
        living = HouseholdMember.objects.filter(household_id__in=ids, to_on=None).order_by()
        counted = living.values("household_id").annotate(people=Count("pk"))
        people = {row["household_id"]: row["people"] for row in counted}
        heads = residents_of(campaign_year.campaign.launched_by, heads_only=True)
        doubles = alike_households(heads, ids)
    return Listed(
        {row.unit_id: row for row in rows}, people, title_states(ids, titles, day), doubles
    )


def is_difficult(unit: Unit, place: Unit) -> bool:
    """Whether the household lies in a difficult area: it, its village or the commune."""
    parent = unit.parent
    return any(one.is_difficult_area for one in (unit, place, parent) if one is not None)


def doubles_text(doubles: Collection[Alike], user: User) -> str:
    """Which other households look like this one; those out of the reader's sight stay unnamed."""
    if not doubles:
        return ""
    access = access_of(user)
    seen = [
        one
        for one in doubles
        if access.sees_all or any(is_under(one.resident.path, path) for path in access.paths)
    ]
    texts = [
        _("%(name)s, %(village)s (%(reason)s)")
        % {
            "name": one.resident.full_name,
            "village": one.resident.village_name,
            "reason": one.reason.label,
        }
        for one in seen
    ]
    if len(seen) < len(doubles):
        texts.append(_("một hộ ở thôn khác, công chức xã xem được"))
    return _("Có thể trùng: %(others)s") % {"others": "; ".join(texts)}


def cell_text(column: str, row: CompactResult) -> str:
    """What a row says in one column that somebody may type in."""
    if column == REGISTERED:
        return tick_text(ticked=row.is_registered)
    if column == CIRCUMSTANCE:
        return word_text(Circumstance, row.circumstance)
    if column == RESULT:
        return word_text(Outcome, row.result)
    return row.note


def _cell(column: Column, unit: Unit, listed: Listed) -> Cell:
    row = listed.results.get(unit.pk) or CompactResult()
    if column.id == PLACE:
        return Cell(unit.parent.display_name if unit.parent else "")
    if column.id == PEOPLE:
        count = listed.people.get(unit.pk, 0)
        return Cell(format_number(count), str(count))
    if column.id == TITLE:
        return Cell(str(answer_mark(listed.titles.get(unit.pk, "")).word))
    if column.id in {REGISTERED, CIRCUMSTANCE, RESULT, NOTE}:
        return Cell(cell_text(column.id, row))
    return Cell(word_text(Judgement, str(row.values.get(column.code, ""))))


@dataclass(frozen=True)
class Ratios:
    """Đạt, đăng ký and tổng of one type at one place, counted from the rows alone."""

    units: int
    registered: int
    achieved: int
    assessed: int


def ratios_of(campaign_year: CampaignYear, units: QuerySet[Unit]) -> Ratios:
    """How far the place is, whatever page is shown."""
    counted = CompactResult.objects.filter(
        campaign_year=campaign_year, unit__in=units.order_by()
    ).aggregate(
        registered=Count("pk", filter=Q(is_registered=True)),
        achieved=Count("pk", filter=Q(result=Outcome.ACHIEVED)),
        assessed=Count("pk", filter=Q(is_assessed=True)),
    )
    return Ratios(units.count(), counted["registered"], counted["achieved"], counted["assessed"])

"""Units down, criteria and figures across: one group of a plan in one year, for the office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from textwrap import shorten

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Carried, Judgement, Status
from assessments.forms_of import number_of
from assessments.models import Answer, Assessment, IndicatorValue
from assessments.rules import can_enter_for
from assessments.selectors.figure_text import computed_text, shape_of
from assessments.selectors.grid import (
    CARRIED,
    RETURNED,
    Cell,
    Column,
    Grid,
    Kind,
    Row,
    Total,
    without,
)
from assessments.selectors.grid_reading import figure_number, figure_text, word_text
from campaigns.enums import YearState
from campaigns.models import CampaignYear, ParticipantGroup, Participation
from core import clock
from core.display import answer_mark
from criteria.enums import CriterionKind, IndicatorKind
from criteria.models import Criterion, Indicator
from recognitions.selectors import title_states
from units.enums import WITHOUT_FORM

EDITABLE = frozenset({Status.DRAFT, Status.RETURNED})
KINDS = {
    "number": Kind.NUMBER, "date": Kind.DATE, "text": Kind.TEXT, "options": Kind.CHOICE,
    "list": Kind.READ, "computed": Kind.READ,
}  # fmt: skip
JUDGEMENT_WORDS = tuple(str(one.label) for one in Judgement)


@dataclass(frozen=True)
class Lines:
    """What the units of a group are asked, by the id of the column."""

    criteria: Mapping[str, Criterion]
    indicators: Mapping[str, Indicator]

    @property
    def judged(self) -> dict[str, Criterion]:
        """The criteria that somebody answers; the register answers the others."""
        return {key: one for key, one in self.criteria.items() if one.kind == CriterionKind.GRADED}

    @property
    def titles(self) -> dict[str, Criterion]:
        """The criteria that the register of titles answers."""
        return {key: one for key, one in self.criteria.items() if one.kind == CriterionKind.TITLE}


@dataclass(frozen=True)
class Entered:
    """What stands in the records of the grid's rows, by unit id and then line id."""

    records: Mapping[int, Assessment] = field(default_factory=dict)
    answers: Mapping[tuple[int, int], Answer] = field(default_factory=dict)
    figures: Mapping[tuple[int, int], IndicatorValue] = field(default_factory=dict)


def groups_of(campaign_year: CampaignYear) -> list[ParticipantGroup]:
    """The groups of the plan whose units have a form."""
    groups = campaign_year.campaign.groups.order_by("position", "pk")
    return [group for group in groups if set(group.unit_types) - WITHOUT_FORM]


def participations_of(
    campaign_year: CampaignYear, group: ParticipantGroup, user: User
) -> QuerySet[Participation]:
    """The group's participants in sight, in the commune's order."""
    found = Participation.objects.visible_to(user).taking_part()
    return (
        found.filter(campaign_year=campaign_year, group=group)
        .select_related("unit")
        .defer("unit__search", "unit__note")
        .order_by("unit__position", "unit__sort_key", "unit_id")
    )


def lines_of_group(group: ParticipantGroup) -> Lines:
    """The criteria and figures that any unit of the group is asked; two or three queries."""
    criteria = (
        Criterion.objects.filter(criteria_set_id=group.criteria_set_id)
        .exclude(kind=CriterionKind.HEADING)
        .prefetch_related("titles")
    )
    indicators = Indicator.objects.filter(criteria_set_id=group.indicator_set_id)
    return Lines(
        {f"c{one.pk}": one for one in criteria} if group.criteria_set_id else {},
        {f"f{one.pk}": one for one in indicators} if group.indicator_set_id else {},
    )


def entered_by(campaign_year: CampaignYear, unit_ids: Iterable[int]) -> Entered:
    """The records of the units and everything in them; three queries."""
    found = Assessment.objects.filter(campaign_year=campaign_year, unit_id__in=list(unit_ids))
    records = {one.pk: one for one in found.defer("unit_path")}
    answers = Answer.objects.filter(assessment__in=records)
    figures = IndicatorValue.objects.filter(assessment__in=records)
    return Entered(
        {one.unit_id: one for one in records.values()},
        {(records[one.assessment_id].unit_id, one.criterion_id): one for one in answers},
        {(records[one.assessment_id].unit_id, one.indicator_id): one for one in figures},
    )


def columns_of(lines: Lines) -> tuple[Column, ...]:
    """One column a criterion and a figure, in the order of the form."""
    return (
        *(_criterion_column(key, one) for key, one in lines.criteria.items()),
        *(_figure_column(key, one) for key, one in lines.indicators.items()),
    )


def _criterion_column(key: str, criterion: Criterion) -> Column:
    is_title = criterion.kind == CriterionKind.TITLE
    return Column(
        id=key,
        label=f"{criterion.code} {shorten(criterion.text_shown, 60, placeholder=' …')}",
        title=criterion.text_shown,
        kind=Kind.READ if is_title else Kind.CHOICE,
        options=() if is_title else JUDGEMENT_WORDS,
        total=Total.FIRST_OPTION,
        takes_note=not is_title,
    )


def _figure_column(key: str, indicator: Indicator) -> Column:
    kind = KINDS[shape_of(indicator)]
    options: tuple[str, ...] = ()
    if indicator.kind == IndicatorKind.YES_NO:
        options = (_("Có"), _("Không"))
    elif indicator.kind == IndicatorKind.LEVEL:
        options = tuple(str(one["label"]) for one in indicator.options)
    sums = indicator.kind in {IndicatorKind.COUNT, IndicatorKind.MONEY}
    return Column(
        id=key,
        label=shorten(indicator.label, 60, placeholder=" …"),
        title=" · ".join(part for part in (indicator.section, indicator.label) if part),
        kind=kind,
        options=options,
        suffix=indicator.unit_label,
        total=Total.SUM if sums else Total.NONE,
        takes_note=kind != Kind.READ,
    )


def village_grid(
    campaign_year: CampaignYear,
    participations: Sequence[Participation],
    lines: Lines,
    user: User,
) -> Grid:
    """The rows of one page."""
    entered = entered_by(campaign_year, [one.unit_id for one in participations])
    drawing = _Drawing(campaign_year, lines, entered, user)
    drawing.read_titles(participations)
    return Grid(columns_of(lines), tuple(drawing.row(one) for one in participations))


def ratios_now(
    campaign_year: CampaignYear, group: ParticipantGroup, unit_ids: Iterable[int]
) -> dict[tuple[int, str], str]:
    """The ratios of the units as they follow from what stands there, by unit id and column.

    Two queries; none of figures where the group has no ratio.
    """
    lines = list(Indicator.objects.filter(criteria_set_id=group.indicator_set_id))
    ratios = [one for one in lines if one.kind == IndicatorKind.RATIO]
    if not ratios or group.indicator_set_id is None:
        return {}
    codes = {one.pk: one.code for one in lines}
    numbers: dict[tuple[int, str], dict[str, Decimal | None]] = {}
    for row in IndicatorValue.objects.filter(
        assessment__campaign_year=campaign_year,
        assessment__unit_id__in=list(unit_ids),
        indicator__in=codes,
    ).annotate(unit_id=F("assessment__unit_id"), unit_type=F("assessment__unit__type")):
        numbers.setdefault((row.unit_id, row.unit_type), {})[codes[row.indicator_id]] = number_of(
            row
        )
    return {
        (unit_id, f"f{one.pk}"): computed_text(one, known)
        for (unit_id, unit_type), known in numbers.items()
        for one in ratios
        if one.is_asked_of(unit_type)
    }


def row_lock(campaign_year: CampaignYear, record: Assessment | None, *, may: bool) -> str:
    """Why nobody, or not this person, may type in a unit's row; empty where they may."""
    if campaign_year.state == YearState.CLOSED:
        return _("Năm %(year)s đã khóa.") % {"year": campaign_year.year}
    if campaign_year.state != YearState.OPEN:
        return _("Năm %(year)s chưa mở.") % {"year": campaign_year.year}
    if not may:
        return _("Ông/bà chỉ được xem đơn vị này.")
    if record is not None and record.status not in EDITABLE:
        return _("Phiếu đang ở trạng thái “%(state)s”.") % {"state": record.get_status_display()}
    return ""


def line_lock(record: Assessment | None, row: Answer | IndicatorValue | None) -> str:
    """Why one item of an open row stays locked: a returned form opens what was returned."""
    is_returned = record is not None and record.status == Status.RETURNED
    if is_returned and not (row is not None and row.is_returned):
        return _("Mục này không bị trả lại nên đang khóa.")
    return ""


class _Drawing:
    """Turns what was entered into rows."""

    def __init__(
        self, campaign_year: CampaignYear, lines: Lines, entered: Entered, user: User
    ) -> None:
        self._year = campaign_year
        self._lines = lines
        self._entered = entered
        self._user = user
        self._titles: dict[str, Mapping[int, object]] = {}

    def read_titles(self, participations: Sequence[Participation]) -> None:
        """What the register says today of each title, for all rows at once."""
        ids = [one.unit_id for one in participations]
        for key, criterion in self._lines.titles.items():
            if not criterion.sub_unit_types:
                self._titles[key] = title_states(ids, list(criterion.titles.all()), clock.today())

    def row(self, part: Participation) -> Row:
        record = self._entered.records.get(part.unit_id)
        locked = row_lock(self._year, record, may=can_enter_for(self._user, part.unit))
        cells = (
            *(self._answer(part, record, key, one) for key, one in self._lines.criteria.items()),
            *(self._figure(part, record, one) for one in self._lines.indicators.values()),
        )
        return Row(
            id=part.unit_id,
            name=part.unit.display_name,
            detail=str(record.get_status_display()) if record else _("Chưa nhập"),
            cells=without(cells, "") if locked else cells,
            locked=locked,
        )

    def _answer(
        self, part: Participation, record: Assessment | None, key: str, criterion: Criterion
    ) -> Cell:
        row = self._entered.answers.get((part.unit_id, criterion.pk))
        if criterion.kind == CriterionKind.TITLE:
            frozen = (row.final_title_state or row.title_state) if row else ""
            state = frozen or self._titles.get(key, {}).get(part.unit_id, "")
            return Cell(str(answer_mark(state).word), locked=_("Danh hiệu lấy từ sổ công nhận."))
        if row is None:
            return Cell(locked=line_lock(record, None))
        return Cell(
            word_text(Judgement, row.self_value),
            note=row.self_note,
            marks=_marks(row),
            locked=line_lock(record, row),
        )

    def _figure(self, part: Participation, record: Assessment | None, indicator: Indicator) -> Cell:
        if not indicator.is_asked_of(part.unit.type):
            return Cell(locked=_("Dòng này không hỏi đơn vị thuộc loại này."))
        row = self._entered.figures.get((part.unit_id, indicator.pk))
        if indicator.kind == IndicatorKind.RATIO:
            text = computed_text(indicator, self._numbers(part))
            return Cell(text, locked=_("Tỷ lệ do phần mềm tính."))
        value = row or IndicatorValue()
        text, number = figure_text(indicator, value), figure_number(indicator, value)
        shape = shape_of(indicator)
        if shape == "computed":
            return Cell(text, number, locked=_("Số này do phần mềm tính."))
        if shape == "list":
            return Cell(text, locked=_("Danh sách nhập trong phiếu của đơn vị."))
        return Cell(text, number, value.reason, _marks(value), line_lock(record, row))

    def _numbers(self, part: Participation) -> dict[str, Decimal | None]:
        figures = self._entered.figures
        return {
            one.code: number_of(figures.get((part.unit_id, one.pk)))
            for one in self._lines.indicators.values()
        }


def _marks(row: Answer | IndicatorValue) -> tuple[str, ...]:
    """What the form says of the answer beside its value."""
    marks = []
    if row.carried == Carried.WAITING:
        marks.append(CARRIED)
    if row.is_returned:
        marks.append(RETURNED)
    return tuple(marks)

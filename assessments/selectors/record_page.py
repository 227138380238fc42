"""A record read by those above it: last year, the unit's own answers, the reviewer's, the final.

The same rows serve the page for reading and the page for reviewing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.enums import Action, Status
from assessments.models import Answer, Assessment, AssessmentEvent, IndicatorValue
from assessments.selectors.criteria_lines import judgement_options, title_line
from assessments.selectors.figure_lines import computed_numbers, figure_line
from assessments.selectors.figure_text import number_text, shown_text
from assessments.selectors.form_page import headed, source_of
from assessments.selectors.last_year import LastYear, last_year_of
from assessments.selectors.lines import Cell, FileLine, Refusal, Source, file_lines
from assessments.selectors.options import Option
from campaigns.enums import Channel
from core.display import Mark, answer_mark, vn_date
from core.numbers import format_date, format_number
from criteria.enums import CriterionKind, IndicatorKind
from criteria.models import Criterion, Indicator
from units.selectors.deputies import mandate_until

NUMBERS = frozenset({IndicatorKind.COUNT, IndicatorKind.MONEY, IndicatorKind.RATIO})
CORRECTABLE = frozenset(
    {IndicatorKind.COUNT, IndicatorKind.MONEY, IndicatorKind.LEVEL, IndicatorKind.YES_NO}
)


@dataclass(frozen=True)
class CriterionRow:
    """A criterion with all its values; a title has the register's answer for its own value."""

    prefix: str
    pk: int
    code: str
    number: int
    text: str
    is_title: bool
    last_year: Mark | None
    own: Mark
    own_value: str
    note: str
    detail: str
    files: tuple[FileLine, ...]
    reviewed: Mark | None
    reviewed_value: str
    reviewed_reason: str
    final: Mark | None
    final_reason: str
    return_reason: str
    carried: str
    options: tuple[Option, ...]
    version: int
    error: str = ""
    error_field: str = ""

    kind = "decision"

    @property
    def differs(self) -> bool:
        """Whether the reviewer or the leader came to another result than the unit."""
        words = {mark.word for mark in (self.own, self.reviewed, self.final) if mark is not None}
        return len(words) > 1


@dataclass(frozen=True)
class FigureRow:
    """A line of the sheet with the unit's number and the reviewer's; words wrap, numbers do not."""

    prefix: str
    pk: int
    code: str
    label: str
    is_number: bool
    last_year: str
    own: str
    reason: str
    jump_reason: str
    reviewed: str
    reviewed_typed: str
    reviewed_reason: str
    return_reason: str
    carried: str
    can_correct: bool
    options: tuple[Option, ...]
    suffix: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    version: int
    error: str = ""
    error_field: str = ""

    kind = "correction"


@dataclass(frozen=True)
class FigureSection:
    """A heading of the sheet with its rows; ``source_number`` where it differs from its place."""

    heading: str
    source_number: str
    rows: list[FigureRow]


@dataclass(frozen=True)
class EventLine:
    """One step of the record's life, in words."""

    action: str
    status: str
    when: str
    who: str
    note: str
    channel: str
    receipt_code: str
    after_closing: bool


@dataclass(frozen=True)
class RecordPage:
    """Everything a reader or reviewer of one record sees.

    ``files`` belong to the whole record: the photograph of a sheet that came on paper.
    """

    files: tuple[FileLine, ...]
    criteria: list[CriterionRow]
    sections: list[FigureSection]
    has_last_year: bool
    events: list[EventLine]
    decided: int

    @property
    def rows(self) -> list[CriterionRow | FigureRow]:
        """Every line of the form."""
        return [*self.criteria, *(row for section in self.sections for row in section.rows)]

    @property
    def carried(self) -> int:
        """How many values are last year's, taken over and not changed."""
        return sum(bool(row.carried) for row in self.rows)

    @property
    def returned(self) -> list[CriterionRow | FigureRow]:
        """The items that were sent back and are not mended yet."""
        return [row for row in self.rows if row.return_reason]


def record_page(record: Assessment, refused: Mapping[str, Refusal] | None = None) -> RecordPage:
    """The record with last year beside it, and its history."""
    source = source_of(record, refused=refused)
    before = last_year_of(record)
    criteria = criterion_rows(source, before)
    return RecordPage(
        files=file_lines(source.files.get(0, ())),
        criteria=criteria,
        sections=_sections(source, before),
        has_last_year=bool(before.answers or before.figures),
        events=event_lines(record),
        decided=sum(row.reviewed is not None for row in criteria),
    )


def criterion_rows(source: Source, before: LastYear | None = None) -> list[CriterionRow]:
    """The criteria in the plan's order."""
    return [
        criterion_row(source, criterion, number, before or LastYear())
        for number, criterion in enumerate(source.form.criteria, start=1)
    ]


def criterion_row(
    source: Source, criterion: Criterion, number: int, before: LastYear
) -> CriterionRow:
    """One criterion; what a reviewer typed and was refused stays typed."""
    row = source.form.answers.get(criterion.pk) or Answer()
    refused = source.refused.get(f"c{criterion.pk}")
    typed = refused.typed if refused else {}
    value = str(typed.get("value", row.reviewed_value))
    is_title = criterion.kind == CriterionKind.TITLE
    title = (
        title_line(criterion, number, row, source.titles.get(criterion.pk)) if is_title else None
    )
    return CriterionRow(
        prefix=f"c{criterion.pk}",
        pk=criterion.pk,
        code=criterion.code,
        number=number,
        text=criterion.text_shown,
        is_title=is_title,
        last_year=before.mark(criterion),
        own=title.mark if title else answer_mark(row.self_value),
        own_value=row.self_value,
        note=row.self_note or row.gap_reason,
        detail=title.detail if title else "",
        files=file_lines(source.files.get(criterion.pk, ())),
        reviewed=answer_mark(row.reviewed_value) if row.reviewed_value else None,
        reviewed_value=value,
        reviewed_reason=str(typed.get("reason", row.reviewed_reason)),
        final=answer_mark(row.final_value) if row.final_value else None,
        final_reason=row.final_reason,
        return_reason=row.return_reason if row.is_returned else "",
        carried=row.carried,
        options=judgement_options(value),
        version=row.version,
        error=refused.message if refused else "",
        error_field=refused.field if refused else "",
    )


def _sections(source: Source, before: LastYear) -> list[FigureSection]:
    headings = {one.pk: one.section for one in source.form.indicators}
    numbers = computed_numbers(source.form, source.known)
    rows = [figure_row(source, one, before, numbers) for one in source.form.indicators]
    by_heading = groupby(rows, lambda row: headings[row.pk])
    return [
        FigureSection(*headed(heading, place), list(some))
        for place, (heading, some) in enumerate(by_heading, start=1)
    ]


def figure_row(
    source: Source,
    indicator: Indicator,
    before: LastYear,
    numbers: Mapping[str, Decimal | None],
) -> FigureRow:
    """One line of the sheet; what a reviewer typed and was refused stays typed."""
    row = source.form.figures.get(indicator.pk) or IndicatorValue()
    line = figure_line(source, indicator, numbers)
    refused = source.refused.get(f"f{indicator.pk}")
    typed = refused.typed if refused else {}
    shown = row.reviewed_number
    corrected = "" if shown is None else format_number(shown)
    own = shown_text(indicator, row)
    if line.shape == "computed" and not own:
        own = line.shown
    return FigureRow(
        prefix=line.prefix,
        pk=indicator.pk,
        code=indicator.code,
        label=indicator.label,
        is_number=indicator.kind in NUMBERS,
        last_year=before.text(indicator),
        own=own,
        reason=row.reason or ("" if row.state else row.gap_reason),
        jump_reason=row.jump_reason,
        reviewed="" if shown is None else number_text(indicator, shown),
        reviewed_typed=str(typed.get("value", corrected)),
        reviewed_reason=str(typed.get("reason", row.reviewed_reason)),
        return_reason=line.return_reason,
        carried=row.carried,
        can_correct=indicator.kind in CORRECTABLE and line.shape != "computed",
        options=line.options,
        suffix=indicator.unit_label,
        head=line.head,
        rows=line.rows,
        version=row.version,
        error=refused.message if refused else "",
        error_field=refused.field if refused else "",
    )


def event_lines(record: Assessment) -> list[EventLine]:
    """The steps of the record's life, the latest first."""
    events = (
        record.events.select_related("actor", "instead_of").annotate(until=_MANDATE).order_by("-pk")
    )
    return [_event_line(event) for event in events]


_MANDATE = mandate_until(unit="assessment__unit", user="actor", at="at")


def objection_of(record: Assessment) -> str:
    """What the unit said against the result, while the record is looked at again because of it."""
    if record.status != Status.IN_REVIEW:
        return ""
    event = record.events.order_by("-pk").first()
    return event.note if event is not None and event.action == Action.OBJECT else ""


def submission_of(record: Assessment) -> tuple[AssessmentEvent | None, str]:
    """The step that handed the record in last, and by whom in words."""
    submissions = record.events.filter(action=Action.SUBMIT).select_related("actor", "instead_of")
    event = submissions.annotate(until=_MANDATE).order_by("pk").last()
    return event, _who(event) if event else ""


def _who(event: AssessmentEvent) -> str:
    """The actor; a deputy with the last day of the mandate, a stand-in with the absent one."""
    if event.instead_of is not None:
        return _("%(name)s (thay %(absent)s)") % {
            "name": event.actor,
            "absent": event.instead_of,
        }
    until: dt.date | None = getattr(event, "until", None)
    if until is None:
        return str(event.actor)
    return _("%(name)s (được ủy quyền đến %(day)s)") % {
        "name": event.actor,
        "day": format_date(until),
    }


def _event_line(event: AssessmentEvent) -> EventLine:
    known = event.action in Action.values
    return EventLine(
        action=str(Action(event.action).label) if known else event.action,
        status=event.to_status,
        when=f"{timezone.localtime(event.at):%H:%M} {vn_date(event.at)}",
        who=_who(event),
        note=event.note,
        channel="" if event.channel in {"", Channel.SELF} else str(event.get_channel_display()),
        receipt_code=event.receipt_code,
        after_closing=event.is_after_closing,
    )

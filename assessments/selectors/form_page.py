"""The form of one unit in one year, ready to be filled in or read."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import titles
from assessments.completeness import Gap, gaps, unconfirmed
from assessments.figures import broken_checks
from assessments.forms_of import FormOf, Progress, form_of, lines_of, progress_now, progress_of
from assessments.models import Assessment, Evidence
from assessments.registers import Known, is_computed, known_numbers
from assessments.selectors.criteria_lines import criterion_lines
from assessments.selectors.figure_lines import computed_line, computed_numbers, figure_lines
from assessments.selectors.figure_text import read_text
from assessments.selectors.last_year import LastYear, last_year_of
from assessments.selectors.lines import (
    LOCKED,
    CriterionLine,
    FigureLine,
    Line,
    Opened,
    Refusal,
    Said,
    Source,
    TitleLine,
)
from assessments.selectors.shared import to_take_over
from campaigns.calendar import Due, due
from campaigns.models import DutyDelivery, Participation
from campaigns.services.duties import form_duties
from core import clock
from criteria.enums import IndicatorKind
from criteria.models import Indicator

SHEET_NUMBER: Final = re.compile(r"(?P<number>[0-9]+)\.\s+")


@dataclass(frozen=True)
class Section:
    """A heading of the form with its lines."""

    anchor: str
    heading: str
    lines: list[Line]

    @property
    def is_open(self) -> bool:
        """Whether anything in it can be answered now."""
        return any(getattr(line, "is_open", False) for line in self.lines)


@dataclass(frozen=True)
class FormPage:
    """Everything the form page shows beside the frame."""

    sections: list[Section]
    returned: list[CriterionLine | FigureLine]
    progress: Progress
    due: Due | None
    saved_at: str
    source: Source
    carriable: int
    waiting: int


def record_of(participation: Participation) -> Assessment | None:
    """The unit's record of the year, if anything was ever entered."""
    found = records_of(participation.campaign_year_id, participation.unit_id)
    return found.select_related("submitted_by", "reviewed_by").first()


def records_of(campaign_year: int, unit: int) -> QuerySet[Assessment]:
    """A unit's record of a year, if anything was ever entered, without its people."""
    return Assessment.objects.filter(campaign_year_id=campaign_year, unit_id=unit)


def unsaved(participation: Participation) -> Assessment:
    """A record that does not exist yet, to ask what its form would be."""
    return Assessment(
        campaign_year=participation.campaign_year,
        unit=participation.unit,
        group=participation.group,
    )


def form_page(
    participation: Participation,
    record: Assessment | None,
    opened: Opened,
    refused: Mapping[str, Refusal] | None = None,
    said: Mapping[str, Said] | None = None,
) -> FormPage:
    """The whole form; known numbers are looked up only where something can be typed."""
    source = source_of(record or unsaved(participation), opened, refused, said)
    sections = sections_of(source)
    lines = [line for section in sections for line in section.lines]
    return FormPage(
        sections=sections,
        returned=[
            line
            for line in lines
            if isinstance(line, CriterionLine | FigureLine) and line.return_reason
        ],
        progress=progress_of(source.form),
        due=due_of(participation),
        saved_at=clock_text(record.saved_at) if record else "",
        source=source,
        carriable=sum(map(_is_carriable, lines)) if not opened.only_returned else 0,
        waiting=len(waiting_of(source.form)),
    )


def _is_carriable(line: Line) -> bool:
    return not isinstance(line, TitleLine) and line.can_carry


def source_of(
    record: Assessment,
    opened: Opened = LOCKED,
    refused: Mapping[str, Refusal] | None = None,
    said: Mapping[str, Said] | None = None,
    *,
    is_blank: bool = False,
) -> Source:
    """What the lines are written from: the form, the registers, the evidence and last year.

    Last year is looked up only where something can be typed. ``is_blank``: of a record that does
    not exist yet only the lines, which other units share.
    """
    form = whole_form(record, is_blank=is_blank)
    wanted = form.indicators if opened.is_open else _computed(form.indicators)
    return Source(
        form=form,
        titles=titles.answers(
            record.unit, [one for one in form.criteria if one.kind == "title"], clock.today()
        ),
        files=files_of(record),
        known=known_numbers(record, wanted),
        opened=opened,
        refused=refused or {},
        last_year=last_year_of(record) if opened.is_open else LastYear(),
        said=said or {},
    )


def whole_form(record: Assessment, *, is_blank: bool = False) -> FormOf:
    """The lines and answers of a record, or of one that does not exist yet.

    That one shows what it will take over from the unit's other forms, unless it is a blank paper.
    """
    if record.pk:
        return form_of(record)
    criteria, indicators, checks = lines_of(record.group, record.unit.type)
    figures = {} if is_blank else to_take_over(record, indicators)
    return FormOf(criteria, indicators, checks, answers={}, figures=figures)


def _computed(indicators: Iterable[Indicator]) -> list[Indicator]:
    return [one for one in indicators if is_computed(one)]


def files_of(record: Assessment) -> dict[int, list[Evidence]]:
    """The evidence that was kept, by criterion; 0 holds what belongs to the whole record."""
    found: dict[int, list[Evidence]] = defaultdict(list)
    if record.pk:
        for file in record.evidence.kept().select_related("file"):
            found[file.criterion_id or 0].append(file)
    return dict(found)


def sections_of(source: Source) -> list[Section]:
    """The criteria first, then the sheet by its headings."""
    sections = []
    criteria = criterion_lines(source)
    if criteria:
        sections.append(Section("s0", _("Tiêu chí thi đua"), list(criteria)))
    headings = {one.pk: one.section for one in source.form.indicators}
    by_heading = groupby(figure_lines(source), lambda line: headings[line.pk])
    for number, (heading, lines) in enumerate(by_heading, start=1):
        sections.append(Section(f"s{number}", headed(heading, number)[0], list(lines)))
    return sections


def headed(heading: str, place: int) -> tuple[str, str]:
    """A heading of the sheet under its place on this unit's form, and the sheet's own number.

    A unit is asked only some sections of its sheet, so the sheet's numbers would jump; the own
    number is empty where it is the same.
    """
    found = SHEET_NUMBER.match(heading)
    own, words = (found["number"], heading[found.end() :]) if found else ("", heading)
    return f"{place}. {words}", own if own != str(place) else ""


def waiting_of(form: FormOf) -> list[Gap]:
    """What was carried over from last year and is not confirmed yet."""
    return unconfirmed(form.criteria, form.indicators, form.answers, form.figures)


def missing_of(form: FormOf) -> list[Gap]:
    """What has no answer yet, with the reason where somebody wrote one."""
    return gaps(form.criteria, form.indicators, form.answers, form.figures)


def due_of(participation: Participation) -> Due | None:
    """The dated duty that the form fulfils, as it stands today."""
    duties = form_duties(participation.group)
    if not duties:
        return None
    delivery = DutyDelivery.objects.filter(
        duty=duties[0],
        campaign_year_id=participation.campaign_year_id,
        unit_id=participation.unit_id,
    ).first()
    return due(duties[0], participation.campaign_year.year, clock.today(), delivery)


def clock_text(moment: dt.datetime) -> str:
    """The time of day in Vietnam: 09:41."""
    return f"{timezone.localtime(moment):%H:%M}"


# ---------------------------------------------------------------- after one line was saved


@dataclass(frozen=True)
class Computed:
    """A computed line as it reads after a change."""

    prefix: str
    text: str


@dataclass(frozen=True)
class AfterSaving:
    """What else on the page changes when one line was saved."""

    progress: Progress
    computed: list[Computed] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    read: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether nothing but the progress changes."""
        return not (self.computed or self.warnings or self.read)


def after_answer(record: Assessment) -> AfterSaving:
    """Progress: no other line is computed from a judgement, and no rule names one."""
    return AfterSaving(progress_now(record))


def after_figure(record: Assessment, code: str) -> AfterSaving:
    """Progress, computed lines, the rules that the line now breaks, and how it was read."""
    form = whole_form(record)
    known: dict[str, Known] = known_numbers(record, _computed(form.indicators))
    numbers = computed_numbers(form, known)
    return AfterSaving(
        progress=progress_of(form),
        computed=[
            Computed(f"f{one.pk}", computed_line(form, one, numbers))
            for one in form.indicators
            if one.kind == IndicatorKind.RATIO or is_computed(one)
        ],
        warnings=[
            check.message for check in broken_checks(form.checks, numbers) if code in check.terms
        ],
        read=_read(form, code),
    )


def _read(form: FormOf, code: str) -> str:
    """How the saved line was understood; empty where nothing could be misread."""
    for indicator in form.indicators:
        figure = form.figures.get(indicator.pk)
        if indicator.code == code and figure is not None:
            return read_text(indicator, figure)
    return ""

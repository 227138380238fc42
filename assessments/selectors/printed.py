"""A form on paper: blank to be filled by hand, or filled to be signed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from accounts.models import User
from assessments.models import Assessment
from assessments.selectors.form_page import Section, record_of, sections_of, source_of, unsaved
from assessments.selectors.lines import CriterionLine, FigureLine, Line, TitleLine
from campaigns.models import CampaignYear, ParticipantGroup, Participation

BLANK_LIST_ROWS = 3


@dataclass(frozen=True)
class Box:
    """A box to tick by hand."""

    label: str
    is_ticked: bool


@dataclass(frozen=True)
class PrintedLine:
    """A line of the paper: boxes to tick, or room for ``value``, or a small table.

    ``is_given``: the system fills it in. ``is_text``: the answer takes the width of the paper.
    """

    number: str
    text: str
    boxes: tuple[Box, ...] = ()
    value: str = ""
    unit: str = ""
    note: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    is_given: bool = False
    is_text: bool = False


@dataclass(frozen=True)
class PrintedSection:
    """A heading of the paper with its lines."""

    heading: str
    lines: list[PrintedLine]


@dataclass(frozen=True)
class PrintedForm:
    """One unit's paper; ``edition`` says by which criteria and figures it was printed."""

    participation: Participation
    edition: str
    sections: list[PrintedSection]
    is_filled: bool
    record: Assessment | None


def edition_of(group: ParticipantGroup) -> str:
    """Which criteria and which sheet the group answers; every published version is another."""
    return f"{group.criteria_set_id or 0}-{group.indicator_set_id or 0}"


def printed_form(participation: Participation, *, is_filled: bool) -> PrintedForm:
    """The unit's paper, with what was entered when ``is_filled``."""
    record = record_of(participation) if is_filled else None
    if record is not None:
        record.campaign_year = participation.campaign_year
        record.unit, record.group = participation.unit, participation.group
    source = source_of(record or unsaved(participation), is_blank=record is None)
    return PrintedForm(
        participation=participation,
        edition=edition_of(participation.group),
        sections=_sections(sections_of(source), is_filled=is_filled),
        is_filled=is_filled,
        record=record,
    )


def blank_forms(year: CampaignYear, group: int | None, user: User) -> list[PrintedForm]:
    """A blank paper for every unit in sight that has not submitted, in the matrix's order.

    ``group`` names one group by its id, ``None`` all of them. The lines are the same for all units
    of a type in a group and are read once.
    """
    done = (
        Assessment.objects.filter(campaign_year=year).exclude(submitted_at=None).values("unit_id")
    )
    rows = list(
        Participation.objects.visible_to(user)
        .filter(campaign_year=year, is_excluded=False)
        .exclude(unit__in=done)
        .select_related("unit__parent", "group", "campaign_year__campaign__launched_by")
        .order_by("group__position", "unit__position", "unit__sort_key", "pk")
    )
    if group is not None:
        rows = [row for row in rows if row.group_id == group]
    lines: dict[tuple[int, str], PrintedForm] = {}
    for row in rows:
        if (row.group_id, row.unit.type) not in lines:
            lines[row.group_id, row.unit.type] = printed_form(row, is_filled=False)
    return [replace(lines[row.group_id, row.unit.type], participation=row) for row in rows]


def _sections(sections: Iterable[Section], *, is_filled: bool) -> list[PrintedSection]:
    return [
        PrintedSection(
            section.heading,
            [
                _line(line, str(place), is_filled=is_filled)
                for place, line in enumerate(section.lines, start=1)
            ],
        )
        for section in sections
    ]


def _line(line: Line, number: str, *, is_filled: bool) -> PrintedLine:
    if isinstance(line, TitleLine):
        value, note = (str(line.mark.word), line.detail) if is_filled else ("", "")
        return PrintedLine(number, line.text, value=value, note=note, is_given=True)
    if isinstance(line, CriterionLine):
        return _judged(line, number, is_filled=is_filled)
    return _figure(line, number, is_filled=is_filled)


def _judged(line: CriterionLine, number: str, *, is_filled: bool) -> PrintedLine:
    boxes = tuple(Box(one.label, is_filled and one.is_chosen) for one in line.options)
    return PrintedLine(number, line.text, boxes=boxes, note=line.note if is_filled else "")


def _figure(line: FigureLine, number: str, *, is_filled: bool) -> PrintedLine:
    if line.shape == "computed":
        return PrintedLine(
            number,
            line.label,
            unit=line.suffix,
            value=line.shown if is_filled else "",
            is_given=True,
        )
    if line.shape == "options":
        boxes = tuple(Box(one.label, is_filled and one.is_chosen) for one in line.options)
        return PrintedLine(
            number,
            line.label,
            boxes=boxes,
            value=line.shown if is_filled and not line.value else "",
        )
    if line.shape == "list":
        rows = tuple(tuple(cell.value for cell in row) for row in line.rows) if is_filled else ()
        blanks = tuple(("",) * len(line.head) for _row in range(BLANK_LIST_ROWS))
        return PrintedLine(number, line.label, head=line.head, rows=rows or blanks)
    shown = line.shown if is_filled else ""
    note = line.reason if is_filled else ""
    is_text = line.shape == "text"
    return PrintedLine(
        number, line.label, unit=line.suffix, value=shown, note=note, is_text=is_text
    )

"""The office's grid: answers and figures of many units, saved as one act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Action, Carried, Judgement, Status
from assessments.models import Answer, Assessment, AssessmentEvent, Author, IndicatorValue
from assessments.registers import Known
from assessments.registers_many import binding_numbers
from assessments.rules import can_enter_for, enters_on_behalf
from assessments.selectors.figure_text import shape_of
from assessments.selectors.grid_reading import (
    figure_number,
    figure_text,
    read_figure,
    read_judgement,
    read_note,
    word_text,
)
from assessments.selectors.shared import with_twins
from assessments.selectors.village_grid import (
    Entered,
    Lines,
    columns_of,
    entered_by,
    line_lock,
    lines_of_group,
    participations_of,
    row_lock,
)
from assessments.services.counting import follow_entry, follow_many
from assessments.services.entry import answer_again, fill_again
from assessments.services.grid import Change, Judged, all_or_nothing, is_overtaken, refuse_too_many
from assessments.services.received import mark, told
from assessments.services.sharing import spread
from assessments.services.sheets import check_answer, check_figure
from assessments.services.steps import fetch
from assessments.services.submission import Submission, check_receipt
from campaigns.models import CampaignYear, ParticipantGroup, Participation
from core import clock
from core.audit import record
from core.errors import DomainError, StaleError
from core.models import AuditEvent
from criteria.models import Criterion, Indicator
from units.access import audit_subject

KIND = "assessments.grid"
ACTION = "assessments.grid_saved"
LAST_EVENTS = 200
Sheets = dict[int, Assessment]


@dataclass(frozen=True)
class Block:
    """The changes of one saving with the rows and lines they name."""

    campaign_year: CampaignYear
    lines: Lines
    parts: dict[int, Participation]
    entered: Entered
    known: dict[tuple[int, str], Known]
    may_enter: frozenset[int]

    @cached_property
    def labels(self) -> dict[str, str]:
        """What stands over each column."""
        return {column.id: column.label for column in columns_of(self.lines)}


def preview(
    campaign_year: CampaignYear, group: ParticipantGroup, changes: Sequence[Change], *, actor: User
) -> list[Judged]:
    """What the changes would say, cell by cell; writes nothing.

    Raises ``PermissionDenied`` for a row out of the actor's sight.
    """
    block = _block(campaign_year, group, changes, actor)
    return [_judge(block, change) for change in changes]


@transaction.atomic
def save(
    campaign_year: CampaignYear,
    group: ParticipantGroup,
    changes: Sequence[Change],
    *,
    actor: User,
    received: Submission,
) -> list[Judged]:
    """Write the changes, all or none, with one audit event; returns every cell as it was judged.

    Where the actor enters for units of somebody else, ``received`` says by which channel and on
    which day their answers came. Raises ``CellsRefusedError``, ``CellsOvertakenError``,
    ``DomainError`` and ``PermissionDenied``.
    """
    # Waits for the year's closing, not for a form that is begun in it.
    CampaignYear.objects.select_for_update(no_key=True).get(pk=campaign_year.pk)
    campaign_year.refresh_from_db(fields=["state"])
    unit_ids = {change.row for change in changes}
    held = Assessment.objects.filter(campaign_year=campaign_year, unit_id__in=unit_ids)
    list(held.select_for_update().order_by("pk").values_list("pk"))
    block = _block(campaign_year, group, changes, actor)
    judged = [_judge(block, change) for change in changes]
    written = all_or_nothing(judged, lambda one: _who(block, one))
    if not written:
        return judged
    rows = {one.change.row for one in written}
    behalf = [pk for pk in rows if enters_on_behalf(actor, campaign_year, block.parts[pk].unit)]
    if behalf:
        check_receipt(campaign_year, received)
    sheets = _open_sheets(block, rows, actor, behalf, received)
    _write_answers(block, written, sheets)
    _share(block, _write_figures(block, written, sheets), actor)
    follow_entry(block.campaign_year.pk, [sheets[pk].pk for pk in rows])
    _tell(block, group, written, actor, received if behalf else Submission())
    return judged


def _block(
    campaign_year: CampaignYear, group: ParticipantGroup, changes: Sequence[Change], actor: User
) -> Block:
    refuse_too_many(changes)
    unit_ids = {change.row for change in changes}
    found = participations_of(campaign_year, group, actor).filter(unit_id__in=unit_ids)
    parts = {one.unit_id: one for one in found}
    if set(parts) != unit_ids:
        raise PermissionDenied
    lines = lines_of_group(group)
    asked = [lines.indicators[c.column] for c in changes if c.column in lines.indicators]
    units = [part.unit for part in parts.values()]
    return Block(
        campaign_year,
        lines,
        parts,
        entered_by(campaign_year, unit_ids),
        binding_numbers(campaign_year, units, dict.fromkeys(asked)),
        frozenset(unit.pk for unit in units if can_enter_for(actor, unit)),
    )


# ---------------------------------------------------------------- reading one cell


def _judge(block: Block, change: Change) -> Judged:
    label = block.labels.get(change.column, change.column)
    blank = Judged(change, block.parts[change.row].unit.display_name, label)
    if change.column in block.lines.judged:
        return _judge_answer(block, blank, block.lines.judged[change.column])
    if change.column in block.lines.indicators:
        return _judge_figure(block, blank, block.lines.indicators[change.column])
    return replace(blank, error=_("Cột này không nhập được."))


def _judge_answer(block: Block, blank: Judged, criterion: Criterion) -> Judged:
    change = blank.change
    row = block.entered.answers.get((change.row, criterion.pk))
    stands = (word_text(Judgement, row.self_value), row.self_note) if row else ("", "")
    blank = replace(blank, before=stands[0], before_note=stands[1], is_waiting=_is_waiting(row))
    try:
        _refuse_locked(block, change.row, row)
        value, note = read_judgement(change.text), read_note(change.note)
        check_answer(criterion, value, note)
    except DomainError as error:
        return replace(blank, error=str(error))
    after = word_text(Judgement, value)
    return replace(
        blank,
        after=after,
        note=note,
        value=value,
        is_overtaken=is_overtaken(change, stands, (after, note)),
    )


def _judge_figure(block: Block, blank: Judged, indicator: Indicator) -> Judged:
    change = blank.change
    row = block.entered.figures.get((change.row, indicator.pk))
    value = row or IndicatorValue()
    stands = (figure_text(indicator, value), value.reason)
    blank = replace(blank, before=stands[0], before_note=stands[1], is_waiting=_is_waiting(row))
    try:
        _refuse_unasked(block, change.row, indicator)
        _refuse_locked(block, change.row, row)
        reading, note = read_figure(indicator, change.text), read_note(change.note)
        known = block.known.get((change.row, indicator.code))
        check_figure(indicator, reading, note, known)
    except DomainError as error:
        return replace(blank, error=str(error))
    after = figure_text(indicator, reading)
    return replace(
        blank,
        after=after,
        note=note,
        number=figure_number(indicator, reading),
        value=reading,
        is_overtaken=is_overtaken(change, stands, (after, note)),
    )


def _is_waiting(row: Answer | IndicatorValue | None) -> bool:
    return row is not None and row.carried == Carried.WAITING


def _refuse_locked(block: Block, unit_id: int, row: Answer | IndicatorValue | None) -> None:
    sheet = block.entered.records.get(unit_id)
    locked = row_lock(block.campaign_year, sheet, may=unit_id in block.may_enter)
    locked = locked or line_lock(sheet, row)
    if locked:
        raise DomainError(locked)


def _refuse_unasked(block: Block, unit_id: int, indicator: Indicator) -> None:
    if not indicator.is_asked_of(block.parts[unit_id].unit.type):
        raise DomainError(_("Dòng này không hỏi đơn vị thuộc loại này."))
    if shape_of(indicator) in {"list", "computed"}:
        raise DomainError(_("Cột này không nhập được ở bảng."))


# ---------------------------------------------------------------- writing


def _open_sheets(
    block: Block, rows: set[int], actor: User, behalf: Sequence[int], received: Submission
) -> Sheets:
    """The records of the rows, begun where the first answer makes them."""
    sheets = dict(block.entered.records)
    missing = [block.parts[pk] for pk in sorted(rows - set(sheets))]
    for part in missing:
        sheets[part.unit_id] = Assessment(
            campaign_year=block.campaign_year,
            unit_id=part.unit_id,
            group_id=part.group_id,
            unit_name=part.unit.display_name,
        )
    new = _begun([sheets[part.unit_id] for part in missing])
    events = AssessmentEvent.objects.bulk_create(
        AssessmentEvent(
            assessment=one,
            action=Action.BEGIN,
            to_status=Status.DRAFT,
            actor=actor,
            at=clock.now(),
            channel=received.channel if one.unit_id in behalf else "",
        )
        for one in new
    )
    follow_many(block.campaign_year.pk, zip(new, events, strict=True))
    pks = [sheets[pk].pk for pk in rows]
    Author.objects.bulk_create(
        [Author(assessment_id=pk, user=actor) for pk in pks], ignore_conflicts=True
    )
    Assessment.objects.filter(pk__in=pks).update(saved_at=timezone.now())
    mark([sheets[pk].pk for pk in behalf], received)
    return sheets


def _begun(sheets: list[Assessment]) -> list[Assessment]:
    if not sheets:
        return []
    try:
        with transaction.atomic():
            return Assessment.objects.bulk_create(sheets)
    except IntegrityError as error:  # the unit itself began its form in the same moment
        raise StaleError from error


def _write_answers(block: Block, written: Sequence[Judged], sheets: Sheets) -> None:
    rows = []
    for one in written:
        criterion = block.lines.judged.get(one.change.column)
        if criterion is not None:
            row = block.entered.answers.get((one.change.row, criterion.pk))
            row = row or Answer(assessment=sheets[one.change.row], criterion=criterion)
            answer_again(row, one.value, one.note)
            rows.append(row)
    _upsert(Answer, rows, "criterion")


def _write_figures(block: Block, written: Sequence[Judged], sheets: Sheets) -> list[IndicatorValue]:
    rows = []
    for one in written:
        indicator = block.lines.indicators.get(one.change.column)
        if indicator is not None:
            row = block.entered.figures.get((one.change.row, indicator.pk))
            row = row or IndicatorValue(assessment=sheets[one.change.row], indicator=indicator)
            # A row that stood there knows neither of them but by their keys.
            row.indicator, row.assessment = indicator, sheets[one.change.row]
            fill_again(row, one.value, one.note)
            rows.append(row)
    _upsert(IndicatorValue, rows, "indicator")
    return rows


def _share(block: Block, rows: list[IndicatorValue], actor: User) -> None:
    """Units whose figures another campaign asks too: their other drafts follow."""
    set_id = rows[0].indicator.criteria_set_id if rows else None
    if set_id is None:
        return
    units = {row.assessment.unit_id for row in rows}
    for unit_id in sorted(with_twins(block.campaign_year, set_id, units)):
        own = [row for row in rows if row.assessment.unit_id == unit_id]
        spread(fetch(own[0].assessment_id), own, actor=actor)


def _upsert(model: type[Answer | IndicatorValue], rows: list[Any], line: str) -> None:
    """Insert or overwrite in few statements; the rows are locked by their record."""
    kept = {"id", "assessment", line}
    every = model._meta.concrete_fields  # noqa: SLF001
    fields = [one.name for one in every if one.name not in kept]
    for row in rows:
        row.pk = None
    model.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["assessment", line],
        update_fields=fields,
    )


def _tell(
    block: Block,
    group: ParticipantGroup,
    written: Sequence[Judged],
    actor: User,
    received: Submission,
) -> None:
    """One event for the whole block: who, how it came, and each cell before and after."""
    before: dict[str, dict[str, Any]] = defaultdict(dict)
    after: dict[str, dict[str, Any]] = defaultdict(dict)
    for one in written:
        unit, code = str(one.change.row), _code(block.lines, one.change.column)
        before[unit][code] = _said(one.before, one.before_note)
        after[unit][code] = _said(one.after, one.note)
    host = block.campaign_year.campaign.launched_by
    record(
        ACTION,
        audit_subject(KIND, block.campaign_year.pk, f"{group} {block.campaign_year}", host),
        actor=actor.as_actor,
        before=before,
        after={**after, **told(received)},
    )


def _said(text: str, note: str) -> str | list[str]:
    return [text, note] if note else text


def _code(lines: Lines, column: str) -> str:
    line = lines.criteria.get(column) or lines.indicators[column]
    return line.code


def _who(block: Block, one: Judged) -> str:
    """Who last wrote this cell, from the audit trail of the record or of the grid."""
    code = _code(block.lines, one.change.column)
    sheet = block.entered.records.get(one.change.row)
    own = Q(object_kind="assessments.assessment", object_id=str(sheet.pk if sheet else 0))
    grid = Q(object_kind=KIND, object_id=str(block.campaign_year.pk))
    found = AuditEvent.objects.filter(own | grid).order_by("-pk")
    rows = found.values_list("actor_label", "object_kind", "after")[:LAST_EVENTS]
    for label, kind, after in rows:
        if code in _told(after, one.change.row if kind == KIND else None):
            return str(label)
    return ""


def _told(after: Any, unit_id: int | None) -> dict[str, Any]:
    """The lines that an event tells of: of one row of a grid, or of a record."""
    said: dict[str, Any] = after if isinstance(after, dict) else {}
    if unit_id is not None:
        found: dict[str, Any] = said.get(str(unit_id), {})
        return found
    return {**said, **said.get("answers", {}), **said.get("figures", {})}

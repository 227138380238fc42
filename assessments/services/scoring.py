"""Points by an official set: begin a sheet, enter own and reviewed points, move it on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import ScoreAct, ScoreStage
from assessments.models import ScoreLine, ScoreSheet
from assessments.rules import can_enter_for, can_review_points, can_score
from assessments.score_workflow import SCORE_STEPS
from campaigns.enums import YearState
from campaigns.models import CampaignYear
from core.audit import record
from core.errors import DomainError, StaleError
from core.text import nfc
from criteria.enums import CriterionKind, PointsEffect, SetKind, SetStatus
from criteria.models import CriteriaSet, Criterion
from criteria.rulebooks import line_of
from criteria.scoring.points import check_points
from units.access import audit_subject
from units.models import Unit

YES_OR_NO = frozenset({Decimal(0), Decimal(1)})


class LinesRefusedError(DomainError):
    """Some lines were not taken; ``faults`` says which and why, by criterion id."""

    def __init__(self, faults: Mapping[int, str]) -> None:
        super().__init__(_("Có mục chưa ghi được: hãy xem lý do bên cạnh từng mục."))
        self.faults = dict(faults)


@dataclass(frozen=True)
class OwnLine:
    """What the unit says of one line; ``number`` 1 or 0 where the line is met or not."""

    number: Decimal | None = None
    applies: bool = True
    note: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class ReviewedLine:
    """What the officer, or at the end the leader, says of one line."""

    number: Decimal | None = None
    reason: str = ""


@transaction.atomic
def begin_sheet(
    campaign_year: CampaignYear, unit: Unit, criteria_set: CriteriaSet, *, actor: User
) -> ScoreSheet:
    """The unit's sheet by an official set, begun if it is not there yet."""
    if not can_enter_for(actor, unit):
        raise PermissionDenied
    if campaign_year.state != YearState.OPEN:
        raise DomainError(
            _("Năm %(year)s chưa mở hoặc đã khóa nên chưa chấm được.")
            % {"year": campaign_year.year}
        )
    title = criteria_set.title
    is_official = criteria_set.kind == SetKind.OFFICIAL
    if not is_official or criteria_set.status != SetStatus.PUBLISHED or title is None:
        raise DomainError(_("Bộ tiêu chí này không dùng để chấm danh hiệu."), field="criteria_set")
    if unit.type not in title.holder_types:
        raise DomainError(
            _("Bộ “%(set)s” không dành cho loại đơn vị của %(unit)s. Hãy chọn bộ khác.")
            % {"set": criteria_set.name, "unit": unit},
            field="criteria_set",
        )
    if not criteria_set.criteria.exclude(kind=CriterionKind.HEADING).exists():
        raise DomainError(
            _("Bộ “%(set)s” chưa có dòng nào để chấm. Hãy chọn bộ khác.")
            % {"set": criteria_set.name},
            field="criteria_set",
        )
    # Somebody who begins it in the same moment finds this row, or this finds theirs.
    sheet, is_new = ScoreSheet.objects.get_or_create(
        campaign_year=campaign_year, unit=unit, criteria_set=criteria_set
    )
    if is_new:
        _note(sheet, "assessments.sheet_begun", actor, after={"set": criteria_set.name})
    return sheet


@transaction.atomic
def save_own(
    sheet: ScoreSheet, given: Mapping[int, OwnLine], *, version: int, actor: User
) -> ScoreSheet:
    """Write the unit's own values, all or nothing.

    Raises ``LinesRefusedError`` naming the lines outside their range or without the reason they
    need, ``StaleError`` when the sheet moved on or somebody else wrote it.
    """
    if not can_score(actor, sheet):
        raise PermissionDenied
    lines = _lines(sheet)
    faults = {
        pk: fault for pk, one in given.items() if (fault := _own_fault(lines[pk].criterion, one))
    }
    if faults:
        raise LinesRefusedError(faults)
    _claim(sheet, ScoreStage.OWN, version)
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for pk, one in given.items():
        row = lines[pk]
        values = {
            "own_number": one.number if one.applies else None,
            "applies": one.applies,
            "note": nfc(one.note).strip(),
            "evidence": nfc(one.evidence).strip(),
        }
        _change(row, values, before, after)
    _write(lines, ["own_number", "applies", "note", "evidence"])
    if after:
        sheet.authors.add(actor)
        _note(sheet, "assessments.sheet_scored", actor, before=before, after=after)
    return _fresh(sheet)


@transaction.atomic
def save_reviewed(
    sheet: ScoreSheet, given: Mapping[int, ReviewedLine], *, version: int, actor: User
) -> ScoreSheet:
    """Write the officer's numbers; one that differs from the unit's own needs a reason."""
    if not can_review_points(actor, sheet):
        raise PermissionDenied
    lines = _lines(sheet)
    _refuse(lines, given, "own_number")
    _claim(sheet, ScoreStage.REVIEW, version)
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for pk, one in given.items():
        values = {"reviewed_number": one.number, "reviewed_reason": nfc(one.reason).strip()}
        _change(lines[pk], values, before, after)
    _write(lines, ["reviewed_number", "reviewed_reason"])
    if after:
        _note(sheet, "assessments.sheet_reviewed", actor, before=before, after=after)
    return _fresh(sheet)


@transaction.atomic
def move(
    action: ScoreAct,
    sheet: ScoreSheet,
    *,
    version: int,
    actor: User,
    reason: str = "",
    finals: Mapping[int, ReviewedLine] | None = None,
) -> ScoreSheet:
    """Move the sheet one stage on, or back with a reason.

    Approving copies the unit's own numbers where the officer wrote none; deciding copies the
    reviewed ones, from which the leader may differ with a reason.
    """
    step = SCORE_STEPS[action]
    CampaignYear.objects.select_for_update().get(pk=sheet.campaign_year_id)
    if not step.allowed(actor, sheet):
        raise PermissionDenied
    if step.needs_reason and not reason.strip():
        raise DomainError(_("Hãy ghi lý do."), field="reason")
    if sheet.stage not in step.sources:
        raise StaleError
    lines = _lines(sheet)
    if action == ScoreAct.HAND_IN:
        _refuse_gaps(lines)
    if action == ScoreAct.APPROVE:
        _copy(lines, "own_number", "reviewed_number")
    if action == ScoreAct.DECIDE:
        _refuse(lines, finals or {}, "reviewed_number")
        _copy(lines, "reviewed_number", "final_number", finals)
    before = sheet.stage
    sent_back = reason.strip() if action == ScoreAct.SEND_BACK else ""
    _claim(sheet, before, version, stage=step.target, sent_back_reason=sent_back)
    _note(
        sheet,
        f"assessments.sheet_{action.value.replace('-', '_')}",
        actor,
        before={"stage": before},
        after={"stage": str(step.target)},
        reason=reason.strip(),
    )
    return _fresh(sheet)


def fetch_sheet(pk: int) -> ScoreSheet:
    """The sheet with all that rules and pages ask of it."""
    return (
        ScoreSheet.objects.select_related(
            "unit__parent", "criteria_set__title", "campaign_year__campaign__launched_by"
        )
        .prefetch_related("authors")
        .get(pk=pk)
    )


def _fresh(sheet: ScoreSheet) -> ScoreSheet:
    return fetch_sheet(sheet.pk)


def _lines(sheet: ScoreSheet) -> dict[int, ScoreLine]:
    """A row for every line of the set, by criterion id; what is not stored yet is empty."""
    stored = {row.criterion_id: row for row in sheet.lines.all()}
    lines = {}
    for one in sheet.criteria_set.criteria.exclude(kind=CriterionKind.HEADING):
        row = stored.get(one.pk) or ScoreLine(sheet=sheet)
        row.criterion = one
        lines[one.pk] = row
    return lines


def _own_fault(criterion: Criterion, one: OwnLine) -> str:
    if not one.applies:
        return "" if one.note.strip() else _("Hãy ghi vì sao mục này không áp dụng.")
    return _number_fault(criterion, one.number)


def _number_fault(criterion: Criterion, number: Decimal | None) -> str:
    if number is None:
        return ""
    if criterion.kind != CriterionKind.SCORED:
        return "" if number in YES_OR_NO else _("Hãy chọn đạt hoặc chưa đạt.")
    try:
        check_points(line_of(criterion), number)
    except DomainError as error:
        return str(error)
    return ""


def _refuse(
    lines: Mapping[int, ScoreLine], given: Mapping[int, ReviewedLine], compared: str
) -> None:
    """Refuse numbers outside their range, and those that differ without a reason."""
    faults = {}
    for pk, one in given.items():
        fault = _number_fault(lines[pk].criterion, one.number)
        stands = getattr(lines[pk], compared)
        differs = one.number is not None and stands is not None and one.number != stands
        if not fault and differs and not one.reason.strip():
            fault = _("Điểm khác thì phải ghi lý do.")
        if not fault and one.number is not None and not lines[pk].applies:
            fault = _("Mục này không áp dụng nên không ghi điểm.")
        if fault:
            faults[pk] = fault
    if faults:
        raise LinesRefusedError(faults)


def _refuse_gaps(lines: Mapping[int, ScoreLine]) -> None:
    open_lines = {
        pk: _("Mục này chưa chấm. Hãy ghi, hoặc chọn không áp dụng và ghi lý do.")
        for pk, row in lines.items()
        if row.applies
        and row.own_number is None
        and row.criterion.points_effect == PointsEffect.NORMAL
    }
    if open_lines:
        raise LinesRefusedError(open_lines)


def _copy(
    lines: Mapping[int, ScoreLine],
    source: str,
    target: str,
    given: Mapping[int, ReviewedLine] | None = None,
) -> None:
    """Fill the next column: what was given for it, else what stands there, else the last one."""
    for pk, row in lines.items():
        one = (given or {}).get(pk)
        if one is not None and one.number is not None:
            setattr(row, target, one.number)
            if target == "final_number":
                row.final_reason = nfc(one.reason).strip()
        elif getattr(row, target) is None:
            setattr(row, target, getattr(row, source))
    _write(lines, [target, "final_reason"])


def _change(
    row: ScoreLine, values: Mapping[str, Any], before: dict[str, Any], after: dict[str, Any]
) -> None:
    """Set the values and note what was and what is, by the criterion's number."""
    stood = {name: getattr(row, name) for name in values}
    if stood == dict(values):
        return
    for name, value in values.items():
        setattr(row, name, value)
    before[row.criterion.code] = {key: one for key, one in stood.items() if one != ""}
    after[row.criterion.code] = {key: one for key, one in values.items() if one != ""}


def _write(lines: Mapping[int, ScoreLine], fields: list[str]) -> None:
    """Store what was changed; lines that were never stored are new rows."""
    new: list[ScoreLine] = []
    known: list[ScoreLine] = []
    for row in lines.values():
        (known if row.pk else new).append(row)
    ScoreLine.objects.bulk_create(new)
    ScoreLine.objects.bulk_update(known, fields)


def _claim(sheet: ScoreSheet, stands: str, version: int, **changes: object) -> None:
    """Take the next version if the sheet still stands where the person saw it."""
    swapped = ScoreSheet.objects.filter(pk=sheet.pk, stage=stands, version=version).update(
        version=version + 1, **changes
    )
    if not swapped:
        raise StaleError


def _note(
    sheet: ScoreSheet,
    action: str,
    actor: User,
    *,
    before: Any = None,
    after: Any = None,
    reason: str = "",
) -> None:
    label = f"{sheet.unit}: {sheet.criteria_set.name} {sheet.campaign_year.year}"
    record(
        action,
        audit_subject("assessments.sheet", sheet.pk, label, sheet.unit),
        actor=actor.as_actor,
        before=before,
        after=after,
        reason=reason,
    )

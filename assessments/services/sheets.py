"""A whole form saved at once: one act, one audit event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments import registers
from assessments.enums import Judgement, Status
from assessments.figures import Reading
from assessments.forms_of import lines_of
from assessments.models import Answer, Assessment, IndicatorValue
from assessments.services.counting import follow_entry
from assessments.services.entry import answer_again, fill_again, hold_open, only_judged
from assessments.services.received import mark, told
from assessments.services.sharing import spread
from assessments.services.steps import note_change
from assessments.services.submission import Submission
from core.errors import DomainError
from core.numbers import format_number
from core.text import nfc
from criteria.models import Criterion, Indicator


@dataclass(frozen=True)
class Sheet:
    """Answers by criterion code as (value, note), figures by line code as (reading, reason)."""

    answers: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    figures: Mapping[str, tuple[Reading, str]] = field(default_factory=dict)


@transaction.atomic
def save_sheet(
    assessment: Assessment, sheet: Sheet, *, actor: User, received: Submission | None = None
) -> None:
    """Save the given answers of a form that is being entered, all of them or none.

    ``received``: where they are entered on behalf, by which way and on which day they came.
    The same rules as for a single answer: a title is never typed, "không áp dụng" and a number
    unlike the register's need a reason, a returned form takes only its returned items.
    """
    hold_open(assessment, actor)
    criteria, indicators, _checks = lines_of(assessment.group, assessment.unit.type)
    _save_answers(assessment, {one.code: one for one in criteria}, sheet.answers)
    rows = _save_figures(assessment, {one.code: one for one in indicators}, sheet.figures)
    if received is not None:
        mark([assessment.pk], received)
    follow_entry(assessment.campaign_year_id, [assessment.pk])
    note_change(
        "assessments.sheet_saved",
        assessment,
        actor,
        after={
            "answers": {code: value for code, (value, _note) in sheet.answers.items()},
            "figures": {
                code: {"state": reading.state, "number": reading.number, "text": reading.text}
                for code, (reading, _reason) in sheet.figures.items()
            },
            **(told(received) if received is not None else {}),
        },
    )
    if rows:
        spread(assessment, rows, actor=actor)


def _line(lines: Mapping[str, Any], code: str) -> Any:
    if code not in lines:
        raise DomainError(_("Phiếu không có mục “%(code)s”.") % {"code": code})
    return lines[code]


def _save_answers(
    assessment: Assessment,
    criteria: Mapping[str, Criterion],
    given: Mapping[str, tuple[str, str]],
) -> None:
    known = {row.criterion_id: row for row in Answer.objects.filter(assessment=assessment)}
    new, changed = [], []
    for code, (value, note) in given.items():
        criterion: Criterion = _line(criteria, code)
        check_answer(criterion, value, note)
        row = known.get(criterion.pk)
        check_reopened(assessment, row)
        if row is None:
            row = Answer(assessment=assessment, criterion=criterion)
            new.append(row)
        else:
            changed.append(row)
        answer_again(row, value, nfc(note).strip())
    Answer.objects.bulk_create(new)
    Answer.objects.bulk_update(
        changed,
        ["self_value", "self_note", "reviewed_value", "reviewed_reason", "carried", "version"],
    )


def check_answer(criterion: Criterion, value: str, note: str) -> None:
    """Refuse a title, an unknown word, and "không áp dụng" without a reason."""
    only_judged(criterion)
    if value and value not in Judgement.values:
        raise DomainError(_("Cách trả lời này không có trong phiếu."))
    if value == Judgement.NOT_APPLICABLE and not note.strip():
        raise DomainError(_("Hãy ghi vì sao mục này không áp dụng."), field=criterion.code)


def check_reopened(assessment: Assessment, row: Answer | IndicatorValue | None) -> None:
    """Refuse an item of a returned form that was not returned itself."""
    if assessment.status == Status.RETURNED and not (row is not None and row.is_returned):
        raise DomainError(_("Mục này không bị trả lại nên đang khóa; chỉ sửa mục được trả lại."))


def _save_figures(
    assessment: Assessment,
    indicators: Mapping[str, Indicator],
    given: Mapping[str, tuple[Reading, str]],
) -> list[IndicatorValue]:
    known = {row.indicator_id: row for row in IndicatorValue.objects.filter(assessment=assessment)}
    lines = {code: _line(indicators, code) for code in given}
    counted = registers.known_numbers(assessment, lines.values())
    new, changed = [], []
    for code, (reading, reason) in given.items():
        check_figure(lines[code], reading, reason, counted.get(code))
        row = known.get(lines[code].pk)
        check_reopened(assessment, row)
        if row is None:
            row = IndicatorValue(assessment=assessment, indicator=lines[code])
            new.append(row)
        else:
            row.indicator = lines[code]
            changed.append(row)
        fill_again(row, reading, nfc(reason).strip())
    IndicatorValue.objects.bulk_create(new)
    IndicatorValue.objects.bulk_update(
        changed,
        [
            *asdict(Reading()),
            *("reason", "reviewed_number", "reviewed_reason", "carried", "version"),
        ],
    )
    return [*new, *changed]


def check_figure(
    indicator: Indicator, reading: Reading, reason: str, known: registers.Known | None
) -> None:
    """Refuse "không áp dụng", or a number unlike the register's, without a reason."""
    if reading.state == "not_applicable" and not reason.strip():
        raise DomainError(_("Hãy ghi vì sao dòng này không áp dụng."), field=indicator.code)
    if known is None or not known.binding or reading.number is None:
        return
    if reading.number != known.number and not reason.strip():
        raise DomainError(
            _("%(label)s: sổ trên hệ thống có %(known)s, phiếu ghi %(typed)s. Hãy ghi lý do.")
            % {
                "label": indicator.label,
                "known": format_number(known.number),
                "typed": format_number(reading.number),
            },
            field=indicator.code,
        )

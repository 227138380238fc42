"""Answers, saved on the server one by one."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments import registers
from assessments.enums import Action, Carried, Judgement, Status
from assessments.figures import Reading
from assessments.models import (
    Answer,
    Assessment,
    AssessmentEvent,
    Author,
    Evidence,
    IndicatorValue,
)
from assessments.rules import can_enter_for
from assessments.services import counting
from assessments.services.sharing import spread, take_over
from assessments.services.steps import fetch, note_change, refuse_after_closing
from campaigns.enums import YearState
from campaigns.models import CampaignYear, Participation
from core import clock
from core.errors import DomainError, StaleError
from core.numbers import format_number
from core.prepared import Prepared, PreparedUpdate, update
from core.text import nfc
from criteria.enums import CriterionKind
from criteria.models import Criterion, Indicator
from documents.models import StoredFile
from units.models import Unit

EDITABLE = frozenset({Status.DRAFT, Status.RETURNED})
# What answering anew may change.
ANSWERED = (
    "self_value",
    "self_note",
    "reviewed_value",
    "reviewed_reason",
    "carried",
    "version",
    "saved_at",
)


@transaction.atomic
def begin(campaign_year: CampaignYear, unit: Unit, *, actor: User, channel: str = "") -> Assessment:
    """The unit's record of the year, created at the first answer.

    ``channel``: where it is begun on behalf, by which way the answers came.
    Raises ``DomainError`` when the year is not open or the unit does not take part.
    """
    found = Assessment.objects.filter(campaign_year=campaign_year, unit=unit).first()
    if found is not None:
        return fetch(found.pk)
    if not can_enter_for(actor, unit):
        raise PermissionDenied
    if campaign_year.state != YearState.OPEN:
        raise DomainError(
            _("Năm %(year)s chưa mở hoặc đã khóa nên chưa nhập được.")
            % {"year": campaign_year.year}
        )
    part = Participation.objects.filter(
        campaign_year=campaign_year, unit=unit, is_excluded=False
    ).first()
    if part is None:
        raise DomainError(
            _("%(unit)s không có trong danh sách tham gia năm %(year)s.")
            % {"unit": unit, "year": campaign_year.year}
        )
    row, created = Assessment.objects.get_or_create(
        campaign_year=campaign_year,
        unit=unit,
        defaults={"group_id": part.group_id, "unit_name": unit.display_name},
    )
    if created:
        event = AssessmentEvent.objects.create(
            assessment=row,
            action=Action.BEGIN,
            to_status=Status.DRAFT,
            actor=actor,
            at=clock.now(),
            channel=channel,
        )
        counting.follow(row, event)
        note_change("assessments.begin", row, actor, after={"status": Status.DRAFT})
        take_over(row, actor=actor)
    return fetch(row.pk)


def hold_open(assessment: Assessment, actor: User) -> None:
    """Make sure, under the row's lock, that answers may still change.

    Raises ``PermissionDenied``, ``StaleError`` when the form was handed in or the year closed
    meanwhile, ``DomainError`` when the unit was left out of the year.
    """
    _hold_open(assessment, actor)
    Author.objects.get_or_create(assessment=assessment, user=actor)


def _hold_open(assessment: Assessment, actor: User) -> None:
    if not can_enter_for(actor, assessment.unit):
        raise PermissionDenied
    if not _hold(timezone.now(), assessment.pk):
        _refuse_closed(assessment)


@PreparedUpdate
def _hold(at: dt.datetime, pk: int) -> tuple[QuerySet[Assessment], dict[str, Any]]:
    """Touch the row where it may change: state, year and place are asked in the one act."""
    year_open = CampaignYear.objects.filter(pk=OuterRef("campaign_year_id"), state=YearState.OPEN)
    rows = Assessment.objects.filter(pk=pk, status__in=sorted(EDITABLE))
    here = _left_out(OuterRef("campaign_year_id"), OuterRef("unit_id"))
    return rows.filter(Q(is_reopened=True) | Exists(year_open), ~Exists(here)), {"saved_at": at}


def _left_out(year: Any, unit: Any) -> QuerySet[Participation]:
    return Participation.objects.filter(campaign_year=year, unit=unit, is_excluded=True)


def _refuse_closed(assessment: Assessment) -> NoReturn:
    """Say why nothing may change; raises what ``hold_open`` promises."""
    refuse_left_out(assessment)
    refuse_after_closing(assessment)
    current = Assessment.objects.get(pk=assessment.pk)
    raise StaleError(
        _("Phiếu này đang ở trạng thái “%(state)s” nên không sửa được nữa.")
        % {"state": current.get_status_display()}
    )


def refuse_left_out(assessment: Assessment) -> None:
    """Read the unit's place in the year anew; raises ``DomainError`` when it was left out."""
    years = CampaignYear.objects.filter(pk=assessment.campaign_year_id)
    here = _left_out(assessment.campaign_year_id, assessment.unit_id)
    state, is_out = years.values_list("state", Exists(here)).get()
    assessment.campaign_year.state = state
    if is_out:
        raise DomainError(
            _("%(unit)s không có trong danh sách tham gia năm %(year)s.")
            % {"unit": assessment.unit, "year": assessment.campaign_year.year}
        )


def only_judged(criterion: Criterion) -> None:
    """Refuse what is not judged: the register answers titles, headings ask nothing."""
    if criterion.kind == CriterionKind.TITLE:
        raise DomainError(_("Danh hiệu lấy từ sổ công nhận, không nhập trực tiếp."))
    if criterion.kind != CriterionKind.GRADED:
        raise DomainError(_("Mục này không có kết quả để nhập."))


def _only_returned(assessment: Assessment, *, is_returned: bool) -> None:
    if assessment.status == Status.RETURNED and not is_returned:
        raise DomainError(_("Mục này không bị trả lại nên đang khóa; chỉ sửa mục được trả lại."))


def _not_stale(stored: int, seen: int | None, shown: str) -> None:
    if seen is not None and seen != stored:
        raise StaleError(
            _(
                "Mục này vừa được ghi ở nơi khác: “%(value)s”. "
                "Hãy xem giá trị đó rồi chọn lại nếu cần."
            )
            % {"value": shown or _("chưa nhập")}
        )


@transaction.atomic
def save_answer(
    assessment: Assessment,
    criterion: Criterion,
    *,
    value: str,
    note: str,
    actor: User,
    seen: int | None = None,
) -> Answer:
    """Save the unit's own answer to a judgement criterion; an empty value is "chưa nhập".

    ``seen`` is the answer's version on the actor's screen; the same answer sent again after a
    lost reply is no conflict. Raises ``DomainError`` for a title
    criterion (the register answers it), an unknown value or "không áp dụng" without a reason,
    and ``StaleError`` when another screen was faster.
    """
    only_judged(criterion)
    if value and value not in Judgement.values:
        raise DomainError(_("Cách trả lời này không có trong phiếu."))
    note = nfc(note).strip()
    if value == Judgement.NOT_APPLICABLE and not note:
        raise DomainError(_("Hãy ghi vì sao mục này không áp dụng."), field="note")
    _hold_open(assessment, actor)
    answer = _answers.first(assessment.pk, criterion.pk, actor.pk)
    if answer is None or not answer.is_by_actor:
        Author.objects.get_or_create(assessment=assessment, user=actor)
    if answer is None:
        answer, _created = Answer.objects.select_for_update().get_or_create(
            assessment=assessment, criterion=criterion
        )
    answer.assessment = assessment
    _only_returned(assessment, is_returned=answer.is_returned)
    before = {"value": answer.self_value, "note": answer.self_note}
    after = {"value": value, "note": note}
    if before != after or answer.carried == Carried.WAITING:
        _not_stale(answer.version, seen, answer.get_self_value_display())
        answer_again(answer, value, note)
        update(answer, *ANSWERED)
        if bool(before["value"]) != bool(value):
            counting.follow_entry(assessment.campaign_year_id, [assessment.pk])
        note_change(
            "assessments.answered",
            assessment,
            actor,
            before={criterion.code: before},
            after={criterion.code: after},
        )
    return answer


@Prepared
def _answers(assessment: int, criterion: int, actor: int) -> QuerySet[Any, Any]:
    """The answer before, and whether this person is among the record's authors."""
    rows = Answer.objects.select_for_update()
    authors = Author.objects.filter(assessment_id=assessment, user_id=actor)
    found = rows.filter(assessment_id=assessment, criterion_id=criterion)
    return found.annotate(is_by_actor=Exists(authors))


@transaction.atomic
def save_figure(
    assessment: Assessment,
    indicator: Indicator,
    reading: Reading,
    *,
    reason: str,
    actor: User,
    seen: int | None = None,
) -> IndicatorValue:
    """Save the unit's own answer to one line of its Biểu.

    Raises ``DomainError`` when "không áp dụng" lacks a reason, or when the number differs from
    what the register counts and no reason is given.
    """
    reason = nfc(reason).strip()
    if reading.state == "not_applicable" and not reason:
        raise DomainError(_("Hãy ghi vì sao dòng này không áp dụng."), field="reason")
    _differs_with_reason(assessment, indicator, reading, reason)
    hold_open(assessment, actor)
    row, _created = IndicatorValue.objects.select_for_update().get_or_create(
        assessment=assessment, indicator=indicator
    )
    row.assessment = assessment
    _only_returned(assessment, is_returned=row.is_returned)
    before, after = _plain(row), {**asdict(reading), "reason": reason}
    if before != after or row.carried == Carried.WAITING:
        _not_stale(row.version, seen, _shown(row))
        fill_again(row, reading, reason)
        row.save()
        if bool(before["state"]) != bool(reading.state):
            counting.follow_entry(assessment.campaign_year_id, [assessment.pk])
        note_change(
            "assessments.figure_saved",
            assessment,
            actor,
            before={indicator.code: before},
            after={indicator.code: after},
        )
        spread(assessment, [row], actor=actor)
    return row


def answer_again(row: Answer, value: str, note: str) -> None:
    """Put the unit's answer into the row; a decision about another answer lapses.

    A value that was carried over and stays is thereby confirmed.
    """
    row.carried = _carried_on(row, is_same=row.self_value == value)
    if row.self_value != value:
        row.reviewed_value, row.reviewed_reason = "", ""
    row.self_value, row.self_note = value, note
    row.version += 1


def fill_again(row: IndicatorValue, reading: Reading, reason: str) -> None:
    """Put what was read into the row; a correction of another number lapses.

    A value that was carried over and stays is thereby confirmed.
    """
    before = (row.state, row.number, row.text, row.date)
    after = (reading.state, reading.number, reading.text, reading.date)
    row.carried = _carried_on(row, is_same=before == after)
    if (row.state, row.number) != (reading.state, reading.number):
        row.reviewed_number, row.reviewed_reason = None, ""
    for name, value in {**asdict(reading), "reason": reason}.items():
        setattr(row, name, value)
    row.version += 1


def _carried_on(row: Answer | IndicatorValue, *, is_same: bool) -> str:
    return Carried.CONFIRMED if row.carried and is_same else ""


def _plain(row: IndicatorValue) -> dict[str, Any]:
    return {
        "state": row.state,
        "number": row.number,
        "text": row.text,
        "date": row.date,
        "rows": row.rows,
        "reason": row.reason,
    }


def _shown(row: IndicatorValue) -> str:
    if row.number is not None:
        return format_number(row.number)
    return row.text[:60] or (str(row.get_state_display()) if row.state else "")


def _differs_with_reason(
    assessment: Assessment, indicator: Indicator, reading: Reading, reason: str
) -> None:
    known = registers.binding_number(assessment, indicator)
    if known is None or reading.number is None or reading.number == known or reason:
        return
    raise DomainError(
        _(
            "Sổ trên hệ thống đang có %(known)s, ông/bà nhập %(typed)s. "
            "Hãy sửa số hoặc ghi lý do khác nhau."
        )
        % {"known": format_number(known), "typed": format_number(reading.number)},
        field="reason",
    )


@transaction.atomic
def add_evidence(
    assessment: Assessment,
    criterion: Criterion | None,
    file: StoredFile,
    *,
    name: str,
    actor: User,
) -> Evidence:
    """Attach a stored file to an answer."""
    hold_open(assessment, actor)
    _evidence_open(assessment, criterion.pk if criterion else None)
    row = Evidence.objects.create(
        assessment=assessment,
        criterion=criterion,
        file=file,
        name=nfc(name)[:200],
        uploaded_by=actor,
    )
    note_change(
        "assessments.evidence_added",
        assessment,
        actor,
        after={"name": row.name, "file": file.sha256},
    )
    return row


def _evidence_open(assessment: Assessment, criterion_id: int | None) -> None:
    """In a returned form, evidence of an item that was not returned is locked with it."""
    if assessment.status != Status.RETURNED or criterion_id is None:
        return
    returned = assessment.answers.filter(criterion_id=criterion_id, is_returned=True)
    _only_returned(assessment, is_returned=returned.exists())


@transaction.atomic
def remove_evidence(evidence: Evidence, *, actor: User) -> None:
    """Take a file off the record; it stays in the trace."""
    hold_open(evidence.assessment, actor)
    _evidence_open(evidence.assessment, evidence.criterion_id)
    if Evidence.objects.filter(pk=evidence.pk, removed_at=None).update(removed_at=clock.now()):
        note_change(
            "assessments.evidence_removed", evidence.assessment, actor, before=evidence.name
        )

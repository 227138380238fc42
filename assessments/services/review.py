"""Reviewing a submitted form: decide per criterion, return, approve, object, look again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Action, Judgement, Status
from assessments.models import Answer, Assessment, IndicatorValue
from assessments.rules import can_review, is_author, why_not_review
from assessments.services.computed import follow_corrections
from assessments.services.counting import follow_values
from assessments.services.entry import only_judged
from assessments.services.returned import keep_as_returned
from assessments.services.steps import (
    Details,
    acting_for,
    hold,
    note_change,
    perform,
    read_year_anew,
    refuse_after_closing,
)
from assessments.services.telling import (
    tell_approved,
    tell_forwarded,
    tell_objection,
    tell_returned,
)
from campaigns.services import tallies
from core import clock
from core.errors import DomainError, StaleError
from core.numbers import format_number
from core.prepared import Prepared, PreparedUpdate
from core.text import nfc
from criteria.enums import CriterionKind
from criteria.models import Criterion, Indicator
from criteria.words import in_words
from documents.models import StoredFile


@transaction.atomic
def start(assessment: Assessment, *, actor: User, version: int) -> Assessment:
    """Begin the review; from now on the unit cannot take the form back."""
    return perform(Action.START_REVIEW, assessment, actor=actor, version=version)


@transaction.atomic
def stop(assessment: Assessment, *, actor: User, version: int) -> Assessment:
    """Put the form back while nothing has been decided yet."""
    hold(Action.STOP_REVIEW, assessment, actor)
    _hold_in_review(assessment, actor)  # nobody decides something meanwhile
    decided = assessment.answers.exclude(reviewed_value="").exists()
    if decided or assessment.figures.exclude(reviewed_number=None).exists():
        raise DomainError(_("Đã có mục được thẩm định nên không thể thôi; hãy duyệt hoặc trả lại."))
    return perform(Action.STOP_REVIEW, assessment, actor=actor, version=version)


def _hold_in_review(assessment: Assessment, actor: User) -> None:
    if not can_review(actor, assessment):
        raise PermissionDenied(why_not_review(actor, assessment))
    read_year_anew(assessment)
    refuse_after_closing(assessment)
    held = Assessment.objects.filter(pk=assessment.pk, status=Status.IN_REVIEW)
    if not held.update(saved_at=timezone.now()):
        raise StaleError


def _raise_version(assessment: Assessment) -> None:
    """Let whoever has the record on screen as it was be told before they act on it.

    By one, as the line's own version: a page adds what its lines grew. The caller's copy grows
    with it, so who decided themselves go on, and a copy that was behind stays behind.
    """
    Assessment.objects.filter(pk=assessment.pk).update(version=F("version") + 1)
    assessment.version += 1


@transaction.atomic
def decide(
    assessment: Assessment,
    criterion: Criterion,
    *,
    value: str,
    reason: str,
    actor: User,
    seen: int,
) -> Answer:
    """Write the reviewer's value of a criterion, with a reason where it differs from the unit's.

    ``seen`` is the answer's version on the reviewer's screen: of two reviewers who decide the
    same criterion at once, the slower one gets ``StaleError`` and sees what was decided. The
    same decision sent again after a lost reply is no conflict.
    """
    if criterion.kind == CriterionKind.TITLE:
        raise DomainError(_("Danh hiệu lấy từ sổ công nhận, không thẩm định tại đây."))
    only_judged(criterion)
    if value not in Judgement.values:
        raise DomainError(_("Hãy chọn kết quả thẩm định."), field="value")
    _hold_in_review(assessment, actor)
    answer, _created = Answer.objects.get_or_create(assessment=assessment, criterion=criterion)
    reason = nfc(reason).strip()
    if value != answer.self_value and not reason:
        raise DomainError(
            _("Kết quả khác với tự đánh giá của đơn vị. Hãy ghi lý do."), field="reason"
        )
    if (answer.reviewed_value, answer.reviewed_reason) == (value, reason):
        return answer
    swapped = Answer.objects.filter(pk=answer.pk, version=seen).update(
        reviewed_value=value,
        reviewed_reason=reason,
        version=F("version") + 1,
        saved_at=timezone.now(),
    )
    if not swapped:
        answer.refresh_from_db()
        raise StaleError(
            _("Người khác vừa thẩm định mục này là “%(value)s”. Hãy tải lại trang để xem.")
            % {"value": answer.get_reviewed_value_display() or _("chưa có kết quả")}
        )
    _raise_version(assessment)
    note_change(
        "assessments.decided",
        assessment,
        actor,
        before={criterion.code: answer.reviewed_value},
        after={criterion.code: value},
        reason=reason,
        instead_of=acting_for(actor, assessment),
    )
    follow_values(assessment)
    return Answer.objects.get(pk=answer.pk)


@transaction.atomic
def correct_figure(
    assessment: Assessment,
    indicator: Indicator,
    *,
    number: Decimal | None,
    reason: str,
    actor: User,
    seen: int,
) -> IndicatorValue:
    """Write the reviewer's number of a line beside the unit's own, always with a reason.

    ``None`` takes a correction back. Raises ``StaleError`` when another reviewer was faster.
    """
    reason = nfc(reason).strip() if number is not None else ""
    if number is not None and not reason:
        raise DomainError(_("Hãy ghi lý do sửa số liệu."), field="reason")
    _hold_in_review(assessment, actor)
    row, _created = IndicatorValue.objects.get_or_create(assessment=assessment, indicator=indicator)
    if (row.reviewed_number, row.reviewed_reason) == (number, reason):
        return row
    swapped = IndicatorValue.objects.filter(pk=row.pk, version=seen).update(
        reviewed_number=number,
        reviewed_reason=reason,
        version=F("version") + 1,
        saved_at=timezone.now(),
    )
    if not swapped:
        raise StaleError
    _raise_version(assessment)
    note_change(
        "assessments.figure_corrected",
        assessment,
        actor,
        before={indicator.code: row.number},
        after={indicator.code: None if number is None else format_number(number)},
        reason=reason,
        instead_of=acting_for(actor, assessment),
    )
    follow_values(assessment)
    return IndicatorValue.objects.get(pk=row.pk)


@transaction.atomic
def return_items(
    assessment: Assessment, *, reasons: Mapping[str, str], actor: User, version: int
) -> Assessment:
    """Send the form back: only the items with a reason reopen, the rest stays locked.

    ``reasons``: code of a criterion or line → what to mend. Raises ``DomainError`` when there
    is none, or a code is not on the form.
    """
    given = {code: nfc(text).strip() for code, text in reasons.items() if text.strip()}
    if not given:
        raise DomainError(_("Hãy ghi lý do ở ít nhất một mục cần sửa."))
    names = _names(assessment, given)
    listing = "; ".join(f"{names.get(code, code)}: {text}" for code, text in given.items())
    moved = perform(
        Action.RETURN, assessment, actor=actor, version=version, details=Details(note=listing)
    )
    left = dict(given)
    criteria, indicators = _criteria_of(moved, left), _indicators_of(moved, left)
    keep_as_returned(moved, criteria, indicators, given)
    for criterion in criteria:
        Answer.objects.update_or_create(
            assessment=moved,
            criterion=criterion,
            defaults={
                "is_returned": True,
                "return_reason": left.pop(criterion.code),
                "reviewed_value": "",
                "reviewed_reason": "",
            },
        )
    for indicator in indicators:
        IndicatorValue.objects.update_or_create(
            assessment=moved,
            indicator=indicator,
            defaults={
                "is_returned": True,
                "return_reason": left.pop(indicator.code),
                "reviewed_number": None,
                "reviewed_reason": "",
            },
        )
    if left:
        raise DomainError(_("Không có mục %(codes)s trong phiếu.") % {"codes": ", ".join(left)})
    tell_returned(moved, count=len(given), actor=actor)
    return moved


def _names(assessment: Assessment, codes: Mapping[str, str]) -> dict[str, str]:
    """The items in words, for the history: who reads it later has no list of codes at hand."""
    return {
        **{one.code: in_words(one.code, one.text_shown) for one in _criteria_of(assessment, codes)},
        **{one.code: in_words("", one.label) for one in _indicators_of(assessment, codes)},
    }


def _criteria_of(assessment: Assessment, codes: Mapping[str, str]) -> list[Criterion]:
    found = Criterion.objects.filter(
        criteria_set_id=assessment.group.criteria_set_id, code__in=list(codes)
    )
    return list(found.exclude(kind=CriterionKind.TITLE))


def _indicators_of(assessment: Assessment, codes: Mapping[str, str]) -> list[Indicator]:
    return list(
        Indicator.objects.filter(
            criteria_set_id=assessment.group.indicator_set_id, code__in=list(codes)
        )
    )


@transaction.atomic
def forward(assessment: Assessment, *, actor: User, version: int) -> Assessment:
    """Pass the record to the next level of its chain, where somebody else reviews it."""
    moved = perform(
        Action.FORWARD,
        assessment,
        actor=actor,
        version=version,
        details=Details(changes={"level": F("level") + 1, "forwarded_by": actor}),
    )
    tell_forwarded(moved, actor=actor)
    return moved


@transaction.atomic
@tallies.gathered()
def approve(
    assessment: Assessment, *, actor: User, version: int, own_work_reason: str = ""
) -> Assessment:
    """Approve: what was not decided apart counts as the unit answered it.

    Somebody who entered or submitted the record needs a typed reason even where the commune
    allows it; the report shows it.
    """
    changes: dict[str, object] = {
        "reviewed_on": clock.today(),
        "reviewed_by": actor,
        "own_work_reason": "",
    }
    if is_author(actor, assessment) and can_review(actor, assessment):
        if not own_work_reason.strip():
            raise DomainError(
                _("Ông/bà đã nhập hồ sơ này. Hãy ghi lý do tự thẩm định; báo cáo sẽ nêu rõ."),
                field="own_work_reason",
            )
        changes["own_work_reason"] = nfc(own_work_reason).strip()
    moved = perform(
        Action.APPROVE, assessment, actor=actor, version=version, details=Details(changes=changes)
    )
    _accept_the_rest(moved.pk)
    if _corrected(moved.pk):  # else nothing counts otherwise than since the last decision
        follow_values(moved, follow_corrections(moved))
    tell_approved(moved, actor=actor)
    return moved


@PreparedUpdate
def _accept_the_rest(record: int) -> tuple[QuerySet[Answer], dict[str, Any]]:
    undecided = Answer.objects.filter(assessment_id=record, reviewed_value="")
    return undecided.exclude(self_value=""), {"reviewed_value": F("self_value")}


@Prepared
def _corrected(record: int) -> QuerySet[IndicatorValue, int]:
    corrected = IndicatorValue.objects.filter(assessment_id=record, reviewed_number__isnull=False)
    return corrected.order_by().values_list("pk", flat=True)[:1]


@transaction.atomic
def object_to(assessment: Assessment, *, text: str, actor: User, version: int) -> Assessment:
    """The head objects to the result while the term runs; the review opens again."""
    moved = perform(
        Action.OBJECT, assessment, actor=actor, version=version, details=Details(note=nfc(text))
    )
    tell_objection(moved, text=text, actor=actor)
    return moved


@transaction.atomic
def review_again(assessment: Assessment, *, reason: str, actor: User, version: int) -> Assessment:
    """The reviewer looks again, with a reason."""
    return perform(
        Action.REVIEW_AGAIN,
        assessment,
        actor=actor,
        version=version,
        details=Details(note=nfc(reason)),
    )


@dataclass(frozen=True)
class OutsideDecision:
    """What the level above decided outside the system about the commune's own form."""

    number: str
    date: dt.date | None
    file: StoredFile | None


@transaction.atomic
def record_outside(
    assessment: Assessment, decision: OutsideDecision, *, actor: User, version: int
) -> Assessment:
    """Record the level above's result with number, date and file."""
    if not decision.number.strip():
        raise DomainError(_("Hãy ghi số văn bản của cấp trên."), field="number")
    if decision.date is None or decision.date > clock.today():
        raise DomainError(_("Hãy ghi ngày văn bản, không sau hôm nay."), field="date")
    if decision.file is None:
        raise DomainError(_("Hãy chọn tệp văn bản của cấp trên."), field="file")
    moved = perform(
        Action.RECORD_OUTSIDE,
        assessment,
        actor=actor,
        version=version,
        details=Details(
            note=decision.number.strip(),
            changes={
                "outside_number": decision.number.strip(),
                "outside_date": decision.date,
                "outside_file": decision.file,
                "reviewed_on": clock.today(),
                "reviewed_by": actor,
                "own_work_reason": "",
            },
        ),
    )
    Answer.objects.filter(assessment=moved, reviewed_value="").exclude(self_value="").update(
        reviewed_value=F("self_value")
    )
    follow_values(moved)
    return moved

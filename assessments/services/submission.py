"""Submitting a form, and taking it back."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from textwrap import shorten

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments import titles
from assessments.completeness import Gap, gaps, unconfirmed
from assessments.enums import Action
from assessments.figures import broken_checks
from assessments.forms_of import FormOf, form_of
from assessments.models import Answer, Assessment, Author, IndicatorValue
from assessments.rules import enters_on_behalf
from assessments.selectors.oddities import Jump, jumps_of
from assessments.services import flags
from assessments.services.computed import freeze_computed
from assessments.services.counting import follow_entry, follow_values
from assessments.services.entry import refuse_left_out
from assessments.services.steps import Details, hold, perform
from campaigns.enums import Channel
from campaigns.models import CampaignYear
from campaigns.services import duties, tallies
from core import clock
from core.errors import DomainError
from core.text import nfc
from criteria.enums import CriterionKind

# Without 0/O, 1/I/L: the code is read over the phone.
RECEIPT_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


class IncompleteError(DomainError):
    """Lines without an answer and without a reason; ``missing`` names them."""

    def __init__(self, missing: list[Gap]) -> None:
        names = "; ".join(shorten(gap.label, 60, placeholder=" …") for gap in missing[:3])
        more = _(" và %(n)s mục khác") % {"n": len(missing) - 3} if len(missing) > 3 else ""
        super().__init__(
            _("Còn %(count)s mục chưa nhập: %(names)s%(more)s. Hãy nhập, hoặc ghi lý do để trống.")
            % {"count": len(missing), "names": names, "more": more}
        )
        self.missing = missing


class UnexplainedError(DomainError):
    """Figures far from last year's without a word about it; ``jumps`` names them."""

    def __init__(self, jumps: list[Jump]) -> None:
        names = "; ".join(
            f"{shorten(one.indicator.label, 60, placeholder=' …')} ({one.words})"
            for one in jumps[:3]
        )
        super().__init__(
            _(
                "%(count)s số liệu khác xa năm trước: %(names)s. "
                "Hãy kiểm tra lại; nếu đúng, ghi giải trình vì sao."
            )
            % {"count": len(jumps), "names": names}
        )
        self.jumps = jumps


@dataclass(frozen=True)
class Submission:
    """How a form was handed in. ``paper_on``: the day on which the office got the paper.

    ``gap_reasons`` and ``jump_reasons``: code of a line → why it is empty, why it changed so much.
    """

    channel: str = Channel.SELF
    paper_on: dt.date | None = None
    gap_reasons: Mapping[str, str] = field(default_factory=dict)
    jump_reasons: Mapping[str, str] = field(default_factory=dict)


def new_receipt_code(year: int) -> str:
    """A short code by which a receipt is found again: ``26-7K3M9Q``."""
    tail = "".join(secrets.choice(RECEIPT_LETTERS) for _ in range(6))
    return f"{year % 100:02d}-{tail}"


@transaction.atomic
@tallies.gathered()
def submit(
    assessment: Assessment, *, actor: User, version: int, submission: Submission | None = None
) -> Assessment:
    """Hand the form in: complete, or with a reason per gap; the titles are frozen.

    On behalf of another unit the channel and the day of receipt are needed. Raises
    ``IncompleteError``, ``DomainError``, ``PermissionDenied`` or ``StaleError``.
    """
    given = submission or Submission()
    hold(Action.SUBMIT, assessment, actor)
    Assessment.objects.select_for_update().get(pk=assessment.pk)  # no answer slips in meanwhile
    refuse_left_out(assessment)
    _check_channel(assessment, actor, given)
    # No answer may change between the look at the form and the change of state.
    list(Assessment.objects.select_for_update().filter(pk=assessment.pk).values_list("pk"))
    form = form_of(assessment)
    _check_complete(assessment, form, given.gap_reasons)
    _check_figures(form)
    jumps = jumps_of(assessment, form)
    _check_jumps(form, jumps, given.jump_reasons)
    code = new_receipt_code(assessment.campaign_year.year)
    moment = clock.now()
    moved = perform(
        Action.SUBMIT,
        assessment,
        actor=actor,
        version=version,
        details=Details(
            channel=given.channel,
            receipt_code=code,
            changes={
                "channel": given.channel,
                "paper_received_on": given.paper_on,
                "submitted_at": moment,
                "submitted_by": actor,
                "receipt_code": code,
                "unit_name": assessment.unit.display_name,
                "unit_path": assessment.unit.path,
                "level": 1,
                "forwarded_by": None,
            },
        ),
    )
    Author.objects.get_or_create(assessment=assessment, user=actor)
    _after_submission(moved, form)
    flags.renew(moved, form, jumps)
    duties.receive_form(
        moved.campaign_year,
        moved.unit,
        moved.group,
        at=moment,
        channel=given.channel,
        receipt_code=code,
        actor=actor.as_actor,
        paper_on=given.paper_on,
    )
    follow_entry(moved.campaign_year_id, [moved.pk])
    follow_values(moved)
    return moved


def _check_channel(assessment: Assessment, actor: User, given: Submission) -> None:
    if enters_on_behalf(actor, assessment.campaign_year, assessment.unit):
        check_receipt(assessment.campaign_year, given)


def check_receipt(campaign_year: CampaignYear, given: Submission) -> None:
    """Refuse work on behalf that does not say how and on which day the answers arrived."""
    if given.channel not in set(Channel.values) - {Channel.SELF}:
        raise DomainError(
            _("Nộp thay cần ghi kết quả đến bằng cách nào (điện thoại, phiếu giấy, họp thôn)."),
            field="channel",
        )
    if given.paper_on is None:
        raise DomainError(_("Nộp thay cần ghi ngày nhận kết quả."), field="paper_on")
    if given.paper_on > clock.today():
        raise DomainError(_("Ngày nhận kết quả không thể sau hôm nay."), field="paper_on")
    year = campaign_year.year
    if given.paper_on.year < year:
        raise DomainError(
            _("Ngày nhận kết quả phải từ 01/01/%(year)s. Hãy kiểm tra lại năm.") % {"year": year},
            field="paper_on",
        )


def _check_complete(assessment: Assessment, form: FormOf, reasons: Mapping[str, str]) -> None:
    _check_confirmed(form)
    missing = gaps(form.criteria, form.indicators, form.answers, form.figures)
    given = {key: nfc(text).strip() for key, text in reasons.items()}
    unexplained = [gap for gap in missing if not (given.get(gap.key) or gap.reason)]
    if unexplained:
        raise IncompleteError(unexplained)
    criteria = {criterion.code: criterion for criterion in form.criteria}
    indicators = {indicator.code: indicator for indicator in form.indicators}
    for gap in missing:
        reason = given.get(gap.key) or gap.reason
        if gap.key in criteria:
            Answer.objects.update_or_create(
                assessment=assessment,
                criterion=criteria[gap.key],
                defaults={"gap_reason": reason},
            )
        else:
            IndicatorValue.objects.update_or_create(
                assessment=assessment,
                indicator=indicators[gap.key],
                defaults={"gap_reason": reason},
            )


def _check_confirmed(form: FormOf) -> None:
    waiting = unconfirmed(form.criteria, form.indicators, form.answers, form.figures)
    if waiting:
        names = "; ".join(shorten(gap.label, 60, placeholder=" …") for gap in waiting[:3])
        more = _(" và %(n)s mục khác") % {"n": len(waiting) - 3} if len(waiting) > 3 else ""
        raise DomainError(
            _(
                "Còn %(count)s mục mang sang từ năm trước chưa xác nhận: %(names)s%(more)s. "
                "Hãy mở từng mục, xem lại rồi xác nhận hoặc sửa."
            )
            % {"count": len(waiting), "names": names, "more": more}
        )


def _check_figures(form: FormOf) -> None:
    broken = [check for check in broken_checks(form.checks, form.numbers) if check.is_hard]
    if broken:
        raise DomainError(" ".join(check.message for check in broken))


def _check_jumps(form: FormOf, jumps: list[Jump], reasons: Mapping[str, str]) -> None:
    """Each figure far from last year's has a word about it; the others keep none."""
    explained = {
        jump.indicator.pk: nfc(reasons.get(jump.indicator.code, "")).strip() or jump.reason
        for jump in jumps
    }
    silent = [jump for jump in jumps if not explained[jump.indicator.pk]]
    if silent:
        raise UnexplainedError(silent)
    for pk, figure in form.figures.items():
        reason = explained.get(pk, "")
        if figure.jump_reason != reason:
            IndicatorValue.objects.filter(pk=figure.pk).update(jump_reason=reason)


def _after_submission(assessment: Assessment, form: FormOf) -> None:
    """Freeze what the system answers alone and close the returned items again."""
    freeze_computed(assessment, form.indicators)
    wanted = [one for one in form.criteria if one.kind == CriterionKind.TITLE]
    for pk, answer in titles.answers(assessment.unit, wanted, clock.today()).items():
        Answer.objects.update_or_create(
            assessment=assessment, criterion_id=pk, defaults={"title_state": answer.state}
        )
    Answer.objects.filter(assessment=assessment, is_returned=True).update(is_returned=False)
    IndicatorValue.objects.filter(assessment=assessment, is_returned=True).update(is_returned=False)


@transaction.atomic
def withdraw(assessment: Assessment, *, actor: User, version: int) -> Assessment:
    """Take the form back before the review begins; the next receipt decides lateness."""
    moved = perform(
        Action.WITHDRAW,
        assessment,
        actor=actor,
        version=version,
        details=Details(changes={"submitted_at": None, "receipt_code": ""}),
    )
    Answer.objects.filter(assessment=moved).update(title_state="")  # the register answers again
    flags.drop(moved)
    duties.withdraw_form(moved.campaign_year, moved.unit, actor=actor.as_actor)
    return moved

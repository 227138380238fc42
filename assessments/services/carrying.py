"""“Như năm trước”: last year's values taken over, each to be confirmed by the unit."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments import registers
from assessments.enums import Carried, Judgement, Status
from assessments.forms_of import FormOf, form_of
from assessments.models import Answer, Assessment, IndicatorValue
from assessments.selectors.last_year import LastYear, last_year_of
from assessments.services.counting import follow_entry
from assessments.services.entry import hold_open
from assessments.services.steps import note_change
from core.errors import DomainError
from criteria.enums import CriterionKind
from criteria.models import Criterion, Indicator


@dataclass(frozen=True)
class Carrying:
    """How many lines were taken over, and how many refuse because every year is new."""

    copied: int
    yearly: int


@transaction.atomic
def carry_last_year(assessment: Assessment, *, actor: User) -> Carrying:
    """Copy last year's values into the lines that have no answer yet, marked as carried.

    Evidence and notes are never copied, except the reason of a "không áp dụng". Lines of the one
    year refuse; where the register counts another number, the register's stands. Raises
    ``DomainError`` when there is no year before or the form is not a draft.
    """
    hold_open(assessment, actor)
    if assessment.status != Status.DRAFT:
        raise DomainError(_("Phiếu đã nộp hoặc bị trả lại nên không lấy số liệu năm trước được."))
    before = last_year_of(assessment)
    if not (before.answers or before.figures):
        raise DomainError(_("Năm trước đơn vị chưa có phiếu nên không có gì để mang sang."))
    form = form_of(assessment)
    criteria = [one for one in form.criteria if before.carries_answer(one)]
    lines = [one for one in form.indicators if before.carries_figure(one)]
    answers = [one for one in criteria if not one.is_yearly and _is_open(form, one)]
    figures = _unlike_no_register(
        assessment, before, [one for one in lines if not one.is_yearly and _is_open(form, one)]
    )
    taken = [*(one.code for one in answers), *(one.code for one in figures)]
    for criterion in answers:
        _carry_answer(assessment, criterion, before)
    for indicator in figures:
        _carry_figure(assessment, indicator, before)
    if taken:
        follow_entry(assessment.campaign_year_id, [assessment.pk])
        note_change("assessments.carried", assessment, actor, after={"lines": taken})
    yearly = sum(one.is_yearly and _is_open(form, one) for one in criteria)
    yearly += sum(one.is_yearly and _is_open(form, one) for one in lines)
    return Carrying(len(taken), yearly)


def _is_open(form: FormOf, line: Criterion | Indicator) -> bool:
    """Whether the line has no answer yet."""
    if isinstance(line, Criterion):
        answer = form.answers.get(line.pk)
        return line.kind == CriterionKind.GRADED and not (answer and answer.self_value)
    figure = form.figures.get(line.pk)
    return not (figure and figure.state)


def _unlike_no_register(
    assessment: Assessment, before: LastYear, lines: list[Indicator]
) -> list[Indicator]:
    known = registers.known_numbers(assessment, lines)
    return [
        one
        for one in lines
        if one.code not in known
        or not known[one.code].binding
        or known[one.code].number == before.number(one)
    ]


def _carry_answer(assessment: Assessment, criterion: Criterion, before: LastYear) -> None:
    old = before.answers[criterion.code]
    value = before.value(criterion)
    row, _created = Answer.objects.get_or_create(assessment=assessment, criterion=criterion)
    row.self_value, row.carried = value, Carried.WAITING
    row.self_note = old.self_note if value == Judgement.NOT_APPLICABLE else row.self_note
    row.version += 1
    row.save()


def _carry_figure(assessment: Assessment, indicator: Indicator, before: LastYear) -> None:
    old = before.figures[indicator.code]
    row, _created = IndicatorValue.objects.get_or_create(assessment=assessment, indicator=indicator)
    row.state, row.text, row.carried = old.state, old.text, Carried.WAITING
    row.number = before.number(indicator)
    row.reason = old.reason if old.state == "not_applicable" else row.reason
    row.version += 1
    row.save()

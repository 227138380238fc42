"""The review of one record: the page, one decision saved at a time, or all without scripts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from accounts.models import User
from assessments.enums import Action
from assessments.forms import TypedDecision
from assessments.levels import level_words
from assessments.models import Answer, Assessment, IndicatorValue
from assessments.rules import is_author, is_decided_outside, reviews_unit, why_not_review
from assessments.selectors import record_page as pages
from assessments.selectors.differences import differences
from assessments.selectors.figure_lines import computed_numbers
from assessments.selectors.flagged import flag_lines
from assessments.selectors.form_page import source_of
from assessments.selectors.last_year import last_year_of
from assessments.selectors.lines import Refusal
from assessments.selectors.queue import next_to_review
from assessments.selectors.record_page import objection_of
from assessments.selectors.reused import reused_files
from assessments.selectors.waiting import holder_of
from assessments.services import review as reviewing
from assessments.views.finding import people_url, visible_record
from assessments.views.saving import LineSaving
from assessments.workflow import open_actions
from core.errors import DomainError
from core.once import act_once
from core.policy import Scope
from criteria.models import Criterion, Indicator
from units.policy import READERS, for_roles


def _reviewed_by(user: User, pk: int) -> Assessment:
    """The record, for somebody of the body that reviews its unit."""
    row = visible_record(user, pk)
    if not reviews_unit(user, row):
        raise PermissionDenied(why_not_review(user, row))
    return row


@for_roles(READERS, scope=Scope.SUBTREE, obj="assessments.assessment")
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    """Last year, the unit's answers and the reviewer's side by side."""
    row = _reviewed_by(request.user, pk)
    if request.method == "POST":
        return _save_review(request, row)
    return _show(request, row)


def _show(
    request: SignedInRequest, row: Assessment, refused: Mapping[str, Refusal] | None = None
) -> HttpResponse:
    actions = open_actions(request.user, row)
    context = {
        "record": row,
        "page": pages.record_page(row, refused),
        "actions": actions,
        "is_open": Action.RETURN in actions and not is_decided_outside(row),
        "is_last": Action.APPROVE in actions,
        "may_start": Action.START_REVIEW in actions,
        "own_work": is_author(request.user, row),
        "why_not": why_not_review(request.user, row),
        "flags": flag_lines(row, request.user),
        "differences": differences(row),
        "objection": objection_of(row),
        "holder": holder_of(row),
        "people_url": people_url(request.user),
        "level": level_words(row),
        "next": next_to_review(request.user, row),
        "refused": refused,
        "reused": reused_files(row, request.user),
    }
    return render(request, "assessments/review.html", context, status=422 if refused else 200)


@for_roles(READERS, scope=Scope.SUBTREE, obj="assessments.assessment")
@require_POST
def decide_criterion(request: SignedInRequest, pk: int, line: int) -> HttpResponse:
    """Save the reviewer's value of one criterion and say so beside it."""
    row = _reviewed_by(request.user, pk)
    criterion = get_object_or_404(
        Criterion.objects.filter(criteria_set_id=row.group.criteria_set_id), pk=line
    )
    typed = TypedDecision.of(request.POST, f"c{line}")

    def again(message: str) -> pages.CriterionRow:
        source = source_of(row, refused={f"c{line}": Refusal(message)})
        number = source.form.criteria.index(criterion) + 1
        return pages.criterion_row(source, criterion, number, last_year_of(row))

    return LineSaving(request, f"c{line}", typed.seen).respond(
        lambda: _decide(row, criterion, typed, request.user), after=lambda _row: None, again=again
    )


@for_roles(READERS, scope=Scope.SUBTREE, obj="assessments.assessment")
@require_POST
def correct_figure(request: SignedInRequest, pk: int, line: int) -> HttpResponse:
    """Save the reviewer's number of one line and say so beside it."""
    row = _reviewed_by(request.user, pk)
    indicator = get_object_or_404(
        Indicator.objects.filter(criteria_set_id=row.group.indicator_set_id), pk=line
    )
    if indicator.kind not in pages.CORRECTABLE:
        raise Http404
    typed = TypedDecision.of(request.POST, f"f{line}")

    def again(message: str) -> pages.FigureRow:
        source = source_of(row, refused={f"f{line}": Refusal(message)})
        numbers = computed_numbers(source.form, source.known)
        return pages.figure_row(source, indicator, last_year_of(row), numbers)

    return LineSaving(request, f"f{line}", typed.seen).respond(
        lambda: _correct(row, indicator, typed, request.user), after=lambda _row: None, again=again
    )


def _decide(row: Assessment, criterion: Criterion, typed: TypedDecision, actor: User) -> Answer:
    return reviewing.decide(
        row, criterion, value=typed.value, reason=typed.reason, actor=actor, seen=typed.seen
    )


def _correct(
    row: Assessment, indicator: Indicator, typed: TypedDecision, actor: User
) -> IndicatorValue:
    number: Decimal | None = typed.number(indicator)
    return reviewing.correct_figure(
        row, indicator, number=number, reason=typed.reason, actor=actor, seen=typed.seen
    )


def _save_review(request: SignedInRequest, row: Assessment) -> HttpResponse:
    """Save every decision that was sent, for browsers without scripts."""
    refused: dict[str, Refusal] = {}
    here = reverse("assessments:review", args=[row.pk])
    try:
        response = act_once(
            request,
            lambda: refused.update(_save_decisions(row, request.POST, request.user)),
            to=here,
            done="",
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(here)
    if refused:
        return _show(request, visible_record(request.user, row.pk), refused)
    messages.success(request, _("Đã lưu kết quả thẩm định."))
    return response


def _save_decisions(row: Assessment, post: QueryDict, actor: User) -> dict[str, Refusal]:
    """Save the lines that were sent and changed; returns those that were refused."""
    page = pages.record_page(row)
    criteria = Criterion.objects.in_bulk([one.pk for one in page.criteria])
    indicators = Indicator.objects.filter(criteria_set_id=row.group.indicator_set_id).in_bulk()
    refused: dict[str, Refusal] = {}
    for one in page.criteria:
        typed = TypedDecision.of(post, one.prefix)
        if typed.differs(one.reviewed_value, one.reviewed_reason):
            _note(refused, one.prefix, typed, partial(_decide, row, criteria[one.pk], typed, actor))
    for line in (line for section in page.sections for line in section.rows):
        typed = TypedDecision.of(post, line.prefix)
        if line.can_correct and typed.differs(line.reviewed_typed, line.reviewed_reason):
            save = partial(_correct, row, indicators[line.pk], typed, actor)
            _note(refused, line.prefix, typed, save)
    return refused


def _note(
    refused: dict[str, Refusal],
    prefix: str,
    typed: TypedDecision,
    save: Callable[[], Answer | IndicatorValue],
) -> None:
    try:
        save()
    except DomainError as error:
        refused[prefix] = Refusal(str(error), typed.kept, error.field)

"""Filling in a form: the page, one line saved at a time, a section saved without scripts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from accounts.models import User
from assessments.enums import Status
from assessments.forms import TypedAnswer, TypedFigure
from assessments.models import Answer, Assessment, IndicatorValue
from assessments.rules import can_enter_for, enters_on_behalf
from assessments.selectors import form_page as pages
from assessments.selectors.criteria_lines import criterion_line
from assessments.selectors.figure_lines import computed_numbers, figure_line
from assessments.selectors.lines import CriterionLine, FigureLine, Opened, Refusal, Source
from assessments.selectors.shared import sharing_places
from assessments.services import carrying, entry
from assessments.services.carrying import Carrying
from assessments.views.beside import said_beside
from assessments.views.finding import (
    criterion_of,
    full_record,
    indicator_of,
    opened_for,
    record_to_save,
    visible_participation,
)
from assessments.views.saving import LineSaving, sent_by_another
from campaigns.models import Participation
from core.errors import DomainError
from core.once import act_once, act_or_explain
from core.policy import Scope
from criteria.enums import CriterionKind
from criteria.models import Criterion, Indicator
from units.policy import ENTERING, READERS, for_roles


@for_roles(READERS, scope=Scope.SUBTREE, obj="campaigns.participation")
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form of a unit; what is not open any more is read on the record's page."""
    participation = visible_participation(request.user, pk)
    record = full_record(participation)
    opened = opened_for(request.user, participation, record)
    if not opened.is_open and record is not None:
        return _too_late(request, record)
    if request.method == "POST":
        return _save_section(request, participation, opened)
    return _show(request, participation, record, opened)


def _too_late(request: SignedInRequest, record: Assessment) -> HttpResponse:
    """To the record's page; what was typed into an old tab is not dropped without a word."""
    here = reverse("assessments:record", args=[record.pk])
    if request.method != "POST":
        return redirect(here)
    return act_or_explain(request, lambda: entry.hold_open(record, request.user), to=here, done="")


def _show(
    request: SignedInRequest,
    participation: Participation,
    record: Assessment | None,
    opened: Opened,
    refused: dict[str, Refusal] | None = None,
) -> HttpResponse:
    top, said = said_beside(request)
    page = pages.form_page(participation, record, opened, refused, said)
    year = participation.campaign_year
    context = {
        "messages": top,
        "participation": participation,
        "record": record,
        "page": page,
        "is_open": opened.is_open,
        "is_returned": record is not None and record.status == Status.RETURNED,
        "on_behalf": opened.is_open and enters_on_behalf(request.user, year, participation.unit),
        "refused": refused or {},
        "shared": sharing_places(participation),
    }
    return render(request, "assessments/form.html", context, status=422 if refused else 200)


@for_roles(ENTERING, scope=Scope.SUBTREE, obj="campaigns.participation")
@require_POST
def carry(request: SignedInRequest, pk: int) -> HttpResponse:
    """“Như năm trước”: take last year's values over; the unit confirms each of them."""
    participation = visible_participation(request.user, pk)
    if not can_enter_for(request.user, participation.unit):
        raise PermissionDenied

    def act() -> None:
        record = entry.begin(participation.campaign_year, participation.unit, actor=request.user)
        done = carrying.carry_last_year(record, actor=request.user)
        messages.success(request, _carried_words(done))

    here = reverse("assessments:form", args=[participation.pk])
    return act_or_explain(request, act, to=here, done="")


def _carried_words(done: Carrying) -> str:
    words = _(
        "Đã mang sang %(copied)s mục của năm trước. Hãy xem từng mục rồi xác nhận hoặc sửa; "
        "minh chứng không được mang sang."
    ) % {"copied": done.copied}
    if done.yearly:
        words += " " + _("%(yearly)s mục phải cập nhật hằng năm nên để trống.") % {
            "yearly": done.yearly
        }
    return words


# ---------------------------------------------------------------- one line


@for_roles(ENTERING, scope=Scope.SUBTREE, obj="campaigns.participation")
@require_POST
def save_criterion(request: SignedInRequest, pk: int, line: int) -> HttpResponse:
    """Save the answer to one criterion and say so beside it."""
    if sent_by_another(request):
        return HttpResponse(status=401)
    participation = visible_participation(request.user, pk)
    criterion = criterion_of(participation, line)
    typed = TypedAnswer.of(request.POST, f"c{line}")

    def again(message: str) -> CriterionLine:
        source = _source(request, participation, f"c{line}", message)
        return criterion_line(source, criterion, source.form.criteria.index(criterion) + 1)

    return LineSaving(request, f"c{line}", typed.seen).respond(
        lambda: save_answer(participation, criterion, typed, request.user),
        after=lambda row: pages.after_answer(row.assessment),
        again=again,
    )


@for_roles(ENTERING, scope=Scope.SUBTREE, obj="campaigns.participation")
@require_POST
def save_figure(request: SignedInRequest, pk: int, line: int) -> HttpResponse:
    """Save one line of the sheet and say so beside it."""
    if sent_by_another(request):
        return HttpResponse(status=401)
    participation = visible_participation(request.user, pk)
    indicator = indicator_of(participation, line)
    typed = TypedFigure.of(request.POST, f"f{line}", indicator)

    def again(message: str) -> FigureLine:
        source = _source(request, participation, f"f{line}", message)
        return figure_line(source, indicator, computed_numbers(source.form, source.known))

    return LineSaving(request, f"f{line}", typed.seen).respond(
        lambda: save_line(participation, indicator, typed, request.user),
        after=lambda row: pages.after_figure(row.assessment, indicator.code),
        again=again,
    )


def _source(
    request: SignedInRequest, participation: Participation, prefix: str, message: str
) -> Source:
    """The form as it stands on the server, with the message beside the line."""
    record = full_record(participation)
    opened = opened_for(request.user, participation, record)
    shown = record or pages.unsaved(participation)
    return pages.source_of(shown, opened, {prefix: Refusal(message)})


def save_answer(
    participation: Participation, criterion: Criterion, typed: TypedAnswer, actor: User
) -> Answer:
    """Save a typed answer into the unit's record, which begins with the first one."""

    def save(record: Assessment) -> Answer:
        return entry.save_answer(
            record, criterion, value=typed.value, note=typed.note, actor=actor, seen=typed.seen
        )

    return _saved(participation, actor, save)


def save_line(
    participation: Participation, indicator: Indicator, typed: TypedFigure, actor: User
) -> IndicatorValue:
    """Save a typed figure into the unit's record, which begins with the first one."""
    reading = typed.reading(indicator)

    def save(record: Assessment) -> IndicatorValue:
        return entry.save_figure(
            record, indicator, reading, reason=typed.reason, actor=actor, seen=typed.seen
        )

    return _saved(participation, actor, save)


Row = TypeVar("Row", Answer, IndicatorValue)


def _saved(participation: Participation, actor: User, save: Callable[[Assessment], Row]) -> Row:
    """Save into the unit's record; looks anew, under its lock, whether it may still change.

    A record that begins here begins with what is saved, or, where that is refused, not at all.
    """
    record = record_to_save(participation)
    if record is not None:
        return save(record)
    with transaction.atomic():
        return save(entry.begin(participation.campaign_year, participation.unit, actor=actor))


# ---------------------------------------------------------------- a section, without scripts


def _save_section(
    request: SignedInRequest, participation: Participation, opened: Opened
) -> HttpResponse:
    """Save every line that was sent; what is refused stays typed, with the reason beside it."""
    refused: dict[str, Refusal] = {}
    here = reverse("assessments:form", args=[participation.pk])
    anchor = request.POST.get("confirm") or request.POST.get("section", "")
    back = f"{here}#{anchor}" if anchor.isalnum() else here
    try:
        response = act_once(
            request,
            lambda: refused.update(_save_lines(participation, request.POST, request.user)),
            to=back,
            done="",
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(back)
    if refused:
        record = full_record(participation)
        return _show(request, participation, record, opened, refused)
    messages.success(request, _("Đã lưu nháp trên máy chủ."))
    return response


def _save_lines(participation: Participation, post: QueryDict, actor: User) -> dict[str, Refusal]:
    """Save the lines that were sent and changed; returns those that were refused."""
    record = full_record(participation) or pages.unsaved(participation)
    source = pages.source_of(record)
    refused: dict[str, Refusal] = {}
    confirmed = post.get("confirm", "")
    for number, criterion in enumerate(source.form.criteria, start=1):
        line = criterion_line(source, criterion, number)
        if f"{line.prefix}-version" not in post or criterion.kind != CriterionKind.GRADED:
            continue
        answer = TypedAnswer.of(post, line.prefix)
        if line.prefix == confirmed or answer.differs(line.value, line.note):
            save = partial(save_answer, participation, criterion, answer, actor)
            _note_refusal(refused, line.prefix, answer.kept, save)
    for indicator in source.form.indicators:
        figure = figure_line(source, indicator, {})
        if f"{figure.prefix}-version" not in post:
            continue
        typed = TypedFigure.of(post, figure.prefix, indicator)
        if figure.prefix == confirmed or typed.differs(figure):
            save_it = partial(save_line, participation, indicator, typed, actor)
            _note_refusal(refused, figure.prefix, typed.kept, save_it)
    return refused


def _note_refusal(
    refused: dict[str, Refusal],
    prefix: str,
    kept: dict[str, Any],
    save: Callable[[], Answer | IndicatorValue],
) -> None:
    try:
        save()
    except DomainError as error:
        refused[prefix] = Refusal(str(error), kept, error.field)

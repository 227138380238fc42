"""The register of titles: list, entry, decision, scan, revocation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from core import clock
from core.models import AuditEvent
from core.numbers import parse_id
from core.once import act_or_correct
from core.policy import Scope
from core.text import one_line
from documents.renderers.workbook import MOST_ROWS, workbook
from documents.serving import download, saved_workbook
from recognitions.closed_years import closed_over
from recognitions.enums import RecognitionStatus
from recognitions.forms import ConsiderForm, DecisionForm, RevokeForm
from recognitions.models import Recognition, Title
from recognitions.renderers import REGISTER_HEAD, register_cells
from recognitions.rules import can_enter
from recognitions.selectors import (
    RegisterFilter,
    Standing,
    choices_of,
    holders_to_choose,
    villages_to_choose,
)
from recognitions.services import BATCH, consider, grant, revoke
from recognitions.standing import standing
from units.access import access_of
from units.audit_words import lines_of
from units.enums import UnitType
from units.models import Unit
from units.policy import OFFICE, READERS, for_roles

PAGE_SIZE = 25
MOST_HOLDERS = 300


@for_roles(READERS)
@require_safe
def recognition_list(request: SignedInRequest) -> HttpResponse:
    """The titles of the units in sight, found by name, title, year, standing and village."""
    day = clock.today()
    chosen = RegisterFilter.of(request.GET)
    rows = chosen.apply(Recognition.objects.visible_to(request.user), day, request.user)
    if request.GET.get("format") == "xlsx":
        return saved_workbook(
            workbook(_("Sổ danh hiệu"), REGISTER_HEAD, register_cells(rows[: MOST_ROWS + 1], day)),
            _("Sổ danh hiệu %(day)s") % {"day": day.strftime("%d-%m-%Y")},
        )
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "formats": [("xlsx", _("Excel"))],
        "lines": [(row, standing(row, day)) for row in page],
        "chosen": chosen,
        "titles": Title.objects.all(),
        "villages": villages_to_choose(request.user, day),
        "standings": Standing.choices,
        "years": range(day.year, day.year - 8, -1),
        "can_enter": access_of(request.user).has_role(*OFFICE),
    }
    return render(request, "recognitions/recognition_list.html", context)


@for_roles(READERS, scope=Scope.SUBTREE, obj="recognitions.recognition")
@require_safe
def recognition_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One row of the register with its decision and its history."""
    row = _visible(request, pk)
    told = Q(object_kind="recognitions.recognition", object_id=str(row.pk))
    if row.batch:
        told |= Q(object_kind=BATCH, object_id=row.batch)
    events = AuditEvent.objects.filter(told)
    context = {
        "row": row,
        "mark": standing(row, clock.today()),
        "history": lines_of(_without_the_others(events)),
        "can_enter": can_enter(request.user, row.holder),
        "steps": _steps(row.holder_name),
    }
    return render(request, "recognitions/recognition_detail.html", context)


def _without_the_others(events: Iterable[AuditEvent]) -> list[AuditEvent]:
    """The events as this row's page tells them: who else a decision names stands in the trail."""
    shown = list(events)
    for event in shown:
        if event.object_kind == BATCH:
            event.before, event.after = _without_names(event.before), _without_names(event.after)
    return shown


def _without_names(told: Any) -> Any:
    if not isinstance(told, dict):
        return told
    return {key: one for key, one in told.items() if key != "holders"}


@for_roles(READERS, scope=Scope.SUBTREE, obj="recognitions.recognition")
@require_safe
def recognition_scan(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The scanned decision, with the rights of its page; always as a download."""
    row = _visible(request, pk)
    if row.scan is None:
        raise Http404
    return download(row.scan, row.scan_name or f"quyet-dinh-{row.pk}")


@for_roles(OFFICE, scope=Scope.SUBTREE, obj="recognitions.recognition")
@require_http_methods(["GET", "HEAD", "POST"])
def recognition_revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a title back, or end a consideration, with a typed reason."""
    row = _visible(request, pk)
    if not can_enter(request.user, row.holder):
        raise PermissionDenied
    back = reverse("recognitions:recognition_detail", args=[pk])
    if row.status == RecognitionStatus.REVOKED and request.method != "POST":
        return redirect(back)
    form = RevokeForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        row.version = form.cleaned_data["version"]
        answer = act_or_correct(
            request,
            form,
            lambda: revoke(row, reason=form.cleaned_data["reason"], actor=request.user),
            to=back,
            done=_("Đã ghi. Lý do được giữ trong sổ."),
        )
        if answer is not None:
            return answer
    was_recognised = row.status == RecognitionStatus.RECOGNISED
    what = {"title": row.title, "holder": row.holder_name, "year": row.year}
    context = {
        "question": (
            _("Thu hồi “%(title)s” năm %(year)s của %(holder)s?")
            if was_recognised
            else _("Không xét “%(title)s” năm %(year)s của %(holder)s nữa?")
        )
        % what,
        "changes": [
            (_("Từ hôm nay không còn tính vào báo cáo và tiêu chí danh hiệu."), None),
            (_("Dòng trong sổ và lý do vẫn giữ lại, ai xem được sổ đều thấy."), None),
        ],
        "undo_note": _("Nếu thu hồi nhầm, hãy ghi lại quyết định từ đầu."),
        "form": form,
        "action_label": _("Thu hồi") if was_recognised else _("Không xét nữa"),
        "cancel_url": back,
    }
    return render(request, "includes/confirm_page.html", context)


@for_roles(OFFICE)
@require_safe
def holder_choose(request: SignedInRequest) -> HttpResponse:
    """Choose a title and whom it goes to; what was ticked stays while one searches on."""
    title = Title.objects.filter(code=one_line(request.GET.get("title", ""))).first()
    day = clock.today()
    context: dict[str, Any] = {
        "titles": Title.objects.all(),
        "chosen_title": title,
        "year": day.year,
        "villages": villages_to_choose(request.user, day),
        "village": request.GET.get("village", ""),
        "steps": _steps(_("Ghi danh hiệu")),
    }
    if title is not None:
        context |= _choices(request, title, day)
    return render(request, "recognitions/holder_choose.html", context)


def _choices(request: SignedInRequest, title: Title, day: dt.date) -> dict[str, Any]:
    ticked = _holders(request, title)
    number = parse_id(request.GET.get("village", ""))
    village = None
    if number is not None:
        village = Unit.objects.visible_to(request.user).filter(pk=number).first()
    query = request.GET.get("q", "")
    few = not {UnitType.HOUSEHOLD, UnitType.INDIVIDUAL}.intersection(title.holder_types)
    has_asked = bool(query.strip()) or village is not None or few
    found = (
        holders_to_choose(request.user, title, query=query, village=village, year=day.year, day=day)
        if has_asked
        else []
    )
    ids = {unit.pk for unit in ticked}
    return {
        "ticked": choices_of(ticked, title, day.year),
        "found": [choice for choice in found if choice.unit.pk not in ids],
        "has_asked": has_asked,
    }


@for_roles(OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def recognition_grant(request: SignedInRequest) -> HttpResponse:
    """Enter one decision for everybody who was chosen."""
    if not request.GET.getlist("holder"):
        return _choose_first(request)
    title, holders = _chosen(request)
    form = DecisionForm(
        request.POST or None,
        request.FILES or None,
        title=title,
        closed=closed_over(holders),
        initial={"year": clock.today().year},
    )
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request,
            form,
            lambda: _after(
                grant(
                    title,
                    holders,
                    form.cleaned_data["year"],
                    form.decision(),
                    actor=request.user,
                    reason=form.given_reason,
                )
            ),
            to=reverse("recognitions:recognition_list"),
            done=_("Đã ghi vào sổ danh hiệu: %(count)s.") % {"count": len(holders)},
        )
        if answer is not None:
            return answer
    context = _entry(request, title, holders) | {
        "form": form,
        "heading": _("Ghi quyết định công nhận"),
        "lost_file": form.is_bound and bool(request.FILES),
    }
    return render(request, "recognitions/recognition_entry.html", context)


@for_roles(OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def recognition_consider(request: SignedInRequest) -> HttpResponse:
    """Note that a decision on everybody who was chosen is awaited."""
    if not request.GET.getlist("holder"):
        return _choose_first(request)
    title, holders = _chosen(request)
    form = ConsiderForm(
        request.POST or None,
        closed=closed_over(holders),
        initial={"year": clock.today().year},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        answer = act_or_correct(
            request,
            form,
            lambda: _after(
                consider(
                    title,
                    holders,
                    data["year"],
                    actor=request.user,
                    note=data["note"],
                    reason=form.given_reason,
                )
            ),
            to=reverse("recognitions:recognition_list"),
            done=_("Đã ghi đang xét: %(count)s.") % {"count": len(holders)},
        )
        if answer is not None:
            return answer
    context = _entry(request, title, holders) | {"form": form, "heading": _("Ghi đang xét")}
    return render(request, "recognitions/recognition_entry.html", context)


def _after(rows: list[Recognition]) -> str:
    """Where to go afterwards: to the row, or to the list of what was entered."""
    if len(rows) == 1:
        return reverse("recognitions:recognition_detail", args=[rows[0].pk])
    first = rows[0]
    return f"{reverse('recognitions:recognition_list')}?title={first.title.code}&year={first.year}"


def _visible(request: SignedInRequest, pk: int) -> Recognition:
    found = Recognition.objects.visible_to(request.user).select_related(
        "title", "holder__parent", "scan", "entered_by"
    )
    return get_object_or_404(found, pk=pk)


def _holders(request: SignedInRequest, title: Title) -> list[Unit]:
    """The ticked units, in the commune's order; others' units are not found."""
    read = (parse_id(one) for one in request.GET.getlist("holder"))
    ids = {one for one in read if one is not None}
    if not ids:
        return []
    if len(ids) > MOST_HOLDERS:
        raise Http404
    found = Unit.objects.visible_to(request.user).of_types(title.holder_types).filter(pk__in=ids)
    return list(found.select_related("parent").in_order())


def _choose_first(request: SignedInRequest) -> HttpResponse:
    messages.error(request, _("Hãy đánh dấu ít nhất một người hoặc đơn vị rồi bấm ghi."))
    return redirect(f"{reverse('recognitions:holder_choose')}?{request.GET.urlencode()}")


def _chosen(request: SignedInRequest) -> tuple[Title, list[Unit]]:
    """Title and holders of the address: 404 when one is out of sight, 403 when out of reach."""
    title = get_object_or_404(Title, code=one_line(request.GET.get("title", "")))
    holders = _holders(request, title)
    if len(holders) != len(set(request.GET.getlist("holder"))):
        raise Http404
    if not all(can_enter(request.user, holder) for holder in holders):
        raise PermissionDenied
    return title, holders


def _entry(request: SignedInRequest, title: Title, holders: list[Unit]) -> dict[str, Any]:
    back = f"{reverse('recognitions:holder_choose')}?{request.GET.urlencode()}"
    return {
        "chosen_title": title,
        "holders": choices_of(holders, title, clock.today().year),
        "back": back,
        "steps": _steps(_("Ghi danh hiệu")),
    }


def _steps(last: str) -> list[tuple[str, str]]:
    return [(_("Sổ danh hiệu"), reverse("recognitions:recognition_list")), (last, "")]

"""The acts on a paper: each a small form on its own page, or a button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from core import clock
from core.once import act_or_correct, act_or_explain
from core.policy import Scope
from documents import selectors
from documents.enums import PaperAction, Purpose
from documents.forms import (
    CorrectionForm,
    NoteForm,
    NumberForm,
    RecallForm,
    SignedCopyForm,
    SigningForm,
)
from documents.models import IssuedPaper
from documents.rules import can_recall
from documents.services import afterwards, issuing, numbering
from documents.workflow import STEPS
from units.enums import Role
from units.policy import OFFICE, for_roles

CLERKS = frozenset({Role.CLERK, Role.HEAD, Role.LEADER})
CLOSING = frozenset({Role.LEADER, Role.HEAD})
SIGNING = frozenset({Role.CHAIR, Role.HEAD, Role.LEADER})
ANSWERING = OFFICE | {Role.PROVINCE_OFFICER, Role.CLERK, Role.HEAD}


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(CLERKS, scope=Scope.SUBTREE, obj="documents.paper")
def number(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the paper the next number of its book."""
    paper = _paper(request, pk, PaperAction.NUMBER)
    form = NumberForm(request.POST or None)
    following = numbering.next_number(paper, clock.today().year)
    lead = _("Số kế tiếp của sổ: %(number)s/%(symbol)s.") % {
        "number": f"{following.number:02d}",
        "symbol": paper.symbol,
    }
    return _form_page(
        request, paper, form, PaperAction.NUMBER,
        lambda: numbering.give_number(paper, dated=form.cleaned_data["dated"], actor=request.user),
        label=_("Cấp số"), lead=lead, done=_("Đã cấp số. Tệp có số, ngày đang được lập."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(SIGNING, scope=Scope.SUBTREE, obj="documents.paper")
def record_signing(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record the day on which the paper was signed."""
    paper = _paper(request, pk, PaperAction.RECORD_SIGNING)
    form = SigningForm(request.POST or None)
    return _form_page(
        request, paper, form, PaperAction.RECORD_SIGNING,
        lambda: issuing.record_signing(
            paper, actor=request.user, signed_on=form.cleaned_data["signed_on"]
        ),
        label=_("Ghi nhận đã ký"), lead="", done=_("Đã ghi nhận."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(CLERKS, scope=Scope.SUBTREE, obj="documents.paper")
def upload_signed(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep the signed copy, with what its signatures say."""
    paper = _paper(request, pk, PaperAction.UPLOAD_SIGNED)
    form = SignedCopyForm(request.POST or None, request.FILES or None)
    return _form_page(
        request, paper, form, PaperAction.UPLOAD_SIGNED,
        lambda: issuing.upload_signed(paper, form.cleaned_data["file"], actor=request.user),
        label=_("Tải lên bản đã ký"), lead="", done=_("Đã lưu bản đã ký."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(ANSWERING, scope=Scope.SUBTREE, obj="documents.paper")
def give_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Return a paper that was sent, with a reason."""
    paper = _paper(request, pk, PaperAction.RETURN)
    form = NoteForm(request.POST or None)
    return _form_page(
        request, paper, form, PaperAction.RETURN,
        lambda: issuing.give_back(paper, actor=request.user, note=form.cleaned_data["note"]),
        label=_("Trả lại văn bản"), lead="", done=_("Đã trả lại. Nơi gửi được báo kèm lý do."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(CLOSING, scope=Scope.SUBTREE, obj="documents.paper")
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the paper that corrects an issued one."""
    return _afterwards(request, pk, Purpose.CORRECTION, CorrectionForm(request.POST or None))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(CLOSING, scope=Scope.SUBTREE, obj="documents.paper")
def recall(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the paper that recalls an issued one."""
    return _afterwards(request, pk, Purpose.RECALL, RecallForm(request.POST or None))


def _afterwards(
    request: SignedInRequest, pk: int, purpose: Purpose, form: forms.Form
) -> HttpResponse:
    paper = get_object_or_404(selectors.paper_page(request.user), pk=pk)
    if not can_recall(request.user, paper):
        raise PermissionDenied
    is_recall = purpose == Purpose.RECALL
    back = reverse("documents:detail", args=[pk])

    def act() -> str:
        made = afterwards.write(paper, purpose, dict(form.cleaned_data), actor=request.user)
        return reverse("documents:detail", args=[made.pk])

    if request.method == "POST" and form.is_valid():
        done = _("Đã lập và chốt văn bản. Văn thư cấp số để văn bản có hiệu lực.")
        answer = act_or_correct(request, form, act, to=back, done=done)
        if answer is not None:
            return answer
    label = _("Thu hồi văn bản") if is_recall else _("Đính chính văn bản")
    lead = (
        _("Việc thu hồi được lập thành công văn riêng, có hiệu lực khi công văn được cấp số.")
        if is_recall
        else _("Văn bản đính chính được lập thành công văn riêng; văn bản gốc giữ nguyên.")
    )
    return _page(request, paper, form, label=label, lead=lead)


@require_POST
@for_roles(CLERKS, scope=Scope.SUBTREE, obj="documents.paper")
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send the paper to its receiver."""
    paper = _paper(request, pk, PaperAction.SEND)
    return act_or_explain(
        request,
        lambda: issuing.send(paper, actor=request.user),
        to=reverse("documents:detail", args=[pk]),
        done=_("Đã ghi nhận việc gửi."),
    )


@require_POST
@for_roles(ANSWERING, scope=Scope.SUBTREE, obj="documents.paper")
def receive(request: SignedInRequest, pk: int) -> HttpResponse:
    """Receive a paper that was sent."""
    paper = _paper(request, pk, PaperAction.RECEIVE)
    return act_or_explain(
        request,
        lambda: issuing.receive(paper, actor=request.user),
        to=reverse("documents:detail", args=[pk]),
        done=_("Đã ghi nhận. Nơi gửi được báo."),
    )


def _paper(request: SignedInRequest, pk: int, action: PaperAction) -> IssuedPaper:
    """The paper in sight, for somebody who may do this to it."""
    paper = get_object_or_404(selectors.paper_page(request.user), pk=pk)
    if not STEPS[action].allowed(request.user, paper):
        raise PermissionDenied
    return paper


def _form_page(
    request: SignedInRequest,
    paper: IssuedPaper,
    form: forms.Form,
    action: PaperAction,
    act: Callable[[], Any],
    *,
    label: str,
    lead: str,
    done: str,
) -> HttpResponse:
    """The form of one act; whoever comes too late is led back to the paper."""
    back = reverse("documents:detail", args=[paper.pk])
    if request.method != "POST" and paper.state not in STEPS[action].sources:
        return redirect(back)
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(request, form, act, to=back, done=done)
        if answer is not None:
            return answer
    return _page(request, paper, form, label=label, lead=lead)


def _page(
    request: SignedInRequest, paper: IssuedPaper, form: forms.Form, *, label: str, lead: str
) -> HttpResponse:
    back = reverse("documents:detail", args=[paper.pk])
    context = {
        "paper": paper,
        "form": form,
        "label": label,
        "lead": lead,
        "back": back,
        "crumbs": [
            (_("Văn bản phát hành"), reverse("documents:list")),
            (paper.number_words or paper.title, back),
            (label, request.path),
        ],
    }
    return render(request, "documents/paper_act.html", context)

"""Certificates on paper: a preview, the print job, replacing a sheet, the printers."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from awards.enums import CertificateState
from awards.models import Certificate, CertificatePrint, Printer
from awards.register_forms import PrinterForm, ReissueForm
from awards.renderers.certificates import test_sheet_pdf
from awards.rules import KEEPERS, can_keep_register
from awards.services.certificates import reissue
from awards.services.printing import (
    draw_one,
    remove_printer,
    request_print,
    save_printer,
    stock_of,
    title_of,
)
from awards.views.decisions import visible_decision
from core.enums import JobState
from core.models import Job
from core.once import act_or_correct, act_or_explain
from core.policy import Scope
from core.public_address import public_address
from documents.serving import download, office_name
from units.access import access_of
from units.models import Unit
from units.policy import for_roles


def _base_url(request: SignedInRequest) -> str:
    return public_address(request, "/").url.rstrip("/")


def _shown_pdf(content: bytes, words: str) -> HttpResponse:
    """A PDF that the browser shows; nobody keeps it on the way."""
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{office_name(words, "pdf")}"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _certificate(request: SignedInRequest, pk: int) -> Certificate:
    found: Certificate = get_object_or_404(
        Certificate.objects.visible_to(request.user).select_related(
            "award__decision__unit", "award__recipient"
        ),
        pk=pk,
    )
    if not can_keep_register(request.user, found.award.decision.unit):
        raise PermissionDenied
    return found


def _printer_of(unit: Unit, typed: str) -> Printer | None:
    if not (typed.isdecimal() and len(typed) < 10):
        return None
    found: Printer | None = Printer.objects.filter(unit=unit, pk=int(typed)).first()
    return found


@for_roles(KEEPERS, scope=Scope.SUBTREE, obj="awards.certificate")
@require_safe
def certificate_preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """One certificate as it will come out of the chosen printer."""
    sheet = _certificate(request, pk)
    printer = _printer_of(sheet.award.decision.unit, request.GET.get("printer", ""))
    content = draw_one(sheet, printer, _base_url(request))
    return _shown_pdf(content, _("Bằng số %(number)s") % {"number": sheet})


@for_roles(KEEPERS, scope=Scope.SUBTREE, obj="awards.certificate")
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_reissue(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give out a new sheet for a lost or spoilt one."""
    sheet = _certificate(request, pk)
    back = reverse("awards:award_detail", args=[sheet.award_id])
    if sheet.state != CertificateState.IN_FORCE and request.method != "POST":
        return redirect(back)
    form = ReissueForm(request.POST or None, initial={"version": sheet.version})
    if request.method == "POST" and form.is_valid():
        sheet.version = form.cleaned_data["version"]
        answer = act_or_correct(
            request,
            form,
            lambda: reissue(sheet, reason=form.cleaned_data["reason"], actor=request.user),
            to=back,
            done=_("Đã cấp đổi. Hãy in tờ mới; tờ cũ tra cứu sẽ thấy “đã cấp đổi”."),
        )
        if answer is not None:
            return answer
    context = {
        "question": _("Cấp đổi bằng số %(number)s của %(name)s?")
        % {"number": sheet, "name": sheet.award.recipient_name},
        "changes": [
            (_("Tờ mới có số và mã tra cứu mới."), None),
            (_("Mã trên tờ cũ báo “đã cấp đổi”; khen thưởng vẫn hiệu lực."), None),
        ],
        "form": form,
        "action_label": _("Cấp đổi"),
        "cancel_url": back,
    }
    return render(request, "includes/confirm_page.html", context)


# ---------------------------------------------------------------- the print job


@for_roles(KEEPERS, scope=Scope.SUBTREE, obj="awards.decision")
@require_POST
def decision_print(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for all certificates of a decision in one file."""
    decision = visible_decision(request, pk)
    if not can_keep_register(request.user, decision.unit):
        raise PermissionDenied
    printer = _printer_of(decision.unit, request.POST.get("printer", ""))

    def act() -> str:
        row = request_print(decision, printer, base_url=_base_url(request), actor=request.user)
        return reverse("awards:print_detail", args=[row.pk])

    return act_or_explain(request, act, to=reverse("awards:decision_detail", args=[pk]), done="")


def _print(request: SignedInRequest, pk: int) -> CertificatePrint:
    found: CertificatePrint = get_object_or_404(
        CertificatePrint.objects.visible_to(request.user).select_related(
            "decision__unit", "printer", "file"
        ),
        pk=pk,
    )
    if not can_keep_register(request.user, found.decision.unit):
        raise PermissionDenied
    return found


def _progress(row: CertificatePrint) -> dict[str, Any]:
    job = Job.objects.filter(pk=row.job_id).first() if row.job_id else None
    return {
        "row": row,
        "job": job,
        "is_working": job is not None and job.state in {JobState.QUEUED, JobState.RUNNING},
        "poll_url": reverse("awards:print_progress", args=[row.pk]),
    }


@for_roles(KEEPERS, scope=Scope.SUBTREE, obj="awards.print")
@require_safe
def print_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far the file is, and the file."""
    row = _print(request, pk)
    crumbs = [
        (_("Quyết định"), reverse("awards:decision_list")),
        (row.decision.number, reverse("awards:decision_detail", args=[row.decision_id])),
        (_("In bằng"), ""),
    ]
    return render(request, "awards/print_detail.html", _progress(row) | {"crumbs": crumbs})


@for_roles(KEEPERS, scope=Scope.SUBTREE, obj="awards.print")
@require_safe
def print_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """The fragment that the page asks for until the file is there."""
    return render(request, "awards/_print.html", _progress(_print(request, pk)))


@for_roles(KEEPERS, scope=Scope.SUBTREE, obj="awards.print")
@require_safe
def print_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The file to print."""
    row = _print(request, pk)
    if row.file is None:
        raise Http404
    return download(row.file, office_name(title_of(row.decision), "pdf"))


# ---------------------------------------------------------------- printers


@for_roles(KEEPERS)
@require_safe
def printer_list(request: SignedInRequest) -> HttpResponse:
    """The printers of the reader's units."""
    units = _own_units(request)
    context = {
        "printers": Printer.objects.filter(unit__in=units).select_related("unit"),
        "units": units,
        "crumbs": [
            (_("Quyết định"), reverse("awards:decision_list")),
            (_("Máy in bằng"), ""),
        ],
    }
    return render(request, "awards/printer_list.html", context)


def _own_units(request: SignedInRequest) -> list[Unit]:
    held = access_of(request.user).held
    ids = {one.unit_id for one in held if one.role in KEEPERS}
    return list(Unit.objects.filter(pk__in=ids).in_order())


@for_roles(KEEPERS, scope=Scope.SUBTREE, obj="awards.keeper")
@require_http_methods(["GET", "HEAD", "POST"])
def printer_new(request: SignedInRequest, unit_pk: int) -> HttpResponse:
    """Enter a printer of the unit."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=unit_pk)
    if not can_keep_register(request.user, unit):
        raise PermissionDenied
    start = {"width": 297, "height": 210, "shift_x": 0, "shift_y": 0}
    form = PrinterForm(request.POST or None, initial=start)
    return _saved_or_shown(request, form, unit, None)


def _printer(request: SignedInRequest, pk: int) -> Printer:
    found: Printer = get_object_or_404(
        Printer.objects.visible_to(request.user).select_related("unit"), pk=pk
    )
    if not can_keep_register(request.user, found.unit):
        raise PermissionDenied
    return found


@for_roles(KEEPERS, scope=Scope.SUBTREE, obj="awards.printer")
@require_http_methods(["GET", "HEAD", "POST"])
def printer_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down a printer's shift as it was measured."""
    printer = _printer(request, pk)
    names = ("name", "is_preprinted", "width", "height", "shift_x", "shift_y")
    form = PrinterForm(
        request.POST or None, initial={name: getattr(printer, name) for name in names}
    )
    return _saved_or_shown(request, form, printer.unit, printer)


def _saved_or_shown(
    request: SignedInRequest, form: PrinterForm, unit: Unit, printer: Printer | None
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            row = save_printer(unit, form.facts(), actor=request.user, printer=printer)
            return reverse("awards:printer_edit", args=[row.pk])

        answer = act_or_correct(
            request,
            form,
            act,
            to=reverse("awards:printer_list"),
            done=_("Đã lưu. Hãy in tờ thử để kiểm tra."),
        )
        if answer is not None:
            return answer
    context = {
        "form": form,
        "printer": printer,
        "unit": unit,
        "crumbs": [
            (_("Máy in bằng"), reverse("awards:printer_list")),
            (printer.name if printer else _("Thêm máy in"), ""),
        ],
    }
    return render(request, "awards/printer_edit.html", context)


@for_roles(KEEPERS, scope=Scope.SUBTREE, obj="awards.printer")
@require_safe
def printer_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """The test sheet with crosses and rulers."""
    printer = _printer(request, pk)
    content = test_sheet_pdf(stock_of(printer), printer.name)
    return _shown_pdf(content, _("Tờ thử %(name)s") % {"name": printer.name})


@for_roles(KEEPERS, scope=Scope.SUBTREE, obj="awards.printer")
@require_POST
def printer_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Forget a printer."""
    printer = _printer(request, pk)
    return act_or_explain(
        request,
        lambda: remove_printer(printer, actor=request.user),
        to=reverse("awards:printer_list"),
        done=_("Đã xóa máy in khỏi danh sách."),
    )

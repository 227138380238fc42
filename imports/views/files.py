"""Workbooks that go out: the template, the file as it was sent, the file with its faults."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.http import SignedInRequest
from core.errors import DomainError
from core.policy import Scope
from documents.serving import download, office_name, saved_workbook
from imports.readers.template_mark import mark
from imports.renderers.template import template_workbook
from imports.views.finding import found_choice, found_import, list_of
from units.policy import ENTERING, for_roles


@require_GET
@for_roles(ENTERING, scope=Scope.SUBTREE, obj="imports.choice")
def template(request: SignedInRequest, kind: str, unit_pk: int) -> HttpResponse:
    """The template of a list, filled with what is known."""
    choice = found_choice(request, kind, unit_pk)
    try:
        chosen = list_of(choice, request)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("imports:list")
    title = f"{choice.label} – {choice.unit}"
    content = template_workbook(
        title, chosen.sheet_name, chosen.columns, chosen.rows(),
        mark(choice.kind, choice.unit, choice.year, choice.unit_type),
    )  # fmt: skip
    return saved_workbook(content, _("Mẫu %(title)s") % {"title": title})


@require_GET
@for_roles(ENTERING, scope=Scope.SUBTREE, obj="imports.import")
def kept_file(request: SignedInRequest, pk: int, which: str) -> HttpResponseBase:
    """The file as it was sent, or the same with a column of faults."""
    row = found_import(request, pk)
    name = row.file_name.removesuffix(".xlsx")
    if which == "sent":
        return download(row.file, office_name(name, "xlsx"))
    if which != "marked" or row.marked_file is None:
        raise Http404
    return download(row.marked_file, office_name(f"{name} co-loi", "xlsx"))

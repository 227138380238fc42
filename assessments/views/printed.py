"""The form on paper, and the way back: the picture on it opens the record it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from assessments.selectors.form_page import record_of
from assessments.selectors.printed import PrintedForm, blank_forms, edition_of, printed_form
from assessments.views.finding import opened_for, visible_participation, visible_year
from core.numbers import parse_id
from core.policy import Scope
from core.public_address import public_address
from units.policy import OFFICE, READERS, for_roles


@dataclass(frozen=True)
class Sheet:
    """A paper with the picture that leads back to its record."""

    form: PrintedForm
    picture: str
    address: str
    is_local: bool


def _sheet(request: SignedInRequest, form: PrintedForm) -> Sheet:
    path = reverse("assessments:scanned", args=[form.participation.pk, form.edition])
    address = public_address(request, path)
    picture = segno.make(address.url, error="m").svg_inline(
        scale=3, border=2, dark="#000", light="#fff", omitsize=True
    )
    return Sheet(form, mark_safe(picture), address.url, address.is_local)


@for_roles(READERS, scope=Scope.SUBTREE, obj="campaigns.participation")
@require_safe
def printed(request: SignedInRequest, pk: int) -> HttpResponse:
    """One unit's paper: blank, or with what was entered (``?filled=1``)."""
    participation = visible_participation(request.user, pk)
    form = printed_form(participation, is_filled=request.GET.get("filled") == "1")
    context = {
        "sheets": [_sheet(request, form)],
        "back": reverse("assessments:form", args=[pk]),
        "one": form,
    }
    return render(request, "assessments/printed.html", context)


@for_roles(OFFICE, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_safe
def printed_all(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """A blank paper for every unit that has not submitted yet: of one group, or of all."""
    row = visible_year(request.user, slug, year)
    group = parse_id(request.GET.get("group", ""))
    sheets = [_sheet(request, form) for form in blank_forms(row, group, request.user)]
    context = {"sheets": sheets, "back": reverse("assessments:matrix", args=[slug, year])}
    return render(request, "assessments/printed.html", context)


@for_roles(READERS, scope=Scope.SUBTREE, obj="campaigns.participation")
@require_safe
def scanned(request: SignedInRequest, pk: int, edition: str) -> HttpResponse:
    """From the picture on a paper to the form it was printed for, or to its record.

    A paper of criteria that have changed since leads there too, with a warning.
    """
    participation = visible_participation(request.user, pk)
    if edition != edition_of(participation.group):
        messages.warning(
            request,
            _(
                "Phiếu giấy này in theo bộ tiêu chí hoặc biểu số liệu cũ. "
                "Hãy đối chiếu từng mục với phiếu trên màn hình trước khi nhập."
            ),
        )
    record = record_of(participation)
    if record is None or opened_for(request.user, participation, record).is_open:
        return redirect("assessments:form", pk)
    return redirect("assessments:record", record.pk)

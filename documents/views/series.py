"""The number books and the signatories of a unit."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from core.once import act_or_correct, act_or_explain
from core.policy import Scope
from documents.forms import SeriesForm, SignatoryForm
from documents.models import NumberSeries, Signatory
from documents.rules import can_name_signatories, keeps_numbers
from documents.services.numbering import open_series
from documents.services.signatories import (
    correct_signatory,
    name_signatory,
    remove_signatory,
)
from units.enums import Role
from units.models import Unit
from units.policy import for_roles

KEEPERS = frozenset({Role.CLERK, Role.HEAD, Role.LEADER})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(KEEPERS, scope=Scope.SUBTREE, obj="units.unit")
def books(request: SignedInRequest, unit_pk: int) -> HttpResponse:
    """The number books of a unit; a book may be opened in the middle of a year."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=unit_pk)
    if not keeps_numbers(request.user, unit):
        raise PermissionDenied
    form = SeriesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request, form,
            lambda: open_series(unit, actor=request.user, **form.cleaned_data),
            to=request.path, done=_("Đã mở sổ."),
        )  # fmt: skip
        if answer is not None:
            return answer
    context = {
        "unit": unit, "form": form, "books": NumberSeries.objects.filter(unit=unit),
        "crumbs": _crumbs(unit, _("Sổ số văn bản"), request.path),
    }  # fmt: skip
    return render(request, "documents/books.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(KEEPERS, scope=Scope.SUBTREE, obj="units.unit")
def signatories(request: SignedInRequest, unit_pk: int) -> HttpResponse:
    """Who signs for the unit, from when to when, on whose authority."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=unit_pk)
    if not can_name_signatories(request.user, unit):
        raise PermissionDenied
    form = SignatoryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request, form,
            lambda: name_signatory(unit, actor=request.user, **form.cleaned_data),
            to=request.path, done=_("Đã ghi người ký."),
        )  # fmt: skip
        if answer is not None:
            return answer
    context = {
        "unit": unit, "form": form, "rows": Signatory.objects.filter(unit=unit),
        "crumbs": _crumbs(unit, _("Người ký"), request.path),
    }  # fmt: skip
    return render(request, "documents/signatories.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(KEEPERS, scope=Scope.SUBTREE, obj="documents.signatory")
def signatory(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mend somebody who signs, write down the last day, or take out who was entered by mistake."""
    visible = Unit.objects.visible_to(request.user)
    row = get_object_or_404(Signatory.objects.select_related("unit"), pk=pk, unit__in=visible)
    if not can_name_signatories(request.user, row.unit):
        raise PermissionDenied
    names = ("name", "from_on", "to_on", "basis")
    present = {name: getattr(row, name) for name in names} | {"lines": "\n".join(row.lines)}
    back = reverse("documents:signatories", args=[row.unit_id])
    form = SignatoryForm(request.POST or None, initial=present)
    if request.method == "POST" and request.POST.get("step") == "remove":
        return act_or_explain(
            request, lambda: remove_signatory(row, actor=request.user),
            to=back, done=_("Đã xóa người ký ghi nhầm."),
        )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request, form,
            lambda: correct_signatory(row, actor=request.user, **form.cleaned_data),
            to=back, done=_("Đã lưu người ký."),
        )  # fmt: skip
        if answer is not None:
            return answer
    context = {
        "row": row, "form": form, "back": back, "is_named": row.papers.exists(),
        "crumbs": [*_crumbs(row.unit, _("Người ký"), back), (row.name, "")],
    }  # fmt: skip
    return render(request, "documents/signatory.html", context)


def _crumbs(unit: Unit, label: str, here: str) -> list[tuple[str, str]]:
    return [
        (_("Văn bản phát hành"), reverse("documents:list")),
        (str(unit), reverse("units:unit", args=[unit.pk])),
        (label, here),
    ]

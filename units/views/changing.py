"""Changes of a unit: name, place, particulars, merger, division, end and return."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from core import clock
from core.once import act_or_correct
from core.policy import Scope
from units.forms.units import CloseForm, CorrectForm, RenameForm, ReopenForm
from units.models import Membership, Unit
from units.policy import ADMINISTRATORS, ENTERING, for_roles
from units.services import changes
from units.services.changes import Basis
from units.services.corrections import Particulars, correct
from units.views.finding import changeable_unit, steps_to, unit_url

# Which of them this unit obeys, the rules of the tree say.
CHANGING = ENTERING | ADMINISTRATORS


def basis_of(data: dict[str, Any]) -> Basis:
    """Day and paper of a change as they were typed."""
    return Basis(on=data["on"], legal_basis=data["legal_basis"])


@for_roles(CHANGING, scope=Scope.SUBTREE, obj="units.unit")
@require_http_methods(["GET", "HEAD", "POST"])
def rename_unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the unit a new name from a day on; the old one stays known."""
    unit = changeable_unit(request, pk)
    present = {"kind_word": unit.kind_word, "name": unit.name, "on": clock.today()}
    form = RenameForm(request.POST or None, unit=unit, initial=present)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def act() -> None:
            changes.rename(
                request.user,
                unit,
                kind_word=data.get("kind_word", unit.kind_word),
                name=data["name"],
                basis=basis_of(data),
            )

        done = _("Đã đổi tên. Tên cũ vẫn tìm được và vẫn in trên giấy tờ cũ.")
        answer = act_or_correct(request, form, act, to=unit_url(unit), done=done)
        if answer is not None:
            return answer
    context = {
        "unit": unit,
        "form": form,
        "title": _("Đổi tên"),
        "lead": _("Tên mới dùng từ ngày ghi bên dưới; giấy tờ đã lập giữ tên cũ."),
        "submit_label": _("Đổi tên"),
        "cancel_url": unit_url(unit),
        "crumbs": steps_to(unit, _("Đổi tên")),
    }
    return render(request, "units/unit_form.html", context)


@for_roles(CHANGING, scope=Scope.SUBTREE, obj="units.unit")
@require_http_methods(["GET", "HEAD", "POST"])
def correct_unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mend what was typed wrong: kind word, spelling, code, order, what papers print."""
    unit = changeable_unit(request, pk)
    present = Particulars.of(unit)
    names = [one.name for one in fields(Particulars)]
    form = CorrectForm(
        request.POST or None, unit=unit, initial={name: getattr(present, name) for name in names}
    )
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data.get(name, getattr(present, name)) for name in names}
        answer = act_or_correct(
            request,
            form,
            lambda: correct(request.user, unit, Particulars(**data)),
            to=unit_url(unit),
            done=_("Đã lưu thông tin đơn vị."),
        )
        if answer is not None:
            return answer
    context = {
        "unit": unit,
        "form": form,
        "title": _("Sửa thông tin"),
        "lead": "",
        "submit_label": _("Lưu"),
        "cancel_url": unit_url(unit),
        "crumbs": steps_to(unit, _("Sửa thông tin")),
    }
    return render(request, "units/unit_form.html", context)


@for_roles(CHANGING, scope=Scope.SUBTREE, obj="units.unit")
@require_http_methods(["GET", "HEAD", "POST"])
def close_unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a unit that nothing follows; the roles held in it end with it."""
    unit = changeable_unit(request, pk)
    form = CloseForm(request.POST or None, unit=unit, initial={"last_day": clock.today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def act() -> None:
            changes.close(request.user, unit, **data)

        done = _("Đã đóng %(unit)s. Hồ sơ của đơn vị vẫn còn.") % {"unit": unit}
        answer = act_or_correct(request, form, act, to=unit_url(unit), done=done)
        if answer is not None:
            return answer
    context = {
        "question": _("Đóng %(unit)s?") % {"unit": unit},
        "changes": _what_ends(unit),
        "action_label": _("Đóng đơn vị"),
        "form": form,
        "cancel_url": unit_url(unit),
        "undo_note": _("Đóng nhầm thì mở lại được ở trang của đơn vị; vai trò phải giao lại."),
    }
    return render(request, "includes/confirm_page.html", context)


def _what_ends(unit: Unit) -> list[tuple[str, int | None]]:
    below = Unit.objects.filter(parent=unit, valid_to=None).count()
    roles = Membership.objects.filter(unit=unit, to_on=None).count()
    found: list[tuple[str, int | None]] = [
        (_("Không còn trong danh sách đơn vị; báo cáo và phiếu đã lập giữ nguyên."), None)
    ]
    if roles:
        found.append((_("vai trò kết thúc cùng ngày"), roles))
    if below:
        found.append((_("đơn vị, hộ trực thuộc còn hoạt động: phải chuyển hoặc đóng trước"), below))
    return found


@for_roles(CHANGING, scope=Scope.SUBTREE, obj="units.unit")
@require_http_methods(["GET", "HEAD", "POST"])
def reopen_unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back a closing that was a mistake."""
    unit = changeable_unit(request, pk)
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = _("Đã mở lại %(unit)s. Hãy giao lại vai trò ở đây.") % {"unit": unit}
        answer = act_or_correct(
            request,
            form,
            lambda: changes.reopen(request.user, unit, reason=reason),
            to=unit_url(unit),
            done=done,
        )
        if answer is not None:
            return answer
    context = {
        "question": _("Mở lại %(unit)s?") % {"unit": unit},
        "changes": [(_("Đơn vị hoạt động tiếp như chưa từng đóng."), None)],
        "action_label": _("Mở lại đơn vị"),
        "form": form,
        "cancel_url": unit_url(unit),
    }
    return render(request, "includes/confirm_page.html", context)

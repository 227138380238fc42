"""Giving and ending roles."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from core import clock
from core.numbers import parse_id
from core.once import act_or_correct, act_or_explain
from core.policy import Scope
from units.enums import Role
from units.forms.people import EndRoleForm, GrantForm, WithdrawRoleForm
from units.models import Membership, Unit
from units.policy import ADMINISTRATORS, for_roles
from units.selectors.people import memberships_visible_to, users_visible_to
from units.selectors.search import search_units
from units.services import memberships
from units.views.people import person_url


def _chosen_unit(request: SignedInRequest) -> Unit | None:
    wanted = parse_id(request.GET.get("unit", ""))
    if wanted is None:
        return None
    return Unit.objects.findable_by(request.user).filter(pk=wanted).first()


@for_roles(ADMINISTRATORS, scope=Scope.SUBTREE, obj="accounts.user")
@require_http_methods(["GET", "HEAD", "POST"])
def grant_role(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a role: first choose the unit (``?unit=``, found by ``?q=``), then role and days."""
    person = get_object_or_404(users_visible_to(request.user), pk=pk)
    unit = _chosen_unit(request)
    if unit is None:
        query = request.GET.get("q", "").strip()
        found = search_units(query, user=request.user)
        context = {"person": person, "query": query, "found": found}
        return render(request, "units/role_unit.html", context)
    form = GrantForm(request.POST or None, unit=unit, initial={"from_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def act() -> None:
            memberships.grant(person, unit, actor=request.user.as_actor, **data)

        done = _("Đã giao vai trò “%(role)s” ở %(unit)s. Lần mở trang kế tiếp phải đăng nhập lại.")
        done %= {"role": Role(data["role"]).label, "unit": unit}
        answer = act_or_correct(request, form, act, to=person_url(person), done=done)
        if answer is not None:
            return answer
    return render(request, "units/role_grant.html", {"form": form, "person": person, "unit": unit})


def _role_of_sight(request: SignedInRequest, pk: int) -> Membership:
    rows = memberships_visible_to(request.user).select_related("user", "unit")
    return get_object_or_404(rows, pk=pk)


@for_roles(ADMINISTRATORS, scope=Scope.SUBTREE, obj="units.membership")
@require_http_methods(["GET", "HEAD", "POST"])
def end_role(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a role end on a day; the page also offers to take back what was given by mistake."""
    row = _role_of_sight(request, pk)
    form = EndRoleForm(request.POST or None, initial={"to_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        last: dt.date = form.cleaned_data["to_on"]

        def act() -> None:
            memberships.end(row, on=last, actor=request.user.as_actor)

        done = _("Đã ghi ngày kết thúc vai trò.")
        answer = act_or_correct(request, form, act, to=person_url(row.user), done=done)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "row": row,
        "role": Role(row.role).label,
        "withdraw_form": WithdrawRoleForm(auto_id="withdraw_%s"),
    }
    return render(request, "units/role_end.html", context)


@for_roles(ADMINISTRATORS, scope=Scope.SUBTREE, obj="units.membership")
@require_POST
def withdraw_role(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back a role that was given by mistake; it ends at once."""

    # Looked up inside the act: the second click finds the first one's key, not a missing row.
    def act() -> str:
        row = _role_of_sight(request, pk)
        reason = request.POST.get("reason", "")[:300]
        memberships.withdraw(row, reason=reason, actor=request.user.as_actor)
        return person_url(row.user)

    done = _("Đã thu hồi vai trò; người này mất quyền ngay.")
    return act_or_explain(request, act, to=reverse("units:people"), done=done)

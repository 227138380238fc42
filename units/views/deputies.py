"""Deputies of a unit: the list, naming one for a period, ending it early, their letter."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import services as accounts
from accounts.http import SignedInRequest
from accounts.models import User
from core import clock
from core.once import act_or_correct
from core.policy import Scope
from units import rules
from units.enums import UnitType
from units.forms.deputies import DeputyForm, EndDeputyForm
from units.models import Deputy, Unit
from units.policy import HEADS, for_roles
from units.selectors.deputies import deputies_of, deputies_visible_to, people_at_hand
from units.services import deputies as services
from units.views.letters import IssuedLetter, issue_and_show, keep_codes


def deputies_url(unit: Unit) -> str:
    """The address of a unit's page of deputies."""
    return reverse("units:deputies", args=[unit.pk])


def _unit_to_name_in(request: SignedInRequest, pk: int) -> Unit:
    unit = get_object_or_404(Unit.objects.findable_by(request.user), pk=pk)
    if not rules.can_name_deputy(request.user, unit):
        raise PermissionDenied
    return unit


def _mandate(request: SignedInRequest, pk: int) -> Deputy:
    rows = deputies_visible_to(request.user).select_related("user", "unit", "membership")
    deputy = get_object_or_404(rows, pk=pk)
    if not rules.can_name_deputy(request.user, deputy.unit):
        raise PermissionDenied
    return deputy


def _crumbs(unit: Unit, last: str) -> list[tuple[str, str]]:
    crumbs = [(str(unit), reverse("units:unit", args=[unit.pk]))]
    if last:
        crumbs.append((_("Ủy quyền cho cấp phó"), deputies_url(unit)))
    return [*crumbs, (last or _("Ủy quyền cho cấp phó"), "")]


@for_roles(HEADS, scope=Scope.SUBTREE, obj="units.unit")
@require_safe
def deputies(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who was named deputy of the unit, the latest first."""
    unit = _unit_to_name_in(request, pk)
    context = {
        "unit": unit,
        "lines": deputies_of(unit, request.user),
        "crumbs": _crumbs(unit, ""),
    }
    return render(request, "units/deputies.html", context)


@for_roles(HEADS, scope=Scope.SUBTREE, obj="units.unit")
@require_http_methods(["GET", "HEAD", "POST"])
def name_deputy(request: SignedInRequest, pk: int) -> HttpResponse:
    """Name a deputy for a period; who has no password yet gets a letter at once."""
    unit = _unit_to_name_in(request, pk)
    people = people_at_hand(unit, without=request.user)
    title = _("Phó thôn") if unit.type == UnitType.VILLAGE else _("Cấp phó")
    first = {"title": title, "from_on": clock.today()}
    form = DeputyForm(request.POST or None, people=people, initial=first)
    if request.method == "POST" and form.is_valid():
        answer = _named(request, unit, form, people)
        if answer is not None:
            return answer
    context = {"unit": unit, "form": form, "crumbs": _crumbs(unit, _("Ủy quyền"))}
    return render(request, "units/deputy_new.html", context)


def _named(
    request: SignedInRequest, unit: Unit, form: DeputyForm, people: list[User]
) -> HttpResponse | None:
    data: dict[str, Any] = form.cleaned_data
    issued: list[IssuedLetter] = []

    def act() -> str:
        person = next((one for one in people if str(one.pk) == data["person"]), None)
        if person is None:
            person = services.find_or_open(
                full_name=data["full_name"], phone=data["phone"], actor=request.user
            )
        mandate = services.Mandate(
            title=data["title"], role=data["role"], from_on=data["from_on"], to_on=data["to_on"]
        )
        services.name_deputy(unit, person, mandate, actor=request.user)
        if not rules.can_issue_letter(request.user, person) or person.has_usable_password():
            return deputies_url(unit)
        issued.append(accounts.issue_letter(person, actor=request.user))
        return reverse("units:letter", args=[issued[0][0].pk])

    done = _("Đã ủy quyền. Người đã có mật khẩu thì đăng nhập như thường lệ, không cần thư mới.")
    answer = act_or_correct(request, form, act, to=deputies_url(unit), done=done)
    if issued:
        keep_codes(request, issued)
    return answer


@for_roles(HEADS, scope=Scope.SUBTREE, obj="units.deputy")
@require_http_methods(["GET", "HEAD", "POST"])
def end_deputy(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a mandate before its last day; the right is gone at once."""
    deputy = _mandate(request, pk)
    form = EndDeputyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason: str = form.cleaned_data["reason"]

        def act() -> None:
            services.end_deputy(deputy, reason=reason, actor=request.user)

        done = _("Đã kết thúc ủy quyền; người này mất quyền ngay.")
        answer = act_or_correct(request, form, act, to=deputies_url(deputy.unit), done=done)
        if answer is not None:
            return answer
    crumbs = _crumbs(deputy.unit, _("Kết thúc ủy quyền"))
    context = {"deputy": deputy, "form": form, "crumbs": crumbs}
    return render(request, "units/deputy_end.html", context)


@for_roles(HEADS, scope=Scope.SUBTREE, obj="units.deputy")
@require_POST
def deputy_letter(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new letter for a deputy, who lost the first one or never got it."""
    deputy = _mandate(request, pk)
    if not rules.can_issue_letter(request.user, deputy.user):
        raise PermissionDenied
    return issue_and_show(request, deputy.user, to=deputies_url(deputy.unit))

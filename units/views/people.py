"""The people who sign in: the list, one of them, a new one."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import services as accounts
from accounts.http import SignedInRequest
from accounts.models import User
from core import clock
from core.once import act_or_correct, act_or_explain
from core.policy import Scope
from units import rules
from units.access import access_of
from units.forms.people import AccountForm, NewAccountForm
from units.policy import ADMINISTRATORS, LOOKING_UP, OFFICE, for_roles
from units.selectors import people as selectors
from units.selectors.letters import letters_of

PAGE_SIZE = 30


def person_url(user: User) -> str:
    """The address of a person's page."""
    return reverse("units:person", args=[user.pk])


def masked_phone(phone: str) -> str:
    """The last three digits of a phone number; the whole stands only in the form that mends it."""
    return f"•••• ••• {phone[-3:]}" if phone else ""


@for_roles(LOOKING_UP)
@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    """Whom one may look up, found by their own name or their unit's, in the order of names."""
    users = selectors.people_matching(request.user, request.GET.get("q", ""))
    shown = selectors.with_roles_today(users.in_order(), request.user)
    held = access_of(request.user).held
    context = {
        "page": Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page")),
        "offices": [one for one in held if one.role in OFFICE],
        "can_manage": rules.can_manage_units(request.user),
    }
    return render(request, "units/person_list.html", context)


@for_roles(LOOKING_UP, scope=Scope.SUBTREE, obj="accounts.user")
@require_safe
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """One person: the roles held and to come, and what may be done for them."""
    shown = get_object_or_404(selectors.users_visible_to(request.user), pk=pk)
    rows = selectors.memberships_visible_to(request.user).filter(user=shown)
    context = {
        "person": shown,
        "crumbs": [(_("Người dùng"), reverse("units:people")), (str(shown), "")],
        "masked_phone": masked_phone(shown.phone),
        "today": clock.today(),
        "roles": rows.select_related("unit", "deputy").order_by("-from_on", "-pk"),
        "can_issue_letter": rules.can_issue_letter(request.user, shown),
        "letters": letters_of(shown),
        "can_manage": rules.can_manage_units(request.user),
        "is_self": shown.pk == request.user.pk,
    }
    return render(request, "units/person_detail.html", context)


@for_roles(ADMINISTRATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: SignedInRequest) -> HttpResponse:
    """Open an account; roles and the letter follow on the person's page."""
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def act() -> str:
            return person_url(accounts.open_account(**data, actor=request.user.as_actor))

        done = _("Đã mở tài khoản. Bước tiếp theo: giao vai trò, rồi in thư mở tài khoản.")
        answer = act_or_correct(request, form, act, to=reverse("units:people"), done=done)
        if answer is not None:
            return answer
    return render(request, "units/person_new.html", {"form": form})


@for_roles(ADMINISTRATORS, scope=Scope.SUBTREE, obj="accounts.user")
@require_http_methods(["GET", "HEAD", "POST"])
def edit_person(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a person's name or phone."""
    shown = get_object_or_404(selectors.users_visible_to(request.user), pk=pk)
    present: dict[str, Any] = {"full_name": shown.full_name, "phone": shown.phone}
    form = AccountForm(request.POST or None, initial=present)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def act() -> None:
            accounts.change_account(shown, **data, actor=request.user.as_actor)

        done = _("Đã lưu thông tin tài khoản.")
        answer = act_or_correct(request, form, act, to=person_url(shown), done=done)
        if answer is not None:
            return answer
    context = {"form": form, "person": shown, "name": present["full_name"]}
    return render(request, "units/person_edit.html", context)


@for_roles(ADMINISTRATORS, scope=Scope.SUBTREE, obj="accounts.user")
@require_POST
def set_person_active(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close a person's account, or open it again (``active`` = 0 or 1)."""
    shown = get_object_or_404(selectors.users_visible_to(request.user), pk=pk)
    active = request.POST.get("active") == "1"
    done = _("Đã mở lại tài khoản.") if active else _("Đã ngừng tài khoản; mọi phiên đã kết thúc.")
    return act_or_explain(
        request,
        lambda: accounts.set_active(shown, active=active, actor=request.user),
        to=person_url(shown),
        done=done,
    )

"""Households of a village and the people in them."""

from __future__ import annotations

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from core import clock
from core.errors import DomainError
from core.numbers import format_number, parse_id
from core.once import act_or_correct
from core.policy import Scope
from units.enums import UnitType
from units.forms.households import HeadForm, HouseholdListForm, LeavingForm, PersonForm
from units.models import HouseholdMember, Unit
from units.policy import ENTERING, READERS, for_roles
from units.rules import can_change_unit, can_keep_households
from units.selectors.drafts import DraftHousehold
from units.selectors.households import households_below, members_visible_to, villages_below
from units.services import households as services
from units.services.households import PersonData
from units.views.finding import SAVE, changeable_unit, sought_unit, steps_to, unit_url

PAGE_SIZE = 50


def households_url(unit: Unit) -> str:
    """The address of the list of households."""
    return reverse("units:households", args=[unit.pk])


@for_roles(READERS, scope=Scope.SUBTREE, obj="units.unit")
@require_safe
def households(request: SignedInRequest, pk: int) -> HttpResponse:
    """The households of a village, or of a whole commune village by village."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    villages = villages_below(unit)
    chosen = parse_id(request.GET.get("village", ""))
    rows = households_below(unit, request.user, query=request.GET.get("q", ""), village_id=chosen)
    village = next((one for one in villages if one.pk == chosen), unit)
    context = {
        "unit": unit,
        "villages": villages,
        "chosen": chosen,
        "village": village,
        "can_add": can_keep_households(request.user, village),
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "crumbs": steps_to(unit, _("Hộ gia đình")),
    }
    return render(request, "units/household_list.html", context)


@for_roles(ENTERING, scope=Scope.SUBTREE, obj="units.unit")
@require_http_methods(["GET", "HEAD", "POST"])
def new_households(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter households of a village: typed or pasted, looked over, then created at once."""
    village = sought_unit(request, pk)
    if not can_keep_households(request.user, village):
        raise PermissionDenied
    form = HouseholdListForm(request.POST or None)
    planned: list[DraftHousehold] = []
    if request.method == "POST" and form.is_valid():
        names = form.cleaned_data["names"]

        def act() -> None:
            services.add_households(request.user, village, names)

        step = request.POST.get("step")
        if step == SAVE:
            done = _("Đã thêm hộ vào %(village)s. Ghi tiếp người trong hộ ở trang của từng hộ.")
            done %= {"village": village}
            answer = act_or_correct(request, form, act, to=households_url(village), done=done)
            if answer is not None:
                return answer
        elif step != "edit":
            try:
                planned = services.planned_households(request.user, village, names)
            except DomainError as error:
                known = error.field in form.fields
                form.add_error(error.field if known else NON_FIELD_ERRORS, str(error))
    count = sum(one.is_new for one in planned)
    context = {
        "village": village,
        "form": form,
        "planned": planned,
        "new_count": count,
        "skipped_count": len(planned) - count,
        "action_label": _("Thêm %(count)s hộ") % {"count": format_number(count)},
        "crumbs": steps_to(village, _("Thêm hộ")),
    }
    template = "units/households_preview.html" if planned else "units/households_new.html"
    return render(request, template, context)


# ---------------------------------------------------------------- the people of one household


@for_roles(ENTERING, scope=Scope.SUBTREE, obj="units.unit")
@require_http_methods(["GET", "HEAD", "POST"])
def new_member(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter somebody who lives in the household."""
    household = changeable_unit(request, pk)
    if household.type != UnitType.HOUSEHOLD:
        raise PermissionDenied
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            services.add_member(
                request.user, household, _typed(form), from_on=form.cleaned_data["from_on"]
            )

        done = _("Đã ghi %(name)s vào hộ.") % {"name": form.cleaned_data["full_name"]}
        answer = act_or_correct(request, form, act, to=unit_url(household), done=done)
        if answer is not None:
            return answer
    title, label = _("Thêm người vào hộ"), _("Thêm người")
    return _person_page(request, household, form, title, label)


@for_roles(ENTERING, scope=Scope.SUBTREE, obj="units.householdmember")
@require_http_methods(["GET", "HEAD", "POST"])
def edit_member(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mend what was typed wrong about somebody."""
    member = _sought_member(request, pk)
    person = member.person
    present = {
        "full_name": person.full_name,
        "birth_year": None if person.birth_year is None else str(person.birth_year),
        "sex": {None: "", False: "0", True: "1"}[person.is_female],
        "from_on": member.from_on,
    }
    form = PersonForm(request.POST or None, initial=present)
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            services.change_member(
                request.user, member, _typed(form), from_on=form.cleaned_data["from_on"]
            )

        done = _("Đã lưu thông tin.")
        answer = act_or_correct(request, form, act, to=unit_url(member.household), done=done)
        if answer is not None:
            return answer
    title = _("Sửa thông tin %(name)s") % {"name": present["full_name"]}
    return _person_page(request, member.household, form, title, _("Lưu"))


@for_roles(ENTERING, scope=Scope.SUBTREE, obj="units.householdmember")
@require_http_methods(["GET", "HEAD", "POST"])
def end_member(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody died or moved away."""
    member = _sought_member(request, pk)
    form = LeavingForm(request.POST or None, initial={"last_day": clock.today()})
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            services.end_member(request.user, member, **form.cleaned_data)

        done = _("Đã ghi %(name)s rời hộ.") % {"name": member.person}
        answer = act_or_correct(request, form, act, to=unit_url(member.household), done=done)
        if answer is not None:
            return answer
    effects: list[tuple[str, int | None]] = [(_("Không còn tính vào số người của hộ."), None)]
    if member.is_head:
        effects.append((_("Hộ chưa có chủ hộ mới: chọn chủ hộ ở trang của hộ ngay sau đó."), None))
    context = {
        "question": _("%(name)s không còn ở hộ này?") % {"name": member.person},
        "changes": effects,
        "action_label": _("Ghi rời hộ"),
        "form": form,
        "cancel_url": unit_url(member.household),
    }
    return render(request, "includes/confirm_page.html", context)


@for_roles(ENTERING, scope=Scope.SUBTREE, obj="units.householdmember")
@require_http_methods(["GET", "HEAD", "POST"])
def make_head(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let somebody head the household from a day on."""
    member = _sought_member(request, pk)
    form = HeadForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            services.make_head(request.user, member, on=form.cleaned_data["on"])

        done = _("%(name)s là chủ hộ.") % {"name": member.person}
        answer = act_or_correct(request, form, act, to=unit_url(member.household), done=done)
        if answer is not None:
            return answer
    context = {
        "unit": member.household,
        "form": form,
        "title": _("%(name)s làm chủ hộ") % {"name": member.person},
        "lead": _("Hộ mang tên chủ hộ mới; tên cũ vẫn tìm được."),
        "submit_label": _("Ghi chủ hộ"),
        "cancel_url": unit_url(member.household),
        "crumbs": steps_to(member.household, _("Đổi chủ hộ")),
    }
    return render(request, "units/unit_form.html", context)


def _sought_member(request: SignedInRequest, pk: int) -> HouseholdMember:
    member = get_object_or_404(members_visible_to(request.user), pk=pk)
    if not can_change_unit(request.user, member.household):
        raise PermissionDenied
    return member


def _typed(form: PersonForm) -> PersonData:
    data = form.cleaned_data
    return PersonData(data["full_name"], data["birth_year"], form.is_female)


def _person_page(
    request: SignedInRequest, household: Unit, form: PersonForm, title: str, label: str
) -> HttpResponse:
    context = {
        "unit": household,
        "form": form,
        "title": title,
        "lead": "",
        "submit_label": label,
        "cancel_url": unit_url(household),
        "crumbs": steps_to(household, title),
    }
    return render(request, "units/unit_form.html", context)

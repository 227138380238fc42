"""Who sits in the council, from a day to a day, and where they live."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from accounts.models import User
from awards.enums import MemberPost
from awards.forms import SeatForm, UnseatForm
from awards.models import CouncilMember
from awards.services import council_members
from awards.services.council_members import Seat
from awards.views.finding import seat_unit
from awards.views.parts import asked
from core import clock
from core.numbers import parse_id
from core.once import act_or_correct, act_or_explain
from core.policy import Scope
from units.access import memberships_on
from units.enums import Role, UnitType
from units.models import Unit
from units.policy import for_roles

SECRETARIES = frozenset({Role.SECRETARY})
MOST_FOUND = 30


def council_steps(last: str, *before: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back to the sessions."""
    return [
        (_("Đề nghị khen thưởng"), reverse("awards:proposal_list")),
        (_("Phiên họp Hội đồng"), reverse("awards:session_list")),
        *before,
        (last, ""),
    ]


@for_roles(SECRETARIES)
@require_http_methods(["GET", "HEAD", "POST"])
def member_list(request: SignedInRequest) -> HttpResponse:
    """Who sits in the council, and a form for the next one."""
    unit = seat_unit(request.user, Role.SECRETARY)
    day = clock.today()
    users = User.objects.filter(
        memberships__in=unit.memberships.filter(memberships_on(day))
    ).distinct()
    form = SeatForm(request.POST or None, users=users, initial={"from_on": day})
    here = reverse("awards:member_list")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        seat = Seat(
            full_name=data["full_name"],
            title=data["title"],
            post=MemberPost(data["post"]),
            from_on=data["from_on"],
            user=data["user"],
            basis=data["basis"],
        )
        answer = act_or_correct(
            request,
            form,
            lambda: council_members.seat(unit, seat, actor=request.user),
            to=here,
            done=_("Đã ghi thành viên Hội đồng."),
        )
        if answer is not None:
            return answer
    context = {
        "unit": unit,
        "members": CouncilMember.objects.filter(unit=unit).select_related("user", "household"),
        "form": form,
        "today": day,
        "steps": council_steps(_("Thành viên Hội đồng")),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "awards/member_list.html", context, status=status)


@for_roles(SECRETARIES, scope=Scope.SUBTREE, obj="awards.seat")
@require_http_methods(["GET", "HEAD", "POST"])
def member_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a membership on a day."""
    unit = seat_unit(request.user, Role.SECRETARY)
    row = get_object_or_404(CouncilMember.objects.select_related("unit"), pk=pk, unit=unit)
    form = UnseatForm(request.POST or None, initial={"to_on": clock.today()})
    back = reverse("awards:member_list")
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request, form,
            lambda: council_members.unseat(
                row, to_on=form.cleaned_data["to_on"], actor=request.user
            ),
            to=back, done=_("Đã ghi ngày thôi tham gia Hội đồng."),
        )  # fmt: skip
        if answer is not None:
            return answer
    question = _("%(name)s thôi tham gia Hội đồng") % {"name": row.full_name}
    return asked(request, form, question, _("Ghi"), back)


@for_roles(SECRETARIES, scope=Scope.SUBTREE, obj="awards.seat")
@require_http_methods(["GET", "HEAD", "POST"])
def member_household(request: SignedInRequest, pk: int) -> HttpResponse:
    """Find the household in which a member lives."""
    unit = seat_unit(request.user, Role.SECRETARY)
    rows = CouncilMember.objects.select_related("unit", "household")
    row = get_object_or_404(rows, pk=pk, unit=unit, to_on=None)
    households = Unit.objects.at_or_below(unit).of_types([UnitType.HOUSEHOLD])
    households = households.active_on(clock.today()).select_related("parent")
    back = reverse("awards:member_list")
    if request.method == "POST":
        chosen = households.filter(pk=parse_id(request.POST.get("household", "")) or 0).first()
        if chosen is None and "clear" not in request.POST:
            messages.error(request, _("Hãy chọn một hộ trong danh sách."))
            return redirect("awards:member_household", pk)
        return act_or_explain(
            request,
            lambda: council_members.set_household(row, chosen, actor=request.user),
            to=back,
            done=_("Đã ghi hộ của %(name)s.") % {"name": row.full_name}
            if chosen
            else _("Đã bỏ hộ của %(name)s.") % {"name": row.full_name},
        )
    query = request.GET.get("q", "").strip()
    found = households.matching(query).in_alphabetical_order() if query else households.none()
    context = {
        "row": row,
        "query": query,
        "found": found[:MOST_FOUND],
        "back": back,
        "steps": council_steps(_("Hộ gia đình"), (_("Thành viên Hội đồng"), back)),
    }
    return render(request, "awards/member_household.html", context)

"""The public honours page: opening it, and the words to read aloud."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from awards.models import HonoursYear
from awards.register_forms import HonoursForm
from awards.rules import can_publish
from awards.selectors.honours import groups_of, spoken
from awards.services.publishing import close_honours, open_honours
from awards.views.register import register_steps
from core import clock
from core.once import act_or_correct, act_or_explain
from core.policy import Scope
from core.public_address import public_address
from core.text import with_kind
from units.access import access_of
from units.enums import UnitType
from units.models import Unit
from units.policy import OFFICE, READERS, for_roles


def public_url(row: HonoursYear) -> str:
    """Where everybody reads the year."""
    return reverse("public:honours", args=[row.unit.code, row.year])


@for_roles(READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def honours_list(request: SignedInRequest) -> HttpResponse:
    """The years that lie open, and opening another."""
    unit = _own_commune(request)
    form = HonoursForm(request.POST or None, initial={"year": clock.today().year})
    if request.method == "POST":
        if unit is None:
            raise PermissionDenied
        if form.is_valid():
            answer = act_or_correct(
                request,
                form,
                lambda: open_honours(unit, form.cleaned_data["year"], actor=request.user),
                to=reverse("awards:honours_list"),
                done=_("Trang vinh danh đã mở cho mọi người."),
            )
            if answer is not None:
                return answer
    rows = HonoursYear.objects.visible_to(request.user).select_related("unit")
    context = {
        "form": form,
        "unit": unit,
        "rows": [
            (row, public_address(request, public_url(row)).url, can_publish(request.user, row.unit))
            for row in rows
        ],
        "crumbs": register_steps(_("Trang vinh danh")),
    }
    return render(request, "awards/honours_list.html", context)


def _own_commune(request: SignedInRequest) -> Unit | None:
    held = access_of(request.user).held
    ids = [one.unit_id for one in held if one.role in OFFICE and one.unit_type == UnitType.COMMUNE]
    return Unit.objects.filter(pk__in=ids).first()


def _row(request: SignedInRequest, pk: int) -> HonoursYear:
    found: HonoursYear = get_object_or_404(
        HonoursYear.objects.visible_to(request.user).select_related("unit__parent"), pk=pk
    )
    return found


@for_roles(OFFICE, scope=Scope.SUBTREE, obj="awards.honours")
@require_POST
def honours_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the year away from everybody."""
    row = _row(request, pk)
    if not can_publish(request.user, row.unit):
        raise PermissionDenied
    return act_or_explain(
        request,
        lambda: close_honours(row, actor=request.user),
        to=reverse("awards:honours_list"),
        done=_("Đã đóng; người ngoài không xem được nữa."),
    )


@for_roles(READERS, scope=Scope.SUBTREE, obj="awards.honours")
@require_safe
def honours_script(request: SignedInRequest, pk: int) -> HttpResponse:
    """The words for the loudspeaker, large enough to read from the sheet."""
    row = _row(request, pk)
    groups = groups_of(row.unit, row.year, clock.today())
    context = {
        "row": row,
        "place": with_kind(row.unit.kind_word, row.unit.name),
        "parts": spoken(groups),
        "total": sum(group.total for group in groups),
        "crumbs": [
            (_("Trang vinh danh"), reverse("awards:honours_list")),
            (_("Bài đọc loa năm %(year)s") % {"year": row.year}, ""),
        ],
    }
    return render(request, "awards/honours_script.html", context)

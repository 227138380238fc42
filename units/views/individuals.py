"""Individuals of a village: people of its households who have results of their own."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from core.numbers import parse_id
from core.once import act_or_explain
from core.policy import Scope
from units.policy import ENTERING, for_roles
from units.rules import can_keep_households
from units.selectors.individuals import people_matching
from units.services.individuals import enter_individuals
from units.views.finding import sought_unit, steps_to

PAGE_SIZE = 100


@for_roles(ENTERING, scope=Scope.SUBTREE, obj="units.unit")
@require_http_methods(["GET", "HEAD", "POST"])
def new_individuals(request: SignedInRequest, pk: int) -> HttpResponse:
    """Tick people of the households and put them on the village's list of individuals."""
    village = sought_unit(request, pk)
    if not can_keep_households(request.user, village):
        raise PermissionDenied
    if request.method == "POST":
        ids = {found for one in request.POST.getlist("person") if (found := parse_id(one))}
        return act_or_explain(
            request,
            lambda: enter_individuals(request.user, village, ids),
            to=request.get_full_path(),
            done=_("Đã đưa %(count)s người vào danh sách cá nhân của %(village)s.")
            % {"count": len(ids), "village": village},
        )
    people = people_matching(village, request.GET.get("q", ""))
    context = {
        "village": village,
        "page": Paginator(people, PAGE_SIZE).get_page(request.GET.get("page")),
        "crumbs": steps_to(village, _("Thêm cá nhân")),
    }
    return render(request, "units/individuals_new.html", context)

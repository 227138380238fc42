"""Read the official criteria sets and the sheets of figures."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from core import clock
from criteria.enums import Completeness
from criteria.selectors import set_page, sets_to_list, shared_sets
from units.policy import READERS, for_roles

PAGE_SIZE = 30


@for_roles(READERS)
@require_safe
def set_list(request: SignedInRequest) -> HttpResponse:
    """Every official set with what is known of it."""
    completeness = request.GET.get("completeness", "")
    sets = sets_to_list(request.GET.get("q", ""), completeness)
    context = {
        "page": Paginator(sets, PAGE_SIZE).get_page(request.GET.get("page")),
        "completeness": completeness,
        "choices": Completeness.choices,
        "today": clock.today(),
    }
    return render(request, "criteria/set_list.html", context)


@for_roles(READERS, obj="criteria.set")
@require_safe
def set_detail(request: SignedInRequest, code: str, version: int) -> HttpResponse:
    """One set in one version: lines, points where they are known, results, sources."""
    criteria_set = get_object_or_404(shared_sets(), code=code, version=version)
    steps = [(_("Bộ tiêu chí"), reverse("criteria:set_list")), (criteria_set.name, "")]
    page = set_page(criteria_set, clock.today())
    return render(request, "criteria/set_detail.html", {"page": page, "steps": steps})

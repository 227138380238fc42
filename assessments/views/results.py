"""The grid of results without a form: households, clans and individuals of one place."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from assessments.rules import can_enter_for
from assessments.selectors import compact as grids
from assessments.selectors.compact import Tab
from assessments.services.compact import CompactEntry, set_results
from assessments.views.adding import adding
from assessments.views.finding import visible_year
from assessments.views.grids import ratios_at
from campaigns.enums import YearState
from campaigns.models import CampaignYear
from core.errors import DomainError
from core.once import act_once
from core.policy import Scope
from criteria.models import Criterion
from units.enums import UnitType
from units.models import Unit
from units.policy import READERS, for_roles

PAGE_SIZE = 50


@for_roles(READERS, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_http_methods(["GET", "HEAD", "POST"])
def results(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """The grid of one place and type; a page of it is saved at once."""
    campaign_year = visible_year(request.user, slug, year)
    tabs = grids.tabs_of(campaign_year)
    places = grids.places_of(request.user, campaign_year)
    context: dict[str, Any] = {"campaign_year": campaign_year, "tabs": tabs, "places": places}
    place = _chosen_place(places, request.GET.get("unit", ""))
    tab = _chosen_tab(tabs, request.GET.get("type", ""), place)
    if tab is None or place is None:
        return render(request, "assessments/results.html", context)
    units = grids.units_of(place, tab.type, request.GET.get("q", ""))
    page = Paginator(units, PAGE_SIZE).get_page(request.GET.get("page"))
    criteria = grids.judgements_of(tab.group)
    may_enter = campaign_year.state == YearState.OPEN and all(
        can_enter_for(request.user, unit) for unit in page
    )
    refused = ""
    if request.method == "POST":
        answer, refused = _save(request, campaign_year, place, page, criteria)
        if answer is not None:
            return answer
    context |= {
        "place": place,
        "tab": tab,
        "page": page,
        "criteria": criteria,
        "may_enter": may_enter,
        "refused": refused,
        "rows": grids.grid(campaign_year, page, criteria, request.POST.dict()),
        "ratios": ratios_at(campaign_year, place, tab),
        "adding": adding(request.user, place, tab.type),
        "has_circumstance": tab.type == UnitType.HOUSEHOLD,
        "query": f"?unit={place.pk}&type={tab.type}",
    }
    return render(request, "assessments/results.html", context, status=422 if refused else 200)


def _chosen_place(places: list[Unit], wanted: str) -> Unit | None:
    """The place of the address; what is out of sight is not found; else the first village."""
    if wanted:
        found = next((place for place in places if str(place.pk) == wanted), None)
        if found is None:
            raise Http404
        return found
    return places[0] if places else None


def _chosen_tab(tabs: list[Tab], wanted: str, place: Unit | None) -> Tab | None:
    return next((tab for tab in tabs if tab.type == wanted), tabs[0] if tabs and place else None)


def _save(
    request: SignedInRequest,
    campaign_year: CampaignYear,
    place: Unit,
    page: Page[Unit],
    criteria: list[Criterion],
) -> tuple[HttpResponse | None, str]:
    entries = [_entry(request.POST, unit, criteria) for unit in page if _is_sent(request, unit)]
    changed: list[int] = []

    def act() -> None:
        changed.append(set_results(campaign_year, place, entries, actor=request.user))

    try:
        answer = act_once(request, act, to=request.get_full_path(), done="")
    except DomainError as error:
        return None, str(error)
    if changed:
        messages.success(request, _("Đã lưu %(count)s dòng thay đổi.") % {"count": changed[0]})
    return answer, ""


def _is_sent(request: SignedInRequest, unit: Unit) -> bool:
    return f"u{unit.pk}-seen" in request.POST


def _entry(post: QueryDict, unit: Unit, criteria: list[Criterion]) -> CompactEntry:
    prefix = f"u{unit.pk}"
    return CompactEntry(
        unit_id=unit.pk,
        is_registered=f"{prefix}-registered" in post,
        values={one.code: post.get(f"{prefix}-{one.pk}", "") for one in criteria},
        note=post.get(f"{prefix}-note", ""),
        result=post.get(f"{prefix}-result"),
        circumstance=post.get(f"{prefix}-circumstance"),
        seen=post.get(f"{prefix}-seen"),
    )

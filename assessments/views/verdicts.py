"""Results with their reasons: of one record, of one household, of a whole year."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from assessments.selectors import result_lists as lists
from assessments.selectors.compact import places_of
from assessments.selectors.holder_results import HolderResult, campaign_results, title_results
from assessments.selectors.result_lists import Narrowed
from assessments.selectors.verdict_page import verdict_page
from assessments.views.finding import visible_record, visible_year
from campaigns.models import CampaignYear
from core.policy import Scope
from documents.renderers.workbook import MOST_ROWS, workbook
from documents.serving import saved_workbook
from recognitions.models import Title
from units.enums import WITHOUT_FORM
from units.models import Unit
from units.policy import READERS, for_roles

PAGE_SIZE = 50


@for_roles(READERS, scope=Scope.SUBTREE, obj="assessments.assessment")
@require_safe
def record_result(request: SignedInRequest, pk: int) -> HttpResponse:
    """The result of a record, line by line."""
    row = visible_record(request.user, pk)
    found = campaign_results(row.campaign_year, [row.unit.type], only=[row.unit_id])
    steps = [
        (
            _("Bảng trạng thái %(year)s") % {"year": row.campaign_year.year},
            _matrix(row.campaign_year),
        ),
        (row.unit.display_name, reverse("assessments:record", args=[pk])),
        (_("Kết quả"), ""),
    ]
    return _result(request, row.campaign_year, row.unit, found, steps)


@for_roles(READERS, scope=Scope.SUBTREE, obj="campaigns.year_unit")
@require_safe
def holder_result(request: SignedInRequest, year_pk: int, unit_pk: int) -> HttpResponse:
    """The result of a household, a clan, an individual, or of a unit that has a form."""
    years = CampaignYear.objects.visible_to(request.user).select_related("campaign__launched_by")
    campaign_year = get_object_or_404(years, pk=year_pk)
    host = campaign_year.campaign.launched_by
    units = Unit.objects.visible_to(request.user).at_or_below(host).select_related("parent")
    unit = get_object_or_404(units, pk=unit_pk)
    found = campaign_results(campaign_year, [unit.type], only=[unit_pk])
    back = _list(campaign_year)
    steps = [
        (_("Kết quả năm %(year)s") % {"year": campaign_year.year}, f"{back}?type={unit.type}"),
        (unit.display_name, ""),
    ]
    return _result(request, campaign_year, unit, found, steps)


def _result(
    request: SignedInRequest,
    campaign_year: CampaignYear,
    unit: Unit,
    found: list[HolderResult],
    steps: list[tuple[str, str]],
) -> HttpResponse:
    """The campaign's result, and beside it whether the unit is fit for its own title."""
    result = found[0] if found else None
    titles = [one for one in Title.objects.of_learning() if unit.type in one.holder_types]
    fit = [
        (title, one, verdict_page(one.verdict))
        for title in titles
        for one in title_results(campaign_year, title, only=[unit.pk])
    ]
    context = {
        "campaign_year": campaign_year,
        "unit": unit,
        "result": result,
        "page": verdict_page(result.verdict) if result else None,
        "fit": fit,
        "registers": unit.type in WITHOUT_FORM,
        "steps": steps,
    }
    return render(request, "assessments/result.html", context)


@for_roles(READERS, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_safe
def year_results(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """The results of everybody of one type in a year: who reached what and why."""
    campaign_year = visible_year(request.user, slug, year)
    types = lists.types_of(campaign_year)
    place = lists.seen_place(request.user, campaign_year, request.GET.get("unit", ""))
    context: dict[str, Any] = {
        "campaign_year": campaign_year,
        "types": types,
        "steps": [
            (_("Bảng trạng thái %(year)s") % {"year": year}, _matrix(campaign_year)),
            (_("Kết quả năm %(year)s") % {"year": year}, ""),
        ],
    }
    if place is None and request.GET.get("unit"):
        raise Http404
    if place is None or not types:
        return render(request, "assessments/year_results.html", context)
    wanted = request.GET.get("type", "")
    chosen = wanted if wanted in dict(types) else lists.first_type(types)
    narrowed = Narrowed.of(request.GET)
    rows, counts = lists.year_list(campaign_year, chosen, place, narrowed)
    if request.GET.get("format") == "xlsx":
        title = _("Kết quả năm %(year)s") % {"year": year}
        return saved_workbook(
            workbook(title, _head(), lists.cells_of(rows[: MOST_ROWS + 1])), title
        )
    context |= {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "formats": [("xlsx", _("Excel"))],
        "chosen": chosen,
        "place": place,
        "places": places_of(request.user, campaign_year),
        "narrowed": narrowed,
        "counts": {str(said): counts[one] for said, one in lists.WORDS.items()},
        "all": sum(counts.values()),
    }
    return render(request, "assessments/year_results.html", context)


def _head() -> tuple[str, ...]:
    return (
        _("Đối tượng"), _("Thuộc"), _("Kết quả"), _("Mức"), _("Vì sao"),
        _("Số năm liên tục được công nhận"), _("Danh hiệu năm này"),
    )  # fmt: skip


def _matrix(campaign_year: CampaignYear) -> str:
    return reverse("assessments:matrix", args=[campaign_year.campaign.slug, campaign_year.year])


def _list(campaign_year: CampaignYear) -> str:
    return reverse(
        "assessments:year_results", args=[campaign_year.campaign.slug, campaign_year.year]
    )

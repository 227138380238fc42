"""Figures from above: status, targets, what is not met, comparison; each with its export."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.http import SignedInRequest
from core.display import state_mark
from core.policy import Scope
from core.prepared import Prepared
from documents.renderers.workbook import MOST_ROWS, Cell, workbook
from documents.serving import saved_workbook
from reports.dashboards import comparison, narrowing, shares, status
from reports.dashboards.places import LEAVES, Place, own_place_id, place_in, place_of
from reports.dashboards.reaching import reaching
from reports.dashboards.targets import campaigns_of, targets_of
from reports.dashboards.targets import sheet_of as targets_sheet
from reports.dashboards.unmet import SHOWN_UNITS, failing_sheet, failing_units, unmet_lines
from reports.dashboards.unmet import sheet_of as unmet_sheet
from units.access import access_of
from units.enums import UnitType
from units.models import Unit
from units.policy import READERS, for_roles

PAGE_SIZE = 100
# Each brings a chart for every measure.
CAMPAIGNS_A_PAGE = 10


@require_GET
@for_roles(READERS)
def own_figures(request: SignedInRequest) -> HttpResponse:
    """The figures of the highest unit that the reader belongs to."""
    unit_id = own_place_id(request.user)
    if unit_id is None:
        raise Http404
    query = request.GET.urlencode()
    return redirect(
        reverse("reports:place_figures", args=[unit_id]) + (f"?{query}" if query else "")
    )


@require_GET
@for_roles(READERS, scope=Scope.SUBTREE, obj="units.unit")
def figures(request: SignedInRequest, unit_pk: int) -> HttpResponse:
    """How the forms stand below a unit: places × states, the three rates, results."""
    unit = _unit(request, unit_pk)
    by_commune = unit.type == UnitType.COUNTRY and request.GET.get("by") == "commune"
    asked = {name: request.GET.get(name, "") for name in ("year", "campaign")}
    whole = status.status_of(unit, asked["year"], by_commune=by_commune, campaign=asked["campaign"])
    place = whole.place
    by = narrowing.Narrowing.asked(request.GET) if place.is_above else narrowing.Narrowing()
    table = narrowing.narrowed(whole, by)
    if request.GET.get("format") == "xlsx":
        return _status_book(table, by, by_commune=by_commune)
    context = {
        "by": by,
        "orders": narrowing.ORDERS.items() if place.is_above and len(whole.lines) > 1 else (),
        "table": table,
        "page": Paginator(table.lines, PAGE_SIZE).get_page(request.GET.get("page")),
        "by_commune": by_commune,
        "is_country": place.unit.type == UnitType.COUNTRY,
        "states": [state_mark(state) for state in status.STATES],
    }
    return _page(request, place, "figures", context)


def _status_book(
    table: status.StatusTable, by: narrowing.Narrowing, *, by_commune: bool
) -> HttpResponse:
    what = _("Tình hình nộp theo xã") if by_commune else _("Tình hình nộp")
    head = status.head_of(table)
    chosen = table.choices.chosen
    told = "; ".join(filter(None, (chosen.label if chosen else "", by.told)))
    if told:
        head[0] = f"{head[0]} ({told})"
    words = ", ".join(filter(None, (what, told)))
    return _saved(table.place, words, head, status.cells_of(table), sheet=what)


@require_GET
@for_roles(READERS, scope=Scope.SUBTREE, obj="units.unit")
def targets(request: SignedInRequest, unit_pk: int) -> HttpResponse:
    """Targets against results by year, to the end of each campaign."""
    place = _place(request, unit_pk)
    every = campaigns_of(place)
    if request.GET.get("format") == "xlsx":
        return _saved(place, _("Chỉ tiêu"), *targets_sheet(every))
    page = Paginator(every, CAMPAIGNS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "campaigns": targets_of(page.object_list, place.year),
        "reaching": reaching(place),
    }
    return _page(request, place, "targets", context)


@require_GET
@for_roles(READERS, scope=Scope.SUBTREE, obj="units.unit")
def unmet(request: SignedInRequest, unit_pk: int) -> HttpResponse:
    """The criteria that are not met most often, and the units behind one of them."""
    place = _place(request, unit_pk)
    lines = unmet_lines(place)
    asked = request.GET.get("criterion", "")
    chosen = next((one for one in lines if one.code == asked), None)
    if request.GET.get("format") == "xlsx":
        if chosen is None:
            return _saved(place, _("Tiêu chí chưa đạt"), *unmet_sheet(lines))
        what = _("Chưa đạt %(code)s") % {"code": chosen.code}
        return _saved(place, what, *failing_sheet(failing_units(place, chosen.code, MOST_ROWS + 1)))
    failing = failing_units(place, chosen.code) if chosen else []
    context = {
        "lines": lines,
        "chosen": chosen,
        "failing": failing[:SHOWN_UNITS],
        "has_more": len(failing) > SHOWN_UNITS,
    }
    return _page(request, place, "unmet", context)


@require_GET
@for_roles(READERS, scope=Scope.SUBTREE, obj="units.unit")
def compare(request: SignedInRequest, unit_pk: int) -> HttpResponse:
    """Units and years side by side, before and after mergers."""
    unit = _unit(request, unit_pk)
    offered = shares.measures()
    asked = request.GET.get("measure", "")
    measure = next((one for one in offered if one.code == asked), offered[0])
    # A village's page is about its own forms; what was before it is brought to today above it.
    ways = {} if unit.type in LEAVES else comparison.HOW
    wanted = request.GET.get("how", "")
    how = wanted if wanted in ways else comparison.AS_REPORTED
    table = comparison.compare(unit, measure, how)
    place = place_in(unit, tuple(reversed(table.years)), request.GET.get("year", ""))
    if request.GET.get("format") == "xlsx":
        what = f"{_('So sánh')} {comparison.words_of(table)}"
        return _saved(place, what, *comparison.sheet_of(table), sheet=_("So sánh"))
    context = {
        "table": table,
        "is_commune": unit.type == UnitType.COMMUNE,
        "boundaries": ways.items(),
        "chart": comparison.chart_of(table),
        "measures": offered,
        "page": Paginator(table.rows, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return _page(request, place, "compare", context)


def _unit(request: SignedInRequest, unit_pk: int) -> Unit:
    found = _units.first(unit_pk)
    if found is None or not access_of(request.user).sees(found):
        raise Http404
    return found


@Prepared
def _units(pk: int) -> QuerySet[Unit]:
    return Unit.objects.filter(pk=pk)


def _place(request: SignedInRequest, unit_pk: int) -> Place:
    return place_of(_unit(request, unit_pk), request.GET.get("year", ""))


def _page(
    request: SignedInRequest, place: Place, name: str, context: dict[str, Any]
) -> HttpResponse:
    tabs = [
        (label, reverse(f"reports:place_{one}", args=[place.unit.pk]), one == name)
        for one, label in (
            ("figures", _("Tình hình nộp")),
            ("targets", _("Chỉ tiêu")),
            ("unmet", _("Tiêu chí chưa đạt")),
            ("compare", _("So sánh đơn vị, năm")),
        )
    ]
    shared = {"place": place, "tabs": tabs, "formats": [("xlsx", _("Excel"))]}
    return render(request, f"reports/figures/{name}.html", shared | context)


def _saved(
    place: Place,
    what: str,
    head: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    sheet: str = "",
) -> HttpResponse:
    """The workbook under a name that says what it shows; ``sheet`` where that is too long."""
    words = f"{what} {place.unit.display_name} {place.year}"
    return saved_workbook(workbook(f"{sheet or what} {place.year}", head, rows), words)

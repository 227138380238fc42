"""The two grids: units × criteria of a year, and the households, clans, people of a place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from assessments.grid_forms import ReceiptForm, changes_of
from assessments.rules import enters_on_behalf
from assessments.selectors import compact as places
from assessments.selectors import results_grid as results
from assessments.selectors import village_grid as villages
from assessments.selectors.compact import Tab
from assessments.selectors.form_page import clock_text
from assessments.selectors.grid_words import grid_words
from assessments.services import results_grid as results_saving
from assessments.services import village_grid as villages_saving
from assessments.services.grid import CellsOvertakenError, CellsRefusedError, Change, Judged
from assessments.views.adding import adding
from assessments.views.finding import visible_year
from campaigns.models import CampaignYear, ParticipantGroup
from core import clock
from core.errors import DomainError
from core.legacy_text import convert, detect
from core.numbers import format_number, format_percent, parse_id
from core.once import did_once, new_key
from core.policy import Scope
from units.access import access_of
from units.enums import UnitType
from units.models import Unit
from units.policy import ENTERING, READERS, for_roles
from units.selectors.duplicates import groups_touching

VILLAGES_A_PAGE = 200
HOUSEHOLDS_A_PAGE = 500
REFUSED, OVERTAKEN = 422, 409
Write = Callable[[list[Change]], list[Judged]]


# ---------------------------------------------------------------- villages × criteria


@for_roles(READERS, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_safe
def village_grid(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """The units of one group down, what they are asked across."""
    campaign_year = visible_year(request.user, slug, year)
    groups = villages.groups_of(campaign_year)
    context: dict[str, Any] = {"campaign_year": campaign_year, "groups": groups}
    if not groups:
        return render(request, "assessments/village_grid.html", context)
    group = _group(groups, request.GET.get("group", ""))
    found = villages.participations_of(campaign_year, group, request.user)
    page = Paginator(found, VILLAGES_A_PAGE).get_page(request.GET.get("page"))
    grid = villages.village_grid(
        campaign_year, list(page), villages.lines_of_group(group), request.user
    )
    context |= {
        "group": group,
        "page": page,
        "grid": grid,
        "packed": grid.packed,
        "words": grid_words(),
        "key": new_key(),
        "has_carried": grid.can_type and grid.has_carried,
        "on_behalf": grid.can_type
        and any(enters_on_behalf(request.user, campaign_year, part.unit) for part in page),
        "receipt": ReceiptForm.shown(),
        "query": f"?group={group.pk}",
    }
    return render(request, "assessments/village_grid.html", context)


def _group(groups: Sequence[ParticipantGroup], wanted: str) -> ParticipantGroup:
    """The asked group; without asking, the villages' one, else the first."""
    if wanted:
        found = next((one for one in groups if str(one.pk) == wanted), None)
    else:
        of_villages = (one for one in groups if UnitType.VILLAGE in one.unit_types)
        found = next(of_villages, groups[0])
    if found is None:
        raise Http404
    return found


@for_roles(ENTERING, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_POST
def village_grid_preview(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """How a block of cells is understood, before anything is saved."""
    campaign_year, group = _villages_of(request, slug, year)
    return _preview(
        request,
        lambda changes: villages_saving.preview(campaign_year, group, changes, actor=request.user),
    )


@for_roles(ENTERING, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_POST
def village_grid_save(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """Save a block of cells whole, or say which cells stand in the way."""
    campaign_year, group = _villages_of(request, slug, year)

    def write(changes: list[Change]) -> list[Judged]:
        received = ReceiptForm(request.POST).received
        return villages_saving.save(
            campaign_year, group, changes, actor=request.user, received=received
        )

    def look(changes: list[Change]) -> list[Judged]:
        return villages_saving.preview(campaign_year, group, changes, actor=request.user)

    def computed(changes: list[Change]) -> list[dict[str, Any]]:
        found = villages.ratios_now(campaign_year, group, {one.row for one in changes})
        return [
            {"row": row, "column": column, "text": text} for (row, column), text in found.items()
        ]

    return _save(request, write, look, computed=computed)


def _villages_of(
    request: SignedInRequest, slug: str, year: int
) -> tuple[CampaignYear, ParticipantGroup]:
    campaign_year = visible_year(request.user, slug, year)
    groups = villages.groups_of(campaign_year)
    if not groups:
        raise Http404
    return campaign_year, _group(groups, request.GET.get("group", ""))


# ---------------------------------------------------------------- households, clans, people


@dataclass(frozen=True)
class Asked:
    """What the address of a results grid names."""

    campaign_year: CampaignYear
    tabs: list[Tab]
    places: list[Unit]
    tab: Tab
    place: Unit

    @property
    def query(self) -> str:
        """The address's query that names the same grid."""
        return f"?unit={self.place.pk}&type={self.tab.type}"


def asked_results(request: SignedInRequest, campaign_year: CampaignYear) -> Asked | None:
    """The place and the type of units; ``None`` where there is nothing to enter at all.

    A place that is out of sight is not found.
    """
    tabs = places.tabs_of(campaign_year)
    found = places.places_of(request.user, campaign_year)
    wanted = parse_id(request.GET.get("unit", "")) if "unit" in request.GET else None
    if "unit" in request.GET and wanted not in {one.pk for one in found}:
        raise Http404
    if not tabs or not found:
        return None
    place = next((one for one in found if one.pk == wanted), found[0])
    tab = next((one for one in tabs if one.type == request.GET.get("type")), tabs[0])
    return Asked(campaign_year, tabs, found, tab, place)


@for_roles(READERS, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_safe
def results_grid(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """The households, clans or people of one place down; registration to result across."""
    campaign_year = visible_year(request.user, slug, year)
    asked = asked_results(request, campaign_year)
    context: dict[str, Any] = {"campaign_year": campaign_year, "asked": asked, "query": ""}
    if asked is None:
        return render(request, "assessments/results_grid.html", context)
    units = places.units_of(asked.place, asked.tab.type, "")
    page = Paginator(units.select_related("parent"), HOUSEHOLDS_A_PAGE).get_page(
        request.GET.get("page")
    )
    listed = results.listed_of(campaign_year, asked.tab, list(page), clock.today())
    columns = results.columns_of(
        asked.tab,
        places.judgements_of(asked.tab.group),
        in_village=asked.place.type == UnitType.VILLAGE,
    )
    grid = results.results_grid(
        campaign_year, asked.place, list(page), columns, listed=listed, user=request.user
    )
    context |= {
        "page": page,
        "grid": grid,
        "packed": grid.packed,
        "words": grid_words(),
        "key": new_key(),
        "ratios": _ratios(asked),
        "doubles": len(listed.doubles),
        "query": asked.query,
        "adding": adding(request.user, asked.place, asked.tab.type),
    }
    return render(request, "assessments/results_grid.html", context)


@for_roles(ENTERING, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_POST
def results_grid_preview(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """How a block of cells is understood, before anything is saved."""
    asked = asked_results(request, visible_year(request.user, slug, year))

    def look(changes: list[Change]) -> list[Judged]:
        found = _needed(asked)
        return results_saving.preview(
            found.campaign_year, found.place, found.tab, changes, actor=request.user
        )

    return _preview(request, look)


@for_roles(ENTERING, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_POST
def results_grid_save(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """Save a block of cells whole, or say which cells stand in the way."""
    asked = asked_results(request, visible_year(request.user, slug, year))

    def look(changes: list[Change]) -> list[Judged]:
        found = _needed(asked)
        return results_saving.preview(
            found.campaign_year, found.place, found.tab, changes, actor=request.user
        )

    def write(changes: list[Change]) -> list[Judged]:
        found = _needed(asked)
        return results_saving.save(
            found.campaign_year, found.place, found.tab, changes, actor=request.user
        )

    return _save(request, write, look, facts=lambda: _ratios(_needed(asked)))


def _needed(asked: Asked | None) -> Asked:
    if asked is None:
        raise DomainError(_("Kế hoạch này không có hộ, dòng họ hay cá nhân nào để ghi."))
    return asked


def ratios_at(campaign_year: CampaignYear, place: Unit, tab: Tab) -> dict[str, str]:
    """The place's figures, each rate with its denominator."""
    found = results.ratios_of(campaign_year, places.units_of(place, tab.type, ""))
    return {
        "units": format_number(found.units),
        "registered": _rate(found.registered, found.units),
        "achieved": _rate(found.achieved, found.registered),
        "achieved_of_all": _rate(found.achieved, found.units),
    }


def _ratios(asked: Asked) -> dict[str, str]:
    return ratios_at(asked.campaign_year, asked.place, asked.tab)


def _rate(part: int, whole: int) -> str:
    return f"{format_percent(part, whole)} ({format_number(part)}/{format_number(whole)})"


@for_roles(READERS, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_safe
def doubles(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """People of the chosen place who look like the same one entered twice."""
    campaign_year = visible_year(request.user, slug, year)
    asked = asked_results(request, campaign_year)
    groups = groups_touching(asked.place, _widest(request, asked.place)) if asked else []
    page = Paginator(groups, 50).get_page(request.GET.get("page"))
    context = {
        "campaign_year": campaign_year,
        "asked": asked,
        "page": page,
        "back": reverse("assessments:results_grid", args=[slug, year])
        + (asked.query if asked else ""),
    }
    return render(request, "assessments/doubles.html", context)


def _widest(request: SignedInRequest, place: Unit) -> Unit:
    """The place's commune where the reader sees it whole: doubles live in two villages."""
    commune = place.commune
    return commune if commune and access_of(request.user).sees(commune) else place


# ---------------------------------------------------------------- answers to the script


def _preview(request: SignedInRequest, look: Write) -> HttpResponse:
    try:
        changes = changes_of(request.POST)
        judged = look(changes)
    except DomainError as error:
        return JsonResponse({"error": str(error)}, status=REFUSED)
    return JsonResponse({
        "cells": [_told(one) for one in judged],
        "legacy": _legacy(changes),
    })  # fmt: skip


def _save(
    request: SignedInRequest,
    write: Write,
    look: Write,
    *,
    facts: Callable[[], dict[str, str]] = dict,
    computed: Callable[[list[Change]], list[dict[str, Any]]] = lambda _changes: [],
) -> HttpResponse:
    """``computed``: the cells that nobody types and that follow from the saved ones."""
    judged: list[Judged] = []
    try:
        changes = changes_of(request.POST)
        is_first = did_once(request, lambda: judged.extend(write(changes)))
    except CellsOvertakenError as error:
        return _refusal(error, OVERTAKEN, error.cells)
    except CellsRefusedError as error:
        return _refusal(error, REFUSED, error.cells)
    except DomainError as error:
        return _refusal(error, REFUSED, ())
    # What was just written stands as it was understood; a repetition looks at what came since.
    stand = map(_written, judged) if is_first else map(_standing, look(changes))
    return JsonResponse({
        "saved": sum(one.changes for one in judged),
        "repeated": not is_first,
        "cells": list(stand),
        "computed": computed(changes),
        "at": clock_text(timezone.now()),
        "facts": facts(),
    })  # fmt: skip


def _refusal(error: DomainError, status: int, cells: Sequence[Judged]) -> HttpResponse:
    return JsonResponse(
        {"error": str(error), "field": error.field, "cells": [_told(one) for one in cells]},
        status=status,
    )


def _told(one: Judged) -> dict[str, Any]:
    """A cell before and after."""
    return {
        "row": one.change.row,
        "column": one.change.column,
        "address": one.address,
        "text": one.change.text,
        "before": one.before,
        "before_note": one.before_note,
        "after": one.after,
        "note": one.note,
        "number": one.number,
        "error": one.error,
        "who": one.who,
    }


def _written(one: Judged) -> dict[str, Any]:
    """A cell as its saving left it."""
    return _stands(one, one.after, one.note)


def _standing(one: Judged) -> dict[str, Any]:
    """A cell as it stands on the server, whoever wrote it."""
    return _stands(one, one.before, one.before_note)


def _stands(one: Judged, text: str, note: str) -> dict[str, Any]:
    return {
        "row": one.change.row,
        "column": one.change.column,
        "text": text,
        "note": note,
        "number": one.number,
    }


def _legacy(changes: Sequence[Change]) -> dict[str, Any] | None:
    """The cells typed for an old font with what they read as, when the block has such."""
    font = detect([one.text for one in changes])
    if font is None:
        return None
    read = [(one, convert(one.text, font)) for one in changes]
    cells = [
        {"row": one.row, "column": one.column, "before": one.text, "after": after}
        for one, after in read
        if after != one.text
    ]
    return {"font": str(font), "cells": cells} if cells else None

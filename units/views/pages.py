"""Looking up units: search, and the page of one."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from core.policy import Scope
from units import rules
from units.access import access_of
from units.enums import UnitType
from units.models import Membership, Unit
from units.own_links import changes_of_unit
from units.policy import EVERY_ROLE, LOOKING_UP, for_roles
from units.selectors import pages
from units.selectors.history import successors
from units.selectors.households import members_of
from units.selectors.people import users_visible_to
from units.selectors.search import found_units, units_matching
from units.unit_links import links_of

PAGE_SIZE = 50


@for_roles(EVERY_ROLE)
@require_safe
def search(request: SignedInRequest) -> HttpResponse:
    """Find a unit in sight by any of its names, without diacritics; ``?ended=1`` adds the past."""
    query = request.GET.get("q", "").strip()
    with_ended = bool(request.GET.get("ended"))
    rows = units_matching(query, user=request.user, with_ended=with_ended)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "query": query,
        "with_ended": with_ended,
        "page": page,
        "found": found_units(query, list(page)),
        "own_units": [] if query else pages.own_units(request.user),
    }
    return render(request, "units/unit_search.html", context)


def crumbs(user_sees: set[int], above: list[Unit], unit: Unit) -> list[tuple[str, str]]:
    """The way along the tree; units out of sight are named and cannot be opened."""
    steps = [(one, reverse("units:unit", args=[one.pk])) for one in above]
    shown = [(str(one), url if one.pk in user_sees else "") for one, url in steps]
    return [*shown, (str(unit), "")]


def visible_ids(request: SignedInRequest, units: list[Unit]) -> set[int]:
    """Which of the units the person may look up."""
    ids = [unit.pk for unit in units]
    found = Unit.objects.findable_by(request.user).filter(pk__in=ids)
    return set(found.values_list("pk", flat=True))


def openable_people(request: SignedInRequest, roles: list[Membership]) -> set[int]:
    """Which of the people in the list have a page that this person may open."""
    if not roles or not access_of(request.user).has_role(*LOOKING_UP):
        return set()
    found = users_visible_to(request.user).filter(pk__in=[row.user_id for row in roles])
    return set(found.values_list("pk", flat=True))


@for_roles(EVERY_ROLE, scope=Scope.SUBTREE, obj="units.unit")
@require_safe
def unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """One unit: where it hangs, what lies below, its names and changes, who holds what."""
    shown = get_object_or_404(
        Unit.objects.findable_by(request.user).select_related("parent"), pk=pk
    )
    above = pages.chain_above(shown)
    wanted = request.GET.get("type", "")
    with_ended = bool(request.GET.get("ended"))
    counts, ended_count = pages.child_counts(shown, request.user)
    children = pages.children_of(
        shown,
        request.user,
        unit_type=wanted if wanted in UnitType.values else "",
        query=request.GET.get("q", ""),
        with_ended=with_ended,
    )
    sees_roles = rules.can_see_roles(request.user, shown)
    heads = pages.heads_of(shown) if rules.can_know_head(request.user, shown) else []
    roles = pages.roles_in(shown) if sees_roles else []
    is_household = shown.type == UnitType.HOUSEHOLD
    went_to = successors(shown) if shown.valid_to else []
    context = {
        "unit": shown,
        "crumbs": crumbs(visible_ids(request, above), above, shown),
        "page": Paginator(children, PAGE_SIZE).get_page(request.GET.get("page")),
        "counts": counts,
        "ended_count": ended_count,
        "wanted_type": wanted,
        "with_ended": with_ended,
        "names": pages.names_of(shown),
        "changes": pages.changes_of(shown, request.user),
        "successors": went_to,
        "openable_units": visible_ids(request, [one.unit for one in went_to]) if went_to else set(),
        "heads": heads,
        "can_call": rules.can_call(request.user, shown),
        "links": links_of(request, shown),
        "change_links": changes_of_unit(request, shown),
        "types_to_add": rules.types_to_add(request.user, shown),
        "is_household": is_household,
        "members": members_of(shown) if is_household else [],
        "can_change": rules.can_change_unit(request.user, shown),
        "sees_roles": sees_roles,
        "roles": roles,
        "openable_people": openable_people(request, roles),
        "can_audit": rules.can_read_trail(request.user, shown),
    }
    return render(request, "units/unit_detail.html", context)

"""Read a campaign: its list, criteria and days, the plan's text, targets and tasks."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from campaigns.models import Campaign
from campaigns.selectors.pages import overview, plan_page, targets_page
from campaigns.views.finding import visible_head
from core import clock
from core.policy import Scope
from units.policy import READERS, for_roles

PAGE_SIZE = 20


@for_roles(READERS)
@require_safe
def campaign_list(request: SignedInRequest) -> HttpResponse:
    """Every campaign at, above or below one of the reader's units."""
    campaigns = (
        Campaign.objects.visible_to(request.user)
        .of_units_matching(request.GET.get("q", ""))
        .select_related("launched_by", "document")
        .prefetch_related("years")
        .order_by("-first_year", "launched_by__sort_key", "pk")
    )
    page = Paginator(campaigns, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "campaigns/campaign_list.html", {"page": page})


@for_roles(READERS, scope=Scope.CAMPAIGN, obj="campaigns.campaign")
@require_safe
def campaign_detail(request: SignedInRequest, slug: str) -> HttpResponse:
    """What a unit has to meet and by when: criteria by group, duties with their last day."""
    head = visible_head(request.user, slug, request.GET.get("year", ""))
    page = overview(head, request.user, clock.today())
    context = {"head": head, "page": page, "tab": "criteria"}
    return render(request, "campaigns/campaign_detail.html", context)


@for_roles(READERS, scope=Scope.CAMPAIGN, obj="campaigns.campaign")
@require_safe
def campaign_plan(request: SignedInRequest, slug: str) -> HttpResponse:
    """The plan's text: basis, aims, contents, solutions, awards, who does what."""
    head = visible_head(request.user, slug, request.GET.get("year", ""))
    context = {"head": head, "page": plan_page(head.campaign), "tab": "plan"}
    return render(request, "campaigns/campaign_plan.html", context)


@for_roles(READERS, scope=Scope.CAMPAIGN, obj="campaigns.campaign")
@require_safe
def campaign_targets(request: SignedInRequest, slug: str) -> HttpResponse:
    """Figures to reach, year by year, and tasks with their state."""
    head = visible_head(request.user, slug, request.GET.get("year", ""))
    context = {"head": head, "page": targets_page(head.campaign), "tab": "targets"}
    return render(request, "campaigns/campaign_targets.html", context)

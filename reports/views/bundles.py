"""Papers of many units in one file, and the dossier of a year."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import SignedInRequest
from campaigns.models import CampaignYear
from core.once import act_or_explain
from core.policy import Scope
from documents.serving import download, office_name
from reports import selectors
from reports.enums import BundleKind
from reports.models import Bundle
from reports.rules import BUNDLING, can_bundle
from reports.services import bundles
from units.models import Unit
from units.policy import READERS, for_roles


@require_GET
@for_roles(READERS)
def bundle_list(request: SignedInRequest) -> HttpResponse:
    """The bundles in sight, and what may be asked for."""
    rows = Bundle.objects.visible_to(request.user).select_related(
        "unit", "campaign_year", "requested_by"
    )
    context = {
        "bundles": rows[:100],
        "wishes": selectors.bundle_wishes(request.user),
        "kinds": BundleKind.choices,
        "crumbs": [(_("Báo cáo"), reverse("reports:list")), (_("Tệp nén"), request.path)],
    }
    return render(request, "reports/bundles.html", context)


@require_POST
@for_roles(BUNDLING, scope=Scope.SUBTREE, obj="reports.bundle_wish")
def bundle_new(request: SignedInRequest, year_pk: int, unit_pk: int, kind: str) -> HttpResponse:
    """Ask for a bundle; its page shows how far it is."""
    year = get_object_or_404(CampaignYear.objects.visible_to(request.user), pk=year_pk)
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=unit_pk)
    if kind not in BundleKind.values:
        raise Http404
    if not can_bundle(request.user, unit):
        raise PermissionDenied

    def act() -> str:
        made = bundles.request_bundle(BundleKind(kind), year, unit, actor=request.user)
        return reverse("reports:bundle", args=[made.pk])

    return act_or_explain(request, act, to=reverse("reports:bundles"), done="")


@require_GET
@for_roles(READERS, scope=Scope.SUBTREE, obj="reports.bundle")
def bundle_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One bundle: progress, list, the file."""
    bundle = _bundle(request, pk)
    context = {
        **_progress(bundle),
        "name": bundles.name_of(bundle),
        "may_take": can_bundle(request.user, bundle.unit),
        "crumbs": [
            (_("Báo cáo"), reverse("reports:list")),
            (_("Tệp nén"), reverse("reports:bundles")),
            (bundles.name_of(bundle), request.path),
        ],
    }
    return render(request, "reports/bundle.html", context)


@require_GET
@for_roles(READERS, scope=Scope.SUBTREE, obj="reports.bundle")
def bundle_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """The progress alone; when the work is over the page loads anew."""
    context = _progress(_bundle(request, pk))
    response = render(request, "reports/_bundle_progress.html", context)
    if not context["is_working"]:
        response.headers["HX-Refresh"] = "true"
    return response


def _progress(bundle: Bundle) -> dict[str, object]:
    made, whole = selectors.bundle_count(bundle)
    failed = selectors.bundle_failure(bundle)
    is_over = bundle.file_id is not None or bundle.cancelled_at is not None or bool(failed)
    return {
        "bundle": bundle,
        "made": made,
        "whole": whole,
        "failed": failed,
        "is_working": not is_over,
    }


@require_GET
@for_roles(BUNDLING, scope=Scope.SUBTREE, obj="reports.bundle")
def bundle_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The ZIP; who took it stands in the trail."""
    bundle = _bundle(request, pk)
    if not can_bundle(request.user, bundle.unit):
        raise PermissionDenied
    if bundle.file is None:
        raise Http404
    file = bundles.take_away(bundle, actor=request.user)
    return download(file, office_name(bundles.name_of(bundle), "zip"))


@require_POST
@for_roles(BUNDLING, scope=Scope.SUBTREE, obj="reports.bundle")
def bundle_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Stop a bundle that is still being made."""
    bundle = _bundle(request, pk)
    if not can_bundle(request.user, bundle.unit):
        raise PermissionDenied
    return act_or_explain(
        request,
        lambda: bundles.cancel(bundle, actor=request.user),
        to=reverse("reports:bundle", args=[pk]),
        done=_("Đã hủy."),
    )


def _bundle(request: SignedInRequest, pk: int) -> Bundle:
    rows = Bundle.objects.visible_to(request.user).select_related(
        "unit", "campaign_year__campaign", "requested_by", "file"
    )
    return get_object_or_404(rows, pk=pk)

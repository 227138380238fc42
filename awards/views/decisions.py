"""Decisions: list, one with its awards and sheets, entering one that was signed on paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from awards.enums import AwardKind, AwardState
from awards.models import Certificate, Decision, Printer
from awards.register_forms import DecisionForm
from awards.rules import KEEPERS, can_keep_register, can_publish
from awards.services.certificates import issue_certificates
from awards.services.conferring import AwardLine, record_outside
from awards.views.register import register_steps
from campaigns.models import Campaign
from core import clock
from core.once import act_or_correct, act_or_explain
from core.policy import Scope
from core.text import fold
from documents.serving import download
from units.access import access_of
from units.enums import UnitType
from units.models import Unit
from units.paths import is_under
from units.policy import READERS, for_roles

PAGE_SIZE = 50
MOST_CHOICES = 60
MOST_RECIPIENTS = 500
MOST_VILLAGES = 200


@for_roles(READERS)
@require_safe
def decision_list(request: SignedInRequest) -> HttpResponse:
    """Every decision in sight, found by its number."""
    rows = Decision.objects.visible_to(request.user).annotate(total=Count("awards"))
    for word in request.GET.get("q", "").split():
        rows = rows.filter(number__icontains=word)
    # Counting groups the rows, and grouped rows lose the model's own order.
    rows = rows.order_by("-decided_on", "-pk")
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "keeps": access_of(request.user).has_role(*KEEPERS),
        "crumbs": register_steps(_("Quyết định")),
    }
    return render(request, "awards/decision_list.html", context)


def visible_decision(request: SignedInRequest, pk: int) -> Decision:
    """The decision; 404 out of sight."""
    found: Decision = get_object_or_404(
        Decision.objects.visible_to(request.user).select_related("unit", "scan", "entered_by"),
        pk=pk,
    )
    return found


@for_roles(READERS, scope=Scope.SUBTREE, obj="awards.decision")
@require_safe
def decision_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One decision with its list, its sheets and what was printed."""
    decision = visible_decision(request, pk)
    keeps = can_keep_register(request.user, decision.unit)
    rows = decision.awards.order_by("pk").prefetch_related("certificates")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    revoked = Q(state=AwardState.REVOKED)
    sums = decision.awards.aggregate(
        total=Count("pk"), revoked=Count("pk", filter=revoked), money=Sum("prize", filter=~revoked)
    )
    numbered = Certificate.objects.in_force().filter(award__decision=decision).count()
    waiting = decision.awards.in_force().filter(certificates=None).count()
    context = {
        "decision": decision,
        "page": page,
        "sums": sums,
        "numbered": numbered,
        "waiting": 0 if decision.is_outside else waiting,
        "keeps": keeps,
        "publishes": can_publish(request.user, decision.unit),
        "printers": Printer.objects.filter(unit=decision.unit) if keeps else [],
        "prints": decision.prints.select_related("printer", "file")[:5] if keeps else [],
        "crumbs": [
            (_("Sổ khen thưởng"), reverse("awards:register_list")),
            (_("Quyết định"), reverse("awards:decision_list")),
            (decision.number, ""),
        ],
    }
    return render(request, "awards/decision_detail.html", context)


@for_roles(READERS, scope=Scope.SUBTREE, obj="awards.decision")
@require_safe
def decision_scan(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The scanned decision; always as a download."""
    decision = visible_decision(request, pk)
    if decision.scan is None:
        raise Http404
    return download(decision.scan, decision.scan_name or f"quyet-dinh-{decision.pk}")


@for_roles(KEEPERS, scope=Scope.SUBTREE, obj="awards.decision")
@require_POST
def decision_number(request: SignedInRequest, pk: int) -> HttpResponse:
    """Number the certificates of everybody who has none yet."""
    decision = visible_decision(request, pk)
    if not can_keep_register(request.user, decision.unit):
        raise PermissionDenied
    return act_or_explain(
        request,
        lambda: issue_certificates(decision, actor=request.user),
        to=reverse("awards:decision_detail", args=[pk]),
        done=_("Đã cấp số vào sổ."),
    )


# ---------------------------------------------------------------- entering one


@for_roles(KEEPERS)
@require_safe
def recipients_choose(request: SignedInRequest) -> HttpResponse:
    """Choose who is on the list; what was ticked stays while one searches on."""
    day = clock.today()
    visible = Unit.objects.visible_to(request.user).active_on(day)
    ticked = _recipients(request)
    village = visible.filter(pk=_number(request.GET.get("village", "")) or 0).first()
    query = request.GET.get("q", "")
    has_asked = bool(fold(query).strip()) or village is not None
    found: list[Unit] = []
    if has_asked:
        fitting = visible.exclude(type__in=[UnitType.COUNTRY, UnitType.PROVINCE])
        if village is not None:
            fitting = fitting.at_or_below(village)
        chosen = {one.pk for one in ticked}
        fitting = fitting.matching(query).exclude(pk__in=chosen)
        found = list(fitting.select_related("parent").in_order()[:MOST_CHOICES])
    villages = visible.of_types([UnitType.VILLAGE]).in_order()[:MOST_VILLAGES]
    context = {
        "ticked": ticked,
        "found": found,
        "has_asked": has_asked,
        "villages": list(villages),
        "village": request.GET.get("village", ""),
        "crumbs": register_steps(_("Ghi quyết định")),
    }
    return render(request, "awards/recipients_choose.html", context)


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None


def _recipients(request: SignedInRequest) -> list[Unit]:
    ids = {pk for one in request.GET.getlist("recipient") if (pk := _number(one)) is not None}
    if not ids:
        return []
    if len(ids) > MOST_RECIPIENTS:
        raise Http404
    found = Unit.objects.visible_to(request.user).filter(pk__in=ids)
    return list(found.select_related("parent").in_order())


@for_roles(KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def decision_new(request: SignedInRequest) -> HttpResponse:
    """Enter one signed decision for everybody who was chosen."""
    recipients = _recipients(request)
    if not recipients:
        messages.error(request, _("Hãy đánh dấu ít nhất một người, tập thể hoặc hộ."))
        return redirect("awards:recipients_choose")
    if len(recipients) != len(set(request.GET.getlist("recipient"))):
        raise Http404
    unit = _keeping_unit(request, recipients)
    form = DecisionForm(
        request.POST or None,
        request.FILES or None,
        campaigns=Campaign.objects.visible_to(request.user),
        initial={"period_from": clock.today().year, "period_to": clock.today().year},
    )
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request,
            form,
            lambda: _record(request, unit, recipients, form),
            to=reverse("awards:decision_list"),
            done=_("Đã ghi quyết định vào sổ khen thưởng."),
        )
        if answer is not None:
            return answer
    context = {
        "form": form,
        "recipients": recipients,
        "unit": unit,
        "lost_file": form.is_bound and bool(request.FILES),
        "back": f"{reverse('awards:recipients_choose')}?{request.GET.urlencode()}",
        "crumbs": register_steps(_("Ghi quyết định")),
    }
    return render(request, "awards/decision_new.html", context)


def _keeping_unit(request: SignedInRequest, recipients: list[Unit]) -> Unit:
    """The lowest unit in which the reader keeps the register and that holds all of them."""
    access = access_of(request.user)
    fitting = [
        one
        for one in access.held
        if one.role in KEEPERS and all(is_under(unit.path, one.path) for unit in recipients)
    ]
    if not fitting:
        raise PermissionDenied
    lowest = max(fitting, key=lambda one: len(one.path))
    return Unit.objects.get(pk=lowest.unit_id)


def _record(
    request: SignedInRequest, unit: Unit, recipients: list[Unit], form: DecisionForm
) -> str:
    data: dict[str, Any] = form.cleaned_data
    lines = [
        AwardLine(
            recipient=one,
            award_type=data["award_type"],
            period_from=data["period_from"],
            period_to=data["period_to"],
            campaign=data["campaign"],
            achievement=data["achievement"],
            kind=AwardKind.CAMPAIGN if data["campaign"] else AwardKind.MERIT,
        )
        for one in recipients
    ]
    decision = record_outside(unit, form.facts(), lines, actor=request.user)
    return reverse("awards:decision_detail", args=[decision.pk])

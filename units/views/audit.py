"""The audit trail, for those who check and change nothing."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from core import jobs
from core.enums import JobState
from core.once import act_or_explain
from core.policy import Scope
from units import rules
from units.audit_words import AREAS, lines_of
from units.forms.people import TrailForm
from units.models import Unit
from units.policy import AUDITORS, for_roles
from units.selectors import trail as selectors

PAGE_SIZE = 50


def _audited_unit(request: SignedInRequest, pk: int) -> Unit:
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    if not rules.can_read_trail(request.user, unit):
        raise PermissionDenied
    return unit


@for_roles(AUDITORS, scope=Scope.SUBTREE, obj="units.unit")
@require_safe
def trail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who did what in the unit and below, the latest first, by days and by area."""
    unit = _audited_unit(request, pk)
    form = TrailForm(request.GET or None, areas=list(AREAS.items()))
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    events = selectors.events_below(
        unit,
        from_on=wanted.get("from_on"),
        to_on=wanted.get("to_on"),
        area=wanted.get("area", ""),
    )
    page = Paginator(events, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "unit": unit,
        "crumbs": [(str(unit), reverse("units:unit", args=[unit.pk])), (_("Nhật ký"), "")],
        "form": form,
        "page": page,
        "lines": lines_of(page),
        **_verification(unit),
    }
    return render(request, "units/trail.html", context)


def _verification(unit: Unit) -> dict[str, Any]:
    job = selectors.last_verification(unit)
    broken: list[list[Any]] = (job.result or {}).get("broken", []) if job else []
    return {
        "job": job,
        "is_running": job is not None and job.state in {JobState.QUEUED, JobState.RUNNING},
        "is_done": job is not None and job.state == JobState.DONE,
        "broken": [(selectors.chain_label(name), seq) for name, seq in broken],
    }


@for_roles(AUDITORS, scope=Scope.SUBTREE, obj="units.unit")
@require_POST
def verify_trail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for every seal of the unit's trail to be compared; one check per state of the trail."""
    unit = _audited_unit(request, pk)

    def act() -> None:
        jobs.enqueue(
            selectors.VERIFY_JOB,
            str(unit.pk),
            input_hash=selectors.heads_hash(unit),
            arguments={"unit": unit.pk},
            requested_by=request.user.pk,
        )

    to = reverse("units:trail", args=[unit.pk])
    return act_or_explain(request, act, to=to, done=_("Đã xếp việc kiểm tra."))


@for_roles(AUDITORS, scope=Scope.SUBTREE, obj="units.unit")
@require_safe
def verify_state(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far the check is: the fragment that the page asks for until it ends."""
    unit = _audited_unit(request, pk)
    return render(request, "units/_trail_check.html", {"unit": unit, **_verification(unit)})

"""The audit trail, for those who check and change nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.http import SignedInRequest
from core import clock, jobs
from core.csv_text import CSV, csv_parts
from core.enums import JobState
from core.once import act_or_explain
from core.policy import Scope
from units import rules
from units.audit_words import AREAS, act_of, lines_of
from units.forms.people import TrailForm
from units.models import Unit
from units.policy import AUDITORS, for_roles
from units.selectors import trail as selectors
from units.services import copying

PAGE_SIZE = 50
SOUND_CHAINS_SHOWN = 20


def _audited_unit(request: SignedInRequest, pk: int) -> Unit:
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    if not rules.can_read_trail(request.user, unit):
        raise PermissionDenied
    return unit


def _wanted(request: SignedInRequest) -> tuple[TrailForm, dict[str, Any]]:
    """The form of the filter, and what it asks for once it is filled in rightly."""
    form = TrailForm(request.GET or None, areas=list(AREAS.items()))
    typed: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    return form, {
        "from_on": typed.get("from_on"),
        "to_on": typed.get("to_on"),
        "area": typed.get("area", ""),
    }


@for_roles(AUDITORS, scope=Scope.SUBTREE, obj="units.unit")
@require_safe
def trail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who did what in the unit and below, the latest first, by days and by area."""
    unit = _audited_unit(request, pk)
    form, wanted = _wanted(request)
    events = selectors.events_below(unit, **wanted)
    page = Paginator(events, PAGE_SIZE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "unit": unit,
        "crumbs": [(str(unit), reverse("units:unit", args=[unit.pk])), (_("Nhật ký"), "")],
        "form": form,
        "page": page,
        "lines": lines_of(page),
        "copy_url": f"{reverse('units:trail_copy', args=[unit.pk])}?{asked.urlencode()}",
        **_verification(unit),
    }
    return render(request, "units/trail.html", context)


@require_GET
@for_roles(AUDITORS, scope=Scope.SUBTREE, obj="units.unit")
def trail_copy(request: SignedInRequest, pk: int) -> StreamingHttpResponse:
    """What the page is filtered to, with every seal, to keep and to compare elsewhere.

    Who took the copy stands in the trail.
    """
    unit = _audited_unit(request, pk)
    _form, wanted = _wanted(request)
    copying.note_copy(unit, wanted, actor=request.user.as_actor)
    events = selectors.events_below(unit, **wanted).order_by("chain", "seq")
    rows = selectors.copied(events.iterator(chunk_size=500), act_of)
    response = StreamingHttpResponse(
        csv_parts([str(one) for one in selectors.COLUMNS], rows), content_type=CSV
    )
    name = f"Nhat-ky-{unit.pk}-{clock.today():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@dataclass(frozen=True)
class ChainLine:
    """A chain as the last check left it: its last line and seal, or what does not fit."""

    label: str
    seq: int
    hash: str = ""
    damage: str = ""


def _verification(unit: Unit) -> dict[str, Any]:
    job = selectors.last_verification(unit)
    is_done = job is not None and job.state == JobState.DONE
    found = selectors.Verification.of(job) if job is not None and is_done else None
    return {
        "job": job,
        "is_running": job is not None and job.state in {JobState.QUEUED, JobState.RUNNING},
        "is_done": is_done,
        **(_found(found) if found else {}),
    }


def _found(check: selectors.Verification) -> dict[str, Any]:
    """Every chain that does not fit, and the first sound ones."""
    sound = check.heads[:SOUND_CHAINS_SHOWN]
    names = {one.chain for one in check.breaks} | {one.chain for one in sound}
    labels = selectors.chain_labels(names)
    return {
        "broken": [
            ChainLine(labels[one.chain], one.seq, damage=str(one.damage.label))
            for one in check.breaks
        ],
        "sound": [ChainLine(labels[one.chain], one.seq, one.hash) for one in sound],
        "more_sound": len(check.heads) - len(sound),
    }


@for_roles(AUDITORS, scope=Scope.SUBTREE, obj="units.unit")
@require_POST
def verify_trail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for every seal of the unit's trail to be compared now; one check at a time."""
    unit = _audited_unit(request, pk)

    def act() -> None:
        jobs.enqueue(
            selectors.VERIFY_JOB,
            str(unit.pk),
            input_hash=selectors.wish_key(unit),
            arguments={"unit": unit.pk},
            requested_by=request.user.as_actor,
        )

    to = reverse("units:trail", args=[unit.pk])
    return act_or_explain(request, act, to=to, done=_("Đã xếp việc kiểm tra."))


@for_roles(AUDITORS, scope=Scope.SUBTREE, obj="units.unit")
@require_safe
def verify_state(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far the check is: the fragment that the page asks for until it ends."""
    unit = _audited_unit(request, pk)
    return render(request, "units/_trail_check.html", {"unit": unit, **_verification(unit)})

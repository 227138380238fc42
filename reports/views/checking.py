"""Before a report is closed, and after: the check list, what changed since, what differs."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import SignedInRequest
from core import clock
from core.once import act_or_correct
from core.policy import Scope
from criteria.models import Indicator
from documents.rules import can_check
from documents.selectors import signatories_on
from reports import selectors
from reports.enums import ReportState
from reports.forms import CheckForm
from reports.models import AnnualReport
from reports.papers.checking import Line, Verdict, check_list
from reports.papers.differences import changed_figures, reworded
from reports.papers.passages import passages
from reports.services import building, editing, life
from units.enums import Role
from units.policy import ENTERING, READERS, for_roles

CHECKERS = ENTERING | {Role.SECRETARY}


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(CHECKERS, scope=Scope.SUBTREE, obj="reports.passage")
def check(request: SignedInRequest, pk: int) -> HttpResponse:
    """The check list; whoever went through it names the signer."""
    report = get_object_or_404(selectors.report_page(request.user), pk=pk)
    if report.paper is None:
        raise Http404
    if not can_check(request.user, report.paper):
        raise PermissionDenied
    back = reverse("reports:detail", args=[pk])
    if request.method != "POST" and report.state != ReportState.DRAFT:
        return redirect(back)
    lines = _lines(report)
    today = clock.today()
    signatories = signatories_on(report.unit, today)
    form = CheckForm(
        request.POST or None,
        signatories=signatories,
        initial={
            "seen": life.content_hash(report),
            "signatory": report.paper.signatory_id
            or signatories.values_list("pk", flat=True).first(),
        },
    )
    is_wrong = any(line.verdict == Verdict.WRONG for line in lines)
    if request.method == "POST" and form.is_valid() and not is_wrong:
        answer = act_or_correct(
            request, form,
            lambda: life.check(
                report, actor=request.user, signatory=form.cleaned_data["signatory"],
                seen=form.cleaned_data["seen"],
            ),
            to=back, done=_("Đã ghi nhận kiểm tra. Lãnh đạo Phòng chốt được báo cáo này."),
        )  # fmt: skip
        if answer is not None:
            return answer
    context = {
        "report": report,
        "lines": lines,
        "is_wrong": is_wrong,
        "form": form,
        "has_signatories": signatories.exists(),
        "today": today,
        "crumbs": [
            (_("Báo cáo"), reverse("reports:list")),
            (str(report.unit), back),
            (_("Kiểm tra"), request.path),
        ],
        "back": back,
    }
    return render(request, "reports/check.html", context)


def _lines(report: AnnualReport) -> list[Line]:
    written = life.written(report)
    originals = {one.key: one for one in passages(written.blocks)}
    edits = editing.edited_now(report)
    stale = [
        originals[key]
        for key, row in edits.items()
        if key in originals and row.written_beside != originals[key].digest
    ]
    edited = {key: originals[key] for key in edits if key in originals}
    return check_list(life.with_words(report, written), report.figures or {}, edited, stale)


@require_GET
@for_roles(READERS, scope=Scope.SUBTREE, obj="reports.report")
def changes(request: SignedInRequest, pk: int) -> HttpResponse:
    """A banner where the figures of today are no longer those of the closed report."""
    report = get_object_or_404(selectors.report_page(request.user), pk=pk)
    if report.state != ReportState.FROZEN:
        raise Http404
    before = report.figures or {}
    # Told for the report's own day: names and titles of a later time are no change in it.
    day = dt.date.fromisoformat(before["on"]) if before.get("on") else None
    today = building.snapshot_of(report.campaign_year, report.unit, report.kind, day)
    # Neither is what it replaces: that was said when it was closed.
    today |= {key: before[key] for key in ("on", "replaces") if key in before}
    has_changed = building.hash_of(today) != report.figures_hash
    context = {
        "report": report,
        "found": changed_figures(before, today, _labels()) if has_changed else [],
        "has_changed": has_changed,
    }
    return render(request, "reports/_changes.html", context)


@require_GET
@for_roles(READERS, scope=Scope.SUBTREE, obj="reports.report")
def differences(request: SignedInRequest, pk: int) -> HttpResponse:
    """What this version says otherwise than the one before it."""
    report = get_object_or_404(selectors.report_page(request.user), pk=pk)
    before = selectors.versions_of(report).filter(version__lt=report.version).first()
    if before is None or not before.figures or not report.figures:
        raise Http404
    earlier, later = life.fetch(before.pk), life.fetch(report.pk)
    context = {
        "report": report,
        "before": before,
        "figures": changed_figures(before.figures, report.figures, _labels()),
        "reworded": reworded(life.composed(earlier), life.composed(later)),
        "crumbs": [
            (_("Báo cáo"), reverse("reports:list")),
            (str(report.unit), reverse("reports:detail", args=[pk])),
            (_("So với bản trước"), request.path),
        ],
    }
    return render(request, "reports/differences.html", context)


def _labels() -> dict[str, str]:
    return dict(Indicator.objects.order_by("pk").values_list("code", "label"))

"""Pages of annual reports: list, one report with its progress, files, freezing."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import SignedInRequest
from campaigns.models import CampaignYear
from core.enums import JobState
from core.models import Job
from core.once import act_or_explain
from core.policy import Scope
from core.tasks import wake
from documents.enums import PaperState
from documents.models import StoredFile
from documents.renderers.workbook import MOST_ROWS, workbook
from documents.rules import can_check
from documents.serving import saved_workbook
from reports import selectors
from reports.enums import ReportKind, ReportState
from reports.models import AnnualReport
from reports.renderers import REPORT_HEAD, report_cells
from reports.rules import BUNDLING, can_build, can_freeze, can_word
from reports.services import building, life
from units.access import access_of
from units.models import Unit
from units.policy import ENTERING, HEADS, READERS, for_roles

PER_PAGE = 30


@require_GET
@for_roles(READERS)
def report_list(request: SignedInRequest) -> HttpResponse:
    """Every report in sight."""
    chosen = selectors.ReportFilter(
        q=request.GET.get("q", ""),
        year=request.GET.get("year", ""),
        state=request.GET.get("state", ""),
        kind=request.GET.get("kind", ""),
    )
    rows = selectors.report_rows(request.user, chosen)
    if request.GET.get("format") == "xlsx":
        cells = report_cells(rows[: MOST_ROWS + 1])
        return saved_workbook(workbook(_("Báo cáo"), REPORT_HEAD, cells), _("Danh sách báo cáo"))
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "formats": [("xlsx", _("Excel"))],
        "chosen": chosen,
        "states": ReportState.choices,
        "kinds": ReportKind.choices,
        "years": selectors.years_in_sight(request.user),
        "own_units": selectors.own_units(request.user),
        "can_bundle": access_of(request.user).has_role(*BUNDLING),
    }
    return render(request, "reports/report_list.html", context)


@require_GET
@for_roles(READERS, scope=Scope.SUBTREE, obj="reports.report")
def report_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One report: its state, progress, files, hash, and the button to freeze it."""
    report = get_object_or_404(selectors.report_page(request.user), pk=pk)
    job = selectors.job_behind(report)
    may_freeze = _can_be_closed(report) and can_freeze(request.user, report)
    context = {
        "report": report,
        "job": job,
        "is_working": is_working(job),
        "versions": selectors.versions_of(report),
        "overview": selectors.overview_of(report),
        "has_tables": report.kind != ReportKind.REMINDER,  # a letter names units in its text
        "can_build": can_build(request.user, report.unit),
        "can_word": can_word(request.user, report),
        "can_check": report.paper is not None
        and _can_be_checked(report)
        and can_check(request.user, report.paper),
        "can_freeze": may_freeze,
        "unwritten": life.unwritten_in(report) if may_freeze else [],
        "poll_url": reverse("reports:progress", args=[report.pk]),
        "outline_url": selectors.outline_url(request.user, report),
        "crumbs": [
            (_("Báo cáo"), reverse("reports:list")),
            (str(report.unit), request.path),
        ],
    }
    return render(request, "reports/report_detail.html", context)


def _can_be_checked(report: AnnualReport) -> bool:
    """Whether the draft waits for somebody to look it through."""
    return (
        report.state == ReportState.DRAFT
        and report.paper is not None
        and report.paper.state == PaperState.DRAFT
    )


def _can_be_closed(report: AnnualReport) -> bool:
    """Whether the draft is ready: looked through, where its paper has to be."""
    if report.state != ReportState.DRAFT:
        return False
    return report.paper is None or report.paper.state == PaperState.CHECKED


def is_working(job: Job | None) -> bool:
    """Whether the report is still being built, or waits to be."""
    return job is not None and job.state in {JobState.QUEUED, JobState.RUNNING}


@require_GET
@for_roles(READERS, scope=Scope.SUBTREE, obj="reports.report")
def report_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """The progress bar alone, asked once a second; when the work is over the page loads anew."""
    report = get_object_or_404(AnnualReport.objects.visible_to(request.user), pk=pk)
    job = selectors.job_behind(report)
    context = {
        "job": job,
        "poll_url": request.path,
        "result_url": reverse("reports:detail", args=[pk]),
    }
    response = render(request, "reports/_progress.html", context)
    if not is_working(job):
        response.headers["HX-Refresh"] = "true"
    return response


@require_GET
@for_roles(READERS, scope=Scope.SUBTREE, obj="reports.report")
def report_file(request: SignedInRequest, pk: int, form: str) -> HttpResponse:
    """The report as PDF or DOCX, with the same rights as the report.

    A PDF opens in the browser; with ``?download=1`` it is saved, as a DOCX always is.
    """
    report = get_object_or_404(
        AnnualReport.objects.visible_to(request.user).select_related(
            "unit", "campaign_year", "pdf", "docx"
        ),
        pk=pk,
    )
    stored: StoredFile | None = report.pdf if form == "pdf" else report.docx
    if stored is None:
        raise Http404
    response = HttpResponse(building.content_of(stored), content_type=stored.content_type)
    is_saved = form != "pdf" or "download" in request.GET
    response.headers["Content-Disposition"] = (
        content_disposition_header(is_saved, selectors.file_name(report, form)) or "attachment"
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
@for_roles(ENTERING, scope=Scope.SUBTREE, obj="campaigns.year_unit")
def report_build(request: SignedInRequest, year_pk: int, unit_pk: int) -> HttpResponse:
    """Ask for a unit's paper of a year; the page of the paper shows how far it is."""
    campaign_year = get_object_or_404(
        CampaignYear.objects.visible_to(request.user).select_related("campaign__launched_by"),
        pk=year_pk,
    )
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=unit_pk)
    if not can_build(request.user, unit):
        raise PermissionDenied
    kind = request.POST.get("kind", "")
    if not building.has_paper(campaign_year, unit, kind):
        raise Http404

    def act() -> str:
        report = building.request_build(campaign_year, unit, kind=kind, actor=request.user)
        if report.job_id is not None:
            wake(report.job_id)
        return reverse("reports:detail", args=[report.pk])

    return act_or_explain(request, act, to=reverse("reports:unit", args=[unit.pk]), done="")


@require_POST
@for_roles(HEADS, scope=Scope.SUBTREE, obj="reports.report")
def report_freeze(request: SignedInRequest, pk: int) -> HttpResponse:
    """Freeze the draft with the figures that stood on the page."""
    report = get_object_or_404(selectors.report_page(request.user), pk=pk)
    if not can_freeze(request.user, report):
        raise PermissionDenied
    seen = request.POST.get("figures_hash", "")

    def act() -> None:
        building.freeze(
            report,
            actor=request.user,
            figures_hash=seen,
            unwritten_seen="unwritten_seen" in request.POST,
        )

    return act_or_explain(
        request,
        act,
        to=reverse("reports:detail", args=[pk]),
        done=_("Đã chốt. Bản này không thay đổi nữa."),
    )


@require_GET
@for_roles(READERS, scope=Scope.SUBTREE, obj="units.unit")
def unit_papers(request: SignedInRequest, unit_pk: int) -> HttpResponse:
    """The papers of one unit, year by year, with the button to build each."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=unit_pk)
    context = {
        "unit": unit,
        "years": selectors.papers_of(request.user, unit),
        "can_build": can_build(request.user, unit),
        "crumbs": [(_("Báo cáo"), reverse("reports:list")), (str(unit), request.path)],
    }
    return render(request, "reports/unit_papers.html", context)

"""The tables of a report as a workbook."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from core.policy import Scope
from documents.renderers.annex_book import annex_book
from documents.serving import saved_workbook
from reports import selectors
from reports.models import AnnualReport
from reports.papers.render import paper_of
from units.policy import READERS, for_roles


@for_roles(READERS, scope=Scope.SUBTREE, obj="reports.passage")
@require_safe
def report_tables(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every table of the report from the figures it was built with; numbers are numbers."""
    report = get_object_or_404(
        AnnualReport.objects.visible_to(request.user).select_related("unit", "campaign_year"), pk=pk
    )
    if report.figures is None:
        raise Http404
    made = annex_book(paper_of(report.figures, report.kind))
    return saved_workbook(made, selectors.file_name(report, "xlsx").removesuffix(".xlsx"))

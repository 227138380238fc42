"""The office's other papers of a year as drafts: reminder, by village, several years."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from accounts.http import SignedInRequest
from campaigns.models import CampaignYear
from campaigns.rules import can_work_office
from core.policy import Scope
from documents.serving import office_name
from reports import selectors
from reports.papers.office import PAPERS
from reports.papers.render import DOCX_TYPE, PDF_TYPE, as_docx, as_pdf
from reports.services import building
from units.policy import OFFICE, for_roles


@require_GET
@for_roles(OFFICE, scope=Scope.CAMPAIGN, obj="campaigns.year")
def office_paper(request: SignedInRequest, year_pk: int, paper: str, form: str) -> HttpResponse:
    """The paper from today's figures; earlier years from their own reports. Nothing is kept."""
    year = get_object_or_404(
        CampaignYear.objects.visible_to(request.user).select_related(
            "campaign__launched_by", "campaign__document"
        ),
        pk=year_pk,
    )
    if not can_work_office(request.user, year.campaign):
        raise PermissionDenied
    if paper not in PAPERS or form not in {"pdf", "docx"}:
        raise Http404
    today = building.snapshot_of(year, year.campaign.launched_by, "commune_report")
    before = selectors.figures_before(year) if paper == "nhieu-nam" else []
    made = PAPERS[paper]([*before, today])
    content = as_pdf(made) if form == "pdf" else as_docx(made)
    name = office_name(f"{made.heading_of_file[:90]} dự thảo", form)
    response = HttpResponse(content, content_type=PDF_TYPE if form == "pdf" else DOCX_TYPE)
    response.headers["Content-Disposition"] = (
        content_disposition_header(form != "pdf", name) or "attachment"
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response

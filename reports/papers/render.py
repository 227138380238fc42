"""Which paper a snapshot becomes, and its bytes."""

from __future__ import annotations

from collections.abc import Callable

from documents.paper import Paper
from documents.renderers.docx import render_docx
from documents.renderers.pdf import render_pdf
from reports.enums import ReportKind
from reports.papers.commune import consolidated_report
from reports.papers.sheet import agency_report, village_sheet
from reports.snapshots.common import Snapshot

PDF_TYPE = "application/pdf"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_PAPERS: dict[str, Callable[[Snapshot], Paper]] = {
    ReportKind.VILLAGE_SHEET: village_sheet,
    ReportKind.AGENCY_REPORT: agency_report,
    ReportKind.COMMUNE_REPORT: consolidated_report,
}


def paper_of(snapshot: Snapshot, kind: str) -> Paper:
    """The paper of a snapshot of this kind of report."""
    return _PAPERS[kind](snapshot)


def as_pdf(paper: Paper) -> bytes:
    """The paper as PDF."""
    return render_pdf(paper)


def as_docx(paper: Paper) -> bytes:
    """The paper as DOCX."""
    return render_docx(paper)

"""Which paper a snapshot becomes, and its bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from documents.paper import Paper
from documents.papers.template import Template
from documents.renderers.docx import render_docx
from documents.renderers.pdf import render_pdf
from reports.enums import ReportKind
from reports.papers import commune, office, sheet
from reports.papers.script import Script
from reports.snapshots.common import Snapshot

PDF_TYPE = "application/pdf"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_PAPERS: Final[dict[str, Callable[[Snapshot], Paper]]] = {
    ReportKind.VILLAGE_SHEET: sheet.village_sheet,
    ReportKind.AGENCY_REPORT: sheet.agency_report,
    ReportKind.COMMUNE_REPORT: commune.consolidated_report,
    ReportKind.REMINDER: office.reminder,
    ReportKind.BY_VILLAGE: office.by_village,
    ReportKind.SEVERAL_YEARS: office.several_years,
}
TEMPLATES: Final[dict[str, Template[Script]]] = {
    ReportKind.COMMUNE_REPORT: commune.TEMPLATE,
    ReportKind.AGENCY_REPORT: sheet.AGENCY,
    ReportKind.VILLAGE_SHEET: sheet.VILLAGE,
    ReportKind.REMINDER: office.REMINDER,
    ReportKind.BY_VILLAGE: office.BY_VILLAGE,
    ReportKind.SEVERAL_YEARS: office.SEVERAL_YEARS,
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

"""A paper as a download."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from documents.paper import Paper
from documents.renderers.docx import render_docx
from documents.renderers.pdf import render_pdf
from documents.serving import office_name
from documents.uploads import CONTENT_TYPES, FileKind

RENDERERS = {FileKind.PDF: render_pdf, FileKind.DOCX: render_docx}


def produced(paper: Paper, extension: str) -> HttpResponse:
    """The paper as PDF or DOCX, named as offices name files; 404 for another kind."""
    kind = next((one for one in RENDERERS if one.value == extension), None)
    if kind is None:
        raise Http404
    name = office_name(paper.heading_of_file, extension)
    return HttpResponse(
        RENDERERS[kind](paper),
        content_type=CONTENT_TYPES[kind],
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )

"""Kept files on their way to a browser; whoever calls has asked for the rights before."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header

from core.text import nfc
from documents import storage
from documents.models import StoredFile
from documents.paper import Paper
from documents.renderers.docx import render_docx
from documents.renderers.pdf import render_pdf
from documents.renderers.workbook import XLSX

PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# A paper that is set when it is asked for comes in these forms.
PAPER_FORMS: Final = frozenset({"pdf", "docx"})
_BETWEEN_WORDS: Final = re.compile(r"[^A-Za-z0-9]+")
_MOST_LETTERS: Final = 120


def office_name(words: str, extension: str) -> str:
    """A file name as offices write them: no diacritics, hyphens between words, capitals kept.

    "Báo cáo tổng hợp năm 2026 Xã Na Rì" gives "Bao-cao-tong-hop-nam-2026-Xa-Na-Ri.pdf": every
    mail program, memory stick and document system takes it unchanged.
    """
    bare = unicodedata.normalize("NFD", nfc(words).replace("đ", "d").replace("Đ", "D"))
    plain = "".join(sign for sign in bare if not unicodedata.combining(sign))
    name = _BETWEEN_WORDS.sub("-", plain).strip("-")[:_MOST_LETTERS].strip("-")
    return f"{name or 'tai-lieu'}.{extension}"


def download(file: StoredFile, name: str) -> FileResponse:
    """The bytes as a download: nothing that was uploaded ever runs in the product's pages.

    No browser and no proxy keeps them. Raises ``Http404`` when the bytes are gone.
    """
    try:
        content = storage.open_file(file.sha256)
    except storage.MissingFileError as error:
        raise Http404 from error
    response = FileResponse(
        content, as_attachment=True, filename=name, content_type=file.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def saved_paper(paper: Paper, form: str, words: str) -> HttpResponse:
    """A paper set this moment as PDF, which a browser shows, or as DOCX; nobody keeps it."""
    is_pdf = form == "pdf"
    content = render_pdf(paper) if is_pdf else render_docx(paper)
    response = HttpResponse(content, content_type=PDF if is_pdf else DOCX)
    response["Content-Disposition"] = (
        content_disposition_header(not is_pdf, office_name(words, form)) or "attachment"
    )
    response["Cache-Control"] = "private, no-store"
    return response


def saved_workbook(content: bytes, words: str) -> HttpResponse:
    """A workbook as a download, named from the words; nobody keeps it on the way."""
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={
            "Content-Disposition": f'attachment; filename="{office_name(words, "xlsx")}"',
            "Cache-Control": "private, no-store",
        },
    )

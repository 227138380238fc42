"""Issued papers: the list, one paper with its life, its files."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.http import SignedInRequest
from core.enums import JobState
from core.policy import Scope
from documents import selectors, storage
from documents.enums import PaperState
from documents.kinds import source_of
from documents.models import IssuedPaper, StoredFile
from documents.rules import SIGNATORY_KEEPERS, can_recall, keeps_numbers, number_keepers
from documents.serving import office_name
from documents.workflow import is_out, open_actions
from units.access import access_of
from units.policy import READERS, for_roles

PER_PAGE = 30
_SHOWN_STATES = [
    (state.value, state.label)
    for state in PaperState
    if state not in {PaperState.DRAFT, PaperState.CHECKED}
]


@require_GET
@for_roles(READERS)
def paper_list(request: SignedInRequest) -> HttpResponse:
    """Every closed paper in sight: the book of what went out and what came in."""
    chosen = selectors.PaperFilter(
        q=request.GET.get("q", ""),
        year=request.GET.get("year", ""),
        state=request.GET.get("state", ""),
    )
    rows = selectors.paper_rows(request.user, chosen)
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "states": _SHOWN_STATES,
        "desks": _desks(request),
    }
    return render(request, "documents/paper_list.html", context)


def _desks(request: SignedInRequest) -> list[tuple[int, str, bool]]:
    """Units whose books or signatories this person keeps, and whether it is also the books."""
    access = access_of(request.user)
    held = {one.unit_id: one for one in access.held}
    return [
        (
            one.unit_id,
            one.unit_name,
            access.has_role_at(one.unit_id, number_keepers(one.unit_type)),
        )
        for one in held.values()
        if access.has_role_at(one.unit_id, SIGNATORY_KEEPERS)
    ]


@require_GET
@for_roles(READERS, scope=Scope.SUBTREE, obj="documents.paper")
def paper_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One paper: where it stands, what may be done next, files, history."""
    paper = get_object_or_404(selectors.paper_page(request.user), pk=pk)
    job = selectors.job_behind(paper)
    is_working = job is not None and job.state in {JobState.QUEUED, JobState.RUNNING}
    context = {
        "paper": paper,
        "job": job,
        "is_working": is_working and paper.issued_pdf_id is None,
        "actions": open_actions(request.user, paper),
        "may_open": source_of(paper).may_open(request.user, paper),
        "history": selectors.history_of(paper),
        "later": selectors.later_papers(paper),
        "newer": selectors.newer_version(paper),
        "can_recall": is_out(paper) and can_recall(request.user, paper),
        "keeps_numbers": keeps_numbers(request.user, paper.unit),
        "source_path": source_of(paper).path(paper) if access_of(request.user).sees(paper.unit)
        else "",
        "crumbs": [
            (_("Văn bản phát hành"), reverse("documents:list")),
            (paper.number_words or paper.title, request.path),
        ],
    }  # fmt: skip
    return render(request, "documents/paper_detail.html", context)


@require_GET
@for_roles(READERS, scope=Scope.SUBTREE, obj="documents.paper")
def paper_file(request: SignedInRequest, pk: int, which: str, form: str) -> HttpResponse:
    """A file of the paper, the very bytes that were kept."""
    paper = get_object_or_404(selectors.paper_page(request.user), pk=pk)
    if not source_of(paper).may_open(request.user, paper):
        raise PermissionDenied
    files: dict[tuple[str, str], StoredFile | None] = {
        ("frozen", "pdf"): paper.frozen_pdf,
        ("frozen", "docx"): paper.frozen_docx,
        ("issued", "pdf"): paper.issued_pdf,
        ("issued", "docx"): paper.issued_docx,
        ("signed", "pdf"): paper.signed_file,
    }
    stored = files.get((which, form))
    if stored is None:
        raise Http404
    try:
        content = storage.read(stored.sha256)
    except storage.MissingFileError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=stored.content_type)
    name = _file_name(paper, which, form)
    is_saved = form != "pdf" or "download" in request.GET
    disposition = content_disposition_header(is_saved, name) or "attachment"
    response.headers["Content-Disposition"] = disposition
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _file_name(paper: IssuedPaper, which: str, extension: str) -> str:
    """What the saved file is called: number and symbol where there are, then the title."""
    ends = {"frozen": "ban chot", "issued": "", "signed": "da ky"}
    words = [paper.number_words, paper.title, ends[which]]
    return office_name(" ".join(part for part in words if part), extension)

"""A dossier in one file: asked for on the letter or the item, taken from a page of one's own."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from awards.models import DossierPack
from awards.rules import CHAIN, reads_papers_of
from awards.services.packing import name_of, request_pack, take_away
from awards.views.finding import visible_letter, visible_proposal
from core.enums import JobState
from core.models import Job
from core.once import act_or_explain
from core.policy import Scope, own
from documents.serving import download, office_name
from units.policy import for_roles


@for_roles(CHAIN, scope=Scope.SUBTREE, obj="awards.submission")
@require_POST
def letter_pack(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for the whole letter."""
    row = visible_letter(request.user, pk)
    if not reads_papers_of(request.user, row.unit):
        raise PermissionDenied

    def act() -> str:
        made = request_pack(row, actor=request.user)
        return reverse("awards:pack", args=[made.pk])

    return act_or_explain(request, act, to=reverse("awards:letter", args=[pk]), done="")


@for_roles(CHAIN, scope=Scope.SUBTREE, obj="awards.proposal")
@require_POST
def proposal_pack(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for one item of a letter."""
    row = visible_proposal(request.user, pk)
    if not reads_papers_of(request.user, row.submission.unit):
        raise PermissionDenied

    def act() -> str:
        made = request_pack(row.submission, proposal=row, actor=request.user)
        return reverse("awards:pack", args=[made.pk])

    return act_or_explain(request, act, to=reverse("awards:proposal", args=[pk]), done="")


def _own_pack(request: SignedInRequest, pk: int) -> DossierPack:
    rows = DossierPack.objects.filter(requested_by=request.user).select_related(
        "submission__unit", "proposal", "file"
    )
    row = get_object_or_404(rows, pk=pk)
    if not reads_papers_of(request.user, row.submission.unit):
        raise PermissionDenied
    return row


def _progress(row: DossierPack) -> dict[str, Any]:
    job = Job.objects.filter(pk=row.job_id).first() if row.job_id else None
    return {
        "row": row,
        "job": job,
        "is_working": job is not None and job.state in {JobState.QUEUED, JobState.RUNNING},
        "poll_url": reverse("awards:pack_progress", args=[row.pk]),
    }


@own("awards.pack")
@require_safe
def pack(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far the file is, and the file."""
    row = _own_pack(request, pk)
    letter = reverse("awards:letter", args=[row.submission_id])
    context = _progress(row) | {
        "name": name_of(row),
        "steps": [
            (_("Đề nghị khen thưởng"), reverse("awards:proposal_list")),
            (row.submission.unit.display_name, letter),
            (_("Hồ sơ nén"), ""),
        ],
    }
    return render(request, "awards/pack_detail.html", context)


@own("awards.pack")
@require_safe
def pack_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """The fragment that the page asks for until the file is there."""
    return render(request, "awards/_pack.html", _progress(_own_pack(request, pk)))


@own("awards.pack")
@require_safe
def pack_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The ZIP; who took it stands in the trail."""
    row = _own_pack(request, pk)
    if row.file is None:
        raise Http404
    return download(take_away(row, actor=request.user), office_name(name_of(row), "zip"))

"""The list of imports, the start of one, and one import from reading to undoing."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import SignedInRequest
from core import clock
from core.enums import JobState
from core.once import act_or_correct
from core.policy import Scope
from core.tasks import wake
from imports import selectors
from imports.enums import ImportState, Mode
from imports.forms import CommitForm, UploadForm
from imports.models import Import
from imports.rules import writes_on_behalf
from imports.services import uploading
from imports.services.reading import counts_of
from imports.views.finding import found_choice, found_import, is_working
from units.policy import ENTERING, for_roles

PER_PAGE = 30


@require_GET
@for_roles(ENTERING)
def import_list(request: SignedInRequest) -> HttpResponse:
    """What may be brought in, and what was."""
    places = selectors.own_places(request.user)
    context = {
        "choices": [(place, selectors.choices_for(request.user, place)) for place in places],
        "page": Paginator(selectors.imports_of(request.user), PER_PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "imports/import_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(ENTERING, scope=Scope.SUBTREE, obj="imports.choice")
def start(request: SignedInRequest, kind: str, unit_pk: int) -> HttpResponse:
    """The template of a list, and the place to send it back."""
    choice = found_choice(request, kind, unit_pk)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            row = uploading.upload(
                kind, choice.unit, form.cleaned_data["file"], actor=request.user,
                campaign_year=choice.year, unit_type=choice.unit_type,
            )  # fmt: skip
            if row.job_id is not None:
                wake(row.job_id)
            return reverse("imports:detail", args=[row.pk])

        answer = act_or_correct(request, form, act, to=reverse("imports:list"), done="")
        if answer is not None:
            return answer
    context = {
        "choice": choice,
        "form": form,
        "template_url": reverse("imports:template", args=[kind, unit_pk]) + choice.query,
        "crumbs": [(_("Nhập từ Excel"), reverse("imports:list")), (choice.label, request.path)],
    }
    return render(request, "imports/start.html", context, status=422 if form.errors else 200)


@require_GET
@for_roles(ENTERING, scope=Scope.SUBTREE, obj="imports.import")
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One import: progress, question, preview, result."""
    return shown(request, found_import(request, pk))


def shown(
    request: SignedInRequest, row: Import, form: CommitForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of one import, with a form that was refused or a fresh one."""
    job = selectors.job_behind(row)
    counts = counts_of(row)
    waiting = is_working(job)
    context: dict[str, Any] = {
        "row": row,
        "job": job,
        "is_working": waiting,
        "failed": job.message if job and job.state == JobState.FAILED else "",
        "poll_url": reverse("imports:progress", args=[row.pk]),
        "counts": counts,
        "written": {**dict.fromkeys(counts, 0), **row.preview.get("written", {})},
        "changes": counts["new"] + counts["changed"],
        "same_file": selectors.earlier_with_same_file(row),
        "states": ImportState,
        "again_url": reverse("imports:start", args=[row.kind, row.unit_id]) + _query(row),
        "crumbs": [(_("Nhập từ Excel"), reverse("imports:list")), (row.file_name, request.path)],
    }
    if row.state == ImportState.PREVIEWED and not waiting:
        initial = {
            "mode": Mode.GOOD if counts["refused"] else Mode.ALL,
            "skip_alike": True,
            "paper_on": clock.today(),
        }
        context["form"] = form or CommitForm(initial=initial, **questions(request, row))
    return render(request, "imports/detail.html", context, status=status)


def questions(request: SignedInRequest, row: Import) -> dict[str, bool]:
    """What the form of the preview has to ask this person beside the way of writing."""
    return {
        "has_alike": bool(row.preview.get("alike_count")),
        "on_behalf": writes_on_behalf(request.user, row),
    }


def _query(row: Import) -> str:
    parts = [f"year={row.campaign_year_id}"] if row.campaign_year_id else []
    parts += [f"type={row.unit_type}"] if row.unit_type else []
    return f"?{'&'.join(parts)}" if parts else ""


@require_GET
@for_roles(ENTERING, scope=Scope.SUBTREE, obj="imports.import")
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """The progress bar alone, asked once a second; when the work is over the page loads anew."""
    row = found_import(request, pk)
    job = selectors.job_behind(row)
    context = {
        "job": job,
        "poll_url": request.path,
        "result_url": reverse("imports:detail", args=[pk]),
    }
    response = render(request, "imports/_progress.html", context)
    if not is_working(job):
        response.headers["HX-Refresh"] = "true"
    return response

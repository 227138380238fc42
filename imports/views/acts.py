"""The acts on one import: read as old font, write, take back, put aside."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import SignedInRequest
from core.numbers import parse_id
from core.once import act_or_correct, act_or_explain
from core.policy import Scope
from core.tasks import wake
from imports.forms import CommitForm
from imports.models import Import
from imports.services import committing, uploading
from imports.views.finding import found_import
from imports.views.pages import questions, shown
from units.policy import ENTERING, for_roles


def _wake(row: Import) -> None:
    if row.job_id is not None:
        wake(row.job_id)


@require_POST
@for_roles(ENTERING, scope=Scope.SUBTREE, obj="imports.import")
def font(request: SignedInRequest, pk: int) -> HttpResponse:
    """Convert the text to Unicode and go on, or put the file aside."""
    row = found_import(request, pk)
    convert = request.POST.get("convert") == "yes"

    def act() -> None:
        _wake(uploading.choose_font(row, convert=convert, actor=request.user))

    return act_or_explain(request, act, to=reverse("imports:detail", args=[pk]), done="")


@require_POST
@for_roles(ENTERING, scope=Scope.SUBTREE, obj="imports.import")
def commit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have the previewed file written."""
    row = found_import(request, pk)
    alike = row.preview.get("alike", [])
    form = CommitForm(request.POST, **questions(request, row))
    if not form.is_valid():
        return shown(request, row, form, status=422)
    chosen = {int(one["row"]) for one in alike}
    if not form.cleaned_data.get("skip_alike"):
        wanted = {parse_id(value) for value in request.POST.getlist("skip")}
        chosen &= {value for value in wanted if value is not None}
    seen = parse_id(request.POST.get("seen", "")) or 0

    def act() -> None:
        _wake(
            committing.request_commit(
                row, mode=form.cleaned_data["mode"], skipped=chosen, actor=request.user, seen=seen,
                skip_alike=bool(form.cleaned_data.get("skip_alike")), received=form.received,
            )
        )  # fmt: skip

    answer = act_or_correct(request, form, act, to=reverse("imports:detail", args=[pk]), done="")
    return answer or shown(request, row, form, status=422)


@require_POST
@for_roles(ENTERING, scope=Scope.SUBTREE, obj="imports.import")
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have everything that the file changed put back."""
    row = found_import(request, pk)

    def act() -> None:
        _wake(committing.request_undo(row, actor=request.user))

    return act_or_explain(request, act, to=reverse("imports:detail", args=[pk]), done="")


@require_POST
@for_roles(ENTERING, scope=Scope.SUBTREE, obj="imports.import")
def refuse(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put the file aside; nothing of it was written."""
    row = found_import(request, pk)

    def act() -> None:
        uploading.put_aside(row, actor=request.user)

    done = _("Đã bỏ tệp này; không có gì được ghi.")
    return act_or_explain(request, act, to=reverse("imports:list"), done=done)

"""The review desk: what waits for whoever looks, and approving several at once."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from assessments.models import Assessment
from assessments.selectors.desk import desk as read_desk
from assessments.services.bulk_review import Chosen, Outcome, approve_many
from core.errors import DomainError
from core.numbers import parse_id
from core.once import act_once
from units.access import access_of
from units.policy import OFFICE, READERS, for_roles

PAGE_SIZE = 50
KINDS = (
    ("plain", gettext_lazy("không có cảnh báo")),
    ("flagged", gettext_lazy("có cảnh báo")),
    ("again", gettext_lazy("nộp lại, có ý kiến, xét lại")),
)


@for_roles(READERS)
@require_safe
def desk(request: SignedInRequest) -> HttpResponse:
    """What waits for the reader's review, with flags, in one list."""
    found = read_desk(request.user, request.GET.get("q", ""), request.GET.get("kind", ""))
    access = access_of(request.user)
    context = {
        "desk": found,
        "page": Paginator(found.rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "kinds": KINDS,
        "kind": request.GET.get("kind", ""),
        "offices": [one for one in access.held if one.role in OFFICE],
    }
    return render(request, "assessments/desk.html", context)


@for_roles(READERS)
@require_POST
def approve_chosen(request: SignedInRequest) -> HttpResponse:
    """Approve the ticked records; what was refused is named with the reason."""
    here = reverse("assessments:desk")
    outcome = Outcome()

    def act() -> None:
        chosen = _chosen(request)
        if not chosen:
            raise DomainError(_("Chưa chọn phiếu nào."))
        done = approve_many(chosen, actor=request.user)
        outcome.done, outcome.refused = done.done, done.refused

    try:
        response = act_once(request, act, to=here, done="")
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(here)
    _tell(request, outcome)
    return response


def _chosen(request: SignedInRequest) -> list[Chosen]:
    """The ticked records that the person sees, as they stood on the page."""
    wanted = dict(_pairs(request.POST))
    seen = Assessment.objects.visible_to(request.user).filter(pk__in=wanted)
    order = seen.order_by("group__position", "unit__position", "unit__sort_key", "unit_id")
    return [Chosen(pk, wanted[pk]) for pk in order.values_list("pk", flat=True)]


def _pairs(post: QueryDict) -> list[tuple[int, int]]:
    found = []
    for text in post.getlist("item")[:PAGE_SIZE]:
        pk, _sign, version = text.partition(":")
        one, seen = parse_id(pk), parse_id(version)
        if one is not None:
            found.append((one, seen or 0))
    return found


def _tell(request: SignedInRequest, outcome: Outcome) -> None:
    if outcome.done:
        messages.success(
            request,
            _("Đã duyệt %(count)s phiếu: %(names)s.")
            % {"count": len(outcome.done), "names": ", ".join(outcome.done)},
        )
    for name, reason in outcome.refused:
        messages.error(
            request, _("Không duyệt %(name)s: %(reason)s") % {"name": name, "reason": reason}
        )

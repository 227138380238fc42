"""Letters: the list, the village's meeting, sending, closing, papers."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from awards.enums import BatchState
from awards.forms import CloseLetterForm, MeetingForm, SendForm, kept
from awards.marks import mark_of
from awards.models import Proposal, Submission
from awards.papers import left_open_in, letter_paper, list_from, list_paper, village_paper
from awards.rules import can_close_letter, can_propose_for, reads_papers_of
from awards.selectors.candidates import share_of
from awards.services import proposals, sending, village_meeting
from awards.services.letter_life import close_letter, in_order, items_sent, standing_paper
from awards.services.village_meeting import Meeting
from awards.views.finding import visible_letter, visible_proposal
from awards.views.parts import asked, crumbs, links_for
from awards.views.printing import produced
from core import clock
from core.errors import DomainError
from core.once import act_or_correct, act_or_explain
from core.policy import Scope
from documents.models import IssuedPaper
from documents.selectors import signatories_on
from documents.serving import download, office_name
from documents.workflow import open_actions as paper_acts
from units.enums import UnitType
from units.models import Unit
from units.policy import HEADS, READERS, for_roles

PAGE_SIZE = 25


@for_roles(READERS)
@require_safe
def letter_list(request: SignedInRequest) -> HttpResponse:
    """The letters in sight, the newest first."""
    rows = Submission.objects.visible_to(request.user).select_related("unit", "campaign", "paper")
    query = request.GET.get("q", "").strip()
    if query:
        rows = rows.filter(unit__in=Unit.objects.matching(query))
    page = Paginator(rows.order_by("-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    counts = _counts(list(page))
    context = {
        "page": page,
        "lines": [(row, counts.get(row.pk, 0)) for row in page],
        "links": links_for(request),
        "steps": crumbs(_("Tờ trình")),
    }
    return render(request, "awards/letter_list.html", context)


def _counts(letters: list[Submission]) -> dict[int, int]:
    rows = (
        Proposal.objects.filter(submission__in=letters)
        .order_by()
        .values("submission")
        .annotate(n=Count("pk"))
    )
    return {row["submission"]: row["n"] for row in rows}


def items_of(letter: Submission) -> list[Proposal]:
    """Every item of the letter, in the order of the list."""
    return in_order(letter.proposals.for_page())


@for_roles(READERS, scope=Scope.SUBTREE, obj="awards.submission")
@require_safe
def letter(request: SignedInRequest, pk: int) -> HttpResponse:
    """One letter: its list, who is on it, the village's meeting, what comes next."""
    row = visible_letter(request.user, pk)
    items = items_of(row)
    can_write = can_propose_for(request.user, row.unit) and row.state == BatchState.DRAFT
    paper = standing_paper(row)
    context = {
        "row": row,
        "paper": paper,
        "old_paper": row.paper if paper is None else None,
        "paper_acts": paper_acts(request.user, paper) if paper else [],
        "may_close": paper is None
        and row.state != BatchState.DRAFT
        and can_close_letter(request.user, row),
        "reads": reads_papers_of(request.user, row.unit),
        "lines": [(one, mark_of(one.state)) for one in items],
        "share": share_of(items),
        "meeting": getattr(row, "meeting", None),
        "is_village": row.unit.type == UnitType.VILLAGE,
        "can_write": can_write,
        "send_form": SendForm() if can_write and items else None,
        "last_day": sending.last_day_of(row) if can_write else row.last_day,
        "today": clock.today(),
        "prints": _prints(row, items),
        "steps": [
            (_("Đề nghị khen thưởng"), reverse("awards:proposal_list")),
            (_("Tờ trình"), reverse("awards:letter_list")),
            (row.unit.display_name, ""),
        ],
    }
    return render(request, "awards/letter_detail.html", context)


def _prints(row: Submission, items: list[Proposal]) -> list[tuple[str, str]]:
    if not items:
        return []
    found = [(_("Tờ trình (Mẫu số 01)"), "letter"), (_("Danh sách đề nghị"), "list")]
    if hasattr(row, "meeting"):
        found.append((_("Biên bản họp thôn"), "minutes"))
    return found


@for_roles(HEADS, scope=Scope.SUBTREE, obj="awards.submission")
@require_http_methods(["GET", "HEAD", "POST"])
def letter_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down the village's meeting and the votes on every item."""
    row = visible_letter(request.user, pk)
    if not can_propose_for(request.user, row.unit):
        raise PermissionDenied
    back = reverse("awards:letter", args=[pk])
    meeting = getattr(row, "meeting", None)
    initial = (
        {name: getattr(meeting, name) for name in MeetingForm.base_fields if name != "scan"}
        if meeting
        else {"held_on": clock.today()}
    )
    form = MeetingForm(request.POST or None, request.FILES or None, initial=initial)
    items = items_of(row)
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request, form, lambda: _meet(row, form, items, request), to=back,
            done=_("Đã ghi cuộc họp thôn."),
        )  # fmt: skip
        if answer is not None:
            return answer
    context = {
        "row": row,
        "form": form,
        "lines": [
            (
                one,
                request.POST.get(
                    f"yes-{one.pk}", "" if one.village_yes is None else one.village_yes
                ),
                request.POST.get(f"no-{one.pk}", "" if one.village_no is None else one.village_no),
            )
            for one in items
        ],
        "cancel_url": back,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "awards/meeting.html", context, status=status)


def _meet(
    row: Submission, form: MeetingForm, items: list[Proposal], request: SignedInRequest
) -> None:
    data = form.cleaned_data
    votes = {}
    for one in items:
        typed = [request.POST.get(f"{word}-{one.pk}", "").strip() for word in ("yes", "no")]
        if not any(typed):
            continue
        numbers = [int(text) if text.isdecimal() and len(text) < 6 else -1 for text in typed]
        if -1 in numbers:
            raise DomainError(
                _("%(name)s: hãy ghi số phiếu bằng chữ số ở cả hai ô.")
                % {"name": one.recipient_name}
            )
        votes[one.pk] = (numbers[0], numbers[1])
    village_meeting.record_meeting(
        row,
        Meeting(
            held_on=data["held_on"],
            households=data["households"],
            present=data["present"],
            chaired_by=data["chaired_by"],
            kept_by=data["kept_by"],
            minutes=data["minutes"],
            votes=votes,
            **kept(data["scan"]),
        ),
        actor=request.user,
    )


@for_roles(HEADS, scope=Scope.SUBTREE, obj="awards.submission")
@require_POST
def letter_send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send the letter; items that cannot go are named and stay with the unit."""
    row = visible_letter(request.user, pk)
    if not can_propose_for(request.user, row.unit):
        raise PermissionDenied
    back = reverse("awards:letter", args=[pk])
    form = SendForm(request.POST)
    if not form.is_valid():
        return asked(request, form, _("Gửi tờ trình"), _("Gửi"), back)

    def act() -> None:
        refused = sending.send(
            row, actor=request.user, late_reason=form.cleaned_data["late_reason"]
        )
        if refused:
            messages.warning(
                request,
                _("Chưa gửi được, đã chuyển sang tờ trình mới: %(names)s")
                % {"names": " ".join(str(one) for one in refused)},
            )

    return act_or_explain(request, act, to=back, done=_("Đã gửi tờ trình."))


@for_roles(HEADS, scope=Scope.SUBTREE, obj="awards.proposal")
@require_POST
def item_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an item off a letter that was not sent."""
    row = visible_proposal(request.user, pk)
    if not can_propose_for(request.user, row.submission.unit):
        raise PermissionDenied
    return act_or_explain(
        request,
        lambda: proposals.remove_item(row, actor=request.user),
        to=reverse("awards:letter", args=[row.submission_id]),
        done=_("Đã bỏ khỏi tờ trình."),
    )


@for_roles(HEADS, scope=Scope.SUBTREE, obj="awards.submission")
@require_http_methods(["GET", "HEAD", "POST"])
def letter_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close the letter and name who signs it; the clerk numbers it next."""
    row = visible_letter(request.user, pk)
    if not can_close_letter(request.user, row):
        raise PermissionDenied
    back = reverse("awards:letter", args=[pk])
    places = left_open_in(row, items_sent(row))
    form = CloseLetterForm(
        request.POST or None,
        signatories=signatories_on(row.unit, clock.today()),
        places=len(places),
    )
    if request.method == "POST" and form.is_valid():
        given = {"unwritten_seen": False, **form.cleaned_data}
        answer = act_or_correct(
            request, form, lambda: close_letter(row, actor=request.user, **given),
            to=back, done=_("Đã chốt tờ trình. Việc tiếp theo: cấp số."),
        )  # fmt: skip
        if answer is not None:
            return answer
    return asked(
        request, form, _("Chốt tờ trình"), _("Chốt tờ trình"), back,
        changes=(
            _("Tờ trình và danh sách giữ nguyên như lúc chốt, kể cả khi có hồ sơ được rút sau đó."),
            _("Bản có số, ngày được lập khi cấp số; trước đó số và ngày để trống."),
        ),
        unwritten=places,
    )  # fmt: skip


@for_roles(READERS, scope=Scope.SUBTREE, obj="awards.submission")
@require_safe
def letter_print(request: SignedInRequest, pk: int, paper: str, extension: str) -> HttpResponseBase:
    """A paper of the letter as PDF or DOCX; a closed letter gives what was closed."""
    row = visible_letter(request.user, pk)
    if not reads_papers_of(request.user, row.unit):
        raise PermissionDenied
    closed = standing_paper(row)
    if closed is not None and paper in {"letter", "list"}:
        return _closed_paper(closed, paper, extension)
    if paper == "minutes" and hasattr(row, "meeting"):
        return produced(village_paper(row), extension)
    items = items_sent(row)
    if not items:
        raise Http404
    if paper == "letter":
        return produced(letter_paper(row, items), extension)
    if paper == "list":
        return produced(list_paper(row, items), extension)
    raise Http404


def _closed_paper(closed: IssuedPaper, paper: str, extension: str) -> HttpResponseBase:
    """The very files that were kept; the list is set from the same words."""
    if paper == "list":
        return produced(list_from(closed.content, closed.number, closed.dated), extension)
    kept = {
        "pdf": closed.issued_pdf or closed.frozen_pdf,
        "docx": closed.issued_docx or closed.frozen_docx,
    }.get(extension)
    if kept is None:
        raise Http404
    words = " ".join(part for part in (closed.number_words, closed.title) if part)
    return download(kept, office_name(words, extension))

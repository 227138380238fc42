"""The council: sessions, the ballot on a phone, the count, the frozen result."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from awards.enums import Attendance, Choice, SessionState, State, VoteMode
from awards.forms import CloseForm, RemoveForm, SessionForm
from awards.marks import session_mark
from awards.models import AgendaItem, CouncilSession, Proposal, SessionMember
from awards.papers import council_paper
from awards.rules import keeps_council, sits_in_council
from awards.selectors.candidates import share_of
from awards.services import ballots, sessions
from awards.services.ballots import Count
from awards.services.sessions import Closing
from awards.services.steps import fetch
from awards.views.finding import seat_unit, visible_session
from awards.views.members import SECRETARIES, council_steps
from awards.views.parts import asked, crumbs, links_for
from awards.views.printing import produced
from awards.votes import needed, percent_of
from core import clock
from core.errors import DomainError
from core.numbers import parse_id
from core.once import act_once, act_or_correct, act_or_explain
from core.policy import Scope
from units.access import access_of
from units.enums import Role
from units.policy import READERS, for_roles

PAGE_SIZE = 25


@for_roles(READERS)
@require_safe
def session_list(request: SignedInRequest) -> HttpResponse:
    """The sessions in sight."""
    rows = CouncilSession.objects.visible_to(request.user).select_related("unit")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [(row, session_mark(row.state)) for row in page],
        "links": links_for(request),
        "is_secretary": _keeps(request),
        "steps": crumbs(_("Phiên họp Hội đồng")),
    }
    return render(request, "awards/session_list.html", context)


def _keeps(request: SignedInRequest) -> bool:
    return access_of(request.user).has_role(Role.SECRETARY)


@for_roles(SECRETARIES)
@require_http_methods(["GET", "HEAD", "POST"])
def session_new(request: SignedInRequest) -> HttpResponse:
    """Prepare a session: everybody who waits is put on its agenda."""
    unit = seat_unit(request.user, Role.SECRETARY)
    form = SessionForm(
        request.POST or None, initial={"held_on": clock.today(), "mode": VoteMode.PHONE}
    )
    back = reverse("awards:session_list")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def act() -> str:
            row = sessions.plan_session(
                unit,
                held_on=data["held_on"],
                mode=VoteMode(data["mode"]),
                place=data["place"],
                actor=request.user,
            )
            sessions.set_agenda(row, _waiting(row), actor=request.user)
            return reverse("awards:session", args=[row.pk])

        answer = act_or_correct(request, form, act, to=back, done=_("Đã chuẩn bị phiên họp."))
        if answer is not None:
            return answer
    return asked(
        request, form, _("Chuẩn bị phiên họp Hội đồng"), _("Chuẩn bị phiên họp"), back,
        changes=(_("Mọi hồ sơ đang chờ Hội đồng xét được đưa vào nội dung; bỏ bớt được sau đó."),),
    )  # fmt: skip


def _waiting(session: CouncilSession) -> list[Proposal]:
    rows = Proposal.objects.for_page().filter(submission__host=session.unit, state=State.COUNCIL)
    return list(rows.order_by("award_type__position", "recipient_kind", "pk"))


@for_roles(READERS, scope=Scope.SUBTREE, obj="awards.session")
@require_safe
def session(request: SignedInRequest, pk: int) -> HttpResponse:
    """One session: agenda, members, quorum; the ballot for members, the count for the secretary."""
    row = visible_session(request.user, pk)
    members = list(row.members.select_related("receipt", "member"))
    agenda = list(
        row.agenda.select_related(
            "proposal__award_type", "proposal__achievement", "proposal__submission", "rule"
        ).prefetch_related("recusals__member", "open_votes")
    )
    counted = [one for one in members if not one.removed_reason]
    present = sum(one.attendance == Attendance.PRESENT for one in counted)
    is_secretary = keeps_council(request.user, row.unit)
    mine = next((one for one in counted if one.member.user_id == request.user.pk), None)
    context: dict[str, Any] = {
        "row": row,
        "mark": session_mark(row.state),
        "members": [(one, hasattr(one, "receipt")) for one in members],
        "agenda": [_line(one, row, len(counted)) for one in agenda],
        "share": share_of([one.proposal for one in agenda]),
        "present": present,
        "total": len(counted),
        "received": sum(hasattr(one, "receipt") for one in counted),
        "quorum": max((one.rule.quorum_percent or 50 for one in agenda), default=50),
        "is_secretary": is_secretary,
        "attendances": Attendance.choices,
        "close_form": CloseForm(items=agenda)
        if is_secretary and row.state == SessionState.OPEN
        else None,
        "may_vote": mine is not None
        and row.state == SessionState.OPEN
        and row.mode == VoteMode.PHONE
        and mine.attendance == Attendance.PRESENT
        and not hasattr(mine, "receipt"),
        "voted": mine is not None and hasattr(mine, "receipt"),
        "reads": sits_in_council(request.user, row.unit),
        "steps": council_steps(_("Phiên họp")),
    }
    return render(request, "awards/session_detail.html", context)


def _line(item: AgendaItem, row: CouncilSession, members: int) -> dict[str, Any]:
    total = item.total_members or members
    rule = item.rule
    percent = rule.vote_percent if rule.vote_percent is not None else 50
    return {
        "item": item,
        "needed": needed(total, percent, over=rule.vote_is_over),
        "total": total,
        "share": percent_of(item.yes, total),
        "recused": [(one.member.full_name, one.reason) for one in item.recusals.all()],
        "is_closed": row.state == SessionState.CLOSED,
    }


def _as_secretary(request: SignedInRequest, pk: int) -> CouncilSession:
    row = visible_session(request.user, pk)
    if not keeps_council(request.user, row.unit):
        raise PermissionDenied
    return row


@for_roles(SECRETARIES, scope=Scope.SUBTREE, obj="awards.session")
@require_POST
def session_agenda(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set the agenda to the ticked items."""
    row = _as_secretary(request, pk)
    ids = [number for one in request.POST.getlist("pick") if (number := parse_id(one))]
    items = [fetch(one.pk) for one in _waiting(row) if one.pk in ids]
    return act_or_explain(
        request,
        lambda: sessions.set_agenda(row, items, actor=request.user),
        to=reverse("awards:session", args=[pk]),
        done=_("Đã ghi nội dung phiên họp."),
    )


@for_roles(SECRETARIES, scope=Scope.SUBTREE, obj="awards.session")
@require_POST
def session_attendance(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who is there, who wrote, who is absent."""
    row = _as_secretary(request, pk)
    given = {
        one.pk: value
        for one in row.members.all()
        if (value := request.POST.get(f"m{one.pk}", "")) in Attendance.values
    }
    return act_or_explain(
        request,
        lambda: sessions.set_attendance(row, given, actor=request.user),
        to=reverse("awards:session", args=[pk]),
        done=_("Đã ghi thành phần dự họp."),
    )


@for_roles(SECRETARIES, scope=Scope.SUBTREE, obj="awards.session")
@require_http_methods(["GET", "HEAD", "POST"])
def session_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a member out of the session with a reason."""
    row = _as_secretary(request, pk)
    form = RemoveForm(request.POST or None, members=row.members.filter(removed_reason=""))
    back = reverse("awards:session", args=[pk])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        answer = act_or_correct(
            request, form,
            lambda: sessions.remove_member(
                SessionMember.objects.select_related("session__unit").get(pk=data["member"].pk),
                reason=data["reason"], actor=request.user,
            ),
            to=back, done=_("Đã đưa thành viên ra khỏi phiên họp."),
        )  # fmt: skip
        if answer is not None:
            return answer
    return asked(
        request, form, _("Đưa thành viên ra khỏi phiên họp"), _("Đưa ra khỏi phiên họp"), back,
        changes=(_("Thành viên này không biểu quyết và không tính vào tổng số thành viên."),),
    )  # fmt: skip


@for_roles(SECRETARIES, scope=Scope.SUBTREE, obj="awards.session")
@require_POST
def session_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open the ballot."""
    row = _as_secretary(request, pk)
    return act_or_explain(
        request,
        lambda: sessions.open_session(row, actor=request.user),
        to=reverse("awards:session", args=[pk]),
        done=_("Đã mở bỏ phiếu."),
    )


@for_roles(READERS, scope=Scope.SUBTREE, obj="awards.session")
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: SignedInRequest, pk: int) -> HttpResponse:
    """The ballot of a member, for a thumb on a telephone. The seat decides, whatever the role."""
    row = visible_session(request.user, pk)
    member = ballots.seat_of(row, request.user)
    if member is None:
        raise PermissionDenied
    return _ballot_page(request, row, member, opinion=False)


@for_roles(SECRETARIES, scope=Scope.SUBTREE, obj="awards.session")
@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: SignedInRequest, pk: int, member: int) -> HttpResponse:
    """The written opinion of an absent member, entered by the secretary."""
    row = _as_secretary(request, pk)
    seat = get_object_or_404(
        SessionMember.objects.select_related("session__unit"), pk=member, session=row
    )
    return _ballot_page(request, row, seat, opinion=True)


def _ballot_page(
    request: SignedInRequest, row: CouncilSession, member: SessionMember, *, opinion: bool
) -> HttpResponse:
    items = ballots.votable(row, member)
    back = reverse("awards:session", args=[row.pk])
    choices = {
        one.pk: request.POST[f"v{one.pk}"] for one in items if request.POST.get(f"v{one.pk}")
    }
    error = ""
    if request.method == "POST":
        try:
            return _cast(request, row, member, choices, back, opinion=opinion)
        except DomainError as refused:
            error = str(refused)
    rows = AgendaItem.objects.filter(pk__in=[one.pk for one in items]).select_related(
        "proposal__award_type", "proposal__achievement", "rule"
    )
    context = {
        "row": row,
        "member": member,
        "lines": [(one, choices.get(one.pk, "")) for one in rows.order_by("position")],
        "recused": member.recusals.select_related("item__proposal"),
        "choices": Choice.choices,
        "is_secret": any(one.is_secret for one in items),
        "is_open": row.state == SessionState.OPEN,
        "opinion": opinion,
        "error": error,
        "back": back,
        "steps": [*council_steps(_("Bỏ phiếu"))],
    }
    return render(request, "awards/ballot.html", context, status=422 if error else 200)


def _cast(
    request: SignedInRequest,
    row: CouncilSession,
    member: SessionMember,
    choices: dict[int, str],
    back: str,
    *,
    opinion: bool,
) -> HttpResponse:
    if opinion:
        return act_once(
            request,
            lambda: ballots.enter_opinion(member, choices, actor=request.user),
            to=back,
            done=_("Đã ghi ý kiến bằng văn bản."),
        )
    return act_once(
        request,
        lambda: ballots.cast(row, choices, actor=request.user),
        to=back,
        done=_("Đã nhận phiếu của ông/bà."),
    )


@for_roles(SECRETARIES, scope=Scope.SUBTREE, obj="awards.session")
@require_POST
def session_tally(request: SignedInRequest, pk: int) -> HttpResponse:
    """Type in the count of paper ballots."""
    row = _as_secretary(request, pk)

    def act() -> None:
        counts = {}
        for item in row.agenda.select_related("proposal"):
            typed = [request.POST.get(f"{word}-{item.pk}", "").strip() for word in Choice.values]
            if not any(typed):
                continue
            numbers = [int(text or 0) if (text or "0").isdecimal() else -1 for text in typed]
            if -1 in numbers or any(len(text) > 4 for text in typed):
                raise DomainError(
                    _("%(name)s: hãy ghi số phiếu bằng chữ số.")
                    % {"name": item.proposal.recipient_name}
                )
            counts[item.pk] = Count(*numbers)
        ballots.enter_tally(row, counts, actor=request.user)

    return act_or_explain(
        request, act, to=reverse("awards:session", args=[pk]), done=_("Đã ghi kết quả kiểm phiếu.")
    )


@for_roles(SECRETARIES, scope=Scope.SUBTREE, obj="awards.session")
@require_POST
def session_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close the session: the result is frozen and every item moves on."""
    row = _as_secretary(request, pk)
    form = CloseForm(request.POST, items=row.agenda.select_related("rule", "proposal"))
    back = reverse("awards:session", args=[pk])
    if not form.is_valid():
        return asked(request, form, _("Kết thúc phiên họp"), _("Kết thúc"), back)
    return act_or_explain(
        request,
        lambda: sessions.close(
            row,
            Closing(minutes=form.cleaned_data["minutes"], chair_says=form.chair_says),
            actor=request.user,
        ),
        to=back,
        done=_("Đã kết thúc phiên họp và chốt kết quả."),
    )


@for_roles(READERS, scope=Scope.SUBTREE, obj="awards.session")
@require_safe
def session_minutes(request: SignedInRequest, pk: int, extension: str) -> HttpResponse:
    """Biên bản họp Hội đồng as PDF or DOCX."""
    return produced(council_paper(visible_session(request.user, pk)), extension)

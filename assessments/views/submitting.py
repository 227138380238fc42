"""Handing the form in: what is missing, reasons for gaps, on behalf, and the receipt."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from assessments.enums import Status
from assessments.figures import broken_checks
from assessments.forms import SubmitForm
from assessments.forms_of import progress_of
from assessments.models import Assessment
from assessments.papers import receipt_paper
from assessments.rules import can_enter_for, can_submit, enters_on_behalf
from assessments.selectors import form_page as pages
from assessments.selectors.oddities import jumps_of
from assessments.selectors.record_page import submission_of
from assessments.services import entry, files, submission
from assessments.services.submission import Submission
from assessments.views.finding import full_record, visible_participation, visible_record
from campaigns.enums import Channel
from campaigns.models import Participation
from core.errors import StaleError
from core.once import act_or_correct
from core.policy import Scope
from core.public_address import public_address
from documents.serving import PAPER_FORMS, saved_paper
from units.policy import ENTERING, READERS, for_roles

GAP = "gap-"
JUMP = "jump-"


@dataclass(frozen=True)
class GapLine:
    """A line without an answer, where it stands on the form, and the reason typed for it."""

    key: str
    label: str
    reason: str
    prefix: str


@dataclass(frozen=True)
class JumpLine:
    """A figure far from last year's, before and now, and the explanation typed for it."""

    key: str
    label: str
    words: str
    reason: str
    prefix: str


@for_roles(ENTERING, scope=Scope.SUBTREE, obj="campaigns.participation")
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what is missing; take the form in when it is complete or says why not."""
    participation = visible_participation(request.user, pk)
    if not can_enter_for(request.user, participation.unit):
        raise PermissionDenied
    record = full_record(participation)
    form = _form(request, participation, record)
    if request.method == "POST":
        if not can_submit(request.user, record or pages.unsaved(participation)):
            raise PermissionDenied
        answer = _hand_in(request, participation, form) if form.is_valid() else None
        if answer is not None:
            return answer
    if record is not None and record.status not in {Status.DRAFT, Status.RETURNED}:
        return _too_late(request, record)
    return _show(request, participation, record, form)


def _form(
    request: SignedInRequest, participation: Participation, record: Assessment | None
) -> SubmitForm:
    """Channel, day and paper are asked of whoever hands in for somebody else."""
    form = SubmitForm(
        request.POST or None,
        request.FILES or None,
        initial={"version": record.version if record else 0},
    )
    if not enters_on_behalf(request.user, participation.campaign_year, participation.unit):
        for name in ("channel", "paper_on", "sheet"):
            del form.fields[name]
    return form


def _too_late(request: SignedInRequest, record: Assessment) -> HttpResponse:
    """To the record, which was handed in already."""
    if request.method == "POST":
        messages.error(request, str(StaleError()))
    return redirect("assessments:record", record.pk)


def _hand_in(
    request: SignedInRequest, participation: Participation, form: SubmitForm
) -> HttpResponse | None:
    data = form.cleaned_data
    given = Submission(
        channel=data.get("channel") or (Channel.SELF if "channel" not in form.fields else ""),
        paper_on=data.get("paper_on"),
        gap_reasons=_typed(request, GAP),
        jump_reasons=_typed(request, JUMP),
    )

    def act() -> str:
        record = entry.begin(participation.campaign_year, participation.unit, actor=request.user)
        if data.get("sheet"):
            kept = files.checked(data["sheet"], field="sheet")
            entry.add_evidence(record, None, files.keep(kept), name=kept.name, actor=request.user)
        moved = submission.submit(record, actor=request.user, version=form.seen, submission=given)
        return reverse("assessments:receipt", args=[moved.pk])

    here = reverse("assessments:submit", args=[participation.pk])
    return act_or_correct(request, form, act, to=here, done=_("Đã nộp phiếu."))


def _typed(request: SignedInRequest, start: str) -> dict[str, str]:
    """What was typed beside lines of the form, by code."""
    return {
        name.removeprefix(start): text
        for name, text in request.POST.items()
        if name.startswith(start) and isinstance(text, str)
    }


def _show(
    request: SignedInRequest,
    participation: Participation,
    record: Assessment | None,
    form: SubmitForm,
) -> HttpResponse:
    shown = record or pages.unsaved(participation)
    source_form = pages.whole_form(shown)
    prefixes = {one.code: f"c{one.pk}" for one in source_form.criteria}
    prefixes |= {one.code: f"f{one.pk}" for one in source_form.indicators}
    broken = broken_checks(source_form.checks, source_form.numbers)
    context = {
        "participation": participation,
        "record": record,
        "form": form,
        "gaps": [
            GapLine(
                gap.key,
                gap.label,
                request.POST.get(f"{GAP}{gap.key}", gap.reason),
                prefixes[gap.key],
            )
            for gap in pages.missing_of(source_form)
        ],
        "jumps": [
            JumpLine(
                jump.indicator.code,
                jump.indicator.label,
                jump.words,
                request.POST.get(f"{JUMP}{jump.indicator.code}", jump.reason),
                prefixes[jump.indicator.code],
            )
            for jump in jumps_of(shown, source_form)
        ],
        "waiting": [(gap.label, prefixes[gap.key]) for gap in pages.waiting_of(source_form)],
        "progress": progress_of(source_form),
        "wrong": [
            (check.message, prefixes.get(check.terms[0], "")) for check in broken if check.is_hard
        ],
        "warnings": [
            (check.message, prefixes.get(check.terms[0], ""))
            for check in broken
            if not check.is_hard
        ],
        "may_submit": can_submit(request.user, record or pages.unsaved(participation)),
        "on_behalf": "channel" in form.fields,
    }
    status = 422 if form.errors else 200
    return render(request, "assessments/submit.html", context, status=status)


@for_roles(READERS, scope=Scope.SUBTREE, obj="assessments.assessment")
@require_safe
def receipt(request: SignedInRequest, pk: int) -> HttpResponse:
    """When the form was received and under which code; to be printed, photographed or kept."""
    record = visible_record(request.user, pk)
    last, who = submission_of(record)
    if last is None or not record.receipt_code:
        raise Http404
    participation = _participation_of(record)
    check = f"{reverse('assessments:verify_receipt')}?code={record.receipt_code}"
    address = public_address(request, check)
    picture = segno.make(address.url, error="m").svg_inline(
        scale=3, border=2, dark="#000", light="#fff", omitsize=True
    )
    due = pages.due_of(participation) if participation else None
    wish = request.GET.get("format", "")
    if wish in PAPER_FORMS:
        given = receipt_paper(
            record,
            who=who,
            due=due,
            files=record.evidence.kept().count(),
            check_url="" if address.is_local else address.url.partition("?")[0],
        )
        name = f"Giấy biên nhận {record.receipt_code} {record.unit_name}"
        return saved_paper(given, wish, name)
    context = {
        "record": record,
        "submitted_by": who,
        "picture": "" if address.is_local else mark_safe(picture),
        "check_url": check,
        "due": due,
        "may_enter": request.user.pk == record.submitted_by_id,
    }
    return render(request, "assessments/receipt.html", context)


def _participation_of(record: Assessment) -> Participation | None:
    return (
        Participation.objects.filter(
            campaign_year_id=record.campaign_year_id, unit_id=record.unit_id
        )
        .select_related("group", "campaign_year")
        .first()
    )

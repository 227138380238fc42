"""What is done to one item: the acts of the table, the office's finding, a paper put in."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from awards.enums import Action, Paper
from awards.forms import (
    AnswerForm,
    AppraisalForm,
    AttachForm,
    LowerForm,
    NoteForm,
    PaperForm,
    VersionForm,
    kept,
)
from awards.models import Proposal, ProposalWarning
from awards.rules import can_appraise, can_propose
from awards.services import appraising, proposals, sending, signing
from awards.services.revoking import RevocationFacts
from awards.services.steps import Details, perform
from awards.views.finding import visible_proposal
from awards.views.parts import asked
from awards.workflow import STEPS
from core.once import act_or_correct, act_or_explain
from core.policy import Scope
from documents.services import keep
from units.enums import Role
from units.policy import HEADS, OFFICE, for_roles

ACTING = HEADS | {Role.CLERK, Role.CHAIR, Role.SECRETARY}


@for_roles(ACTING, scope=Scope.SUBTREE, obj="awards.proposal")
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_act(request: SignedInRequest, pk: int, action: str) -> HttpResponse:
    """One act of the table: its question, then its deed."""
    row = visible_proposal(request.user, pk)
    if action not in Action.values:
        raise Http404
    act = Action(action)
    step = STEPS[act]
    back = reverse("awards:proposal", args=[pk])
    if not step.allowed(request.user, row) or step.in_session:
        raise PermissionDenied
    if step.decides:
        return redirect(f"{reverse('awards:signing')}?item={pk}")
    form = _form_of(act)(
        request.POST or None, request.FILES or None, initial={"version": row.version}
    )
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request, form, lambda: _do(act, row, form, request), to=back,
            done=_("Đã ghi: %(act)s.") % {"act": str(act.label).lower()},
        )  # fmt: skip
        if answer is not None:
            return answer
    return asked(
        request, form,
        _("%(act)s: %(name)s") % {"act": act.label, "name": row.recipient_name},
        str(act.label), back,
    )  # fmt: skip


def _form_of(action: Action) -> type[VersionForm]:
    step = STEPS[action]
    if action == Action.LOWER:
        return LowerForm
    if step.records:
        return PaperForm
    return NoteForm if step.note_length else VersionForm


def _do(action: Action, row: Proposal, form: VersionForm, request: SignedInRequest) -> None:
    data = form.cleaned_data
    actor, version = request.user, data["version"]
    scan = kept(data.get("scan"))
    details = Details(
        note=data.get("note", ""),
        issuer=data.get("issuer", ""),
        number=data.get("number", ""),
        dated=data.get("dated"),
        file=scan["scan"],
        file_name=scan["scan_name"],
    )
    special: dict[Action, Callable[[], object]] = {
        Action.RESUBMIT: lambda: sending.send_again(row, actor=actor, version=version),
        Action.PUBLISH: lambda: appraising.publish(row, actor=actor, version=version),
        Action.RESUME: lambda: appraising.resume(
            row, actor=actor, version=version, details=details
        ),
        Action.LOWER: lambda: signing.lower(
            row, data["award_type"], actor=actor, version=version, details=details
        ),
        Action.REVOKE: lambda: signing.revoke(
            row,
            RevocationFacts(
                number=details.number,
                decided_on=data["dated"],
                issuer=details.issuer,
                reason=details.note,
                scan=details.file,
                scan_name=details.file_name,
            ),
            actor=actor,
            version=version,
        ),
    }
    done = special.get(action)
    if done is None:
        perform(action, row, actor=actor, version=version, details=details)
    else:
        done()


@for_roles(OFFICE, scope=Scope.SUBTREE, obj="awards.proposal")
@require_POST
def proposal_appraise(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the office's finding."""
    row = visible_proposal(request.user, pk)
    if not can_appraise(request.user, row):
        raise PermissionDenied
    form = AppraisalForm(request.POST)
    back = reverse("awards:proposal", args=[pk])
    if form.is_valid():
        data = form.cleaned_data
        answer = act_or_correct(
            request,
            form,
            lambda: appraising.appraise(
                row, text=data["appraisal"], actor=request.user, version=data["version"]
            ),
            to=back,
            done=_("Đã ghi ý kiến thẩm định."),
        )
        if answer is not None:
            return answer
    return asked(request, form, _("Ý kiến thẩm định"), _("Ghi"), back)


@for_roles(OFFICE, scope=Scope.SUBTREE, obj="awards.proposal")
@require_POST
def warning_answer(request: SignedInRequest, pk: int, warning: int) -> HttpResponse:
    """Answer a warning in writing."""
    row = visible_proposal(request.user, pk)
    if not can_appraise(request.user, row):
        raise PermissionDenied
    one = get_object_or_404(ProposalWarning, pk=warning, proposal=row)
    form = AnswerForm(request.POST)
    back = reverse("awards:proposal", args=[pk])
    if form.is_valid():
        answer = act_or_correct(
            request,
            form,
            lambda: appraising.answer_warning(
                one, answer=form.cleaned_data["answer"], actor=request.user, proposal=row
            ),
            to=back,
            done=_("Đã ghi ý kiến trả lời."),
        )
        if answer is not None:
            return answer
    return asked(request, form, one.text, _("Trả lời"), back)


@for_roles(HEADS, scope=Scope.SUBTREE, obj="awards.proposal")
@require_POST
def proposal_attach(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a paper into the dossier."""
    row = visible_proposal(request.user, pk)
    if not (can_propose(request.user, row) or can_appraise(request.user, row)):
        raise PermissionDenied
    form = AttachForm(request.POST, request.FILES)
    back = reverse("awards:proposal", args=[pk])
    if not form.is_valid():
        return asked(request, form, _("Thêm giấy tờ vào hồ sơ"), _("Thêm"), back)
    scan, paper = form.cleaned_data["scan"], Paper(form.cleaned_data["paper"])
    return act_or_explain(
        request,
        lambda: proposals.attach(row, paper, keep(scan), scan.name, actor=request.user),
        to=back,
        done=_("Đã thêm vào hồ sơ."),
    )

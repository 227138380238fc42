"""Items: the list, one item with its dossier and history, its acts, the signing table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from awards.enums import Action, Level, Paper, State
from awards.forms import (
    AnswerForm,
    AppraisalForm,
    AttachForm,
    DecisionFactsForm,
    ItemForm,
    LowerForm,
    NoteForm,
    PaperForm,
    VersionForm,
    kept,
)
from awards.marks import mark_of
from awards.models import (
    AwardRule,
    AwardType,
    DossierFile,
    Proposal,
    ProposalEvent,
    ProposalWarning,
)
from awards.papers import decision_paper, report_paper
from awards.rules import can_appraise, can_propose, reads_files
from awards.selectors.checks import missing_papers
from awards.selectors.law import clock_for
from awards.selectors.quotas import quotas_of, use_of
from awards.services import proposals, signing
from awards.services.conferring import DecisionFacts
from awards.services.revoking import RevocationFacts
from awards.services.steps import Details, perform
from awards.views.finding import visible_proposal
from awards.views.printing import produced
from awards.workflow import STEPS, open_actions
from core import clock
from core.once import act_or_correct, act_or_explain
from core.policy import Scope
from documents.services import keep
from documents.serving import download
from units.access import access_of
from units.enums import Role
from units.models import Unit
from units.policy import HEADS, OFFICE, READERS, for_roles

PAGE_SIZE = 25
SIGNERS = frozenset({Role.CHAIR, Role.CLERK, Role.LEADER})
ACTING = HEADS | {Role.CLERK, Role.CHAIR, Role.SECRETARY}
ISSUERS = {
    Level.COMMUNE: gettext_lazy("Chủ tịch Ủy ban nhân dân xã"),
    Level.AGENCY: gettext_lazy("Thủ trưởng cơ quan, đơn vị"),
    Level.PROVINCE: gettext_lazy("Chủ tịch Ủy ban nhân dân tỉnh"),
    Level.MINISTRY: gettext_lazy("Bộ, ban, ngành Trung ương"),
    Level.PRIME_MINISTER: gettext_lazy("Thủ tướng Chính phủ"),
}


@for_roles(READERS)
@require_safe
def proposal_list(request: SignedInRequest) -> HttpResponse:
    """The items in sight, found by name, state and form."""
    rows = Proposal.objects.visible_to(request.user).for_page()
    query, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    if query:
        rows = rows.filter(
            Q(achievement__recipient__in=_matching(query)) | Q(recipient_name__icontains=query)
        )
    if state in State.values:
        rows = rows.filter(state=state)
    page = Paginator(rows.order_by("-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    counts = (
        Proposal.objects.visible_to(request.user).order_by().values("state").annotate(n=Count("pk"))
    )
    context = {
        "page": page,
        "lines": [(row, mark_of(row.state)) for row in page],
        "states": [(row["state"], State(row["state"]).label, row["n"]) for row in counts],
        "chosen": state,
        "links": links_for(request),
    }
    return render(request, "awards/proposal_list.html", context)


def _matching(query: str) -> Any:
    return Unit.objects.matching(query).values("pk")


def links_for(request: SignedInRequest) -> list[tuple[str, str]]:
    """Where else the person goes from the list, by role; no query."""
    access = access_of(request.user)
    found = []
    if access.has_role(*HEADS):
        found.append((_("Xem người, hộ có kết quả"), reverse("awards:candidate_list")))
    if access.has_role(*READERS) or access.sees_all:
        found.append((_("Tờ trình"), reverse("awards:letter_list")))
        found.append((_("Phiên họp Hội đồng"), reverse("awards:session_list")))
    if access.has_role(*SIGNERS):
        found.append((_("Chờ ký"), reverse("awards:signing")))
    found.append((_("Hạn mức"), reverse("awards:quota_start")))
    found.append((_("Hình thức khen thưởng"), reverse("awards:form_list")))
    return found


@for_roles(READERS, scope=Scope.SUBTREE, obj="awards.proposal")
@require_safe
def proposal(request: SignedInRequest, pk: int) -> HttpResponse:
    """One item: where it stands, what is missing, what can be done, what was done."""
    row = visible_proposal(request.user, pk)
    in_chain = reads_files(request.user, row)
    acts = open_actions(request.user, row)
    context = {
        "row": row,
        "mark": mark_of(row.state),
        "acts": [(one, one.label) for one in acts],
        "primary": next((one for one in acts if not STEPS[one].note_length), None),
        "missing": [paper.label for paper in missing_papers(row)],
        "clock": clock_for(row, clock.today()),
        "quotas": [use_of(one, row) for one in quotas_of(row)],
        "files": row.files.select_related("file") if in_chain else [],
        "in_chain": in_chain,
        "events": [
            (event, Action(event.action).label)
            for event in row.events.select_related("actor", "file")
        ],
        "versions": row.versions.select_related("sent_by"),
        "can_write": can_propose(request.user, row)
        and row.state in {State.DRAFT, State.VILLAGE_MEETING, State.RETURNED},
        "can_appraise": can_appraise(request.user, row),
        "answer_form": AnswerForm(),
        "appraisal_form": AppraisalForm(
            initial={"appraisal": row.appraisal, "version": row.version}
        )
        if can_appraise(request.user, row) and row.state in {State.APPRAISAL, State.NOTICE}
        else None,
        "attach_form": AttachForm()
        if can_propose(request.user, row) or can_appraise(request.user, row)
        else None,
        "steps": crumbs(row.recipient_name),
    }
    return render(request, "awards/proposal_detail.html", context)


def crumbs(last: str) -> list[tuple[str, str]]:
    """The way back to the list."""
    return [(_("Đề nghị khen thưởng"), reverse("awards:proposal_list")), (last, "")]


@for_roles(HEADS, scope=Scope.SUBTREE, obj="awards.proposal")
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the achievement report."""
    row = visible_proposal(request.user, pk)
    if not can_propose(request.user, row):
        raise PermissionDenied
    leader = {True: "yes", False: "no", None: ""}[row.is_leader]
    form = ItemForm(
        request.POST or None,
        initial={
            "summary": row.summary,
            "report": row.report,
            "is_leader": leader,
            "version": row.version,
        },
    )
    back = reverse("awards:proposal", args=[pk])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        answer = act_or_correct(
            request,
            form,
            lambda: proposals.edit_item(
                row,
                summary=data["summary"],
                report=data["report"],
                is_leader=data["is_leader"],
                actor=request.user,
                version=data["version"],
            ),
            to=back,
            done=_("Đã ghi báo cáo thành tích."),
        )
        if answer is not None:
            return answer
    return asked(
        request, form, _("Báo cáo thành tích của %(name)s") % {"name": row.recipient_name},
        _("Ghi lại"), back,
    )  # fmt: skip


def asked(
    request: SignedInRequest,
    form: Any,
    question: str,
    label: str,
    back: str,
    *,
    changes: tuple[str, ...] = (),
    unwritten: Sequence[str] = (),
) -> HttpResponse:
    """The page that asks for what an act needs; ``unwritten`` is what a paper leaves open."""
    context = {
        "question": question,
        "form": form,
        "action_label": label,
        "cancel_url": back,
        "changes": changes,
        "unwritten": unwritten,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "awards/act.html", context, status=status)


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
        Action.RESUBMIT: lambda: proposals.send_again(row, actor=actor, version=version),
        Action.PUBLISH: lambda: proposals.publish(row, actor=actor, version=version),
        Action.RESUME: lambda: proposals.resume(row, actor=actor, version=version, details=details),
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
    if not form.is_valid():
        return asked(request, form, _("Ý kiến thẩm định"), _("Ghi"), back)
    data = form.cleaned_data
    return act_or_explain(
        request,
        lambda: proposals.appraise(
            row, text=data["appraisal"], actor=request.user, version=data["version"]
        ),
        to=back,
        done=_("Đã ghi ý kiến thẩm định."),
    )


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
    if not form.is_valid():
        return asked(request, form, one.text, _("Trả lời"), back)
    return act_or_explain(
        request,
        lambda: proposals.answer_warning(
            one, answer=form.cleaned_data["answer"], actor=request.user, proposal=row
        ),
        to=back,
        done=_("Đã ghi ý kiến trả lời."),
    )


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


@for_roles(READERS, scope=Scope.SUBTREE, obj="awards.proposal")
@require_safe
def proposal_file(request: SignedInRequest, pk: int, file: int) -> HttpResponseBase:
    """A file of the dossier; only who is in the chain opens it."""
    row = visible_proposal(request.user, pk)
    if not reads_files(request.user, row):
        raise PermissionDenied
    one = get_object_or_404(DossierFile.objects.select_related("file"), pk=file, proposal=row)
    return download(one.file, one.name)


@for_roles(READERS, scope=Scope.SUBTREE, obj="awards.proposal")
@require_safe
def event_file(request: SignedInRequest, pk: int, event: int) -> HttpResponseBase:
    """The scan of a recorded step."""
    row = visible_proposal(request.user, pk)
    if not reads_files(request.user, row):
        raise PermissionDenied
    one = get_object_or_404(ProposalEvent.objects.select_related("file"), pk=event, proposal=row)
    if one.file is None:
        raise Http404
    return download(one.file, one.file_name or f"van-ban-{one.pk}")


@for_roles(READERS, scope=Scope.SUBTREE, obj="awards.proposal")
@require_safe
def proposal_report(request: SignedInRequest, pk: int, extension: str) -> HttpResponse:
    """Báo cáo thành tích, Mẫu số 08, as PDF or DOCX."""
    row = visible_proposal(request.user, pk)
    if not reads_files(request.user, row):
        raise PermissionDenied
    return produced(report_paper(row), extension)


# ------------------------------------------------------------------ the signing table


def _waiting(request: SignedInRequest) -> list[Proposal]:
    """Items that wait for a decision that this person may record."""
    states = [
        State.SIGNATURE,
        State.PROVINCE_SIGNATURE,
        State.MINISTRY_APPRAISAL,
        State.PRIME_MINISTER,
    ]
    rows = Proposal.objects.visible_to(request.user).filter(state__in=states).for_page()
    return [
        row for row in rows if any(STEPS[one].decides for one in open_actions(request.user, row))
    ]


@for_roles(SIGNERS | OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def signing_table(request: SignedInRequest) -> HttpResponse:
    """Tick who stands on the decision, read number and day off it, enter it once."""
    waiting = _waiting(request)
    given = request.POST.getlist("item") or request.GET.getlist("item")
    ticked = [row for row in waiting if str(row.pk) in given]
    issuer = ISSUERS[Level(ticked[0].award_type.level)] if ticked else ISSUERS[Level.COMMUNE]
    form = DecisionFactsForm(
        request.POST or None, request.FILES or None, initial={"issuer": issuer}
    )
    back = reverse("awards:signing")
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request, form, lambda: _sign(ticked, form, request), to=back,
            done=_("Đã ghi quyết định khen thưởng."),
        )  # fmt: skip
        if answer is not None:
            return answer
    context = {
        "waiting": waiting,
        "ticked": {row.pk for row in ticked},
        "form": form,
        "steps": crumbs(_("Chờ ký")),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "awards/signing.html", context, status=status)


def _sign(ticked: list[Proposal], form: DecisionFactsForm, request: SignedInRequest) -> str:
    """Enter the decision; returns its page, where the certificates are numbered."""
    data = form.cleaned_data
    level = Level(ticked[0].award_type.level) if ticked else Level.COMMUNE
    decision = signing.confer(
        ticked,
        DecisionFacts(
            number=data["number"],
            decided_on=data["decided_on"],
            issuer=data["issuer"],
            signer=data["signer"],
            level=level,
            is_outside=level not in {Level.COMMUNE, Level.AGENCY},
            **kept(data["scan"]),
        ),
        actor=request.user,
    )
    return reverse("awards:decision_detail", args=[decision.pk])


@for_roles(SIGNERS | OFFICE)
@require_safe
def decision_draft(request: SignedInRequest, extension: str) -> HttpResponse:
    """The draft decision for everybody who waits for the chair; number and day blank."""
    rows = Proposal.objects.visible_to(request.user).filter(
        state=State.SIGNATURE, award_type__level__in=[Level.COMMUNE, Level.AGENCY]
    )
    items = list(rows.for_page().order_by("pk"))
    hosts = {one.submission.host_id for one in items}
    if len(hosts) != 1:
        messages.info(request, _("Chưa có hồ sơ nào chờ ký để in dự thảo quyết định."))
        return redirect("awards:signing")
    return produced(decision_paper(items[0].submission.host, items), extension)


@for_roles(READERS)
@require_safe
def form_list(request: SignedInRequest) -> HttpResponse:
    """The catalogue: every form with the rule in force today, and where each figure stands."""
    today = clock.today()
    rules = {row.award_type_id: row for row in reversed(list(_rules_on(today)))}
    context = {
        "forms": [(one, rules.get(one.pk)) for one in AwardType.objects.prefetch_related("rates")],
        "today": today,
        "steps": crumbs(_("Hình thức khen thưởng")),
    }
    return render(request, "awards/form_list.html", context)


def _rules_on(day: Any) -> Any:
    return AwardRule.objects.on(day).filter(place=None)

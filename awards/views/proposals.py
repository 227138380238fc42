"""Items: the list, one item with its dossier and history, its report and files; the catalogue."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from awards.enums import Action, State
from awards.forms import AnswerForm, AppraisalForm, AttachForm, ItemForm
from awards.marks import mark_of
from awards.models import AwardRule, AwardType, DossierFile, Proposal, ProposalEvent
from awards.papers import report_paper
from awards.rules import can_appraise, can_propose, reads_files
from awards.selectors.checks import missing_papers
from awards.selectors.law import clock_for
from awards.selectors.quotas import quotas_of, use_of
from awards.services import proposals
from awards.views.finding import visible_proposal
from awards.views.parts import asked, crumbs, links_for
from awards.views.printing import produced
from awards.workflow import STEPS, open_actions
from core import clock
from core.once import act_or_correct
from core.policy import Scope
from documents.serving import download
from units.models import Unit
from units.policy import HEADS, READERS, for_roles

PAGE_SIZE = 25


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

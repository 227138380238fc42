"""The plan's tasks through a year: the page of progress, one task, its files."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from campaigns.enums import TaskState, YearState
from campaigns.forms import TaskFileForm, TaskForm
from campaigns.models import CampaignYear, PlanTask, TaskEvidence, TaskProgress
from campaigns.rules import can_follow_task, can_work_office
from campaigns.selectors.follow_up import (
    TaskFilter,
    TaskLine,
    by_body,
    kept_evidence,
    task_lines,
)
from campaigns.services import tasks
from campaigns.views.finding import visible_head, visible_year
from core import clock
from core.errors import DomainError
from core.once import act_or_correct, act_or_explain
from core.policy import Scope
from documents.renderers.workbook import workbook
from documents.services import keep
from documents.serving import download, saved_workbook
from documents.uploads import check_size, check_upload
from units.policy import ENTERING, READERS, for_roles


@for_roles(READERS, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_safe
def task_list(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """How far the plan's tasks are in the year, who is late; as a list or a workbook."""
    campaign_year = visible_year(request.user, slug, year)
    every = task_lines(campaign_year, request.user, clock.today())
    chosen = TaskFilter.of(request.GET)
    lines = [line for line in every if chosen.takes(line)]
    if request.GET.get("format") == "xlsx":
        return _exported(campaign_year, lines)
    context = {
        "head": visible_head(request.user, slug, str(year)),
        "campaign_year": campaign_year,
        "lines": lines,
        "total": len(every),
        "bodies": by_body(every),
        "chosen": chosen,
        "states": TaskState.choices,
        "formats": [("xlsx", _("Excel"))],
        "tab": "tasks",
    }
    return render(request, "campaigns/task_list.html", context)


def _exported(campaign_year: CampaignYear, lines: list[TaskLine]) -> HttpResponse:
    head = [
        *(_("Mã"), _("Nhiệm vụ"), _("Cơ quan thực hiện"), _("Tiến độ"), _("Hạn")),
        *(_("Muộn"), _("Ghi chú"), _("Số tệp minh chứng")),
    ]
    rows = [
        (
            line.task.code,
            line.task.text_shown,
            line.body_name,
            str(TaskState(line.state).label),
            line.due_on,
            _("muộn") if line.is_late else "",
            line.note,
            len(line.files),
        )
        for line in lines
    ]
    content = workbook(_("Nhiệm vụ %(year)s") % {"year": campaign_year.year}, head, rows)
    return saved_workbook(
        content, f"Tiến độ nhiệm vụ {campaign_year.campaign.slug} {campaign_year.year}"
    )


def _task(request: SignedInRequest, slug: str, year: int, pk: int) -> tuple[PlanTask, CampaignYear]:
    """A task and its year in sight; whoever may not follow it goes no further."""
    campaign_year = visible_year(request.user, slug, year)
    found = campaign_year.campaign.tasks.select_related("body")
    task = get_object_or_404(found, pk=pk)
    task.campaign = campaign_year.campaign
    if not can_follow_task(request.user, task):
        raise PermissionDenied
    return task, campaign_year


def _list_url(slug: str, year: int, task: PlanTask) -> str:
    return f"{reverse('campaigns:task_list', args=[slug, year])}#{task.code}"


@for_roles(ENTERING, scope=Scope.CAMPAIGN, obj="campaigns.task")
@require_http_methods(["GET", "HEAD", "POST"])
def task_follow(request: SignedInRequest, slug: str, year: int, pk: int) -> HttpResponse:
    """Note how far a task is; the office also says who and by when."""
    task, campaign_year = _task(request, slug, year, pk)
    is_office = can_work_office(request.user, task.campaign)
    progress = (
        TaskProgress.objects.filter(task=task, campaign_year=campaign_year)
        .prefetch_related(kept_evidence())
        .first()
    )
    form = TaskForm(
        request.POST or None,
        task=task,
        progress=progress,
        is_office=is_office,
        is_closed=campaign_year.state == YearState.CLOSED,
    )
    back = _list_url(slug, year, task)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        assigned = tasks.Assigned(data["body"], data["due_on"]) if is_office else None
        answer = act_or_correct(
            request,
            form,
            lambda: tasks.follow_task(
                task,
                campaign_year,
                state=data["state"],
                note=data["note"],
                assigned=assigned,
                reason=form.given_reason,
                actor=request.user,
            ),
            to=back,
            done=_("Đã ghi tiến độ nhiệm vụ %(code)s.") % {"code": task.code},
        )
        if answer is not None:
            return answer
    context = {
        "head": visible_head(request.user, slug, str(year)),
        "campaign_year": campaign_year,
        "task": task,
        "form": form,
        "files": list(progress.evidence.all()) if progress else [],
        "file_form": TaskFileForm(),
        "takes_files": campaign_year.state == YearState.OPEN,
        "back": back,
    }
    return render(request, "campaigns/task_follow.html", context)


@for_roles(ENTERING, scope=Scope.CAMPAIGN, obj="campaigns.task")
@require_POST
def evidence_add(request: SignedInRequest, slug: str, year: int, pk: int) -> HttpResponse:
    """Attach a file to a task."""
    task, campaign_year = _task(request, slug, year, pk)
    form = TaskFileForm(request.POST, request.FILES)

    def act() -> None:
        if not form.is_valid():
            raise DomainError(str(form.errors["file"][0]))
        file = form.cleaned_data["file"]
        check_size(file.size or 0)
        upload = check_upload(file.name or "", file.read(), field="file")
        tasks.add_task_evidence(
            task, campaign_year, keep(upload), name=upload.name, actor=request.user
        )

    here = reverse("campaigns:task_follow", args=[slug, year, pk])
    return act_or_explain(request, act, to=here, done=_("Đã nhận tệp minh chứng."))


def _evidence(request: SignedInRequest, slug: str, year: int, pk: int) -> TaskEvidence:
    campaign_year = visible_year(request.user, slug, year)
    found = TaskEvidence.objects.filter(progress__campaign_year=campaign_year, removed_at=None)
    return get_object_or_404(
        found.select_related(
            "file", "progress__task__body", "progress__campaign_year__campaign__launched_by",
            "progress__task__campaign__launched_by",
        ),
        pk=pk,
    )  # fmt: skip


@for_roles(READERS, scope=Scope.CAMPAIGN, obj="campaigns.taskevidence")
@require_safe
def evidence(request: SignedInRequest, slug: str, year: int, pk: int) -> HttpResponseBase:
    """A file of a task, to whoever sees the campaign."""
    row = _evidence(request, slug, year, pk)
    return download(row.file, row.name)


@for_roles(ENTERING, scope=Scope.CAMPAIGN, obj="campaigns.taskevidence")
@require_POST
def evidence_remove(request: SignedInRequest, slug: str, year: int, pk: int) -> HttpResponse:
    """Take a file off a task."""
    row = _evidence(request, slug, year, pk)
    if not can_follow_task(request.user, row.progress.task):
        raise PermissionDenied
    return act_or_explain(
        request,
        lambda: tasks.remove_task_evidence(row, actor=request.user),
        to=reverse("campaigns:task_follow", args=[slug, year, row.progress.task_id]),
        done=_("Đã bỏ tệp minh chứng."),
    )

"""Difficulties that units report, and the office's answers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from campaigns.forms import AnswerForm, ProblemForm
from campaigns.models import ProblemReport
from campaigns.rules import can_answer_problems
from campaigns.selectors.problems import ProblemFilter, problem_duties, writing_units
from campaigns.services.problems import answer_problem, path_of, report_problem
from campaigns.views.finding import visible_head, visible_year
from core.once import act_or_correct
from core.policy import Scope
from units.enums import Role
from units.policy import OFFICE, READERS, for_roles

PAGE_SIZE = 20
WRITERS = frozenset({Role.EDITOR, Role.HEAD})


@for_roles(READERS, scope=Scope.CAMPAIGN, obj="campaigns.campaign")
@require_safe
def problem_list(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """The year's difficulties of the units that the reader sees, open ones first."""
    head = visible_head(request.user, slug, str(year))
    chosen = ProblemFilter.of(request.GET)
    rows = chosen.apply(ProblemReport.objects.visible_to(request.user), head.campaign, year)
    context = {
        "head": head,
        "tab": "problems",
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "duties": problem_duties(head.campaign),
        "chosen": chosen,
        "can_write": bool(head.campaign_year) and bool(writing_units(request.user, head.campaign)),
    }
    return render(request, "campaigns/problem_list.html", context)


@for_roles(WRITERS, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_http_methods(["GET", "HEAD", "POST"])
def problem_new(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """Write a difficulty in the name of one's own unit."""
    campaign_year = visible_year(request.user, slug, year)
    units = writing_units(request.user, campaign_year.campaign)
    if not units:
        raise PermissionDenied
    form = ProblemForm(request.POST or None, units=units)
    back = reverse("campaigns:problem_list", args=[slug, year])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        answer = act_or_correct(
            request,
            form,
            lambda: path_of(
                report_problem(
                    campaign_year,
                    data["unit"],
                    text=data["text"],
                    proposal=data["proposal"],
                    actor=request.user,
                )
            ),
            to=back,
            done=_("Đã gửi. Cơ quan phụ trách đã nhận được thông báo."),
        )
        if answer is not None:
            return answer
    context = {
        "head": visible_head(request.user, slug, str(year)),
        "form": form,
        "own_unit": units[0] if len(units) == 1 else None,
        "back": back,
    }
    return render(request, "campaigns/problem_new.html", context)


@for_roles(READERS, scope=Scope.SUBTREE, obj="campaigns.problem")
@require_safe
def problem_detail(request: SignedInRequest, slug: str, year: int, pk: int) -> HttpResponse:
    """One difficulty with its answer, or the place where the office writes one."""
    problem = _visible(request, slug, year, pk)
    return _page(request, problem, AnswerForm())


@for_roles(OFFICE, scope=Scope.SUBTREE, obj="campaigns.problem")
@require_POST
def problem_answer(request: SignedInRequest, slug: str, year: int, pk: int) -> HttpResponse:
    """Answer a difficulty; its author is told."""
    problem = _visible(request, slug, year, pk)
    if not can_answer_problems(request.user, problem.unit):
        raise PermissionDenied
    form = AnswerForm(request.POST)
    if form.is_valid():
        answer = act_or_correct(
            request,
            form,
            lambda: answer_problem(problem, answer=form.cleaned_data["answer"], actor=request.user),
            to=path_of(problem),
            done=_("Đã trả lời %(unit)s.") % {"unit": problem.unit},
        )
        if answer is not None:
            return answer
        problem.refresh_from_db()
    return _page(request, problem, form)


def _visible(request: SignedInRequest, slug: str, year: int, pk: int) -> ProblemReport:
    found = (
        ProblemReport.objects.visible_to(request.user)
        .filter(campaign_year__campaign__slug=slug, campaign_year__year=year)
        .select_related("unit", "author", "answered_by", "campaign_year__campaign__launched_by")
    )
    return get_object_or_404(found, pk=pk)


def _page(request: SignedInRequest, problem: ProblemReport, form: AnswerForm) -> HttpResponse:
    campaign_year = problem.campaign_year
    slug = campaign_year.campaign.slug
    context = {
        "problem": problem,
        "form": form,
        "can_answer": can_answer_problems(request.user, problem.unit),
        "answer_url": reverse(
            "campaigns:problem_answer", args=[slug, campaign_year.year, problem.pk]
        ),
        "steps": [
            (
                campaign_year.campaign.short_name,
                reverse("campaigns:campaign_detail", args=[slug]),
            ),
            (
                _("Khó khăn, vướng mắc"),
                reverse("campaigns:problem_list", args=[slug, campaign_year.year]),
            ),
            (problem.unit.display_name, ""),
        ],
    }
    return render(request, "campaigns/problem_detail.html", context)

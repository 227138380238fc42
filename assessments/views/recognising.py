"""Đề nghị công nhận: who is fit for a title of a year, and the decision for all of them at once."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from assessments.papers import title_decision_paper
from assessments.selectors import result_lists as lists
from assessments.selectors.compact import places_of
from assessments.selectors.result_lists import Narrowed, ResultRow
from assessments.services.recognising import recognise
from assessments.views.finding import visible_year
from campaigns.models import CampaignYear
from core.numbers import parse_id
from core.once import act_or_correct
from core.policy import Scope
from documents.renderers.workbook import MOST_ROWS, workbook
from documents.serving import PAPER_FORMS, saved_paper, saved_workbook
from recognitions.closed_years import closed_over
from recognitions.forms import DecisionForm
from recognitions.models import Title
from recognitions.rules import can_enter
from units.models import Unit
from units.policy import OFFICE, READERS, for_roles

PAGE_SIZE = 50
NAMES_SHOWN = 12


@for_roles(READERS, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_safe
def title_candidates(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """Who qualifies for a title and why, who does not and why not."""
    campaign_year = visible_year(request.user, slug, year)
    titles = _titles(campaign_year)
    place = lists.seen_place(request.user, campaign_year, request.GET.get("unit", ""))
    if place is None and request.GET.get("unit"):
        raise Http404
    context: dict[str, Any] = {
        "campaign_year": campaign_year,
        "titles": titles,
        "steps": _steps(campaign_year, _("Đề nghị công nhận")),
    }
    if place is None or not titles:
        return render(request, "assessments/title_candidates.html", context)
    title = _chosen(titles, request.GET.get("title", ""))
    narrowed = Narrowed.of(request.GET)
    rows, counts = lists.title_list(campaign_year, title, place, narrowed)
    if request.GET.get("format") == "xlsx":
        name = _("Đề nghị công nhận %(title)s %(year)s") % {"title": title.name, "year": year}
        return saved_workbook(workbook(name, _head(), lists.cells_of(rows[: MOST_ROWS + 1])), name)
    may_decide = can_enter(request.user, place)
    context |= {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "formats": [("xlsx", _("Excel"))],
        "chosen": title,
        "place": place,
        "places": places_of(request.user, campaign_year),
        "narrowed": narrowed,
        "counts": {str(said): counts[one] for said, one in lists.WORDS.items()},
        "funnel": lists.funnel(campaign_year, title, place),
        "fit": len(lists.fit_ids(rows)),
        "ended": lists.ended_sets(rows),
        "may_decide": may_decide,
    }
    return render(request, "assessments/title_candidates.html", context)


@for_roles(OFFICE, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_http_methods(["GET", "HEAD", "POST"])
def title_decide(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """Enter one decision for all who qualify in the list, or for those who were ticked.

    With ``format=docx`` or ``pdf`` the draft of that decision, to be signed first.
    """
    campaign_year = visible_year(request.user, slug, year)
    place = lists.seen_place(request.user, campaign_year, request.GET.get("unit", ""))
    if place is None:
        raise Http404
    if not can_enter(request.user, place):
        raise PermissionDenied
    titles = _titles(campaign_year)
    if not titles:
        raise Http404
    title = _chosen(titles, request.GET.get("title", ""))
    rows = _to_decide(request, campaign_year, title, place)
    back = f"{_url(campaign_year)}?title={title.code}&unit={place.pk}"
    if not rows and request.method != "POST":
        return redirect(back)
    wish = request.GET.get("format", "")
    if rows and wish in PAPER_FORMS and request.method != "POST":
        paper = title_decision_paper(campaign_year, title, [row.result for row in rows])
        host = campaign_year.campaign.launched_by.display_name
        return saved_paper(paper, wish, f"{paper.heading_of_file} {host}")
    ids = [row.result.unit_id for row in rows]
    form = DecisionForm(
        request.POST or None,
        request.FILES or None,
        title=title,
        closed=closed_over([place]),
        initial={"year": year},
    )
    del form.fields["year"]  # the year is the campaign's
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request,
            form,
            lambda: recognise(
                campaign_year,
                title,
                ids,
                form.decision(),
                seen=request.POST.get("seen", ""),
                actor=request.user,
                reason=form.given_reason,
            ),
            to=f"{reverse('recognitions:recognition_list')}?title={title.code}&year={year}",
            done=_("Đã ghi một quyết định cho %(count)s đối tượng.") % {"count": len(ids)},
        )
        if answer is not None:
            return answer
    context = {
        "campaign_year": campaign_year,
        "chosen": title,
        "form": form,
        "rows": rows[:NAMES_SHOWN],
        "more": max(len(rows) - NAMES_SHOWN, 0),
        "count": len(rows),
        "ended": lists.ended_sets(rows),
        "seen": lists.list_print(ids),
        "back": back,
        "lost_file": form.is_bound and bool(request.FILES),
        "steps": [*_steps(campaign_year, _("Đề nghị công nhận"), back), (_("Ghi quyết định"), "")],
    }
    return render(request, "assessments/title_decide.html", context)


def _to_decide(
    request: SignedInRequest, campaign_year: CampaignYear, title: Title, place: Unit
) -> list[ResultRow]:
    """Whoever qualifies in the list as it is narrowed; of the ticked ones all, fit or not."""
    rows, _counts = lists.title_list(campaign_year, title, place, Narrowed.of(request.GET))
    ticked = {parse_id(one) for one in request.GET.getlist("holder")}
    if ticked:
        return [row for row in rows if row.result.unit_id in ticked]
    fit = set(lists.fit_ids(rows))
    return [row for row in rows if row.result.unit_id in fit]


def _titles(campaign_year: CampaignYear) -> list[Title]:
    """The titles that somebody of the plan's groups may hold."""
    types = {one for group in campaign_year.campaign.groups.all() for one in group.unit_types}
    return [one for one in Title.objects.of_learning() if types & set(one.holder_types)]


def _chosen(titles: list[Title], wanted: str) -> Title:
    return next((one for one in titles if one.code == wanted), titles[0])


def _head() -> tuple[str, ...]:
    return (
        _("Đối tượng"), _("Thuộc"), _("Xét"), _("Mức"), _("Vì sao"),
        _("Số năm liên tục được công nhận"), _("Danh hiệu năm này"),
    )  # fmt: skip


def _url(campaign_year: CampaignYear) -> str:
    return reverse(
        "assessments:title_candidates", args=[campaign_year.campaign.slug, campaign_year.year]
    )


def _steps(campaign_year: CampaignYear, last: str, url: str = "") -> list[tuple[str, str]]:
    args = [campaign_year.campaign.slug, campaign_year.year]
    year = {"year": campaign_year.year}
    return [
        (_("Kết quả năm %(year)s") % year, reverse("assessments:year_results", args=args)),
        (last, url),
    ]

"""Chấm điểm: the sheets of a year, one sheet with its three columns, and its acts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from assessments.enums import ScoreAct, ScoreStage
from assessments.forms import ScoreActForm, ScoreBeginForm
from assessments.models import ScoreSheet
from assessments.rules import can_decide_points, can_enter_for, can_review_points, can_score
from assessments.score_workflow import SCORE_STEPS, open_score_acts
from assessments.selectors.score_page import (
    ScorePage,
    Typed,
    score_page,
    sets_to_score_by,
    sheet_lines,
    units_to_score,
)
from assessments.services import scoring
from assessments.services.scoring import LinesRefusedError, OwnLine, ReviewedLine
from assessments.views.finding import visible_year
from campaigns.enums import YearState
from campaigns.models import CampaignYear
from core.errors import DomainError
from core.numbers import NotANumberError, parse_number
from core.once import act_once, act_or_correct
from core.policy import Scope
from criteria.enums import CriterionKind
from units.policy import ENTERING, READERS, for_roles

PAGE_SIZE = 30
REFUSED = 422
OWN, REVIEWED, FINAL = "own", "reviewed", "final"


@for_roles(READERS, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_http_methods(["GET", "HEAD", "POST"])
def score_sheets(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """The sheets of a year in sight; begin one for a unit by an official set."""
    campaign_year = visible_year(request.user, slug, year)
    sets = sets_to_score_by(campaign_year)
    units = [
        one
        for one in units_to_score(request.user, campaign_year, sets)
        if can_enter_for(request.user, one)
    ]
    form = ScoreBeginForm(request.POST or None, units=units, sets=sets)
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request, form, lambda: _begin(campaign_year, form, request), to="", done=""
        )
        if answer is not None:
            return answer
    found = (
        ScoreSheet.objects.visible_to(request.user)
        .filter(campaign_year=campaign_year)
        .select_related("unit__parent", "criteria_set", "campaign_year")
        .order_by("criteria_set__name", "unit__sort_key", "pk")
    )
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "campaign_year": campaign_year,
        "page": page,
        "lines": sheet_lines(page),
        "form": form,
        "can_begin": campaign_year.state == YearState.OPEN and bool(units),
        "steps": [
            (
                _("Kết quả năm %(year)s") % {"year": year},
                reverse("assessments:year_results", args=[slug, year]),
            ),
            (_("Chấm điểm"), ""),
        ],
    }
    return render(request, "assessments/score_sheets.html", context)


def _begin(campaign_year: CampaignYear, form: ScoreBeginForm, request: SignedInRequest) -> str:
    data = form.cleaned_data
    sheet = scoring.begin_sheet(
        campaign_year, data["unit"], data["criteria_set"], actor=request.user
    )
    return reverse("assessments:score_sheet", args=[sheet.pk])


@for_roles(READERS, scope=Scope.SUBTREE, obj="assessments.sheet")
@require_http_methods(["GET", "HEAD", "POST"])
def score_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """One sheet: own, officer's and final numbers side by side; the open column is typed in."""
    sheet = _visible(request, pk)
    column = _column(request, sheet)
    if request.method != "POST":
        return _show(request, sheet, column)
    if not column:
        raise PermissionDenied
    typed, given = _read(request.POST, sheet, column)
    faults = {key: one.fault for key, one in typed.items() if one.fault}
    if faults:
        return _show(request, sheet, column, typed, str(LinesRefusedError(faults)))
    try:
        return act_once(
            request,
            lambda: _save(request, sheet, column, given),
            to=reverse("assessments:score_sheet", args=[pk]),
            done=_("Đã lưu điểm."),
        )
    except LinesRefusedError as error:
        shown = {key: Typed(one.values, error.faults.get(key, "")) for key, one in typed.items()}
        return _show(request, sheet, column, shown, str(error))
    except DomainError as error:
        return _show(request, sheet, column, typed, str(error))


def _save(request: SignedInRequest, sheet: ScoreSheet, column: str, given: dict[int, Any]) -> None:
    version = _version(request.POST)
    if column == OWN:
        scoring.save_own(sheet, given, version=version, actor=request.user)
    elif column == REVIEWED:
        scoring.save_reviewed(sheet, given, version=version, actor=request.user)
    else:
        scoring.move(ScoreAct.DECIDE, sheet, version=version, actor=request.user, finals=given)


def _column(request: SignedInRequest, sheet: ScoreSheet) -> str:
    """The column that this person may type in now; empty: only to read."""
    if sheet.stage == ScoreStage.OWN and can_score(request.user, sheet):
        return OWN
    if sheet.stage == ScoreStage.REVIEW and can_review_points(request.user, sheet):
        return REVIEWED
    if sheet.stage == ScoreStage.REVIEWED and can_decide_points(request.user, sheet):
        return FINAL
    return ""


def _show(
    request: SignedInRequest,
    sheet: ScoreSheet,
    column: str,
    typed: dict[int, Typed] | None = None,
    refused: str = "",
) -> HttpResponse:
    page: ScorePage = score_page(sheet, typed)
    acts = [one for one in open_score_acts(request.user, sheet) if one != ScoreAct.DECIDE]
    is_author = any(one.pk == request.user.pk for one in sheet.authors.all())
    context = {
        "sheet": sheet,
        "stage": ScoreStage(sheet.stage).label,
        "page": page,
        "column": column,
        "acts": acts,
        "refused": refused,
        "own_work": is_author and sheet.stage == ScoreStage.REVIEW and not column,
        "steps": [
            (
                _("Chấm điểm"),
                reverse(
                    "assessments:score_sheets",
                    args=[sheet.campaign_year.campaign.slug, sheet.campaign_year.year],
                ),
            ),
            (sheet.unit.display_name, ""),
        ],
    }
    status = REFUSED if refused else 200
    return render(request, "assessments/score_sheet.html", context, status=status)


def _read(
    post: QueryDict, sheet: ScoreSheet, column: str
) -> tuple[dict[int, Typed], dict[int, Any]]:
    """What was typed on every line, and the same as numbers where it can be read."""
    typed: dict[int, Typed] = {}
    given: dict[int, Any] = {}
    for one in sheet.criteria_set.criteria.exclude(kind=CriterionKind.HEADING):
        prefix = f"c{one.pk}-"
        if f"{prefix}{column}" not in post:
            continue
        values = {
            key.removeprefix(prefix): str(post[key]) for key in post if key.startswith(prefix)
        }
        number, fault = _number(values[column])
        typed[one.pk] = Typed(values, fault)
        if column == OWN:
            given[one.pk] = OwnLine(
                number, "skip" not in values, values.get("note", ""), values.get("evidence", "")
            )
        else:
            reason = values.get("reason" if column == REVIEWED else "final_reason", "")
            given[one.pk] = ReviewedLine(number, reason)
    return typed, given


def _number(text: str) -> tuple[Decimal | None, str]:
    if not text.strip():
        return None, ""
    try:
        return parse_number(text), ""
    except NotANumberError as error:
        return None, str(error)


def _version(post: QueryDict) -> int:
    text = post.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


@for_roles(ENTERING, scope=Scope.SUBTREE, obj="assessments.sheet")
@require_http_methods(["GET", "HEAD", "POST"])
def score_act(request: SignedInRequest, pk: int, score_act: ScoreAct) -> HttpResponse:
    """Move a sheet on, or back with a reason."""
    sheet = _visible(request, pk)
    step = SCORE_STEPS[score_act]
    if not step.allowed(request.user, sheet) or score_act == ScoreAct.DECIDE:
        raise PermissionDenied
    back = reverse("assessments:score_sheet", args=[pk])
    form = ScoreActForm(
        request.POST or None,
        initial={"version": sheet.version},
        needs_reason=step.needs_reason,
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        answer = act_or_correct(
            request,
            form,
            lambda: scoring.move(
                score_act,
                sheet,
                version=data["version"],
                actor=request.user,
                reason=data.get("reason", ""),
            ),
            to=back,
            done=_("Đã ghi: %(act)s.") % {"act": str(score_act.label).lower()},
        )
        if answer is not None:
            return answer
    context = {
        "question": f"{score_act.label}: {sheet.unit.display_name}?",
        "changes": [
            (_("Bộ tiêu chí: %(set)s.") % {"set": sheet.criteria_set.name}, None),
            (
                _("Phiếu chuyển sang: %(stage)s.") % {"stage": str(step.target.label).lower()},
                None,
            ),
        ],
        "form": form,
        "action_label": score_act.label,
        "cancel_url": back,
    }
    return render(request, "includes/confirm_page.html", context)


def _visible(request: SignedInRequest, pk: int) -> ScoreSheet:
    if not ScoreSheet.objects.visible_to(request.user).filter(pk=pk).exists():
        raise Http404
    return scoring.fetch_sheet(pk)

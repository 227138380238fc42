"""How an office reviews: its ready-made sentences, who stands in for whom, limits and levels."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from assessments.levels import ABSENT, STANDING_IN
from assessments.models import ReturnPhrase, Substitution
from assessments.review_forms import LimitsForm, PhraseForm, SubstituteForm
from assessments.rules import can_name_substitute
from assessments.selectors.oddities import setting_of
from assessments.services import review_settings, substitutes
from assessments.services.substitutes import Absence
from assessments.views.finding import visible_year
from campaigns.models import CampaignYear
from campaigns.rules import can_manage_year, can_work_office
from core import clock
from core.once import act_or_correct, act_or_explain
from core.policy import Scope
from units.access import access_of, memberships_on
from units.models import Unit
from units.policy import LEADERS, OFFICE, for_roles


def _office(user: User, pk: int) -> Unit:
    """A unit in sight in whose office the person works."""
    unit = get_object_or_404(Unit.objects.visible_to(user), pk=pk)
    if not access_of(user).has_role_in(unit, OFFICE):
        raise PermissionDenied
    return unit


def _here(unit: Unit) -> str:
    return reverse("assessments:review_rules", args=[unit.pk])


@for_roles(OFFICE, scope=Scope.SUBTREE, obj="units.unit")
@require_safe
def review_rules(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everything that the office set for its reviews, and where to set it."""
    return _show(request, _office(request.user, pk), PhraseForm(), None)


def _show(
    request: SignedInRequest, unit: Unit, phrase: PhraseForm, substitute: SubstituteForm | None
) -> HttpResponse:
    today = clock.today()
    names = can_name_substitute(request.user, unit)
    years = CampaignYear.objects.filter(campaign__launched_by=unit).exclude(state="planned")
    context = {
        "unit": unit,
        "phrases": ReturnPhrase.objects.filter(unit=unit, is_retired=False),
        "substitutions": Substitution.objects.filter(unit=unit, to_on__gte=today)
        .select_related("absent", "stand_in", "named_by")
        .order_by("from_on", "pk"),
        "past": Substitution.objects.filter(unit=unit, to_on__lt=today)
        .select_related("absent", "stand_in")
        .order_by("-to_on", "-pk")[:10],
        "today": today,
        "phrase_form": phrase,
        "substitute_form": (substitute or _substitute_form(unit)) if names else None,
        "years": years.select_related("campaign").order_by("-year", "pk"),
    }
    wrong = phrase.errors or (substitute is not None and substitute.errors)
    return render(request, "assessments/review_rules.html", context, status=422 if wrong else 200)


def _substitute_form(unit: Unit, request: SignedInRequest | None = None) -> SubstituteForm:
    held = unit.memberships.filter(memberships_on(clock.today()), user__is_active=True)
    rows = list(held.filter(role__in=STANDING_IN).select_related("user").order_by("pk"))
    people = {row.user_id: row.user for row in rows}
    reviewers = {row.user_id: row.user for row in rows if row.role in ABSENT}
    return SubstituteForm(request.POST if request else None, reviewers=reviewers, people=people)


@for_roles(OFFICE, scope=Scope.SUBTREE, obj="units.unit")
@require_POST
def add_phrase(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a sentence, or begin with those that come with the product."""
    unit = _office(request.user, pk)
    if "suggested" in request.POST:
        return act_or_explain(
            request,
            lambda: review_settings.take_suggested(unit, actor=request.user) and None,
            to=_here(unit),
            done=_("Đã thêm các câu gợi ý; sửa hoặc bỏ câu nào cũng được."),
        )
    form = PhraseForm(request.POST)
    if form.is_valid():

        def act() -> None:
            review_settings.add_phrase(unit, form.cleaned_data["text"], actor=request.user)

        answer = act_or_correct(request, form, act, to=_here(unit), done=_("Đã thêm câu mẫu."))
        if answer is not None:
            return answer
    return _show(request, unit, form, None)


@for_roles(OFFICE, scope=Scope.SUBTREE, obj="assessments.phrase")
@require_POST
def change_phrase(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write a sentence otherwise, or offer it no longer."""
    seen = Unit.objects.visible_to(request.user)
    row = get_object_or_404(ReturnPhrase.objects.filter(unit__in=seen), pk=pk)
    unit = _office(request.user, row.unit_id)

    def act() -> None:
        if "retire" in request.POST:
            review_settings.retire_phrase(row, actor=request.user)
        else:
            review_settings.change_phrase(row, request.POST.get("text", ""), actor=request.user)

    return act_or_explain(request, act, to=_here(unit), done=_("Đã ghi câu mẫu."))


@for_roles(LEADERS, scope=Scope.SUBTREE, obj="units.unit")
@require_POST
def name_substitute(request: SignedInRequest, pk: int) -> HttpResponse:
    """Name who reviews while somebody is away."""
    unit = _office(request.user, pk)
    form = _substitute_form(unit, request)
    if form.is_valid():

        def act() -> None:
            absence = Absence(**form.absence)
            substitutes.name_substitute(unit, absence, actor=request.user)

        done = _("Đã cử người thẩm định thay.")
        answer = act_or_correct(request, form, act, to=_here(unit), done=done)
        if answer is not None:
            return answer
    return _show(request, unit, PhraseForm(), form)


@for_roles(LEADERS, scope=Scope.SUBTREE, obj="assessments.substitution")
@require_POST
def end_substitute(request: SignedInRequest, pk: int) -> HttpResponse:
    """End it today."""
    found = Substitution.objects.visible_to(request.user)
    row = get_object_or_404(found.select_related("unit", "absent", "stand_in"), pk=pk)

    def act() -> None:
        substitutes.end_substitute(row, actor=request.user)

    unit = _office(request.user, row.unit_id)
    return act_or_explain(request, act, to=_here(unit), done=_("Đã kết thúc việc thay."))


@for_roles(OFFICE, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_http_methods(["GET", "HEAD", "POST"])
def limits(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """From when on something looks odd, and the levels that review each group."""
    row = visible_year(request.user, slug, year)
    if not can_work_office(request.user, row.campaign):
        raise PermissionDenied
    setting = setting_of(row.campaign)
    may_chain = can_manage_year(request.user, row.campaign)
    groups = list(row.campaign.groups.exclude(criteria_set=None, indicator_set=None))
    form = LimitsForm.of(request.POST or None, setting, groups if may_chain else [])
    here = reverse("assessments:limits", args=[slug, year])
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            review_settings.set_limits(
                row.campaign,
                form.limits,
                source=form.cleaned_data["source"],
                actor=request.user,
            )
            for group, name in form.chains(groups if may_chain else []):
                group.campaign = row.campaign
                review_settings.set_chain(group, name, actor=request.user)

        answer = act_or_correct(request, form, act, to=here, done=_("Đã ghi cách thẩm định."))
        if answer is not None:
            return answer
    context = {"form": form, "campaign_year": row, "office": row.campaign.launched_by_id}
    status = 422 if form.errors else 200
    return render(request, "assessments/limits.html", context, status=status)

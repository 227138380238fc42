"""Who agreed to be named in public; for somebody under age the father, mother or guardian says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from awards.enums import Guardian, Naming
from awards.models import Award, Decision, NameConsent
from awards.renderers.certificate_texts import short_form
from awards.rules import can_publish
from awards.selectors.honours import is_minor, naming_on
from awards.services.publishing import Guarded, give_consent, withdraw_consent
from awards.views.decisions import visible_decision
from core import clock
from core.errors import DomainError
from core.numbers import parse_id
from core.once import act_once
from core.policy import Scope
from units.models import Unit
from units.policy import OFFICE, for_roles

PAGE_SIZE = 50


@dataclass(frozen=True)
class NameLine:
    """A recipient of the decision on the page: what stands, and what was typed just now."""

    award: Award
    consent: NameConsent | None
    rule: Naming | None
    is_minor: bool
    is_ticked: bool
    guardian: str
    relation: str


@for_roles(OFFICE, scope=Scope.SUBTREE, obj="awards.decision")
@require_http_methods(["GET", "HEAD", "POST"])
def decision_names(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record which recipients agreed to be named in public, and who took it back."""
    decision = visible_decision(request, pk)
    if not can_publish(request.user, decision.unit):
        raise PermissionDenied
    rows = decision.awards.select_related("recipient__person").order_by("pk")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    refusal = ""
    if request.method == "POST":
        here = reverse("awards:decision_names", args=[pk])
        try:
            return act_once(
                request,
                lambda: _save(request, [one.recipient for one in page]),
                to=f"{here}?page={page.number}",
                done=_("Đã lưu. Trang vinh danh đổi theo ngay."),
            )
        except DomainError as error:
            refusal = str(error)
    lines = _lines(request, page)
    context = {
        "decision": decision,
        "page": page,
        "lines": lines,
        "has_minors": any(line.is_minor for line in lines),
        "guardians": Guardian.choices,
        "refusal": refusal,
        "given_by": request.POST.get("given_by", ""),
        "form_name": short_form(page[0].form_name) if page else "",
        "crumbs": _crumbs(decision),
    }
    return render(request, "awards/decision_names.html", context, status=422 if refusal else 200)


def _crumbs(decision: Decision) -> list[tuple[str, str]]:
    return [
        (_("Quyết định"), reverse("awards:decision_list")),
        (decision.number, reverse("awards:decision_detail", args=[decision.pk])),
        (_("Nêu tên công khai"), ""),
    ]


def _ticked(request: SignedInRequest) -> set[int | None]:
    return {parse_id(one) for one in request.POST.getlist("agrees")}


def _lines(request: SignedInRequest, page: Page[Any]) -> list[NameLine]:
    standing = NameConsent.objects.standing().filter(recipient__in=[one.recipient for one in page])
    agreed = {one.recipient_id: one for one in standing}
    day = clock.today()
    rules = naming_on(day)
    ticked = _ticked(request) if request.method == "POST" else set(agreed)
    return [
        NameLine(
            award=one,
            consent=agreed.get(one.recipient_id),
            rule=_rule(rules, one, is_young=is_minor(one.recipient, day)),
            is_minor=is_minor(one.recipient, day),
            is_ticked=one.recipient_id in ticked,
            guardian=request.POST.get(f"guardian-{one.recipient_id}", ""),
            relation=request.POST.get(f"relation-{one.recipient_id}", ""),
        )
        for one in page
    ]


def _rule(rules: dict[tuple[str, bool], Naming], award: Award, *, is_young: bool) -> Naming | None:
    """What the page of honours goes by: a row for the young before the row for all."""
    return rules.get((award.recipient_kind, is_young)) or rules.get((award.recipient_kind, False))


def _save(request: SignedInRequest, shown: list[Unit]) -> None:
    ticked = _ticked(request)
    guardians = {
        one.pk: Guarded(
            name=request.POST.get(f"guardian-{one.pk}", ""),
            relation=request.POST.get(f"relation-{one.pk}", ""),
        )
        for one in shown
    }
    give_consent(
        [one for one in shown if one.pk in ticked],
        given_by=request.POST.get("given_by", "")[:120],
        guardians=guardians,
        actor=request.user,
    )
    others = [one for one in shown if one.pk not in ticked]
    if others:
        withdraw_consent(others, actor=request.user)

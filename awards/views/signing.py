"""The signing table: who waits for a decision, the draft of it, and its entry."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from awards.enums import Level, State
from awards.forms import DecisionFactsForm, kept
from awards.models import Proposal
from awards.papers import decision_paper
from awards.services import signing
from awards.services.conferring import DecisionFacts
from awards.views.parts import SIGNERS, crumbs
from awards.views.printing import produced
from awards.workflow import STEPS, open_actions
from core.once import act_or_correct
from units.policy import OFFICE, for_roles

ISSUERS = {
    Level.COMMUNE: gettext_lazy("Chủ tịch Ủy ban nhân dân xã"),
    Level.AGENCY: gettext_lazy("Thủ trưởng cơ quan, đơn vị"),
    Level.PROVINCE: gettext_lazy("Chủ tịch Ủy ban nhân dân tỉnh"),
    Level.MINISTRY: gettext_lazy("Bộ, ban, ngành Trung ương"),
    Level.PRIME_MINISTER: gettext_lazy("Thủ tướng Chính phủ"),
}


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

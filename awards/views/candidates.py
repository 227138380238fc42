"""Candidates: who has a result this year, ticked and put on a letter."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from awards.enums import BatchState, RecipientKind
from awards.models import AwardType, Submission
from awards.selectors.candidates import page_of, reasons_of
from awards.selectors.law import forms_for
from awards.services import proposals
from awards.services.proposals import NewItem
from awards.views.parts import crumbs
from campaigns.enums import Occasion
from campaigns.models import Campaign, CampaignYear
from core.errors import DomainError
from core.numbers import parse_id
from core.once import act_or_explain
from units.access import access_of
from units.enums import UnitType
from units.models import Unit
from units.policy import HEADS, for_roles

KINDS = [
    (UnitType.HOUSEHOLD, gettext_lazy("Hộ gia đình")),
    (UnitType.INDIVIDUAL, gettext_lazy("Cá nhân")),
    (UnitType.CLAN, gettext_lazy("Dòng họ")),
    (RecipientKind.COLLECTIVE, gettext_lazy("Tập thể")),
]


def _proposing_units(request: SignedInRequest) -> list[Unit]:
    """The units for which the person may make a letter: the own one, the commune first."""
    ids = [one.unit_id for one in access_of(request.user).held if one.role in HEADS]
    return list(Unit.objects.filter(pk__in=ids).order_by("path"))


def _campaign_years(units: list[Unit]) -> list[CampaignYear]:
    """The years of the campaigns in which one of the units takes part, the newest first."""
    hosts = {pk for unit in units for pk in (unit.pk, *unit.ancestor_ids)}
    rows = CampaignYear.objects.filter(campaign__launched_by__in=hosts).exclude(state="planned")
    return list(rows.select_related("campaign__launched_by").order_by("-year", "pk"))


def _chosen(
    request: SignedInRequest,
) -> tuple[Unit, CampaignYear | None, list[Unit], list[CampaignYear]]:
    units = _proposing_units(request)
    if not units:
        raise PermissionDenied
    given = request.POST if request.method == "POST" else request.GET
    wanted = parse_id(given.get("unit", ""))
    unit = next((one for one in units if one.pk == wanted), units[0])
    years = _campaign_years(units)
    asked_year = parse_id(given.get("year", ""))
    year = next((one for one in years if one.pk == asked_year), years[0] if years else None)
    return unit, year, units, years


@for_roles(HEADS)
@require_safe
def candidate_list(request: SignedInRequest) -> HttpResponse:
    """Who has a result this year, with the reason; tick and put them on a letter."""
    unit, year, units, years = _chosen(request)
    kinds = [str(value) for value, _label in KINDS]
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds else kinds[0]
    context: dict[str, Any] = {
        "unit": unit,
        "units": units,
        "year": year,
        "years": years,
        "kinds": KINDS,
        "kind": kind,
        "occasions": Occasion.choices,
        "steps": crumbs(_("Người, hộ có kết quả")),
    }
    if year is not None:
        page, lines = page_of(year.campaign, year.year, unit, kind, request.GET.get("page"))
        context |= {
            "page": page,
            "lines": lines,
            "forms": _forms(year.campaign),
            "letters": Submission.objects.filter(
                unit=unit, campaign=year.campaign, state=BatchState.DRAFT
            ),
        }
    return render(request, "awards/candidate_list.html", context)


def _forms(campaign: Campaign) -> list[AwardType]:
    """What the plan names for any occasion, the yearly forms first; else the whole catalogue."""
    found = {one.pk: one for occasion in Occasion for one in forms_for(campaign, occasion)}
    return list(found.values()) or list(AwardType.objects.all())


@for_roles(HEADS)
@require_POST
def candidate_propose(request: SignedInRequest) -> HttpResponse:
    """Put the ticked ones on a letter, a new one or one being made."""
    unit, year, _units, _years = _chosen(request)
    back = reverse("awards:candidate_list")
    return act_or_explain(
        request, lambda: _propose(request, unit, year), to=back, done=_("Đã đưa vào tờ trình.")
    )


def _propose(request: SignedInRequest, unit: Unit, year: CampaignYear | None) -> str:
    if year is None:
        raise DomainError(_("Đơn vị chưa có năm thi đua nào đang mở hoặc đã khóa."))
    award_type = AwardType.objects.filter(pk=parse_id(request.POST.get("form", "")) or 0).first()
    if award_type is None:
        raise DomainError(_("Hãy chọn hình thức khen thưởng."))
    occasion = request.POST.get("occasion", "")
    if occasion not in Occasion.values:
        raise DomainError(_("Hãy chọn dịp khen thưởng."))
    ids = [pk for one in request.POST.getlist("pick") if (pk := parse_id(one)) is not None]
    if not ids:
        raise DomainError(_("Hãy đánh dấu ít nhất một tên trong danh sách."))
    letter = Submission.objects.filter(
        pk=parse_id(request.POST.get("letter", "")) or 0, unit=unit, state=BatchState.DRAFT
    ).first() or proposals.open_submission(
        unit, year.campaign, occasion=occasion, year=year.year, actor=request.user
    )
    items = _items(ids, unit, year, award_type, occasion)
    made, refused = proposals.add_items(letter, items, actor=request.user)
    if not made:
        raise DomainError(" ".join(refused))
    if refused:
        messages.warning(request, " ".join(refused))
    return reverse("awards:letter", args=[letter.pk])


def _items(
    ids: list[int], unit: Unit, year: CampaignYear, award_type: AwardType, occasion: str
) -> list[NewItem]:
    """The ticked ones with the reason that the register knows; none for whom it knows none."""
    first = year.campaign.first_year if occasion != Occasion.ANNUAL else year.year
    reasons = reasons_of(year.campaign, year.year, unit, ids)
    return [
        NewItem(
            recipient=one,
            award_type=award_type,
            period_from=first,
            period_to=year.year,
            reason=reasons.get(one.pk, ""),
            summary=reasons.get(one.pk, ""),
        )
        for one in Unit.objects.at_or_below(unit).filter(pk__in=ids).order_by("pk")
    ]

"""One year of a campaign: its state, who takes part, what is wanted of each measure."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from campaigns.enums import YearState
from campaigns.forms import ReasonForm, YearlyTargetsForm, measure_inputs
from campaigns.models import Campaign, CampaignYear, Participation
from campaigns.rules import can_manage_year, can_work_office
from campaigns.selectors.years import ParticipantFilter, measures_with_values, year_page
from campaigns.services import participation as participants
from campaigns.services.expected import (
    expected_days,
    expected_participants,
    has_yearly_targets,
)
from campaigns.services.targets import set_yearly_targets
from campaigns.services.years import open_year, plan_year
from campaigns.views.finding import visible_campaign, visible_head, visible_year
from campaigns.year_links import SETTLING, links_about
from core.display import vn_date
from core.once import act_or_correct, act_or_explain
from core.policy import Scope
from units.policy import LEADERS, OFFICE, READERS, for_roles

PAGE_SIZE = 50


def _year_url(slug: str, year: int) -> str:
    return reverse("campaigns:year_detail", args=[slug, year])


@for_roles(READERS, scope=Scope.CAMPAIGN, obj="campaigns.campaign")
@require_safe
def year_detail(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """State and history of the year, participants by group, and what the office can do."""
    head = visible_head(request.user, slug, str(year))
    page = year_page(head, request.user, year)
    row = page.campaign_year
    links = links_about(request, row, SETTLING) if row and head.can_manage else []
    context = {"head": head, "page": page, "links": links, "tab": "year"}
    return render(request, "campaigns/year_detail.html", context)


@for_roles(LEADERS, scope=Scope.CAMPAIGN, obj="campaigns.campaign")
@require_http_methods(["GET", "HEAD", "POST"])
def year_open(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """Say how many units will take part, then open the year and enter them."""
    campaign = visible_campaign(request.user, slug)
    if not can_manage_year(request.user, campaign):
        raise PermissionDenied
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_bound:
        answer = act_or_correct(
            request,
            form,
            lambda: open_year(
                plan_year(campaign, year, actor=request.user.as_actor), actor=request.user
            ),
            to=_year_url(slug, year),
            done=_("Đã mở năm %(year)s. Các đơn vị có thể bắt đầu nhập.") % {"year": year},
        )
        if answer is not None:
            return answer
    context = {
        "question": _("Mở năm %(year)s của %(campaign)s?") % {"year": year, "campaign": campaign},
        "changes": _what_opening_does(campaign, year),
        "undo_note": _("Sau khi mở, có thể bỏ từng đơn vị ra khỏi năm với lý do."),
        "form": form,
        "action_label": _("Mở năm %(year)s") % {"year": year},
        "cancel_url": _year_url(slug, year),
    }
    return render(request, "includes/confirm_page.html", context)


def _what_opening_does(campaign: Campaign, year: int) -> list[tuple[str, int | None]]:
    """Whom opening enters, until when they report, and what stays as it is."""
    lines: list[tuple[str, int | None]] = [
        (str(group), count) for group, count in expected_participants(campaign)
    ]
    lines.append((_("Các đơn vị trên nhập và nộp phiếu được ngay; mọi phiếu bắt đầu trống."), None))
    lines += [
        (
            _("%(what)s: ngày cuối %(day)s") % {"what": duty.what, "day": vn_date(day)},
            None,
        )
        for duty, day in expected_days(campaign, year)
    ]
    if campaign.targets.exists() and not has_yearly_targets(campaign, year):
        lines.append((_("Chưa nhập chỉ tiêu của năm này; nhập được sau khi mở."), None))
    lines.append((_("Đơn vị lập sau ngày mở được đưa vào thêm từ danh sách tham gia."), None))
    if campaign.years.filter(year__lt=year, state=YearState.CLOSED).exists():
        lines.append((_("Các năm đã khóa giữ nguyên số liệu và báo cáo."), None))
    return lines


@for_roles(OFFICE, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_POST
def participants_add(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """Enter the units that came to be after the year was opened."""
    campaign_year = visible_year(request.user, slug, year)
    if not can_work_office(request.user, campaign_year.campaign):
        raise PermissionDenied
    return act_or_explain(
        request,
        lambda: participants.register_participants(campaign_year, actor=request.user.as_actor),
        to=_list_url(campaign_year),
        done=_("Đã đưa vào các đơn vị lập sau ngày mở năm, nếu có."),
    )


@for_roles(READERS, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_safe
def participant_list(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """Who takes part, by group; a reader sees the units at or below their own."""
    campaign_year = visible_year(request.user, slug, year)
    chosen = ParticipantFilter.of(request.GET)
    rows = chosen.apply(Participation.objects.visible_to(request.user), campaign_year)
    context = {
        "campaign_year": campaign_year,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "groups": campaign_year.campaign.groups.all(),
        "chosen": chosen,
        "can_change": campaign_year.state == YearState.OPEN
        and can_work_office(request.user, campaign_year.campaign),
        "steps": _steps(campaign_year, _("Đơn vị tham gia")),
    }
    return render(request, "campaigns/participant_list.html", context)


@for_roles(OFFICE, scope=Scope.SUBTREE, obj="campaigns.participation")
@require_http_methods(["GET", "HEAD", "POST"])
def participant_exclude(request: SignedInRequest, slug: str, year: int, pk: int) -> HttpResponse:
    """Leave a unit out of the year, with a reason."""
    row = _participation(request, slug, year, pk)
    back = _list_url(row.campaign_year)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request,
            form,
            lambda: participants.exclude(
                row, reason=form.cleaned_data["reason"], actor=request.user
            ),
            to=back,
            done=_("%(unit)s không tham gia năm %(year)s.") % {"unit": row.unit, "year": year},
        )
        if answer is not None:
            return answer
    context = {
        "question": _("Không đưa %(unit)s vào năm %(year)s?") % {"unit": row.unit, "year": year},
        "changes": [
            (_("Đơn vị không phải nộp phiếu và không tính vào tỷ lệ nộp."), None),
            (_("Lý do được nêu trong báo cáo năm."), None),
        ],
        "undo_note": _("Có thể đưa đơn vị vào lại khi năm còn mở."),
        "form": form,
        "action_label": _("Không đưa vào"),
        "cancel_url": back,
    }
    return render(request, "includes/confirm_page.html", context)


@for_roles(OFFICE, scope=Scope.SUBTREE, obj="campaigns.participation")
@require_POST
def participant_include(request: SignedInRequest, slug: str, year: int, pk: int) -> HttpResponse:
    """Take an excluded unit back in."""
    row = _participation(request, slug, year, pk)
    return act_or_explain(
        request,
        lambda: participants.include(row, actor=request.user),
        to=_list_url(row.campaign_year),
        done=_("Đã đưa %(unit)s vào lại năm %(year)s.") % {"unit": row.unit, "year": year},
    )


def _participation(request: SignedInRequest, slug: str, year: int, pk: int) -> Participation:
    """A participant in sight; only the office of the campaign goes further."""
    found = Participation.objects.visible_to(request.user).filter(
        campaign_year__campaign__slug=slug, campaign_year__year=year
    )
    row = get_object_or_404(
        found.select_related("unit", "campaign_year__campaign__launched_by"), pk=pk
    )
    if not can_work_office(request.user, row.campaign_year.campaign):
        raise PermissionDenied
    return row


def _list_url(campaign_year: CampaignYear) -> str:
    return reverse(
        "campaigns:participant_list", args=[campaign_year.campaign.slug, campaign_year.year]
    )


def _steps(campaign_year: CampaignYear, last: str) -> list[tuple[str, str]]:
    campaign = campaign_year.campaign
    return [
        (_("Phong trào"), reverse("campaigns:campaign_list")),
        (campaign.short_name, reverse("campaigns:campaign_detail", args=[campaign.slug])),
        (
            _("Năm %(year)s") % {"year": campaign_year.year},
            _year_url(campaign.slug, campaign_year.year),
        ),
        (last, ""),
    ]


@for_roles(OFFICE, scope=Scope.CAMPAIGN, obj="campaigns.campaign")
@require_http_methods(["GET", "HEAD", "POST"])
def yearly_targets(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """Enter what is wanted of every measure in this year."""
    head = visible_head(request.user, slug, str(year))
    if not head.can_work:
        raise PermissionDenied
    measures, known = measures_with_values(head.campaign, year)
    is_closed = head.campaign_year is not None and head.campaign_year.state == YearState.CLOSED
    form = YearlyTargetsForm(
        request.POST or None, measures=measures, known=known, is_closed=is_closed
    )
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request,
            form,
            lambda: set_yearly_targets(
                head.campaign, year, form.values, actor=request.user, reason=form.given_reason
            ),
            to=f"{reverse('campaigns:campaign_targets', args=[slug])}?year={year}",
            done=_("Đã ghi chỉ tiêu năm %(year)s.") % {"year": year},
        )
        if answer is not None:
            return answer
    context = {"head": head, "form": form, "year": year, "lines": measure_inputs(form)}
    return render(request, "campaigns/yearly_targets.html", context)

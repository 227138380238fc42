"""The year's plan of inspection and supervision: the list, one visit, its findings."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from campaigns.enums import YearState
from campaigns.forms import FindingForm, InspectionForm, ResolutionForm
from campaigns.models import CampaignYear, Finding, Inspection
from campaigns.rules import can_work_office
from campaigns.selectors.follow_up import FindingLine, InspectionLine, inspection_lines
from campaigns.services import inspections
from campaigns.views.finding import visible_head, visible_year
from core import clock
from core.once import act_or_correct
from core.policy import Scope
from documents.renderers.workbook import Cell, workbook
from documents.serving import saved_workbook
from units.enums import WITHOUT_FORM
from units.policy import OFFICE, READERS, for_roles


@for_roles(READERS, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_safe
def inspection_list(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """The year's inspections, with the findings in the reader's sight."""
    campaign_year = visible_year(request.user, slug, year)
    lines = inspection_lines(campaign_year, request.user, clock.today())
    if request.GET.get("format") == "xlsx":
        return _exported(campaign_year, lines)
    context = {
        "head": visible_head(request.user, slug, str(year)),
        "campaign_year": campaign_year,
        "lines": lines,
        "formats": [("xlsx", _("Excel"))],
        "tab": "inspections",
    }
    return render(request, "campaigns/inspection_list.html", context)


def _exported(campaign_year: CampaignYear, lines: list[InspectionLine]) -> HttpResponse:
    head = [
        *(_("Ngày theo kế hoạch"), _("Đã kiểm tra ngày"), _("Nội dung")),
        *(_("Đơn vị được kiểm tra"), _("Thành phần đoàn")),
        *(_("Đơn vị"), _("Tồn tại, hạn chế"), _("Yêu cầu khắc phục"), _("Hạn")),
        *(_("Trạng thái khắc phục"), _("Đã khắc phục ngày"), _("Kết quả khắc phục")),
    ]
    rows = [
        (
            *(line.inspection.planned_on, line.inspection.done_on),
            *(line.inspection.subject, line.units, line.inspection.members),
            *cells,
        )
        for line in lines
        for cells in [_cells(found) for found in line.findings] or [("",) * 7]
    ]
    content = workbook(_("Kiểm tra %(year)s") % {"year": campaign_year.year}, head, rows)
    return saved_workbook(
        content, f"Kiểm tra, giám sát {campaign_year.campaign.slug} {campaign_year.year}"
    )


def _cells(line: FindingLine) -> tuple[Cell, ...]:
    row = line.finding
    late = _("quá hạn") if line.is_late else _("chưa khắc phục")
    state = _("đã khắc phục") if row.resolved_on else late
    return (
        *(row.unit.display_name, row.text, row.request, row.due_on),
        *(state, row.resolved_on, row.resolution),
    )


def _worked(request: SignedInRequest, campaign_year: CampaignYear) -> None:
    if not can_work_office(request.user, campaign_year.campaign):
        raise PermissionDenied


def _inspection(request: SignedInRequest, slug: str, year: int, pk: int) -> Inspection:
    """An inspection of a campaign in sight."""
    found = Inspection.objects.visible_to(request.user).filter(
        campaign_year__campaign__slug=slug, campaign_year__year=year
    )
    return get_object_or_404(
        found.select_related("campaign_year__campaign__launched_by").prefetch_related("units"),
        pk=pk,
    )


def _form(
    request: SignedInRequest, campaign_year: CampaignYear, row: Inspection | None = None
) -> InspectionForm:
    taking_part = campaign_year.participations.taking_part()
    own = {unit.pk for unit in row.units.all()} if row else set()
    ids = taking_part.exclude(unit__type__in=WITHOUT_FORM).values_list("unit_id", flat=True)
    return InspectionForm(
        request.POST or None,
        units={*ids, *own},
        row=row,
        is_closed=_is_closed(campaign_year),
    )


def _is_closed(campaign_year: CampaignYear) -> bool:
    return campaign_year.state == YearState.CLOSED


def _plan_of(form: InspectionForm) -> inspections.Plan:
    names = ("subject", "planned_on", "members", "done_on", "conclusion")
    return inspections.Plan(**{name: form.cleaned_data[name] for name in names})


@for_roles(OFFICE, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_new(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """Put an inspection into the year's plan."""
    campaign_year = visible_year(request.user, slug, year)
    _worked(request, campaign_year)
    form = _form(request, campaign_year)
    back = reverse("campaigns:inspection_list", args=[slug, year])
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request,
            form,
            lambda: inspections.path_of(
                inspections.plan_inspection(
                    campaign_year,
                    _plan_of(form),
                    form.cleaned_data["units"],
                    actor=request.user,
                    reason=form.given_reason,
                )
            ),
            to=back,
            done=_("Đã ghi vào kế hoạch kiểm tra."),
        )
        if answer is not None:
            return answer
    context = {
        "head": visible_head(request.user, slug, str(year)),
        "title": _("Thêm cuộc kiểm tra, giám sát"),
        "form": form,
        "back": back,
        "action_label": _("Ghi vào kế hoạch"),
    }
    return render(request, "campaigns/inspection_form.html", context)


@for_roles(READERS, scope=Scope.CAMPAIGN, obj="campaigns.inspection")
@require_safe
def inspection_detail(request: SignedInRequest, slug: str, year: int, pk: int) -> HttpResponse:
    """One inspection: when, where, by whom, and what was found."""
    row = _inspection(request, slug, year, pk)
    every = inspection_lines(row.campaign_year, request.user, clock.today())
    context = {
        "head": visible_head(request.user, slug, str(year)),
        "line": next(one for one in every if one.inspection.pk == pk),
        "campaign_year": row.campaign_year,
        "can_work": can_work_office(request.user, row.campaign_year.campaign),
    }
    return render(request, "campaigns/inspection_detail.html", context)


@for_roles(OFFICE, scope=Scope.CAMPAIGN, obj="campaigns.inspection")
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_change(request: SignedInRequest, slug: str, year: int, pk: int) -> HttpResponse:
    """Change the plan, or note that the visit took place."""
    row = _inspection(request, slug, year, pk)
    _worked(request, row.campaign_year)
    form = _form(request, row.campaign_year, row)
    back = inspections.path_of(row)
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request,
            form,
            lambda: inspections.change_inspection(
                row,
                _plan_of(form),
                form.cleaned_data["units"],
                actor=request.user,
                reason=form.given_reason,
            ),
            to=back,
            done=_("Đã ghi cuộc kiểm tra."),
        )
        if answer is not None:
            return answer
    context = {
        "head": visible_head(request.user, slug, str(year)),
        "title": row.subject,
        "form": form,
        "back": back,
        "action_label": _("Ghi cuộc kiểm tra"),
    }
    return render(request, "campaigns/inspection_form.html", context)


@for_roles(OFFICE, scope=Scope.CAMPAIGN, obj="campaigns.inspection")
@require_http_methods(["GET", "HEAD", "POST"])
def finding_new(request: SignedInRequest, slug: str, year: int, pk: int) -> HttpResponse:
    """Note what was found in a unit and what is asked of it."""
    row = _inspection(request, slug, year, pk)
    _worked(request, row.campaign_year)
    form = FindingForm(
        request.POST or None, inspection=row, is_closed=_is_closed(row.campaign_year)
    )
    back = inspections.path_of(row)
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request,
            form,
            lambda: inspections.add_finding(row, actor=request.user, **form.cleaned_data),
            to=back,
            done=_("Đã ghi và báo cho đơn vị."),
        )
        if answer is not None:
            return answer
    context = {
        "head": visible_head(request.user, slug, str(year)),
        "title": _("Thêm tồn tại, yêu cầu khắc phục"),
        "form": form,
        "back": back,
        "action_label": _("Ghi và báo cho đơn vị"),
    }
    return render(request, "campaigns/inspection_form.html", context)


@for_roles(OFFICE, scope=Scope.SUBTREE, obj="campaigns.finding")
@require_http_methods(["GET", "HEAD", "POST"])
def finding_resolve(request: SignedInRequest, slug: str, year: int, pk: int) -> HttpResponse:
    """Note that what was found is mended, and how."""
    found = Finding.objects.visible_to(request.user).filter(
        inspection__campaign_year__campaign__slug=slug, inspection__campaign_year__year=year
    )
    row = get_object_or_404(
        found.select_related("unit", "inspection__campaign_year__campaign__launched_by"), pk=pk
    )
    _worked(request, row.inspection.campaign_year)
    form = ResolutionForm(
        request.POST or None,
        initial={"on": clock.today()},
        is_closed=_is_closed(row.inspection.campaign_year),
    )
    back = inspections.path_of(row.inspection)
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request,
            form,
            lambda: inspections.resolve_finding(row, actor=request.user, **form.cleaned_data),
            to=back,
            done=_("Đã ghi kết quả khắc phục."),
        )
        if answer is not None:
            return answer
    context = {
        "head": visible_head(request.user, slug, str(year)),
        "title": _("Kết quả khắc phục của %(unit)s") % {"unit": row.unit.display_name},
        "lead": row.request,
        "form": form,
        "back": back,
        "action_label": _("Ghi kết quả khắc phục"),
    }
    return render(request, "campaigns/inspection_form.html", context)

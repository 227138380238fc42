"""One campaign year seen from the office: the status matrix, last days, closing, reopening."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from assessments.enums import Status
from assessments.forms import ClosingForm, LastDayForm, ReasonForm
from assessments.models import Assessment
from assessments.papers import register_paper
from assessments.selectors import form_page
from assessments.selectors.closing import cut_off_words, open_matters
from assessments.selectors.matrix import EMPTY, STATES, Matrix, Wanted, closing_of, matrix
from assessments.services import closing
from assessments.services.extending import extend
from assessments.views.finding import visible_participation, visible_year
from campaigns.enums import YearState
from campaigns.models import CampaignYear
from campaigns.rules import can_manage_year, can_work_office
from campaigns.services import years
from core import clock
from core.display import state_mark
from core.once import act_or_correct
from core.policy import Scope
from documents.renderers.workbook import workbook
from documents.serving import PAPER_FORMS, saved_paper, saved_workbook
from units.policy import LEADERS, OFFICE, READERS, for_roles

PAGE_SIZE = 50


@for_roles(READERS)
@require_safe
def year_list(request: SignedInRequest) -> HttpResponse:
    """The years whose matrix the reader may see; the only open one is shown at once."""
    found = (
        CampaignYear.objects.visible_to(request.user)
        .exclude(state=YearState.PLANNED)
        .select_related("campaign__launched_by")
        .order_by("-year", "campaign__launched_by__sort_key", "pk")
    )
    opened = list(found.filter(state=YearState.OPEN)[:2])
    if len(opened) == 1 and "all" not in request.GET:
        return redirect("assessments:matrix", opened[0].campaign.slug, opened[0].year)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "assessments/year_list.html", {"page": page})


@for_roles(READERS, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_safe
def status_matrix(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """Units × states of the year, filtered, sorted and paged by the address."""
    campaign_year = visible_year(request.user, slug, year)
    wanted = Wanted.of(request.GET)
    table = matrix(campaign_year, request.user, clock.today(), wanted)
    wish = request.GET.get("format", "")
    if wish == "xlsx":
        return _exported(campaign_year, table)
    if wish in PAPER_FORMS:
        return _register(request, campaign_year, table, wish)
    context = {
        "campaign_year": campaign_year,
        "table": table,
        "page": Paginator(table.rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "by_group": wanted.sort in {"", "unit"},
        "states": [(state or EMPTY, state_mark(state)) for state in STATES],
        "can_work": can_work_office(request.user, campaign_year.campaign),
        "can_manage": can_manage_year(request.user, campaign_year.campaign),
        "is_open": campaign_year.state == YearState.OPEN,
        "is_closed": campaign_year.state == YearState.CLOSED,
        "was_closed": campaign_year.closed_on is not None,
        "final": Status.FINAL,
        "formats": [
            ("xlsx", _("Excel")),
            ("pdf", _("Sổ theo dõi (PDF)")),
            ("docx", _("Sổ theo dõi (Word)")),
        ],
    }
    return render(request, "assessments/matrix.html", context)


def _register(
    request: SignedInRequest, campaign_year: CampaignYear, table: Matrix, form: str
) -> HttpResponse:
    """The register of the rows as the filter shows them, on all pages."""
    ids = [row.record_id for row in table.rows if row.record_id]
    records = Assessment.objects.visible_to(request.user).in_bulk(ids)
    paper = register_paper(campaign_year, table, records, clock.today())
    place = campaign_year.campaign.launched_by.display_name
    return saved_paper(paper, form, f"{paper.heading_of_file} {place}")


def _exported(campaign_year: CampaignYear, table: Matrix) -> HttpResponse:
    """The rows as the filter shows them, on all pages."""
    groups = {block.group.pk: str(block.group) for block in table.groups}
    head = [
        *(_("Đơn vị"), _("Nhóm"), _("Trạng thái"), _("Đầy đủ"), _("Ngày cuối")),
        *(_("Tính hạn"), _("Đang ở"), _("Số ngày")),
    ]
    rows = [
        (
            row.name,
            groups[row.group_id],
            str(row.mark.word),
            _("có") if row.is_complete else _("chưa"),
            row.last_on,
            str(row.lateness.word) if row.lateness else str(row.days.word),
            row.holder,
            row.held_days,
        )
        for row in table.rows
    ]
    content = workbook(_("Trạng thái %(year)s") % {"year": campaign_year.year}, head, rows)
    name = f"Trạng thái {campaign_year.campaign.slug} {campaign_year.year}"
    return saved_workbook(content, name)


def _managed(request: SignedInRequest, slug: str, year: int) -> CampaignYear:
    campaign_year = visible_year(request.user, slug, year)
    if not can_manage_year(request.user, campaign_year.campaign):
        raise PermissionDenied
    return campaign_year


def _matrix_url(campaign_year: CampaignYear) -> str:
    return reverse("assessments:matrix", args=[campaign_year.campaign.slug, campaign_year.year])


@for_roles(LEADERS, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_http_methods(["GET", "HEAD", "POST"])
def close_year(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """Say what becomes final and what stays, by name; then close the year."""
    campaign_year = _managed(request, slug, year)
    if campaign_year.state != YearState.OPEN:
        return redirect(_matrix_url(campaign_year))
    preview = closing_of(campaign_year, clock.today())
    matters = open_matters(campaign_year, clock.today())
    context = {
        "question": _("Chốt số liệu và khóa năm %(year)s?") % {"year": year},
        "unit_line": campaign_year.campaign.short_name,
        "changes": [
            (_("phiếu đã thẩm định được chốt, không sửa được nữa"), preview.becomes_final),
            (_("phiếu đã chốt từ trước"), preview.already_final),
            (_("đơn vị chưa xong, giữ nguyên trạng thái và được nêu tên"), len(preview.stays)),
        ],
        "stays": preview.stays,
        "matters": matters,
        "warning": cut_off_words(matters),
        "undo_note": _(
            "Lãnh đạo phụ trách có thể mở lại năm hoặc từng phiếu, kèm lý do; mọi thay "
            "đổi khi đó nằm ở trang “Thay đổi sau khi chốt”."
        ),
        "action_label": _("Chốt số liệu và khóa năm"),
        "is_danger": True,
    }
    return _ask(
        request,
        campaign_year,
        ClosingForm(request.POST or None),
        lambda data: closing.close_year(campaign_year, actor=request.user, note=data["note"]),
        context | {"done": _("Đã khóa năm %(year)s.") % {"year": year}},
    )


@for_roles(LEADERS, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_http_methods(["GET", "HEAD", "POST"])
def reopen_year(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """Open a closed year again, with a typed reason."""
    campaign_year = _managed(request, slug, year)
    if campaign_year.state != YearState.CLOSED:
        return redirect(_matrix_url(campaign_year))
    context = {
        "question": _("Mở lại năm %(year)s đã khóa?") % {"year": year},
        "unit_line": campaign_year.campaign.short_name,
        "changes": [
            (_("Đơn vị chưa nộp lại nhập và nộp được."), None),
            (_("Phiếu đã chốt vẫn chốt; muốn sửa phiếu nào phải mở lại phiếu đó."), None),
        ],
        "action_label": _("Mở lại năm"),
        "is_danger": True,
    }
    return _ask(
        request,
        campaign_year,
        ReasonForm(request.POST or None),
        lambda data: years.reopen_year(campaign_year, actor=request.user, note=data["note"]),
        context | {"done": _("Đã mở lại năm %(year)s.") % {"year": year}},
    )


def _ask(
    request: SignedInRequest,
    campaign_year: CampaignYear,
    form: forms.Form,
    do: Callable[[dict[str, Any]], object],
    context: dict[str, Any],
) -> HttpResponse:
    back = _matrix_url(campaign_year)
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            do(form.cleaned_data)

        answer = act_or_correct(request, form, act, to=back, done=context["done"])
        if answer is not None:
            return answer
    context = {**context, "form": form, "cancel_url": back}
    status = 422 if form.errors else 200
    return render(request, "assessments/act.html", context, status=status)


@for_roles(OFFICE, scope=Scope.SUBTREE, obj="campaigns.participation")
@require_http_methods(["GET", "HEAD", "POST"])
def last_day(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give one unit another last day, with a reason that stays visible."""
    participation = visible_participation(request.user, pk)
    campaign_year = participation.campaign_year
    if not can_work_office(request.user, campaign_year.campaign):
        raise PermissionDenied
    due = form_page.due_of(participation)
    if due is None or due.last_day is None:
        raise Http404
    unit = participation.unit
    context = {
        "question": _("Gia hạn cho %(unit)s?") % {"unit": unit.display_name},
        "unit_line": due.duty.what,
        "changes": [
            (_("Ngày cuối hiện nay: %(day)s") % {"day": f"{due.last_day:%d/%m/%Y}"}, None),
            (_("Chỉ đơn vị này được gia hạn; lý do hiện ở trang của đơn vị và báo cáo."), None),
        ],
        "action_label": _("Gia hạn"),
    }
    return _ask(
        request,
        campaign_year,
        LastDayForm(request.POST or None),
        lambda data: extend(
            participation, due.duty, day=data["day"], reason=data["reason"], actor=request.user
        ),
        context | {"done": _("Đã gia hạn cho %(unit)s.") % {"unit": unit.display_name}},
    )

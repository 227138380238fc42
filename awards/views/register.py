"""The register of awards: list, one award, what it counts up to, taking one back."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from awards.enums import AwardState, Level, RecipientKind
from awards.models import Award, AwardType
from awards.register_forms import RevokeForm
from awards.renderers.workbooks import (
    NATIONAL_HEAD,
    REGISTER_HEAD,
    national_cells,
    register_cells,
)
from awards.rules import KEEPERS, can_keep_register, can_revoke
from awards.selectors.register import RegisterFilter, award_page
from awards.selectors.statistics import tables_of
from awards.services.revoking import revoke
from core import clock
from core.models import AuditEvent
from core.once import act_or_correct
from core.policy import Scope
from documents.renderers.workbook import MOST_ROWS, workbook, workbook_of
from documents.serving import download, saved_workbook
from units.access import access_of
from units.audit_words import lines_of
from units.policy import OFFICE, READERS, for_roles

PAGE_SIZE = 50
YEARS_BACK = 8


def register_steps(last: str) -> list[tuple[str, str]]:
    """The way to a page of the register."""
    return [(_("Sổ khen thưởng"), reverse("awards:register_list")), (last, "")]


@for_roles(READERS)
@require_safe
def register_list(request: SignedInRequest) -> HttpResponse:
    """Every award in sight, found by name, number, year, level, form, recipient and state."""
    chosen = RegisterFilter.of(request.GET)
    rows = chosen.apply(Award.objects.visible_to(request.user))
    wanted = request.GET.get("format")
    if wanted in {"xlsx", "national"}:
        return _workbook(wanted, rows.select_related("decision", "revocation")[: MOST_ROWS + 1])
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "formats": [("xlsx", _("Excel")), ("national", _("Excel cho CSDL quốc gia"))],
        "chosen": chosen,
        "years": range(clock.today().year, clock.today().year - YEARS_BACK, -1),
        "levels": Level.choices,
        "forms": AwardType.objects.all(),
        "kinds": RecipientKind.choices,
        "states": AwardState.choices,
        "keeps": access_of(request.user).has_role(*KEEPERS),
    }
    return render(request, "awards/register_list.html", context)


def _workbook(wanted: str, rows: Iterable[Award]) -> HttpResponse:
    day = clock.today().strftime("%d-%m-%Y")
    if wanted == "national":
        content = workbook(_("Khen thưởng"), NATIONAL_HEAD, national_cells(rows))
        return saved_workbook(content, _("Khen thưởng cho CSDL quốc gia %(day)s") % {"day": day})
    content = workbook(_("Sổ khen thưởng"), REGISTER_HEAD, register_cells(rows))
    return saved_workbook(content, _("Sổ khen thưởng %(day)s") % {"day": day})


def visible_award(request: SignedInRequest, pk: int) -> Award:
    """The award with what its page shows; 404 out of sight."""
    found: Award = get_object_or_404(award_page().visible_to(request.user), pk=pk)
    return found


@for_roles(READERS, scope=Scope.SUBTREE, obj="awards.award")
@require_safe
def award_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One award: by which decision, its sheets, its history."""
    award = visible_award(request, pk)
    events = AuditEvent.objects.filter(object_kind="awards.award", object_id=str(award.pk))
    sheets = list(award.certificates.order_by("-pk"))
    context = {
        "award": award,
        "decision": award.decision,
        "revocation": getattr(award, "revocation", None),
        "sheets": sheets,
        "standing": next((one for one in sheets if one.state == "in_force"), None),
        "history": lines_of(events),
        "sees_decision": access_of(request.user).sees(award.decision.unit),
        "keeps": can_keep_register(request.user, award.decision.unit),
        "may_revoke": can_revoke(request.user, award.decision.unit),
        "crumbs": register_steps(award.recipient_name),
    }
    return render(request, "awards/award_detail.html", context)


@for_roles(OFFICE, scope=Scope.SUBTREE, obj="awards.award")
@require_http_methods(["GET", "HEAD", "POST"])
def award_revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter the decision that takes the award back."""
    award = visible_award(request, pk)
    if not can_revoke(request.user, award.decision.unit):
        raise PermissionDenied
    back = reverse("awards:award_detail", args=[pk])
    if award.state == AwardState.REVOKED and request.method != "POST":
        return redirect(back)
    form = RevokeForm(
        request.POST or None,
        request.FILES or None,
        initial={"version": award.version, "issuer": award.decision.issuer},
    )
    if request.method == "POST" and form.is_valid():
        award.version = form.cleaned_data["version"]
        answer = act_or_correct(
            request,
            form,
            lambda: revoke(award, form.facts(), actor=request.user),
            to=back,
            done=_("Đã ghi thu hồi. Ai quét mã trên bằng sẽ thấy ngay."),
        )
        if answer is not None:
            return answer
    context = {
        "question": _("Thu hồi %(form)s của %(name)s?")
        % {"form": award.form_name, "name": award.recipient_name},
        "changes": [
            (_("Trang tra cứu của bằng chuyển sang “đã thu hồi”, màu đỏ."), None),
            (_("Từ ngày thu hồi, báo cáo và thống kê mới không tính nữa; báo cáo cũ giữ nguyên."),
             None),
            (_("Dòng trong sổ, số bằng và lý do vẫn giữ lại."), None),
        ],
        "form": form,
        "action_label": _("Ghi thu hồi"),
        "cancel_url": back,
    }  # fmt: skip
    return render(request, "includes/confirm_page.html", context)


@for_roles(READERS, scope=Scope.SUBTREE, obj="awards.award")
@require_safe
def revocation_scan(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The scanned decision that took the award back, for who sees the decision's unit."""
    award = visible_award(request, pk)
    revocation = getattr(award, "revocation", None)
    if revocation is None or revocation.scan is None:
        raise Http404
    return download(revocation.scan, revocation.scan_name or f"thu-hoi-{award.pk}")


@for_roles(READERS)
@require_safe
def statistics(request: SignedInRequest) -> HttpResponse:
    """Counts of a year, and the state's forms as far as the register knows."""
    today = clock.today()
    typed = request.GET.get("year", "")
    year = int(typed) if typed.isdecimal() and len(typed) == 4 else today.year
    tables = tables_of(request.user, year, today)
    if request.GET.get("format") == "xlsx":
        content = workbook_of([(one.sheet, one.head, one.rows) for one in tables])
        return saved_workbook(content, _("Thống kê khen thưởng năm %(year)s") % {"year": year})
    context = {
        "tables": tables,
        "year": year,
        "years": range(today.year, today.year - YEARS_BACK, -1),
        "formats": [("xlsx", _("Excel"))],
        "crumbs": register_steps(_("Thống kê")),
    }
    return render(request, "awards/statistics.html", context)

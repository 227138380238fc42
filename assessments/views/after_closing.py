"""The page of changes after the closing: who, when, before, after, why."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from assessments.selectors.after_closing import as_told_to, changes_after, first_closing
from assessments.views.finding import visible_year
from campaigns.models import CampaignYear
from core.models import AuditEvent
from core.policy import Scope
from documents.renderers.workbook import MOST_ROWS, workbook
from documents.serving import saved_workbook
from units.audit_words import lines_of
from units.policy import READERS, for_roles

PAGE_SIZE = 50


@for_roles(READERS, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_safe
def after_closing(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """Everything in the reader's sight that changed since the year was first closed."""
    campaign_year = visible_year(request.user, slug, year)
    closing = first_closing(campaign_year)
    host = campaign_year.campaign.launched_by
    events = (
        changes_after(closing, campaign_year, request.user)
        if closing
        else AuditEvent.objects.none()
    )
    if request.GET.get("format") == "xlsx":
        return _exported(campaign_year, as_told_to(request.user, events[:MOST_ROWS], host))
    page = Paginator(events, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "campaign_year": campaign_year,
        "closing": closing,
        "page": page,
        "lines": lines_of(as_told_to(request.user, page, host)),
        "formats": [("xlsx", _("Excel"))],
    }
    return render(request, "assessments/after_closing.html", context)


def _exported(campaign_year: CampaignYear, events: list[AuditEvent]) -> HttpResponse:
    head = [
        *(_("Lúc"), _("Ai"), _("Việc"), _("Đơn vị"), _("Nội dung")),
        *(_("Trước"), _("Sau"), _("Lý do")),
    ]
    rows = [
        (
            *(line.event.at, line.event.actor_label, line.label),
            *(line.event.unit_label, line.about, "; ".join(line.before), "; ".join(line.after)),
            line.event.reason,
        )
        for line in lines_of(events)
    ]
    content = workbook(_("Sau khi chốt %(year)s") % {"year": campaign_year.year}, head, rows)
    return saved_workbook(
        content, f"Thay đổi sau khi chốt {campaign_year.campaign.slug} {campaign_year.year}"
    )

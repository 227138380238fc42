"""The office leader's page of outline and wording: edit, look, restore, earlier versions."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from accounts.models import User
from campaigns.models import Campaign
from campaigns.rules import can_manage_year
from core.once import act_or_correct
from core.policy import Scope
from reports import selectors
from reports.forms import OutlineForm, outline_form
from reports.papers.outline import BLOCKS, DEFAULT, FIELDS, REQUIRED
from reports.papers.preview import preview_blocks
from reports.services.outlines import latest, write_outline
from units.policy import LEADERS, for_roles


@for_roles(LEADERS, scope=Scope.CAMPAIGN, obj="campaigns.campaign")
@require_http_methods(["GET", "HEAD", "POST"])
def outline(request: SignedInRequest, slug: str) -> HttpResponse:
    """Edit the outline in force; ``?default`` shows the product's own to be written back."""
    campaign = _campaign(request.user, slug)
    current = latest(campaign)
    text = current.text if current and current.text else DEFAULT
    shown = DEFAULT if "default" in request.GET else _version(campaign, request, text)
    form = outline_form(request.POST, text=shown, seen=current.version if current else 0)
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request,
            form,
            lambda: write_outline(campaign, actor=request.user, **form.cleaned_data),
            to=reverse("reports:outline", args=[slug]),
            done=_("Đã ghi mẫu báo cáo. Bản dự thảo lập từ nay theo mẫu mới."),
        )
        if answer is not None:
            return answer
    return _page(request, campaign, form)


@for_roles(LEADERS, scope=Scope.CAMPAIGN, obj="campaigns.campaign")
@require_POST
def preview(request: SignedInRequest, slug: str) -> HttpResponse:
    """What the typed outline makes of the newest figures; nothing is written."""
    campaign = _campaign(request.user, slug)
    form = OutlineForm(request.POST)
    if not form.is_valid():
        return _page(request, campaign, form, status=422)
    figures = selectors.newest_figures(campaign)
    blocks = preview_blocks(figures, form.cleaned_data["text"]) if figures else None
    return _page(request, campaign, form, blocks=blocks, previewed=True)


def _campaign(user: User, slug: str) -> Campaign:
    found = get_object_or_404(
        Campaign.objects.visible_to(user).select_related("launched_by"), slug=slug
    )
    if not can_manage_year(user, found):
        raise PermissionDenied
    return found


def _version(campaign: Campaign, request: SignedInRequest, text: str) -> str:
    """An earlier version's text, where the address asks for one."""
    asked = request.GET.get("version", "")
    if not asked.isdecimal():
        return text
    row = get_object_or_404(campaign.outlines, version=int(asked[:4]))
    return row.text or DEFAULT


def _page(
    request: SignedInRequest,
    campaign: Campaign,
    form: OutlineForm,
    *,
    status: int = 200,
    blocks: object = None,
    previewed: bool = False,
) -> HttpResponse:
    context = {
        "campaign": campaign,
        "form": form,
        "fields": FIELDS.items(),
        "blocks": [(name, about, name in REQUIRED) for name, about in BLOCKS.items()],
        "versions": campaign.outlines.select_related("written_by"),
        "preview": blocks,
        "previewed": previewed,
        "crumbs": [
            (_("Báo cáo"), reverse("reports:list")),
            (_("Mẫu báo cáo"), reverse("reports:outline", args=[campaign.slug])),
        ],
    }
    return render(request, "reports/outline.html", context, status=status)

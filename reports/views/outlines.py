"""The office leader's page of outline and wording: edit, look, restore, earlier versions."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from campaigns.models import Campaign, PaperOutline
from campaigns.rules import can_manage_year
from campaigns.selectors.outlines import latest_outline
from campaigns.services.outlines import write_outline
from campaigns.wording import WordedKind
from core.once import act_or_correct
from core.policy import Scope
from reports.enums import ReportKind
from reports.forms import OutlineForm
from reports.papers.kinds import GROUPS, KINDS
from reports.papers.preview import preview_blocks
from units.policy import LEADERS, for_roles


@dataclass(frozen=True)
class Worded:
    """The kind of paper that the address asks for, and whose campaign it is."""

    campaign: Campaign
    kind: WordedKind

    @property
    def url(self) -> str:
        """The page of this kind's outline."""
        return f"{reverse('reports:outline', args=[self.campaign.slug])}?paper={self.kind.code}"


@for_roles(LEADERS, scope=Scope.CAMPAIGN, obj="campaigns.campaign")
@require_http_methods(["GET", "HEAD", "POST"])
def outline(request: SignedInRequest, slug: str) -> HttpResponse:
    """Edit the outline in force; ``?default`` shows the product's own to be written back."""
    worded = _worded(request, slug)
    current = latest_outline(worded.campaign, worded.kind.code)
    form = OutlineForm(
        request.POST or None,
        vocabulary=worded.kind.template.vocabulary,
        initial={
            "text": _shown(request, worded, current),
            "seen": current.version if current else 0,
        },
    )
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request,
            form,
            lambda: write_outline(
                worded.campaign, worded.kind, actor=request.user, **form.cleaned_data
            ),
            to=worded.url,
            done=_("Đã ghi mẫu. Bản dự thảo lập từ nay theo mẫu mới."),
        )
        if answer is not None:
            return answer
    return _page(request, worded, form)


@for_roles(LEADERS, scope=Scope.CAMPAIGN, obj="campaigns.campaign")
@require_POST
def preview(request: SignedInRequest, slug: str) -> HttpResponse:
    """What the typed outline makes of the newest figures; nothing is written."""
    worded = _worded(request, slug)
    form = OutlineForm(request.POST, vocabulary=worded.kind.template.vocabulary)
    if not form.is_valid():
        return _page(request, worded, form, status=422)
    paper = worded.kind.trial(request.user, worded.campaign, form.cleaned_data["text"])
    blocks = preview_blocks(paper) if paper else None
    return _page(request, worded, form, blocks=blocks, previewed=True)


def _worded(request: SignedInRequest, slug: str) -> Worded:
    campaign = get_object_or_404(
        Campaign.objects.visible_to(request.user).select_related("launched_by"), slug=slug
    )
    if not can_manage_year(request.user, campaign):
        raise PermissionDenied
    asked = request.GET.get("paper", ReportKind.COMMUNE_REPORT)
    if asked not in KINDS:
        raise Http404
    return Worded(campaign, KINDS[asked])


def _shown(request: SignedInRequest, worded: Worded, current: PaperOutline | None) -> str:
    """The text in force; the product's own or an earlier version where the address asks for it."""
    asked = request.GET.get("version", "")
    if asked.isdecimal():
        rows = worded.campaign.outlines.filter(paper=worded.kind.code)
        current = get_object_or_404(rows, version=int(asked[:4]))
    if current is None or not current.text or "default" in request.GET:
        return worded.kind.template.default
    return current.text


def _page(
    request: SignedInRequest,
    worded: Worded,
    form: OutlineForm,
    *,
    status: int = 200,
    blocks: object = None,
    previewed: bool = False,
) -> HttpResponse:
    known = worded.kind.template.vocabulary
    versions = worded.campaign.outlines.filter(paper=worded.kind.code)
    context = {
        "campaign": worded.campaign,
        "kind": worded.kind,
        "groups": GROUPS,
        "form": form,
        "fields": [
            (name, about, name in known.required, name in known.optional)
            for name, about in known.fields.items()
        ],
        "blocks": [(name, about, name in known.required) for name, about in known.blocks.items()],
        "in_articles": known.in_articles,
        "versions": versions.select_related("written_by"),
        "preview": blocks,
        "previewed": previewed,
        "crumbs": [
            (_("Báo cáo"), reverse("reports:list")),
            (_("Mẫu giấy tờ"), worded.url),
        ],
    }
    return render(request, "reports/outline.html", context, status=status)

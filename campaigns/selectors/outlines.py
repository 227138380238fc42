"""Which outline a campaign's papers are set with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from campaigns.models import Campaign, PaperOutline


def latest_outline(campaign: Campaign, paper: str) -> PaperOutline | None:
    """The newest version for a kind of paper, or none while the office has changed nothing."""
    return campaign.outlines.filter(paper=paper).order_by("-version").first()


def outline_text(campaign_id: int, paper: str, *, at: dt.datetime | None = None) -> str:
    """The text in force, now or at a moment; empty while it is the product's own."""
    rows = PaperOutline.objects.filter(campaign_id=campaign_id, paper=paper)
    if at is not None:
        rows = rows.filter(written_at__lte=at)
    return rows.order_by("-version").values_list("text", flat=True).first() or ""


def outline_texts(campaign_id: int, papers: Iterable[str]) -> dict[str, str]:
    """The texts in force of several kinds of paper; a kind that nobody worded is not in it."""
    newest = PaperOutline.objects.filter(campaign_id=campaign_id, paper=OuterRef("paper"))
    rows = PaperOutline.objects.filter(
        campaign_id=campaign_id,
        paper__in=papers,
        version=Subquery(newest.order_by("-version").values("version")[:1]),
    )
    return dict(rows.exclude(text="").values_list("paper", "text"))

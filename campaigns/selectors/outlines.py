"""Which outline a campaign's papers are set with."""

from __future__ import annotations

from campaigns.models import Campaign, PaperOutline


def latest_outline(campaign: Campaign, paper: str) -> PaperOutline | None:
    """The newest version for a kind of paper, or none while the office has changed nothing."""
    return campaign.outlines.filter(paper=paper).order_by("-version").first()


def outline_text(campaign_id: int, paper: str) -> str:
    """The text in force; empty while it is the product's own."""
    rows = PaperOutline.objects.filter(campaign_id=campaign_id, paper=paper)
    return rows.order_by("-version").values_list("text", flat=True).first() or ""

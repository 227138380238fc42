"""Outline and wording of a campaign's papers, as its office wrote them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from campaigns.models.campaign import Campaign


class PaperOutline(models.Model):
    """A version of outline and wording of one kind of a campaign's papers; the newest is in force.

    ``paper`` is the code of the kind; the apps that make the papers know what it may hold. An
    empty text means the product's own outline. Versions are added, never changed.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="outlines")
    paper = models.CharField(max_length=24)
    version = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True, default="")
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "paper", "version"], name="campaigns_outline_one_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.paper} v{self.version}"

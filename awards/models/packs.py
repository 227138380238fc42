"""A whole dossier in one file, for whoever asked for it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from awards.models.proposals import Proposal, Submission
from documents.models import StoredFile


class DossierPack(models.Model):
    """A letter with everything that belongs to it, or one item of it, packed by a job.

    What is in it follows from what the person who asked may read, so it is that person's alone.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="packs")
    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, null=True, blank=True, related_name="packs"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    wished_at = models.DateTimeField(_("yêu cầu lúc"))
    job_id = models.BigIntegerField(null=True, blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entries = models.PositiveIntegerField(_("số tệp"), default=0)

    class Meta:
        verbose_name = _("hồ sơ khen thưởng nén")
        verbose_name_plural = _("hồ sơ khen thưởng nén")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.proposal_id or ''}"

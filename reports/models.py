"""Annual reports: one per unit, campaign year, kind and version; what people wrote into them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.models import CampaignYear, Duty
from core import clock
from documents.models import IssuedPaper, StoredFile
from reports.enums import BundleKind, ReportKind, ReportState
from reports.querysets import AnnualReportQuerySet, BundleQuerySet
from units.models import Unit


class AnnualReport(models.Model):
    """A paper built from one snapshot of figures; once frozen neither ever changes."""

    campaign_year = models.ForeignKey(
        CampaignYear, on_delete=models.PROTECT, related_name="reports"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=16, choices=ReportKind)
    version = models.PositiveSmallIntegerField(default=1)
    duty = models.ForeignKey(
        Duty, on_delete=models.SET_NULL, null=True, blank=True, related_name="reports"
    )
    state = models.CharField(max_length=8, choices=ReportState, default=ReportState.WAITING)
    figures = models.JSONField(null=True, blank=True)
    figures_hash = models.CharField(max_length=64, blank=True, default="")
    pdf = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    docx = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The content that the two files were set from (reports.services.life.content_hash).
    files_for = models.CharField(max_length=64, blank=True, default="")
    # Where the paper stands on its way; a village's sheet goes none.
    paper = models.OneToOneField(
        IssuedPaper, on_delete=models.PROTECT, null=True, blank=True, related_name="report"
    )
    job_id = models.BigIntegerField(null=True, blank=True)
    built_at = models.DateTimeField(null=True, blank=True)
    built_on = models.DateField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AnnualReportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign_year", "unit", "kind", "version"],
                name="reports_one_per_unit_year_kind_version",
            ),
            models.UniqueConstraint(
                fields=["campaign_year", "unit", "kind"],
                condition=~Q(state="frozen"),
                name="reports_one_unfrozen",
            ),
            models.CheckConstraint(
                condition=~Q(state="frozen")
                | (Q(pdf__isnull=False) & Q(docx__isnull=False) & ~Q(figures_hash="")),
                name="reports_frozen_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.unit_id} v{self.version}"


class EditedPassage(models.Model):
    """Words of a person in the place of generated ones; kept when the report is built anew."""

    report = models.ForeignKey(AnnualReport, on_delete=models.CASCADE, related_name="edits")
    key = models.CharField(max_length=16)
    headings = models.JSONField(default=list)
    # Blocks as reports.papers.passages writes them down.
    blocks = models.JSONField()
    # The generated words that the person saw while writing.
    written_beside = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=0)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    edited_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="reports_passage_edited_once")
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.key}"


class Bundle(models.Model):
    """Many papers made or gathered in one job, kept as one ZIP with its list and digests."""

    kind = models.CharField(max_length=10, choices=BundleKind)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    campaign_year = models.ForeignKey(
        CampaignYear, on_delete=models.PROTECT, related_name="bundles"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField(default=clock.now)
    job_id = models.BigIntegerField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entries = models.PositiveIntegerField(default=0)

    objects = BundleQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.unit_id} {self.campaign_year_id}"


class BundleItem(models.Model):
    """One paper of a bundle: of which unit and year, and whether it is made."""

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="items")
    campaign_year = models.ForeignKey(CampaignYear, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(
        AnnualReport, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bundle", "campaign_year", "unit"], name="reports_once_in_a_bundle"
            )
        ]

    def __str__(self) -> str:
        return f"{self.bundle_id} {self.unit_id}"

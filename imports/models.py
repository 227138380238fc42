"""One uploaded workbook, what it would change, and what it did change, row by row."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.enums import Channel
from campaigns.models import CampaignYear
from documents.models import StoredFile
from imports.enums import ImportKind, ImportState, Mode
from imports.querysets import ImportQuerySet
from units.enums import UnitType
from units.models import Unit


class Import(models.Model):
    """A file that somebody sent for a unit, from the upload to the writing and the undoing.

    ``preview`` holds the counts and the first problems of the last reading, ``fonts`` the old
    font found in a column (by its letter) before a person decided whether to convert it.
    ``channel`` and ``received_on`` say how and when what the file brings on behalf arrived.
    """

    kind = models.CharField(_("loại danh sách"), max_length=16, choices=ImportKind)
    unit = models.ForeignKey(
        Unit, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="imports"
    )
    campaign_year = models.ForeignKey(
        CampaignYear,
        verbose_name=_("năm"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="imports",
    )
    unit_type = models.CharField(
        _("loại đối tượng"), max_length=20, choices=UnitType, blank=True, default=""
    )
    file = models.ForeignKey(
        StoredFile, verbose_name=_("tệp"), on_delete=models.PROTECT, related_name="+"
    )
    file_name = models.CharField(_("tên tệp"), max_length=200)
    marked_file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=ImportState, default=ImportState.UPLOADED
    )
    version = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True, default="")
    fonts = models.JSONField(default=dict, blank=True)
    convert = models.BooleanField(null=True, blank=True)
    preview = models.JSONField(default=dict, blank=True)
    mode = models.CharField(max_length=4, choices=Mode, blank=True, default="")
    skipped = models.JSONField(default=list, blank=True)
    skips_alike = models.BooleanField(default=False)
    channel = models.CharField(
        _("hình thức nhận"), max_length=8, choices=Channel, blank=True, default=""
    )
    received_on = models.DateField(_("ngày nhận kết quả"), null=True, blank=True)
    job_id = models.BigIntegerField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("nhận lúc"), auto_now_add=True)
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    committed_at = models.DateTimeField(_("ghi lúc"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("hoàn tác lúc"), null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần nhập từ Excel")
        verbose_name_plural = _("các lần nhập từ Excel")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ImportState.values), name="imports_state_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ImportKind.values), name="imports_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=ImportState.COMMITTED) | Q(committed_at__isnull=False),
                name="imports_committed_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportBatch(models.Model):
    """A part of the rows that were written: each with what stood before and stands after."""

    part_of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="batches")
    number = models.PositiveIntegerField()
    changes = models.JSONField(default=list)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["part_of", "number"], name="imports_batch_once")
        ]

    def __str__(self) -> str:
        return f"{self.part_of_id}#{self.number}"

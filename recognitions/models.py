"""The register: which title whom was recognised for, by which decision, from when to when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documents.models import StoredFile
from recognitions.enums import RecognitionStatus
from recognitions.querysets import RecognitionQuerySet, TitleQuerySet


class Title(models.Model):
    """A title that a holder of certain types may be recognised for.

    Titles of other campaigns stand in the register too; only those of learning are judged by the
    criteria of learning.
    """

    code = models.CharField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên danh hiệu"), max_length=120)
    holder_types = models.JSONField(_("loại đơn vị"), default=list)
    valid_months = models.PositiveSmallIntegerField(
        _("thời hạn (tháng)"), null=True, blank=True, help_text=_("Bỏ trống khi chưa rõ.")
    )
    basis_note = models.TextField(_("căn cứ"), blank=True, default="")
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    is_of_learning = models.BooleanField(
        _("danh hiệu học tập"),
        default=False,
        help_text=_(
            "Được xét theo tiêu chí học tập và tính vào tỷ lệ học tập. Bỏ trống với danh hiệu của "
            "phong trào khác: sổ vẫn ghi và tiêu chí vẫn hỏi được, nhưng không xét ở đây."
        ),
    )

    objects = TitleQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("danh hiệu")
        verbose_name_plural = _("danh hiệu")

    def __str__(self) -> str:
        return self.name


class Recognition(models.Model):
    """One title of one holder for one year; recognised only by a decision."""

    title = models.ForeignKey(
        Title, verbose_name=_("danh hiệu"), on_delete=models.PROTECT, related_name="recognitions"
    )
    holder = models.ForeignKey(
        "units.Unit",
        verbose_name=_("đơn vị được xét"),
        on_delete=models.PROTECT,
        related_name="recognitions",
    )
    holder_name = models.CharField(_("tên khi quyết định"), max_length=300)
    year = models.PositiveSmallIntegerField(_("năm"))
    status = models.CharField(_("trạng thái"), max_length=20, choices=RecognitionStatus)
    decision_number = models.CharField(_("số quyết định"), max_length=80, blank=True, default="")
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    decided_by = models.CharField(_("cơ quan quyết định"), max_length=200, blank=True, default="")
    signer = models.CharField(_("người ký"), max_length=120, blank=True, default="")
    valid_from = models.DateField(_("có giá trị từ"), null=True, blank=True)
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    scan = models.ForeignKey(
        StoredFile,
        verbose_name=_("bản quét"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    scan_name = models.CharField(_("tên tệp quét"), max_length=200, blank=True, default="")
    note = models.TextField(_("ghi chú"), blank=True, default="")
    revoked_reason = models.TextField(_("lý do thu hồi"), blank=True, default="")
    batch = models.CharField(
        _("đợt ghi"), max_length=32, blank=True, default="", db_index=True, editable=False
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người nhập"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    version = models.PositiveIntegerField(_("phiên bản"), default=0)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần công nhận")
        verbose_name_plural = _("lần công nhận")
        ordering = ["-year", "title__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "holder", "year"],
                condition=~Q(status="revoked"),
                name="recognitions_title_holder_year_once",
            ),
            models.CheckConstraint(
                condition=~Q(status="recognised")
                | (~Q(decision_number="") & Q(decided_on__isnull=False)),
                name="recognitions_recognised_by_decision",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="recognitions_valid_range",
            ),
            models.CheckConstraint(
                condition=Q(status__in=RecognitionStatus.values),
                name="recognitions_status_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.year}: {self.holder_name}"

"""Reporting duties, their deliveries, and problem reports."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.enums import Channel, DutyKind, ProblemState
from campaigns.models.campaign import (
    Campaign,
    CampaignYear,
    ParticipantGroup,
)
from campaigns.models.plan import ResponsibleBody
from campaigns.querysets import ProblemReportQuerySet
from units.models import Unit


class Duty(models.Model):
    """Who reports what to whom by which day of the year.

    ``day``/``month`` are the named day; "trước ngày X" is read literally, so without
    ``is_inclusive`` the last day is the one before. No day = open all year.
    ``delivers_as`` of a REPORT duty names the unit that reports (an office or the commune).
    """

    campaign = models.ForeignKey(
        Campaign, verbose_name=_("phong trào"), on_delete=models.CASCADE, related_name="duties"
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    code = models.CharField(_("mã"), max_length=40)
    kind = models.CharField(_("hình thức"), max_length=8, choices=DutyKind)
    from_text = models.TextField(_("ai báo cáo"))
    to_text = models.TextField(_("báo cáo cho"))
    what = models.TextField(_("nội dung"))
    groups = models.ManyToManyField(ParticipantGroup, blank=True, related_name="duties")
    reporter = models.ForeignKey(
        Unit,
        verbose_name=_("người báo cáo"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    reporter_role = models.CharField(_("vai trò báo cáo"), max_length=20, blank=True, default="")
    body = models.ForeignKey(
        ResponsibleBody,
        verbose_name=_("nơi nhận"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    day = models.PositiveSmallIntegerField(_("ngày"), null=True, blank=True)
    month = models.PositiveSmallIntegerField(_("tháng"), null=True, blank=True)
    is_inclusive = models.BooleanField(_("tính cả ngày nêu"), default=False)
    opens_day = models.PositiveSmallIntegerField(_("mở từ ngày"), default=1)
    opens_month = models.PositiveSmallIntegerField(_("mở từ tháng"), default=1)
    prepare_days_before = models.PositiveSmallIntegerField(_("chuẩn bị trước số ngày"), default=3)
    source_text = models.TextField(_("nguyên văn"), blank=True, default="")
    source = models.TextField(_("nguồn"), blank=True, default="")
    note = models.TextField(_("ghi chú"), blank=True, default="")

    class Meta:
        verbose_name = _("việc báo cáo")
        verbose_name_plural = _("việc báo cáo")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "code"], name="campaigns_duty_code_once"),
            models.CheckConstraint(
                condition=Q(day=None, month=None) | Q(day__range=(1, 31), month__range=(1, 12)),
                name="campaigns_duty_day_and_month",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DutyKind.values), name="campaigns_duty_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class DutyDelivery(models.Model):
    """What came of one duty for one unit in one year: receipts, lateness, a moved last day.

    ``received_on`` is the day that counts: of the first receipt that still stands.
    """

    duty = models.ForeignKey(
        Duty, verbose_name=_("việc báo cáo"), on_delete=models.CASCADE, related_name="deliveries"
    )
    campaign_year = models.ForeignKey(
        CampaignYear,
        verbose_name=_("năm của phong trào"),
        on_delete=models.CASCADE,
        related_name="deliveries",
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="deliveries"
    )
    received_at = models.DateTimeField(_("nhận lúc"), null=True, blank=True)
    received_on = models.DateField(_("ngày nhận"), null=True, blank=True)
    receipt_code = models.CharField(_("mã biên nhận"), max_length=20, blank=True, default="")
    channel = models.CharField(
        _("hình thức nhận"), max_length=8, choices=Channel, blank=True, default=""
    )
    moved_last_day = models.DateField(_("hạn đã gia"), null=True, blank=True)
    moved_reason = models.TextField(_("lý do gia hạn"), blank=True, default="")
    overdue_noted_on = models.DateField(_("ghi quá hạn ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("lần nộp")
        verbose_name_plural = _("lần nộp")
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "campaign_year", "unit"], name="campaigns_delivery_once"
            ),
            models.CheckConstraint(
                condition=Q(moved_last_day=None) | ~Q(moved_reason=""),
                name="campaigns_moved_day_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return _("Lần nộp số %(number)s") % {"number": self.pk}


class ProblemReport(models.Model):
    """A difficulty that a unit reports when it arises; a duty without a date."""

    campaign_year = models.ForeignKey(
        CampaignYear,
        verbose_name=_("năm của phong trào"),
        on_delete=models.CASCADE,
        related_name="problems",
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="problems"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người nêu"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    text = models.TextField(_("khó khăn, vướng mắc"))
    proposal = models.TextField(_("đề xuất"), blank=True, default="")
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=ProblemState, default=ProblemState.OPEN
    )
    answer = models.TextField(_("trả lời"), blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người trả lời"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    created_on = models.DateField(_("ngày nêu"))
    created_at = models.DateTimeField(_("nêu lúc"), auto_now_add=True)
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)

    objects = ProblemReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("khó khăn, vướng mắc")
        verbose_name_plural = _("khó khăn, vướng mắc")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open") | ~Q(answer=""), name="campaigns_answered_has_an_answer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.text[:40]}"

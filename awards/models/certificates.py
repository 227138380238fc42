"""Certificates on paper: their numbers and tokens, the printers, the print jobs."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from awards.enums import CertificateState
from awards.models.decisions import Award, Decision
from awards.querysets import BelowUnitQuerySet, CertificateQuerySet, PrintQuerySet
from documents.models import StoredFile

_SHIFT = [MinValueValidator(Decimal(-50)), MaxValueValidator(Decimal(50))]
_SIDE = [MinValueValidator(Decimal(100)), MaxValueValidator(Decimal(600))]


class Certificate(models.Model):
    """One sheet given out: its number in the body's book of the year, and what its picture says.

    The token is random and says nothing by itself; whoever types another finds nothing.
    """

    award = models.ForeignKey(
        Award,
        verbose_name=_("khen thưởng"),
        on_delete=models.PROTECT,
        related_name="certificates",
    )
    unit = models.ForeignKey(
        "units.Unit", verbose_name=_("sổ của"), on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    number = models.PositiveIntegerField(_("số trong sổ"))
    token = models.CharField(max_length=24, unique=True)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=CertificateState, default=CertificateState.IN_FORCE
    )
    replaces = models.OneToOneField(
        "self",
        verbose_name=_("cấp đổi cho"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
    )
    replaced_reason = models.TextField(_("lý do cấp đổi"), blank=True, default="")
    issued_on = models.DateField(_("ngày cấp"))
    checks = models.PositiveIntegerField(_("số lần tra cứu"), default=0)
    version = models.PositiveIntegerField(_("phiên bản"), default=0)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("bằng khen, giấy khen")
        verbose_name_plural = _("bằng khen, giấy khen")
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "number"], name="awards_certificate_number_once"
            ),
            models.UniqueConstraint(
                fields=["award"],
                condition=Q(state="in_force"),
                name="awards_one_certificate_in_force",
            ),
            models.CheckConstraint(
                condition=Q(state__in=CertificateState.values),
                name="awards_certificate_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number:03}/{self.year}"


class Printer(models.Model):
    """A printer with the stock that lies in it, and how far it is out."""

    unit = models.ForeignKey(
        "units.Unit", verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="printers"
    )
    name = models.CharField(_("tên máy in và khay giấy"), max_length=80)
    width = models.DecimalField(
        _("chiều ngang tờ giấy (mm)"),
        max_digits=5,
        decimal_places=1,
        default=Decimal(297),
        validators=_SIDE,
    )
    height = models.DecimalField(
        _("chiều dọc tờ giấy (mm)"),
        max_digits=5,
        decimal_places=1,
        default=Decimal(210),
        validators=_SIDE,
    )
    is_preprinted = models.BooleanField(
        _("giấy in sẵn khung, quốc hiệu và tên hình thức"), default=False
    )
    shift_x = models.DecimalField(
        _("bù ngang (mm)"),
        max_digits=4,
        decimal_places=1,
        default=Decimal(0),
        validators=_SHIFT,
        help_text=_("Số dương: dịch sang phải."),
    )
    shift_y = models.DecimalField(
        _("bù dọc (mm)"),
        max_digits=4,
        decimal_places=1,
        default=Decimal(0),
        validators=_SHIFT,
        help_text=_("Số dương: dịch xuống dưới."),
    )

    objects = BelowUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("máy in bằng")
        verbose_name_plural = _("máy in bằng")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="awards_printer_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class CertificatePrint(models.Model):
    """All certificates of a decision drawn into one file, by a job."""

    decision = models.ForeignKey(
        Decision, verbose_name=_("quyết định"), on_delete=models.CASCADE, related_name="prints"
    )
    printer = models.ForeignKey(
        Printer, verbose_name=_("máy in"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    job_id = models.BigIntegerField(null=True)
    sheets = models.PositiveIntegerField(_("số tờ"), default=0)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    wished_at = models.DateTimeField(_("yêu cầu lúc"))

    objects = PrintQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần in bằng")
        verbose_name_plural = _("lần in bằng")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.sheets}"

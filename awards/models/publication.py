"""Whose name may be read by everybody, and which years a commune has laid open."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from awards.enums import Guardian, Naming, RecipientKind
from awards.models.catalogue import Dated
from awards.querysets import BelowUnitQuerySet, ConsentQuerySet


class NamingRule(Dated):
    """When recipients of a kind are named on public pages; a row with its days and its source."""

    recipient_kind = models.CharField(_("đối tượng"), max_length=12, choices=RecipientKind)
    is_minor = models.BooleanField(_("người chưa thành niên"), default=False)
    naming = models.CharField(_("nêu tên"), max_length=12, choices=Naming)

    class Meta:
        verbose_name = _("quy định nêu tên công khai")
        verbose_name_plural = _("quy định nêu tên công khai")
        ordering = ["recipient_kind", "is_minor", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient_kind", "is_minor", "valid_from"],
                name="awards_naming_once_from_a_day",
            ),
            models.CheckConstraint(
                condition=Q(naming__in=Naming.values), name="awards_naming_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_kind} {self.naming}"


class NameConsent(models.Model):
    """Somebody agreed to be named in public, and perhaps took it back."""

    recipient = models.ForeignKey(
        "units.Unit",
        verbose_name=_("đối tượng"),
        on_delete=models.CASCADE,
        related_name="name_consents",
    )
    given_on = models.DateField(_("đồng ý ngày"))
    given_by = models.CharField(_("người đồng ý"), max_length=120, blank=True, default="")
    given_as = models.CharField(
        _("đồng ý với tư cách"), max_length=8, choices=Guardian, blank=True, default=""
    )
    withdrawn_on = models.DateField(_("rút lại ngày"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("đồng ý nêu tên")
        verbose_name_plural = _("đồng ý nêu tên")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient"],
                condition=Q(withdrawn_on=None),
                name="awards_one_open_consent",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("given_on")),
                name="awards_consent_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.given_on}"


class HonoursYear(models.Model):
    """A year whose awards the commune shows to everybody; closed again by the same office."""

    unit = models.ForeignKey(
        "units.Unit",
        verbose_name=_("đơn vị"),
        on_delete=models.PROTECT,
        related_name="honours_years",
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    is_open = models.BooleanField(_("đang công khai"), default=True)
    opened_on = models.DateField(_("công khai từ ngày"))

    objects = BelowUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("trang vinh danh")
        verbose_name_plural = _("trang vinh danh")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="awards_honours_year_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"

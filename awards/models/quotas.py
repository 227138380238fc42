"""How many may be proposed for an occasion, from a day to a day, and which paper says so."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from awards.enums import QuotaBasis, Rounding
from awards.models.catalogue import AwardType
from awards.querysets import QuotaQuerySet
from campaigns.enums import Occasion
from campaigns.models import Campaign
from units.models import Unit


class Quota(models.Model):
    """A dated row; it is ended and followed by another, never edited.

    ``either_or``: only one of the kinds may be used ("tập thể hoặc cá nhân"). A percentage is of
    the participants of the kinds, or of ``base_count`` where the paper names a number, rounded as
    ``rounding`` says. Without ``valid_from`` it holds from the beginning.
    """

    host = models.ForeignKey(
        Unit, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="award_quotas"
    )
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="award_quotas")
    occasion = models.CharField(_("dịp"), max_length=8, choices=Occasion)
    year = models.PositiveSmallIntegerField(_("năm"))
    award_type = models.ForeignKey(
        AwardType, verbose_name=_("hình thức"), on_delete=models.PROTECT, related_name="+"
    )
    kinds = models.JSONField(_("đối tượng"), default=list)
    basis = models.CharField(_("cách tính"), max_length=10, choices=QuotaBasis)
    value = models.PositiveIntegerField(_("số lượng hoặc phần trăm"))
    rounding = models.CharField(
        _("làm tròn"), max_length=8, choices=Rounding, default=Rounding.DOWN
    )
    base_count = models.PositiveIntegerField(_("số tham gia"), null=True, blank=True)
    either_or = models.BooleanField(_("chỉ một trong các đối tượng"), default=False)
    source = models.CharField(_("văn bản quy định"), max_length=300)
    valid_from = models.DateField(_("áp dụng từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    end_reason = models.TextField(_("lý do kết thúc"), blank=True, default="")

    objects = QuotaQuerySet.as_manager()

    class Meta:
        verbose_name = _("hạn mức khen thưởng")
        verbose_name_plural = _("hạn mức khen thưởng")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(basis="percent") | Q(value__lte=100),
                name="awards_quota_percent_at_most_hundred",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="awards_quota_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.value}"

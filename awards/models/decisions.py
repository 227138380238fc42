"""The register of awards: a decision, the awards that it gives, and how one is taken back.

Names, form, level and money are written down when the decision is entered and never follow
later changes of a unit, of the catalogue or of the base salary.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from awards.enums import AwardKind, AwardState, Level, RecipientKind
from awards.models.catalogue import AwardType
from awards.querysets import AwardQuerySet, DecisionQuerySet
from documents.models import StoredFile


class Decision(models.Model):
    """A signed decision that gives awards, by this commune or by a body above it."""

    unit = models.ForeignKey(
        "units.Unit",
        verbose_name=_("đơn vị giữ hồ sơ"),
        on_delete=models.PROTECT,
        related_name="award_decisions",
    )
    number = models.CharField(_("số, ký hiệu"), max_length=80)
    decided_on = models.DateField(_("ngày ký"))
    issuer = models.CharField(_("người, cơ quan quyết định"), max_length=200)
    level = models.CharField(_("cấp"), max_length=16, choices=Level)
    signer = models.CharField(_("người ký"), max_length=120, blank=True, default="")
    signer_title = models.CharField(_("chức vụ người ký"), max_length=120, blank=True, default="")
    abstract = models.TextField(_("trích yếu"), blank=True, default="")
    is_outside = models.BooleanField(_("do nơi khác ban hành"), default=False)
    scan = models.ForeignKey(
        StoredFile,
        verbose_name=_("bản quét"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    scan_name = models.CharField(_("tên tệp quét"), max_length=200, blank=True, default="")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người ghi"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    entered_at = models.DateTimeField(_("ghi lúc"))

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("quyết định khen thưởng")
        verbose_name_plural = _("quyết định khen thưởng")
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "issuer", "number", "decided_on"], name="awards_decision_once"
            ),
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(issuer=""), name="awards_decision_has_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.decided_on:%d/%m/%Y}"


class Award(models.Model):
    """One form given to one recipient by one decision; the line of the register."""

    decision = models.ForeignKey(
        Decision, verbose_name=_("quyết định"), on_delete=models.PROTECT, related_name="awards"
    )
    recipient = models.ForeignKey(
        "units.Unit",
        verbose_name=_("đối tượng"),
        on_delete=models.PROTECT,
        related_name="awards",
    )
    recipient_name = models.CharField(_("tên trên quyết định"), max_length=300)
    recipient_place = models.CharField(_("nơi ở, nơi công tác"), max_length=300, blank=True)
    recipient_kind = models.CharField(_("loại đối tượng"), max_length=12, choices=RecipientKind)
    award_type = models.ForeignKey(
        AwardType, verbose_name=_("hình thức"), on_delete=models.PROTECT, related_name="awards"
    )
    form_name = models.CharField(_("tên hình thức"), max_length=200)
    level = models.CharField(_("cấp"), max_length=16, choices=Level)
    kind = models.CharField(
        _("loại hình"), max_length=10, choices=AwardKind, default=AwardKind.CAMPAIGN
    )
    campaign = models.ForeignKey(
        "campaigns.Campaign",
        verbose_name=_("phong trào"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="conferred",
    )
    period_from = models.PositiveSmallIntegerField(_("thành tích từ năm"))
    period_to = models.PositiveSmallIntegerField(_("đến năm"))
    achievement = models.TextField(_("thành tích"), blank=True, default="")
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=AwardState, default=AwardState.IN_FORCE
    )
    base_salary = models.PositiveIntegerField(_("mức lương cơ sở khi quyết định"), null=True)
    multiple = models.DecimalField(
        _("số lần mức lương cơ sở"), max_digits=6, decimal_places=3, null=True
    )
    prize = models.PositiveBigIntegerField(_("tiền thưởng (đồng)"), null=True)
    version = models.PositiveIntegerField(_("phiên bản"), default=0)

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("khen thưởng")
        verbose_name_plural = _("khen thưởng")
        ordering = ["-decision__decided_on", "pk"]
        constraints = [
            # One achievement, one award: the period is part of what makes an achievement.
            models.UniqueConstraint(
                fields=["recipient", "campaign", "period_from", "period_to"],
                condition=Q(campaign__isnull=False) & ~Q(state="revoked"),
                name="awards_one_award_for_one_achievement",
            ),
            models.UniqueConstraint(
                fields=["decision", "recipient", "award_type"], name="awards_award_once"
            ),
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")), name="awards_award_period"
            ),
            models.CheckConstraint(
                condition=Q(state__in=AwardState.values), name="awards_award_state_known"
            ),
        ]
        indexes = [models.Index(fields=["period_to", "level"], name="awards_year_level")]

    def __str__(self) -> str:
        return f"{self.form_name}: {self.recipient_name}"

    @property
    def period_words(self) -> str:
        """*2026*, or *2026–2030*."""
        if self.period_from == self.period_to:
            return str(self.period_to)
        return f"{self.period_from}–{self.period_to}"


class Revocation(models.Model):
    """The decision by which an award was taken back (Luật Thi đua, khen thưởng, Điều 93)."""

    award = models.OneToOneField(
        Award, verbose_name=_("khen thưởng"), on_delete=models.PROTECT, related_name="revocation"
    )
    number = models.CharField(_("số quyết định thu hồi"), max_length=80)
    decided_on = models.DateField(_("ngày ký"))
    issuer = models.CharField(_("người, cơ quan quyết định"), max_length=200)
    reason = models.TextField(_("lý do"))
    scan = models.ForeignKey(
        StoredFile,
        verbose_name=_("bản quét"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    scan_name = models.CharField(_("tên tệp quét"), max_length=200, blank=True, default="")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("thu hồi khen thưởng")
        verbose_name_plural = _("thu hồi khen thưởng")
        constraints = [
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(reason=""), name="awards_revocation_has_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.decided_on:%d/%m/%Y}"

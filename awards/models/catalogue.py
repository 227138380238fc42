"""The catalogue: award forms, and what the law says of them from a day to a day.

Every figure is a row with its days and its source. What nobody could find is ``None``.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from awards.enums import AwardKind, Denominator, Level, Provenance, RecipientKind
from awards.querysets import DatedQuerySet
from campaigns.models import PlanAward


class Dated(models.Model):
    """From when to when a row of law is in force, and where that is written."""

    valid_from = models.DateField(_("có hiệu lực từ"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    source = models.TextField(_("căn cứ"))
    provenance = models.CharField(_("mức tin cậy"), max_length=10, choices=Provenance)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True


class AwardType(models.Model):
    """An award form: who grants it, and how the plans call it."""

    code = models.CharField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("hình thức khen thưởng"), max_length=200)
    level = models.CharField(_("cấp tặng"), max_length=16, choices=Level)
    plan_names = models.JSONField(_("tên trong các kế hoạch"), default=list)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    note = models.TextField(_("ghi chú"), blank=True, default="")

    class Meta:
        verbose_name = _("hình thức khen thưởng")
        verbose_name_plural = _("hình thức khen thưởng")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=Level.values), name="awards_level_known"),
        ]

    def __str__(self) -> str:
        return self.name


class AwardRule(Dated):
    """How a form is granted in a period; a row of a unit goes before the country's row there.

    A share of votes is reached from ``vote_percent`` on, or above it where ``vote_is_over``.
    """

    award_type = models.ForeignKey(
        AwardType, verbose_name=_("hình thức"), on_delete=models.CASCADE, related_name="rules"
    )
    place = models.ForeignKey(
        "units.Unit",
        verbose_name=_("riêng cho đơn vị và cấp dưới"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    kind = models.CharField(
        _("loại hình"), max_length=10, choices=AwardKind, default=AwardKind.CAMPAIGN
    )
    recipients = models.JSONField(_("đối tượng"), default=list)
    decided_by = models.CharField(_("người quyết định"), max_length=200)
    dossier = models.JSONField(_("hồ sơ"), default=list)
    form_codes = models.JSONField(_("mẫu"), default=dict)
    council_required = models.BooleanField(_("qua Hội đồng"), default=True)
    is_secret = models.BooleanField(_("bỏ phiếu kín"), default=False)
    vote_percent = models.PositiveSmallIntegerField(_("tỷ lệ phiếu (%)"), null=True, blank=True)
    vote_is_over = models.BooleanField(_("phải quá tỷ lệ"), default=False)
    vote_denominator = models.CharField(
        _("tính trên"), max_length=16, choices=Denominator, default=Denominator.ALL_MEMBERS
    )
    # Whether a member who may not vote on an item still counts among all members.
    counts_recused = models.BooleanField(_("tính cả người không được biểu quyết"), default=True)
    # With exactly the share that must be passed: the side of the chair decides.
    tie_to_chair = models.BooleanField(_("ngang phiếu theo ý kiến chủ tọa"), default=False)
    quorum_percent = models.PositiveSmallIntegerField(
        _("có mặt ít nhất (%)"), null=True, blank=True
    )
    village_percent = models.PositiveSmallIntegerField(
        _("tỷ lệ đồng ý của thôn (%)"), null=True, blank=True
    )
    village_is_over = models.BooleanField(_("thôn phải quá tỷ lệ"), default=False)
    village_denominator = models.CharField(
        _("thôn tính trên"), max_length=16, choices=Denominator, default=Denominator.PRESENT
    )
    # Which single figures stand on other ground than the row: {field: [source, provenance]}.
    figure_sources = models.JSONField(_("căn cứ của từng số"), default=dict, blank=True)
    notice_days = models.PositiveSmallIntegerField(
        _("số ngày công khai"), null=True, blank=True, help_text=_("Ngày làm việc; 0: không cần.")
    )
    handling_days = models.PositiveSmallIntegerField(
        _("số ngày làm việc để xử lý"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("quy định về hình thức khen thưởng")
        verbose_name_plural = _("quy định về hình thức khen thưởng")
        ordering = ["award_type", "place", "valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["award_type", "valid_from"],
                condition=Q(place=None),
                name="awards_rule_once_from_a_day",
            ),
            models.UniqueConstraint(
                fields=["award_type", "place", "valid_from"],
                condition=Q(place__isnull=False),
                name="awards_local_rule_once_from_a_day",
            ),
            models.CheckConstraint(
                condition=(Q(vote_percent=None) | Q(vote_percent__lte=100))
                & (Q(quorum_percent=None) | Q(quorum_percent__lte=100))
                & (Q(village_percent=None) | Q(village_percent__lte=100)),
                name="awards_rule_percent_at_most_hundred",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="awards_rule_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_type} {self.valid_from}"


class PrizeRate(Dated):
    """The prize money of a form, as a multiple of the base salary of the decision's day."""

    award_type = models.ForeignKey(
        AwardType, verbose_name=_("hình thức"), on_delete=models.CASCADE, related_name="rates"
    )
    recipient_kind = models.CharField(_("đối tượng"), max_length=12, choices=RecipientKind)
    multiple = models.DecimalField(
        _("số lần mức lương cơ sở"), max_digits=6, decimal_places=3, null=True, blank=True
    )

    class Meta:
        verbose_name = _("mức tiền thưởng")
        verbose_name_plural = _("mức tiền thưởng")
        ordering = ["award_type", "recipient_kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["award_type", "recipient_kind", "valid_from"],
                name="awards_rate_once_from_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_type} {self.recipient_kind}: {self.multiple}"


class BaseSalary(Dated):
    """Mức lương cơ sở, in whole đồng a month."""

    amount = models.PositiveIntegerField(_("mức lương cơ sở (đồng/tháng)"))

    class Meta:
        verbose_name = _("mức lương cơ sở")
        verbose_name_plural = _("mức lương cơ sở")
        ordering = ["valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["valid_from"], name="awards_salary_once_from_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.amount}"


class LegalRegime(Dated):
    """The law that a proposal of a day stands on: what it cites, and what to look up first."""

    code = models.CharField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("văn bản"), max_length=200)
    citations = models.JSONField(_("căn cứ ghi trên văn bản"), default=list)
    warning = models.TextField(_("điều cần kiểm tra"), blank=True, default="")

    class Meta:
        verbose_name = _("quy định pháp luật theo thời gian")
        verbose_name_plural = _("quy định pháp luật theo thời gian")
        ordering = ["valid_from"]

    def __str__(self) -> str:
        return self.name


class SpecialDay(models.Model):
    """A public holiday, or a Saturday that is worked instead of another day."""

    on = models.DateField(_("ngày"), unique=True)
    name = models.CharField(_("tên"), max_length=120)
    is_working = models.BooleanField(_("làm bù"), default=False)
    source = models.TextField(_("căn cứ"))
    provenance = models.CharField(_("mức tin cậy"), max_length=10, choices=Provenance)

    class Meta:
        verbose_name = _("ngày nghỉ, ngày làm bù")
        verbose_name_plural = _("ngày nghỉ, ngày làm bù")
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


class PlanForm(models.Model):
    """A form that a plan names for an occasion: its words, and the catalogue's row."""

    plan_award = models.ForeignKey(PlanAward, on_delete=models.CASCADE, related_name="award_forms")
    award_type = models.ForeignKey(AwardType, on_delete=models.PROTECT, related_name="plan_forms")
    position = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=300, blank=True, default="")
    is_inferred = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan_award", "award_type"], name="awards_plan_form_once"
            ),
        ]

    def __str__(self) -> str:
        return self.words or str(self.award_type_id)

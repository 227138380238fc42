"""A campaign as its plan writes it, and the years in which it is carried out."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaigns.enums import (
    PlanTextKind,
    YearState,
)
from campaigns.querysets import CampaignQuerySet, CampaignYearQuerySet, ParticipationQuerySet
from criteria.models import CriteriaSet
from documents.models import LegalDocument
from units.models import Unit


def usual_reminder_days() -> list[int]:
    """Two weeks, one week, three days and a day before, on the last day, and the day after."""
    return [14, 7, 3, 1, 0, -1]


class Campaign(models.Model):
    """An emulation campaign launched by one unit on the basis of one plan."""

    slug = models.SlugField(_("mã phong trào"), max_length=60, unique=True)
    code = models.CharField(_("mã"), max_length=10, unique=True)
    name = models.TextField(_("tên phong trào"))
    short_name = models.CharField(_("tên ngắn"), max_length=160)
    launched_by = models.ForeignKey(
        Unit,
        verbose_name=_("đơn vị phát động"),
        on_delete=models.PROTECT,
        related_name="launched_campaigns",
    )
    document = models.ForeignKey(
        LegalDocument, verbose_name=_("kế hoạch"), on_delete=models.PROTECT, related_name="+"
    )
    first_year = models.PositiveSmallIntegerField(_("năm đầu"))
    last_year = models.PositiveSmallIntegerField(_("năm cuối"))
    plays_year = models.PositiveSmallIntegerField(_("năm của dữ liệu mẫu"), null=True, blank=True)
    province_as_written = models.CharField(
        _("tỉnh như văn bản ghi"), max_length=120, blank=True, default=""
    )
    province_reviews = models.BooleanField(
        _("tỉnh thẩm định trên hệ thống"),
        default=False,
        help_text=_("Nếu không, kết quả của cấp trên được ghi lại bằng văn bản."),
    )
    own_review_allowed = models.BooleanField(
        _("cho phép thẩm định hồ sơ do chính mình nhập"),
        default=False,
        help_text=_("Chỉ dùng khi xã quá ít người; phải ghi lý do và báo cáo sẽ nêu rõ."),
    )
    objection_days = models.PositiveSmallIntegerField(
        _("số ngày đơn vị được có ý kiến về kết quả"),
        default=5,
        help_text=_("Tính từ ngày duyệt; sau khi khóa năm thì không còn."),
    )
    reminder_days = models.JSONField(
        _("ngày nhắc"),
        default=usual_reminder_days,
        help_text=_("Số ngày trước ngày cuối; −1 là một ngày sau."),
    )
    reminders_automatic = models.BooleanField(
        _("tự gửi tin nhắc"),
        default=False,
        help_text=_("Nếu không, tin nằm ở hộp thư đi đến khi có người xem và gửi."),
    )
    upper_recipient = models.TextField(_("nơi nhận báo cáo cấp trên"), blank=True, default="")
    note = models.TextField(_("ghi chú"), blank=True, default="")
    content_hash = models.CharField(max_length=64, blank=True, default="")

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("phong trào thi đua")
        verbose_name_plural = _("phong trào thi đua")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="campaigns_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.short_name


class LegalBasis(models.Model):
    """A document on which the plan rests, in the plan's order."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="legal_bases")
    document = models.ForeignKey(LegalDocument, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "position"], name="campaigns_basis_position_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} #{self.position}"


class PlanText(models.Model):
    """A paragraph of the plan: aim, requirement, content, solution, funding."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="texts")
    kind = models.CharField(max_length=12, choices=PlanTextKind)
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=20, blank=True, default="")
    text_source = models.TextField()
    text_shown = models.TextField()
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["kind", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind", "position"], name="campaigns_text_position_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Phase(models.Model):
    """A part of the campaign's years, with its interim or final review."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="phases")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    interim_review_year = models.PositiveSmallIntegerField(null=True, blank=True)
    final_review_year = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "position"], name="campaigns_phase_position_once"
            ),
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="campaigns_phase_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ParticipantGroup(models.Model):
    """Who takes part under one heading of the plan, and by which criteria and figures.

    ``unit_types`` and ``indicator_set`` are the office's to change; ``chosen_note`` says what
    the plan left open. ``review_chain`` holds the levels of review in their order
    (``campaigns.enums.ReviewBody``); empty: the one level that the kind of unit has by itself.
    """

    campaign = models.ForeignKey(
        Campaign, verbose_name=_("phong trào"), on_delete=models.CASCADE, related_name="groups"
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    source_number = models.CharField(_("số mục trong kế hoạch"), max_length=20)
    heading = models.TextField(_("tên nhóm"))
    unit_types = models.JSONField(_("loại đơn vị"), default=list)
    criteria_set = models.ForeignKey(
        CriteriaSet,
        verbose_name=_("bộ tiêu chí"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="groups",
    )
    indicator_set = models.ForeignKey(
        CriteriaSet,
        verbose_name=_("biểu số liệu"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    chosen_note = models.TextField(_("ghi chú lựa chọn"), blank=True, default="")
    review_chain = models.JSONField(_("các cấp thẩm định"), default=list, blank=True)

    class Meta:
        verbose_name = _("nhóm tham gia")
        verbose_name_plural = _("nhóm tham gia")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "source_number"], name="campaigns_group_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_number} {self.heading}"


class CampaignYear(models.Model):
    """One yearly round: planned, open, closed."""

    campaign = models.ForeignKey(
        Campaign, verbose_name=_("phong trào"), on_delete=models.PROTECT, related_name="years"
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=YearState, default=YearState.PLANNED
    )
    version = models.PositiveIntegerField(_("phiên bản"), default=0)
    opened_on = models.DateField(_("mở ngày"), null=True, blank=True)
    closed_on = models.DateField(_("chốt ngày"), null=True, blank=True)

    objects = CampaignYearQuerySet.as_manager()

    class Meta:
        verbose_name = _("năm của phong trào")
        verbose_name_plural = _("năm của phong trào")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "year"], name="campaigns_year_once"),
            models.CheckConstraint(
                condition=Q(state__in=YearState.values), name="campaigns_year_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign}, năm {self.year}"


class CampaignYearEvent(models.Model):
    """Who opened, closed or reopened the year, and why."""

    campaign_year = models.ForeignKey(CampaignYear, on_delete=models.CASCADE, related_name="events")
    from_state = models.CharField(_("từ"), max_length=8, choices=YearState)
    to_state = models.CharField(_("sang"), max_length=8, choices=YearState)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("ai"), on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(_("ghi chú"), blank=True, default="")
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("lần chuyển trạng thái")
        verbose_name_plural = _("lần chuyển trạng thái")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"


class Participation(models.Model):
    """A unit takes part in a year under one group, or was excluded with a reason."""

    campaign_year = models.ForeignKey(
        CampaignYear, on_delete=models.CASCADE, related_name="participations"
    )
    group = models.ForeignKey(ParticipantGroup, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="participations")
    is_excluded = models.BooleanField(default=False)
    excluded_reason = models.TextField(blank=True, default="")

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign_year", "unit"], name="campaigns_participation_once"
            ),
            models.CheckConstraint(
                condition=Q(is_excluded=False) | ~Q(excluded_reason=""),
                name="campaigns_exclusion_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.campaign_year_id}"

"""A unit's yearly self-assessment, its review, and the compact results of households."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.enums import Carried, Circumstance, Judgement, Outcome, Status, ValueState
from assessments.querysets import AssessmentQuerySet, EvidenceQuerySet
from campaigns.enums import Channel
from campaigns.models import CampaignYear, ParticipantGroup
from criteria.models import Criterion, Indicator
from documents.models import StoredFile
from recognitions.enums import TitleState
from recognitions.models import Title
from units.models import Unit


class Assessment(models.Model):
    """One unit in one campaign year.

    ``version`` grows with every change of state and every decision of a reviewer on a line.

    ``unit_name`` and ``unit_path`` are frozen at submission. ``level`` is the level of the group's
    review chain whose turn it is; ``forwarded_by`` passed the level below.
    """

    campaign_year = models.ForeignKey(
        CampaignYear,
        verbose_name=_("năm của phong trào"),
        on_delete=models.PROTECT,
        related_name="assessments",
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="assessments"
    )
    group = models.ForeignKey(
        ParticipantGroup,
        verbose_name=_("nhóm tham gia"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    status = models.CharField(_("trạng thái"), max_length=10, choices=Status, default=Status.DRAFT)
    version = models.PositiveIntegerField(_("phiên bản"), default=0)
    unit_name = models.CharField(_("tên khi nộp"), max_length=300, blank=True, default="")
    unit_path = models.CharField(_("vị trí khi nộp"), max_length=96, blank=True, default="")
    channel = models.CharField(
        _("hình thức nhận"), max_length=8, choices=Channel, default=Channel.SELF
    )
    paper_received_on = models.DateField(_("ngày nhận bản giấy"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("nộp lúc"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người nộp"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    receipt_code = models.CharField(
        _("mã biên nhận"), max_length=20, blank=True, default="", db_index=True
    )
    reviewed_on = models.DateField(_("duyệt ngày"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người duyệt"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    level = models.PositiveSmallIntegerField(_("cấp thẩm định"), default=1)
    forwarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người thẩm định cấp dưới"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    own_work_reason = models.TextField(_("lý do tự duyệt việc mình nhập"), blank=True, default="")
    outside_number = models.CharField(
        _("số văn bản cấp trên"), max_length=80, blank=True, default=""
    )
    outside_date = models.DateField(_("ngày văn bản cấp trên"), null=True, blank=True)
    outside_file = models.ForeignKey(
        StoredFile,
        verbose_name=_("tệp văn bản cấp trên"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    is_reopened = models.BooleanField(_("đã mở lại"), default=False)
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)
    saved_at = models.DateTimeField(_("lưu lúc"), auto_now=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("hồ sơ tự đánh giá")
        verbose_name_plural = _("hồ sơ tự đánh giá")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign_year", "unit"], name="assessments_one_per_unit_and_year"
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="assessments_status_known"
            ),
        ]
        indexes = [models.Index(fields=["campaign_year", "status"], name="assessments_year_status")]

    def __str__(self) -> str:
        return f"{self.unit_name or self.unit_id} {self.status}"


class Author(models.Model):
    """Somebody who entered or submitted something in this record: may not review it."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="authors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "user"], name="assessments_author_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"


class Answer(models.Model):
    """Three values of one criterion: the unit's own, the reviewer's, the final one.

    A title criterion has no typed value: ``title_state`` is what the register said when the
    form was submitted, ``final_title_state`` when it became final.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    self_value = models.CharField(max_length=16, choices=Judgement, blank=True, default="")
    self_note = models.TextField(blank=True, default="")
    gap_reason = models.TextField(blank=True, default="")
    reviewed_value = models.CharField(max_length=16, choices=Judgement, blank=True, default="")
    reviewed_reason = models.TextField(blank=True, default="")
    final_value = models.CharField(max_length=16, choices=Judgement, blank=True, default="")
    final_reason = models.TextField(blank=True, default="")
    is_returned = models.BooleanField(default=False)
    return_reason = models.TextField(blank=True, default="")
    carried = models.CharField(
        _("mang sang từ năm trước"), max_length=10, choices=Carried, blank=True, default=""
    )
    title_state = models.CharField(max_length=20, choices=TitleState, blank=True, default="")
    final_title_state = models.CharField(max_length=20, choices=TitleState, blank=True, default="")
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion"], name="assessments_answer_once"
            ),
            models.CheckConstraint(
                condition=~Q(self_value=Judgement.NOT_APPLICABLE) | ~Q(self_note=""),
                name="assessments_not_applicable_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(final_value="")
                | Q(reviewed_value="")
                | Q(final_value=models.F("reviewed_value"))
                | ~Q(final_reason=""),
                name="assessments_final_differs_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_returned=False) | ~Q(return_reason=""),
                name="assessments_return_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.self_value}"


class IndicatorValue(models.Model):
    """The answer to one figure, text or list; 0, none, not applicable and missing differ."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="figures")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=ValueState, blank=True, default="")
    number = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    text = models.TextField(blank=True, default="")
    date = models.DateField(null=True, blank=True)
    rows = models.JSONField(default=list, blank=True)
    carried = models.CharField(
        _("mang sang từ năm trước"), max_length=10, choices=Carried, blank=True, default=""
    )
    reason = models.TextField(blank=True, default="")
    gap_reason = models.TextField(blank=True, default="")
    jump_reason = models.TextField(_("giải trình thay đổi lớn"), blank=True, default="")
    reviewed_number = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    reviewed_reason = models.TextField(blank=True, default="")
    is_returned = models.BooleanField(default=False)
    return_reason = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "indicator"], name="assessments_figure_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=ValueState.NOT_APPLICABLE) | ~Q(reason=""),
                name="assessments_figure_not_applicable_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_number=None) | ~Q(reviewed_reason=""),
                name="assessments_corrected_figure_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.state}"


class AssessmentEvent(models.Model):
    """One step of the record's life, shown to the people concerned."""

    assessment = models.ForeignKey(
        Assessment, verbose_name=_("hồ sơ"), on_delete=models.CASCADE, related_name="events"
    )
    action = models.CharField(_("việc"), max_length=20)
    from_status = models.CharField(_("từ trạng thái"), max_length=10, blank=True, default="")
    to_status = models.CharField(_("sang trạng thái"), max_length=10)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người làm"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    instead_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("thay cho"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    note = models.TextField(_("ghi chú"), blank=True, default="")
    channel = models.CharField(
        _("hình thức nhận"), max_length=8, choices=Channel, blank=True, default=""
    )
    receipt_code = models.CharField(
        _("mã biên nhận"), max_length=20, blank=True, default="", db_index=True
    )
    is_after_closing = models.BooleanField(_("sau khi chốt năm"), default=False)
    at = models.DateTimeField(_("thời điểm"))

    class Meta:
        verbose_name = _("bước xử lý hồ sơ")
        verbose_name_plural = _("bước xử lý hồ sơ")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.action} → {self.to_status}"


class Evidence(models.Model):
    """A file that supports an answer; served only through the record's rights."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="evidence")
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class CompactResult(models.Model):
    """A household, clan or individual in a campaign year: registered → result, without a form.

    ``values`` holds one judgement per judgement criterion of the group, by criterion code.
    ``result`` is what the village found of the title registered for; the title itself is given
    by a decision and stands in the register of titles. ``place`` is where the row was first
    entered, the village or commune to whose sums it adds; ``commune`` is the one in which that
    place lay then, empty where it lay in none. Both stay when units move or merge later.
    """

    campaign_year = models.ForeignKey(
        CampaignYear, on_delete=models.PROTECT, related_name="compact_results"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="compact_results")
    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    group = models.ForeignKey(ParticipantGroup, on_delete=models.PROTECT, related_name="+")
    title = models.ForeignKey(
        Title, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_registered = models.BooleanField(_("đăng ký"), default=False)
    is_assessed = models.BooleanField(_("đã đánh giá"), default=False)
    values = models.JSONField(default=dict, blank=True)
    result = models.CharField(_("kết quả"), max_length=12, choices=Outcome, blank=True, default="")
    circumstance = models.CharField(
        _("diện hộ"), max_length=10, choices=Circumstance, blank=True, default=""
    )
    note = models.TextField(blank=True, default="")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign_year", "unit"], name="assessments_compact_once"
            ),
            models.CheckConstraint(
                condition=Q(result="") | Q(is_registered=True),
                name="assessments_compact_result_of_registered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.campaign_year_id}"

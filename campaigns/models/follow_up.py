"""What is followed through a year: tasks, inspections, and what a new year asks to decide."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.enums import TaskState
from campaigns.models.campaign import CampaignYear
from campaigns.models.plan import PlanTask
from campaigns.querysets import FindingQuerySet, InspectionQuerySet
from core import clock
from documents.models import StoredFile
from units.models import Unit


class TaskProgress(models.Model):
    """How far a task of the plan is in one year, and by when it is to be done."""

    campaign_year = models.ForeignKey(
        CampaignYear, on_delete=models.CASCADE, related_name="task_progress"
    )
    task = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="progress")
    state = models.CharField(
        _("tiến độ"), max_length=12, choices=TaskState, default=TaskState.NOT_STARTED
    )
    note = models.TextField(_("ghi chú"), blank=True, default="")
    due_on = models.DateField(_("xong trước hoặc trong ngày"), null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign_year", "task"], name="campaigns_task_progress_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=TaskState.values), name="campaigns_task_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.state}"


class TaskEvidence(models.Model):
    """A file that shows what was done on a task; a removed one stays in the trace."""

    progress = models.ForeignKey(TaskProgress, on_delete=models.CASCADE, related_name="evidence")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Inspection(models.Model):
    """A visit of the yearly plan of inspection and supervision: when, where, by whom."""

    campaign_year = models.ForeignKey(
        CampaignYear, on_delete=models.CASCADE, related_name="inspections"
    )
    subject = models.CharField(_("nội dung"), max_length=300)
    planned_on = models.DateField(_("ngày kiểm tra"))
    members = models.TextField(_("thành phần đoàn"))
    units = models.ManyToManyField(Unit, related_name="inspections")
    done_on = models.DateField(_("đã kiểm tra ngày"), null=True, blank=True)
    conclusion = models.TextField(_("kết luận chung"), blank=True, default="")

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ["planned_on", "pk"]

    def __str__(self) -> str:
        return self.subject


class Finding(models.Model):
    """What an inspection found in a unit, what is asked of it by when, and what came of it."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="findings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="findings")
    text = models.TextField(_("tồn tại, hạn chế"))
    request = models.TextField(_("yêu cầu khắc phục"))
    due_on = models.DateField(_("khắc phục trước hoặc trong ngày"))
    resolved_on = models.DateField(_("đã khắc phục ngày"), null=True, blank=True)
    resolution = models.TextField(_("kết quả khắc phục"), blank=True, default="")

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_on=None) | ~Q(resolution=""),
                name="campaigns_resolved_says_how",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class YearDecision(models.Model):
    """What the office decided about one item of a new year's checklist."""

    campaign_year = models.ForeignKey(
        CampaignYear, on_delete=models.CASCADE, related_name="decisions"
    )
    item = models.SlugField(max_length=60)
    note = models.TextField(_("quyết định"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign_year", "item"], name="campaigns_decision_once"
            )
        ]

    def __str__(self) -> str:
        return self.item


class Holiday(models.Model):
    """A day off work: every year the same, or of one year. ``source`` says where it is from."""

    name = models.CharField(_("tên ngày nghỉ"), max_length=120)
    day = models.PositiveSmallIntegerField(_("ngày"))
    month = models.PositiveSmallIntegerField(_("tháng"))
    year = models.PositiveSmallIntegerField(
        _("năm"), null=True, blank=True, help_text=_("Để trống nếu năm nào cũng nghỉ.")
    )
    source = models.TextField(_("nguồn"))

    class Meta:
        verbose_name = _("ngày nghỉ lễ")
        verbose_name_plural = _("ngày nghỉ lễ")
        ordering = ["month", "day"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "month", "year", "name"], name="campaigns_holiday_once"
            ),
            models.CheckConstraint(
                condition=Q(day__range=(1, 31), month__range=(1, 12)),
                name="campaigns_holiday_is_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name

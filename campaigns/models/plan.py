"""What a plan asks of whom: bodies, targets with their measures, tasks and awards."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.enums import (
    MeasureKind,
    Occasion,
)
from campaigns.models.campaign import Campaign
from units.models import Unit


class ResponsibleBody(models.Model):
    """A body that the plan gives work to; ``unit`` once it is known in the tree."""

    campaign = models.ForeignKey(
        Campaign, verbose_name=_("phong trào"), on_delete=models.CASCADE, related_name="bodies"
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    number = models.CharField(_("số mục"), max_length=20, blank=True, default="")
    name = models.TextField(_("tên"))
    duties_text = models.TextField(_("nhiệm vụ"), blank=True, default="")
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("đơn vị"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    note = models.TextField(_("ghi chú"), blank=True, default="")

    class Meta:
        verbose_name = _("cơ quan chịu trách nhiệm")
        verbose_name_plural = _("cơ quan chịu trách nhiệm")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "position"], name="campaigns_body_position_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    """A figure the plan wants reached, measured by one or more measures."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="targets")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    section = models.CharField(max_length=300, blank=True, default="")
    text_source = models.TextField()
    text_shown = models.TextField()
    value_text = models.CharField(max_length=200)
    unit_label = models.CharField(max_length=40, blank=True, default="")
    end_year = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "code"], name="campaigns_target_code_once")
        ]

    def __str__(self) -> str:
        return self.code


class TargetMeasure(models.Model):
    """How a target is measured: indicators of the commune's sheet and the value to reach."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="measures")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60)
    label = models.TextField()
    kind = models.CharField(max_length=8, choices=MeasureKind)
    goal = models.DecimalField(max_digits=9, decimal_places=2)
    numerator = models.CharField(max_length=60, blank=True, default="")
    denominator = models.CharField(max_length=60, blank=True, default="")
    indicator = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["target", "code"], name="campaigns_measure_code_once")
        ]

    def __str__(self) -> str:
        return self.code


class YearlyTarget(models.Model):
    """What the office wants of a measure in one year."""

    measure = models.ForeignKey(TargetMeasure, on_delete=models.CASCADE, related_name="yearly")
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=9, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "year"], name="campaigns_yearly_target_once")
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.value}"


class PlanTask(models.Model):
    """A task or solution of the plan; how far it is stands in each year's ``TaskProgress``."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="tasks")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    heading_number = models.CharField(max_length=20)
    heading = models.TextField()
    text_source = models.TextField()
    text_shown = models.TextField()
    note = models.TextField(blank=True, default="")
    target = models.ForeignKey(
        Target, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks"
    )
    body = models.ForeignKey(
        ResponsibleBody, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks"
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "code"], name="campaigns_task_code_once")
        ]

    def __str__(self) -> str:
        return self.code


class PlanAward(models.Model):
    """The award forms that the plan names for an occasion, in the plan's words."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="awards")
    position = models.PositiveSmallIntegerField()
    occasion = models.CharField(max_length=8, choices=Occasion)
    source_number = models.CharField(max_length=20, blank=True, default="")
    forms = models.JSONField(default=list)
    recipients = models.JSONField(default=list)
    authority = models.TextField(blank=True, default="")
    text = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "position"], name="campaigns_award_position_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.occasion}"

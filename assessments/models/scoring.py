"""Points by an official set: the unit's own, the officer's, the final ones."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessments.enums import ScoreStage
from assessments.querysets import ScoreSheetQuerySet
from campaigns.models import CampaignYear
from criteria.models import CriteriaSet, Criterion
from units.models import Unit


class ScoreSheet(models.Model):
    """One unit scored by one official set in one year. ``version`` grows with every change."""

    campaign_year = models.ForeignKey(
        CampaignYear,
        verbose_name=_("năm của phong trào"),
        on_delete=models.PROTECT,
        related_name="score_sheets",
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="score_sheets"
    )
    criteria_set = models.ForeignKey(
        CriteriaSet, verbose_name=_("bộ tiêu chí"), on_delete=models.PROTECT, related_name="+"
    )
    stage = models.CharField(
        _("trạng thái"), max_length=10, choices=ScoreStage, default=ScoreStage.OWN
    )
    version = models.PositiveIntegerField(_("phiên bản"), default=0)
    sent_back_reason = models.TextField(_("lý do trả lại"), blank=True, default="")
    authors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("người chấm cho đơn vị"), related_name="+"
    )
    saved_at = models.DateTimeField(_("lưu lúc"), auto_now=True)

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("phiếu chấm điểm")
        verbose_name_plural = _("phiếu chấm điểm")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign_year", "unit", "criteria_set"], name="assessments_sheet_once"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=ScoreStage.values), name="assessments_sheet_stage_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.criteria_set_id} {self.stage}"


class ScoreLine(models.Model):
    """Three numbers of one criterion: points, or the count or figure that points follow from.

    ``applies`` is no with a reason. An empty number is "chưa chấm", which is not 0.
    """

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="lines")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    own_number = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    applies = models.BooleanField(default=True)
    note = models.TextField(blank=True, default="")
    evidence = models.TextField(blank=True, default="")
    reviewed_number = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    reviewed_reason = models.TextField(blank=True, default="")
    final_number = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    final_reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "criterion"], name="assessments_score_line_once"
            ),
            models.CheckConstraint(
                condition=Q(applies=True) | ~Q(note=""),
                name="assessments_score_not_applicable_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_number=None)
                | Q(own_number=None)
                | Q(reviewed_number=F("own_number"))
                | ~Q(reviewed_reason=""),
                name="assessments_score_differs_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(final_number=None)
                | Q(reviewed_number=None)
                | Q(final_number=F("reviewed_number"))
                | ~Q(final_reason=""),
                name="assessments_score_final_differs_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.own_number}"

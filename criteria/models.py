"""Criteria sets: what a unit is judged by, and the figures it is asked for. All versioned."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from criteria.enums import (
    Area,
    CheckKind,
    Completeness,
    CriterionKind,
    IndicatorKind,
    PointsEffect,
    PointsMethod,
    RatioKind,
    ScoringMode,
    SetKind,
    SetStatus,
)
from documents.models import LegalDocument
from recognitions.models import Title


class CriteriaSet(models.Model):
    """One set in one version, keyed by its document and source number.

    A published set never changes; a correction is the next version. ``content_hash`` tells a
    repeated load from a changed file.
    """

    code = models.CharField(_("mã"), max_length=60)
    version = models.PositiveSmallIntegerField(_("phiên bản"), default=1)
    kind = models.CharField(_("loại"), max_length=12, choices=SetKind)
    name = models.CharField(_("tên"), max_length=300)
    document = models.ForeignKey(
        LegalDocument,
        verbose_name=_("văn bản"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    source_number = models.CharField(
        _("số mục trong văn bản"), max_length=20, blank=True, default=""
    )
    title = models.ForeignKey(
        Title,
        verbose_name=_("danh hiệu"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="criteria_sets",
    )
    scoring_mode = models.CharField(_("cách chấm"), max_length=16, choices=ScoringMode)
    completeness = models.CharField(_("mức đầy đủ"), max_length=10, choices=Completeness)
    status = models.CharField(
        _("trạng thái"), max_length=10, choices=SetStatus, default=SetStatus.DRAFT
    )
    effective_from = models.DateField(_("hiệu lực từ"), null=True, blank=True)
    effective_to = models.DateField(_("hiệu lực đến"), null=True, blank=True)
    is_in_force = models.BooleanField(
        _("văn bản còn hiệu lực"), null=True, blank=True, help_text=_("Để trống khi chưa rõ.")
    )
    is_designed = models.BooleanField(_("thiết kế của sản phẩm"), default=False)
    source = models.TextField(_("nguồn"), blank=True, default="")
    note = models.TextField(_("ghi chú"), blank=True, default="")
    content_hash = models.CharField(_("mã nội dung"), max_length=64, blank=True, default="")

    class Meta:
        verbose_name = _("bộ tiêu chí")
        verbose_name_plural = _("bộ tiêu chí")
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="criteria_set_version_once"),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(status="published"),
                name="criteria_set_one_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class Criterion(models.Model):
    """One line of a set. ``text_source`` is as printed, ``text_shown`` as it should read."""

    criteria_set = models.ForeignKey(CriteriaSet, on_delete=models.CASCADE, related_name="criteria")
    code = models.CharField(_("mã"), max_length=40)
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children"
    )
    kind = models.CharField(_("loại"), max_length=10, choices=CriterionKind)
    text_source = models.TextField()
    text_shown = models.TextField(_("nội dung"))
    note = models.TextField(blank=True, default="")
    max_points = models.DecimalField(
        _("điểm cao nhất"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    points_method = models.CharField(
        _("cách tính điểm"), max_length=8, choices=PointsMethod, default=PointsMethod.TYPED
    )
    points_each = models.DecimalField(
        _("điểm mỗi đơn vị, mỗi bậc"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    points_effect = models.CharField(
        _("tác dụng"), max_length=8, choices=PointsEffect, default=PointsEffect.NORMAL
    )
    zero_without_evidence = models.BooleanField(_("không có minh chứng thì 0 điểm"), default=False)
    threshold_percent = models.DecimalField(
        _("tỷ lệ phải đạt (%)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    titles = models.ManyToManyField(Title, blank=True, related_name="criteria")
    # One for each kind of holder that the criterion speaks of (a family's and a clan's).
    official_sets = models.ManyToManyField(CriteriaSet, blank=True, related_name="+")
    sub_unit_types = models.JSONField(default=list, blank=True)
    evidence_hint = models.TextField(blank=True, default="")
    requires_evidence = models.BooleanField(default=False)
    is_yearly = models.BooleanField(
        _("cập nhật hằng năm"),
        default=False,
        help_text=_("Không lấy lại giá trị của năm trước: năm nào cũng phải trả lời mới."),
    )
    source = models.TextField(_("nguồn"), blank=True, default="")

    class Meta:
        verbose_name = _("tiêu chí")
        verbose_name_plural = _("tiêu chí")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["criteria_set", "code"], name="criteria_criterion_code_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["scored", "heading"]) | Q(max_points=None),
                name="criteria_points_only_where_scored",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CriterionKind.values), name="criteria_criterion_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.code


def is_asked(answered_by: Sequence[str], unit_type: str) -> bool:
    """Whether units of this type get a line; one that names no type is everybody's."""
    return not answered_by or unit_type in answered_by


class Indicator(models.Model):
    """One figure or text that a unit is asked for once a year.

    ``answered_by`` lists unit types (empty = every unit that gets the set). A ratio is never
    typed: it is ``numerator`` over ``denominator``, two other indicators of the set.
    ``filled_from`` names where the number is known from (``assessments.registers``).
    """

    criteria_set = models.ForeignKey(
        CriteriaSet, on_delete=models.CASCADE, related_name="indicators"
    )
    code = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=200, blank=True, default="")
    label = models.TextField()
    help_text = models.TextField(blank=True, default="")
    kind = models.CharField(max_length=8, choices=IndicatorKind)
    unit_label = models.CharField(max_length=40, blank=True, default="")
    is_required = models.BooleanField(default=False)
    is_yearly = models.BooleanField(
        _("cập nhật hằng năm"),
        default=False,
        help_text=_("Không lấy lại giá trị của năm trước: năm nào cũng phải trả lời mới."),
    )
    answered_by = models.JSONField(default=list, blank=True)
    numerator = models.CharField(max_length=60, blank=True, default="")
    denominator = models.CharField(max_length=60, blank=True, default="")
    columns = models.JSONField(default=list, blank=True)
    options = models.JSONField(default=list, blank=True)
    filled_from = models.CharField(max_length=300, blank=True, default="")
    feeds = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["criteria_set", "code"], name="criteria_indicator_code_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=IndicatorKind.values), name="criteria_indicator_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def is_asked_of(self, unit_type: str) -> bool:
        """Whether units of this type get the line."""
        return is_asked(self.answered_by, unit_type)


class IndicatorCheck(models.Model):
    """A rule between figures of one set (V1, V5, V6 of the annual report)."""

    criteria_set = models.ForeignKey(CriteriaSet, on_delete=models.CASCADE, related_name="checks")
    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=CheckKind)
    terms = models.JSONField(help_text=_("Mã các dòng, theo thứ tự của quy tắc."))
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    is_hard = models.BooleanField(default=True)
    message = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["criteria_set", "code"], name="criteria_check_code_once"
            )
        ]

    def __str__(self) -> str:
        return self.code


class PassRule(models.Model):
    """One row of the rules: a result and all that it asks for, with its dates and its source.

    Rows are asked in order; the first that is met is the result. What is empty is not asked for,
    and nothing is computed while a figure is unknown. A row that is in use is never rewritten:
    it ends on a day and another takes its place. ``is_local``: set by the office that launched
    the campaign, not by the document.
    """

    criteria_set = models.ForeignKey(CriteriaSet, on_delete=models.CASCADE, related_name="rules")
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    label = models.CharField(_("mức"), max_length=80)
    min_points = models.DecimalField(
        _("từ (điểm)"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    max_points_below = models.DecimalField(
        _("dưới (điểm)"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    floor_each = models.DecimalField(
        _("mỗi phần ít nhất (điểm)"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    needs_all = models.BooleanField(_("mọi tiêu chí áp dụng đều đạt"), default=False)
    title = models.ForeignKey(
        Title,
        verbose_name=_("phải có danh hiệu"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    needs = models.ForeignKey(
        "self",
        verbose_name=_("phải đạt trước mức"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    ratio = models.CharField(_("tỷ lệ"), max_length=20, choices=RatioKind, blank=True, default="")
    min_ratio = models.DecimalField(
        _("tỷ lệ từ (%)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    criterion = models.ForeignKey(
        Criterion,
        verbose_name=_("tiêu chí khống chế"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    criterion_min = models.DecimalField(
        _("tiêu chí khống chế từ (điểm)"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    is_pass = models.BooleanField(_("là đạt"), null=True, blank=True)
    unit_types = models.JSONField(_("loại đơn vị"), default=list, blank=True)
    area = models.CharField(_("khu vực"), max_length=10, choices=Area, blank=True, default="")
    valid_from = models.DateField(_("áp dụng từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    is_local = models.BooleanField(_("địa phương đặt"), default=False)
    source = models.TextField(_("nguồn"), blank=True, default="")

    class Meta:
        verbose_name = _("mức kết quả")
        verbose_name_plural = _("mức kết quả")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(needs=None) | ~Q(needs=models.F("id")),
                name="criteria_rule_not_of_itself",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_to=None)
                | Q(valid_to__gte=models.F("valid_from")),
                name="criteria_rule_valid_range",
            ),
            models.CheckConstraint(
                condition=(Q(ratio="") & Q(min_ratio=None))
                | (~Q(ratio="") & Q(min_ratio__isnull=False)),
                name="criteria_rule_ratio_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.label

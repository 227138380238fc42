"""The words of criteria and indicators."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SetKind(models.TextChoices):
    PLAN = "plan", _("Tiêu chí của kế hoạch")
    OFFICIAL = "official", _("Bộ tiêu chí chính thức")
    INDICATORS = "indicators", _("Biểu số liệu")


class SetStatus(models.TextChoices):
    DRAFT = "draft", _("Bản thảo")
    PUBLISHED = "published", _("Đang dùng")
    RETIRED = "retired", _("Ngừng dùng")


class ScoringMode(models.TextChoices):
    JUDGEMENT = "judgement", _("Đạt – một phần – chưa đạt")
    POINTS = "points", _("Chấm điểm")
    ALL_INDICATORS = "all_indicators", _("Đạt tất cả chỉ tiêu")


class Completeness(models.TextChoices):
    COMPLETE = "complete", _("Đầy đủ")
    PARTIAL = "partial", _("Mới có một phần")
    EMPTY = "empty", _("Chưa có nội dung")


class CriterionKind(models.TextChoices):
    GRADED = "graded", _("Đạt – một phần – chưa đạt")
    TITLE = "title", _("Danh hiệu")
    SCORED = "scored", _("Chấm điểm")
    REQUIRED = "required", _("Phải đạt")
    HEADING = "heading", _("Nhóm")


class IndicatorKind(models.TextChoices):
    COUNT = "count", _("Số đếm")
    MONEY = "money", _("Số tiền (đồng)")
    RATIO = "ratio", _("Tỷ lệ")
    LEVEL = "level", _("Mức độ")
    YES_NO = "yes_no", _("Có/không")
    DATE = "date", _("Ngày")
    TEXT = "text", _("Nội dung")
    LIST = "list", _("Danh sách")


class CheckKind(models.TextChoices):
    LESS_OR_EQUAL = "le", _("Không lớn hơn")
    BALANCE = "balance", _("Cân đối")
    JUMP = "jump", _("Tăng giảm so với năm trước")
    TOTALS = "totals", _("Bằng tổng các đơn vị")
    NOTICE = "notice", _("Quy tắc chung, phần mềm tự thực hiện")


class Area(models.TextChoices):
    """For which places a rule holds; empty means for all."""

    DIFFICULT = "difficult", _("Vùng khó khăn")
    ORDINARY = "ordinary", _("Ngoài vùng khó khăn")


class PointsMethod(models.TextChoices):
    """How the points of a line come about."""

    TYPED = "typed", _("Chấm trực tiếp")
    COUNT = "count", _("Số lượng nhân với điểm")
    BEST = "best", _("So với nơi cao nhất")
    RANK = "rank", _("Theo thứ hạng")


class PointsEffect(models.TextChoices):
    """Whether a line belongs to the scale, or adds to it or takes from it."""

    NORMAL = "normal", _("Trong thang điểm")
    BONUS = "bonus", _("Điểm thưởng")
    PENALTY = "penalty", _("Điểm trừ")


class RatioKind(models.TextChoices):
    """Ratios that the system counts itself and a rule may ask for."""

    CRITERIA_MET = "criteria_met", _("Tiêu chí đạt trên tiêu chí áp dụng")
    FAMILIES_HELD = "families_held", _("Hộ được công nhận trên tổng số hộ")
    FAMILIES_REGISTERED = "families_registered", _("Hộ đăng ký trên tổng số hộ")
    CLANS_HELD = "clans_held", _("Dòng họ được công nhận trên tổng số dòng họ")
    UNITS_HELD = "units_held", _("Đơn vị được công nhận trên tổng số đơn vị trực thuộc")

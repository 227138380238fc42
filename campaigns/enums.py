"""The words of campaigns."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanTextKind(models.TextChoices):
    AIM = "aim", _("Mục đích")
    REQUIREMENT = "requirement", _("Yêu cầu")
    SCOPE = "scope", _("Phạm vi, đối tượng")
    CONTENT = "content", _("Nội dung")
    SOLUTION = "solution", _("Giải pháp")
    FUNDING = "funding", _("Kinh phí")
    PROGRESS = "progress", _("Tiến độ")


class YearState(models.TextChoices):
    PLANNED = "planned", _("Chưa mở")
    OPEN = "open", _("Đang mở")
    CLOSED = "closed", _("Đã khóa")


class Occasion(models.TextChoices):
    ANNUAL = "annual", _("Hằng năm")
    INTERIM = "interim", _("Sơ kết")
    FINAL = "final", _("Tổng kết")


class DutyKind(models.TextChoices):
    """What is delivered: a unit's form, a report made from others' forms, or a problem."""

    FORM = "form", _("Phiếu tự đánh giá và báo cáo của đơn vị")
    REPORT = "report", _("Báo cáo tổng hợp")
    PROBLEM = "problem", _("Khó khăn, vướng mắc, báo cáo đột xuất")


class Channel(models.TextChoices):
    """How a result reached the office."""

    SELF = "self", _("Tự nhập")
    PHONE = "phone", _("Điện thoại")
    PAPER = "paper", _("Phiếu giấy")
    MEETING = "meeting", _("Họp thôn")


class MeasureKind(models.TextChoices):
    PERCENT = "percent", _("Tỷ lệ %")
    LEVEL = "level", _("Mức độ")
    YES_NO = "yes_no", _("Có/không")


class TaskState(models.TextChoices):
    NOT_STARTED = "not_started", _("Chưa làm")
    ONGOING = "ongoing", _("Đang làm")
    DONE = "done", _("Đã xong")


class ProblemState(models.TextChoices):
    OPEN = "open", _("Chờ trả lời")
    ANSWERED = "answered", _("Đã trả lời")


class ReviewBody(models.TextChoices):
    """Who reviews at a level of a group's chain."""

    OFFICE = "office", _("Công chức hoặc lãnh đạo phòng phụ trách")
    LEADER = "leader", _("Lãnh đạo phòng phụ trách")
    PROVINCE = "province", _("Cán bộ cấp tỉnh")

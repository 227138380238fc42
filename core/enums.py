"""The words of the shared nuts and bolts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    QUEUED = "queued", _("Đang chờ")
    RUNNING = "running", _("Đang chạy")
    DONE = "done", _("Đã xong")
    FAILED = "failed", _("Không thành công")
    CANCELLED = "cancelled", _("Đã hủy")


class Damage(models.TextChoices):
    """What is wrong where a chain of the audit trail first does not fit."""

    CHANGED = (
        "changed",
        _("nội dung của dòng không khớp với niêm phong, dòng đã bị sửa ngoài phần mềm"),
    )
    MISSING = "missing", _("thiếu dòng này mà các dòng sau vẫn còn, dòng đã bị xóa hoặc chuyển đi")
    UNLINKED = (
        "unlinked",
        _("dòng không nối tiếp dòng liền trước, đã có dòng bị chèn, đổi chỗ hoặc thay thế"),
    )
    CUT = "cut", _("nhật ký dừng trước dòng này dù đầu chuỗi ghi còn dòng sau, phần cuối đã bị cắt")
    BEYOND = "beyond", _("dòng nằm sau dòng cuối mà đầu chuỗi ghi, dòng đã bị chèn thêm")
    HEAD = "head", _("đầu chuỗi không khớp với dòng cuối, đầu chuỗi đã bị sửa")
    HEADLESS = "headless", _("chuỗi không còn đầu chuỗi, đầu chuỗi đã bị xóa")
    REWRITTEN = (
        "rewritten",
        _("dòng không còn như lần chốt trước, nhật ký đã bị cắt hoặc viết lại từ sau lần ấy"),
    )

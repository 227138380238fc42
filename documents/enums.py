"""The words of papers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DatePrecision(models.TextChoices):
    """How much of a document's date its source gives."""

    DAY = "day", _("ngày")
    MONTH = "month", _("tháng")
    YEAR = "year", _("năm")
    UNKNOWN = "unknown", _("không ghi")


class PaperState(models.TextChoices):
    """Where a paper stands on its way."""

    DRAFT = "draft", _("Dự thảo")
    CHECKED = "checked", _("Đã kiểm tra")
    FROZEN = "frozen", _("Đã chốt")
    NUMBERED = "numbered", _("Đã cấp số")
    SIGNED = "signed", _("Có bản đã ký")
    SENT = "sent", _("Đã gửi")
    RECEIVED = "received", _("Nơi nhận đã nhận")
    RETURNED = "returned", _("Nơi nhận trả lại")
    RECALLED = "recalled", _("Đã thu hồi")


class PaperAction(models.TextChoices):
    """What may be done to a paper; the history shows these words."""

    CHECK = "check", _("Kiểm tra xong")
    REDRAFT = "redraft", _("Lập lại dự thảo")
    FREEZE = "freeze", _("Chốt")
    RECORD_SIGNING = "record_signing", _("Ghi nhận đã ký")
    NUMBER = "number", _("Cấp số")
    UPLOAD_SIGNED = "upload_signed", _("Tải lên bản đã ký")
    SEND = "send", _("Gửi")
    RECEIVE = "receive", _("Nhận")
    RETURN = "return", _("Trả lại")
    RECALL = "recall", _("Thu hồi")


class Purpose(models.TextChoices):
    """Whether a paper stands for itself or speaks about another."""

    ITSELF = "itself", _("Văn bản")
    CORRECTION = "correction", _("Đính chính")
    RECALL = "recall", _("Thu hồi")

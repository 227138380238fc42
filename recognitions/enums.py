"""The words of the register of titles."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RecognitionStatus(models.TextChoices):
    UNDER_CONSIDERATION = "under_consideration", _("Đang xét")
    RECOGNISED = "recognised", _("Đã công nhận")
    REVOKED = "revoked", _("Đã thu hồi")


class TitleState(models.TextChoices):
    """What the register answers about a title of a holder on a day."""

    ACHIEVED = "achieved", _("Đạt")
    PARTLY = "partly", _("Đạt một phần")
    UNDER_CONSIDERATION = "under_consideration", _("Đang xét")
    NOT_ACHIEVED = "not_achieved", _("Chưa đạt")
    NOT_APPLICABLE = "not_applicable", _("Không áp dụng")

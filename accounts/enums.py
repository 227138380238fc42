"""Closed lists of this app."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class LetterState(models.TextChoices):
    """What became of a one-time letter; worked out from its moments, stored nowhere."""

    OPEN = "open", _("còn hiệu lực")
    USED = "used", _("đã dùng")
    WITHDRAWN = "withdrawn", _("đã thu hồi")
    EXPIRED = "expired", _("hết hạn")

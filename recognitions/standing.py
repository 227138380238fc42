"""Where a row of the register stands on a day, in words."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from core.display import Mark, Tone
from recognitions.enums import RecognitionStatus
from recognitions.models import Recognition

CONSIDERED = Mark(_("đang xét"), "clock", Tone.INFO)
VALID = Mark(_("còn giá trị"), "award", Tone.GOLD)
NOT_YET = Mark(_("chưa đến ngày"), "calendar", Tone.NEUTRAL)
EXPIRED = Mark(_("hết giá trị"), "calendar", Tone.NEUTRAL)
REVOKED = Mark(_("đã thu hồi"), "cross-circle", Tone.BAD)
NOT_RECOGNISED = Mark(_("không công nhận"), "minus-circle", Tone.NEUTRAL)


def standing(row: Recognition, day: dt.date) -> Mark:
    """Word, icon and tone; a consideration that was ended never was a title."""
    if row.status == RecognitionStatus.UNDER_CONSIDERATION:
        return CONSIDERED
    if row.status == RecognitionStatus.REVOKED:
        return REVOKED if row.decision_number else NOT_RECOGNISED
    if row.valid_to is not None and row.valid_to < day:
        return EXPIRED
    return NOT_YET if row.valid_from is not None and row.valid_from > day else VALID

"""How figures, days and states are written for the person at the screen.

Pure functions; the template tags of ``ui`` and ``charts`` are thin doors to them. Printed papers
have rules of their own (Decree 30) and do not come here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.numbers import format_date, format_number, rate

Number = int | float | Decimal
Text = str | Promise

SOON_DAYS = 7


class Tone(StrEnum):
    """The meaning behind a colour; every tone is shown with a word and an icon beside it."""

    EMPTY = "empty"
    NEUTRAL = "neutral"
    INFO = "info"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    GOLD = "gold"
    FINAL = "final"


@dataclass(frozen=True)
class Mark:
    """A state as it is shown: word, icon and tone together, never one of them alone."""

    word: Text
    icon: str
    tone: Tone


UNKNOWN_STATE = Mark(gettext_lazy("không rõ"), "help", Tone.NEUTRAL)

# Keys are the values of enums above (assessments.Status, campaigns.YearState, core.JobState …),
# which cannot be imported from here; tests/ui holds the two together, word for word.
STATES: dict[str, Mark] = {
    "": Mark(gettext_lazy("chưa nhập"), "empty", Tone.EMPTY),
    "draft": Mark(gettext_lazy("đang nhập"), "edit", Tone.NEUTRAL),
    "submitted": Mark(gettext_lazy("đã nộp"), "send", Tone.INFO),
    "in_review": Mark(gettext_lazy("đang thẩm định"), "review", Tone.WARN),
    "returned": Mark(gettext_lazy("đã trả lại"), "return", Tone.BAD),
    "reviewed": Mark(gettext_lazy("đã thẩm định"), "check-circle", Tone.OK),
    "final": Mark(gettext_lazy("đã chốt"), "lock", Tone.FINAL),
    # a job
    "queued": Mark(gettext_lazy("đang chờ"), "clock", Tone.NEUTRAL),
    "running": Mark(gettext_lazy("đang chạy"), "retry", Tone.INFO),
    "done": Mark(gettext_lazy("đã xong"), "check-circle", Tone.OK),
    "failed": Mark(gettext_lazy("không thành công"), "error", Tone.BAD),
    "cancelled": Mark(gettext_lazy("đã hủy"), "minus-circle", Tone.NEUTRAL),
    # a campaign year
    "planned": Mark(gettext_lazy("chưa mở"), "clock", Tone.NEUTRAL),
    "open": Mark(gettext_lazy("đang mở"), "campaign", Tone.OK),
    "closed": Mark(gettext_lazy("đã khóa"), "lock", Tone.FINAL),
    # a task of the plan
    "not_started": Mark(gettext_lazy("chưa làm"), "empty", Tone.EMPTY),
    "ongoing": Mark(gettext_lazy("đang làm"), "half", Tone.INFO),
}

ANSWERS: dict[str, Mark] = {
    "": Mark(gettext_lazy("chưa nhập"), "empty", Tone.EMPTY),
    "met": Mark(gettext_lazy("đạt"), "check-circle", Tone.OK),
    "partly": Mark(gettext_lazy("đạt một phần"), "half", Tone.WARN),
    "not_met": Mark(gettext_lazy("chưa đạt"), "cross-circle", Tone.BAD),
    "not_applicable": Mark(gettext_lazy("không áp dụng"), "minus-circle", Tone.NEUTRAL),
    # a figure
    "value": Mark(gettext_lazy("có số liệu"), "check", Tone.NEUTRAL),
    "none": Mark(gettext_lazy("không có"), "minus-circle", Tone.NEUTRAL),
    # a title, answered by the register
    "achieved": Mark(gettext_lazy("đạt"), "award", Tone.GOLD),
    "under_consideration": Mark(gettext_lazy("đang xét"), "clock", Tone.INFO),
    "not_achieved": Mark(gettext_lazy("chưa đạt"), "cross-circle", Tone.BAD),
    "recognised": Mark(gettext_lazy("đã công nhận"), "award", Tone.GOLD),
    "revoked": Mark(gettext_lazy("đã thu hồi"), "cross-circle", Tone.BAD),
}


def state_mark(state: object) -> Mark:
    """Word, icon and tone of a state; ``None`` and ``""`` are *chưa nhập*."""
    return STATES.get(_key(state), UNKNOWN_STATE)


def answer_mark(answer: object) -> Mark:
    """Word, icon and tone of an answer to a criterion."""
    return ANSWERS.get(_key(answer), UNKNOWN_STATE)


def _key(value: object) -> str:
    return "" if value is None else str(getattr(value, "value", value)).lower()


def vn_number(value: Number | None, places: int | None = None) -> str:
    """``1234.5`` as ``1.234,5``; ``None`` is said in words, for a missing figure is not 0."""
    if value is None:
        return _("chưa có số liệu")
    return format_number(value if type(value) is int else Decimal(str(value)), places)


def share(numerator: Number | None, denominator: Number | None) -> Decimal | None:
    """The percentage with one digit after the comma; ``None`` where there is nothing to divide."""
    if numerator is None or denominator is None:
        return None
    return rate(Decimal(str(numerator)), Decimal(str(denominator)))


def vn_percent(value: Number | None) -> str:
    """``67.74`` as ``67,7%``, a whole number without the comma; ``None`` in words."""
    if value is None:
        return vn_number(None)
    tenths = Decimal(str(value)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{format_number(tenths)}%"


def vn_date(day: dt.date | None) -> str:
    """``30/11/2026``; a moment is first brought to Vietnam's time; nothing for ``None``."""
    if isinstance(day, dt.datetime) and timezone.is_aware(day):
        day = timezone.localtime(day)
    return "" if day is None else format_date(day)


def vn_moment(moment: dt.datetime | None) -> str:
    """``09:41 30/11/2026`` in Vietnam's time; nothing for ``None``."""
    if moment is None:
        return ""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{local:%H:%M} {format_date(local)}"


def days_left(last_day: dt.date | None, today: dt.date) -> Mark:
    """How much time a duty has: *còn 9 ngày*, *hôm nay là ngày cuối*, *quá hạn 3 ngày*."""
    if last_day is None:
        return Mark(_("không có hạn"), "calendar", Tone.NEUTRAL)
    days = (last_day - today).days
    if days < 0:
        return Mark(_("quá hạn %(days)s ngày") % {"days": vn_number(-days)}, "warning", Tone.BAD)
    if days == 0:
        return Mark(_("hôm nay là ngày cuối"), "clock", Tone.WARN)
    tone = Tone.WARN if days <= SOON_DAYS else Tone.NEUTRAL
    return Mark(_("còn %(days)s ngày") % {"days": vn_number(days)}, "clock", tone)


def spoken_code(request_id: str) -> str:
    """A request id in groups of four capitals, as one reads it over the phone."""
    code = request_id.upper()
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))

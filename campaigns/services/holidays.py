"""The days off that fall on the same day every year; the moving ones the operator enters."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from campaigns.models import Holiday
from core.audit import SYSTEM, Subject, record

# Recalled, not read in the law itself: shown with this source, and the operator may change them.
SOURCE: Final = "Bộ luật Lao động 2019, Điều 112 (ghi theo trí nhớ, cần đối chiếu)"
FIXED: Final = (
    ("Tết Dương lịch", 1, 1),
    ("Ngày Chiến thắng 30/4", 30, 4),
    ("Ngày Quốc tế lao động", 1, 5),
    ("Quốc khánh", 2, 9),
)


@transaction.atomic
def enter_fixed_holidays() -> int:
    """Enter them where the table is still empty; what the operator changed stays."""
    if Holiday.objects.exists():
        return 0
    Holiday.objects.bulk_create(
        Holiday(name=name, day=day, month=month, source=SOURCE) for name, day, month in FIXED
    )
    record(
        "campaigns.holidays_entered",
        Subject("campaigns.holiday", 0, "Ngày nghỉ lễ"),
        actor=SYSTEM,
        after=[name for name, _day, _month in FIXED],
    )
    return len(FIXED)

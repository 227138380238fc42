"""A change of what closed years tell needs a typed reason."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from core.errors import DomainError
from core.text import nfc


def closed_year_reason(closed: Iterable[int], reason: str) -> str:
    """The reason, cleaned; raises ``DomainError`` when a year is closed and none was typed."""
    years, given = sorted(closed), nfc(reason).strip()
    if years and not given:
        raise DomainError(
            _("Năm %(year)s đã khóa. Hãy ghi lý do thay đổi sau khi chốt.")
            % {"year": ", ".join(str(year) for year in years)},
            field="reason",
        )
    return given

"""A change of a closed year needs a typed reason; the page of changes after closing shows it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from campaigns.enums import YearState
from campaigns.models import CampaignYear
from core.errors import DomainError
from core.text import nfc


def reason_for(campaign_year: CampaignYear, reason: str) -> str:
    """The reason, cleaned. Raises ``DomainError`` when the year is closed and none was typed."""
    given = nfc(reason).strip()
    rows = CampaignYear.objects.filter(pk=campaign_year.pk)
    closed = rows.values_list("state", flat=True).get() == YearState.CLOSED
    if closed and not given:
        raise DomainError(
            _("Năm %(year)s đã khóa. Hãy ghi lý do thay đổi sau khi chốt.")
            % {"year": campaign_year.year},
            field="reason",
        )
    return given

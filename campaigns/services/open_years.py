"""What may be changed only while the year is open."""

from __future__ import annotations

from django.utils.translation import gettext as _

from campaigns.enums import YearState
from campaigns.models import CampaignYear
from core.errors import DomainError


def refuse_unless_open(campaign_year: CampaignYear) -> None:
    """Raise ``DomainError`` when the year is not open now, whatever the sender's page said."""
    rows = CampaignYear.objects.filter(pk=campaign_year.pk)
    if rows.values_list("state", flat=True).get() != YearState.OPEN:
        raise DomainError(
            _("Năm %(year)s không mở nên không thay đổi được nữa.") % {"year": campaign_year.year}
        )

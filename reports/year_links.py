"""The office's papers of a year, where the work that they are about is done."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import CampaignYear
from campaigns.year_links import REMINDING, YearLink
from reports.enums import ReportKind
from reports.rules import can_build


def year_links(request: HttpRequest, year: CampaignYear) -> list[YearLink]:
    """The letter to those who have not handed in, on the page that reminds them; no query."""
    user: Any = request.user
    host = year.campaign.launched_by
    if not can_build(user, host):
        return []
    place = f"{ReportKind.REMINDER}-{year.pk}"
    url = f"{reverse('reports:unit', args=[host.pk])}#{place}"
    return [YearLink(label=_("Công văn đôn đốc"), url=url, icon="file", about=REMINDING)]

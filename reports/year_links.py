"""The office's papers of a year, where the work that they are about is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import CampaignYear
from campaigns.rules import can_manage_year
from campaigns.year_links import REMINDING, SETTLING, YearLink
from reports.enums import ReportKind
from reports.rules import can_build


def year_links(request: HttpRequest, year: CampaignYear) -> Iterator[YearLink]:
    """The letter to those who have not handed in, on the page that reminds them.

    The words of every paper, where the leader settles how the year goes. No query.
    """
    user: Any = request.user
    campaign = year.campaign
    host = campaign.launched_by
    if can_build(user, host):
        place = f"{ReportKind.REMINDER}-{year.pk}"
        url = f"{reverse('reports:unit', args=[host.pk])}#{place}"
        yield YearLink(label=_("Công văn đôn đốc"), url=url, icon="file", about=REMINDING)
    if can_manage_year(user, campaign):
        url = reverse("reports:outline", args=[campaign.slug])
        yield YearLink(label=_("Mẫu giấy tờ"), url=url, icon="file", about=SETTLING)

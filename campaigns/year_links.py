"""What a page about a year offers next from the apps above it, which its own app does not know.

Each function named in ``settings.YEAR_LINK_PROVIDERS`` gives links for one year and one reader,
with a fixed number of queries and nothing that the reader may not open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from campaigns.models import CampaignYear
from core.display import Text
from core.providers import providers


@dataclass(frozen=True, kw_only=True)
class YearLink:
    """One thing to do next. ``about`` says which page it belongs to, ``icon`` is of the sprite."""

    label: Text
    url: str
    icon: str
    about: str


Provider = Callable[[HttpRequest, CampaignYear], Iterable[YearLink]]
# Pages that show such links.
REMINDING = "reminding"
SETTLING = "settling"


def links_about(request: HttpRequest, year: CampaignYear, about: str) -> list[YearLink]:
    """Every provider's links for this page."""
    given: tuple[Provider, ...] = providers("YEAR_LINK_PROVIDERS")
    return [link for provider in given for link in provider(request, year) if link.about == about]

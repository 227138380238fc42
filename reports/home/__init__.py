"""What waits for a person, by role; each block in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass, field

from accounts.models import User
from campaigns.models import Campaign
from core import clock
from reports.health import Health, health
from reports.home.above import Overview
from reports.home.cards import OWN, Card, cards, households_links
from reports.home.office import OfficeYear, communes_without_units, office_years, openable
from reports.home.province import ProvinceView, province_view
from units.access import access_of
from units.enums import Role
from units.policy import LEADERS, OFFICE

# Who looks at the whole country has thousands in sight; the list of campaigns pages and searches.
MOST_CAMPAIGNS = 50


@dataclass(frozen=True)
class Home:
    """The blocks of the page; an empty one is not shown.

    ``without_units``: communes of the reader's office where no unit could take part yet.
    ``openable``: campaigns in which the reader, as their leader, has not opened this year yet.
    """

    cards: list[Card] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    years: list[OfficeYear] = field(default_factory=list)
    without_units: list[tuple[str, str]] = field(default_factory=list)
    openable: list[tuple[str, str]] = field(default_factory=list)
    province: ProvinceView | None = None
    campaigns: list[Campaign] = field(default_factory=list)
    more_campaigns: bool = False
    health: Health | None = None
    has_role: bool = True

    @property
    def overviews(self) -> list[Overview]:
        """The three rates of every year that the province sees."""
        return self.province.rows if self.province else []

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all waits or is to be read."""
        blocks = (self.cards, self.years, self.openable, self.without_units)
        return not any((*blocks, self.province, self.campaigns)) and self.health is None


def home_of(user: User) -> Home:
    """The page of this person: own units, the office's years, the view from above, the machine."""
    access = access_of(user)
    day = clock.today()
    reads_only = not access.has_role(*OWN, *OFFICE, Role.PROVINCE_OFFICER, Role.ADMINISTRATOR)
    own = cards(access, day) if access.has_role(*OWN) else []
    years = office_years(access, user, day) if access.has_role(*OFFICE) else []
    offered = {one.closed.next_url for one in years if one.closed}
    to_open = openable(access, day) if access.has_role(*LEADERS) else []
    followed = _campaigns(user) if reads_only and (access.held or access.sees_all) else []
    return Home(
        cards=own,
        links=households_links(own),
        years=years,
        # Before the first year only, so that every later page asks one question less.
        without_units=(
            communes_without_units(access) if access.has_role(*OFFICE) and not years else []
        ),
        openable=[one for one in to_open if one[1] not in offered],
        province=province_view(user) if access.has_role(Role.PROVINCE_OFFICER) else None,
        campaigns=followed[:MOST_CAMPAIGNS],
        more_campaigns=len(followed) > MOST_CAMPAIGNS,
        health=health() if access.has_role(Role.ADMINISTRATOR) else None,
        has_role=bool(access.held) or access.sees_all,
    )


def _campaigns(user: User) -> list[Campaign]:
    """The campaigns that somebody who only reads may open; one more than shown if there are."""
    found = Campaign.objects.visible_to(user).select_related("launched_by")
    rows = found.prefetch_related("years").order_by("launched_by__sort_key", "pk")
    return list(rows[: MOST_CAMPAIGNS + 1])

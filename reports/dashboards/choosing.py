"""Which campaigns of a place's year can be looked at alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet, Subquery
from django.utils.translation import gettext as _

from campaigns.models import CampaignYear, PlaceTally
from core.prepared import Prepared
from reports.dashboards.places import ABOVE, Among, AmongThese, ids_as_text
from units.models import Unit

# Those that communes and agencies launched for themselves, together: a country has thousands.
# A full stop stands in no campaign's address.
OWN = ".own"
_LAUNCHER = "campaign__launched_by__type"


class Choice(NamedTuple):
    """A campaign, or those of the places themselves, as an address names it and in words."""

    value: str
    label: str


class Choices(NamedTuple):
    """What can be chosen and what is: the empty one is all."""

    offered: tuple[Choice, ...] = ()
    chosen: Choice | None = None

    @property
    def value(self) -> str:
        """What an address says of the chosen one."""
        return self.chosen.value if self.chosen else ""

    @property
    def is_own(self) -> bool:
        """Whether only what places launched for themselves is looked at."""
        return self.value == OWN

    @classmethod
    def among(cls, offered: Iterable[tuple[str, str]], asked: str) -> Choices:
        """The asked one if it is among them; of a single one there is no choice."""
        found = tuple(Choice(*one) for one in offered)
        if len(found) < 2:
            return NO_CHOICE
        return cls(found, next((one for one in found if one.value == asked), None))


NO_CHOICE = Choices()


def _own() -> Choice:
    return Choice(OWN, _("do xã, cơ quan bên dưới phát động"))


def of_country(year: int, asked: str) -> Choices:
    """The year's campaigns that were launched above communes, and the communes' own."""
    named = [Choice(slug, name) for slug, name in _launched_above(year)]
    return Choices.among([*named, _own()] if named else [], asked)


@Prepared
def _launched_above(year: int) -> QuerySet[CampaignYear, Any]:
    # Asked for by the launcher's type in a join, PostgreSQL has walked every unit for them.
    above = Subquery(Unit.objects.filter(type__in=sorted(ABOVE)).values("pk"))
    rows = CampaignYear.objects.filter(Among("campaign__launched_by_id", above), year=year)
    return _named(rows).values_list("campaign__slug", "campaign__short_name")


def only(rows: QuerySet[PlaceTally], choices: Choices) -> QuerySet[PlaceTally]:
    """The country's rows of the chosen campaign."""
    if choices.is_own:
        above = {f"campaign_year__{_LAUNCHER}__in": ABOVE}
        return rows.exclude(**above)
    return rows.filter(campaign_year__campaign__slug=choices.value) if choices.chosen else rows


def of_places(rows: list[tuple[int, int]], asked: str) -> tuple[Choices, set[int] | None]:
    """Of places and campaign years: what can be chosen, and which years the chosen one is.

    It asks the database only where campaigns meet: where each place has one of its own, to
    choose would be to look at that place.
    """
    places, years = {place for place, _year in rows}, {year for _place, year in rows}
    if len(years) < 2 or len(rows) == len(places) == len(years):
        return NO_CHOICE, None
    found = _campaigns_of(ids_as_text(years))
    above = [one for one in found if one[3] in ABOVE]
    own = {pk for pk, _slug, _name, kind in found if kind not in ABOVE}
    named = [Choice(slug, name) for _pk, slug, name, _kind in above]
    choices = Choices.among([*named, _own()] if own else named, asked)
    if choices.chosen is None:
        return choices, None
    return choices, own if choices.is_own else {
        pk for pk, slug, *_more in above if slug == choices.value
    }


@Prepared
def _campaigns_of(years: str) -> QuerySet[CampaignYear, Any]:
    rows = _named(CampaignYear.objects.filter(AmongThese("pk", years)))
    return rows.values_list("pk", "campaign__slug", "campaign__short_name", _LAUNCHER)


def _named(rows: QuerySet[CampaignYear]) -> QuerySet[CampaignYear]:
    return rows.order_by("campaign__launched_by_id", "campaign__short_name", "pk")

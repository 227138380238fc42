"""Which units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, Q, When

from core.text import fold
from units.access import access_of
from units.enums import Role, UnitType
from units.paths import under, under_any

if TYPE_CHECKING:
    from accounts.models import User
    from units.models import Unit


class UnitQuerySet(models.QuerySet["Unit"]):
    """Chainable answers to "which ones"."""

    def visible_to(self, user: User) -> UnitQuerySet:
        """Every unit at or below one where the person holds a role.

        Việt Nam (auditor: Hạnh)
        ├── Thái Nguyên (province officer: Tuyết)
        │   └── Na Rì (officer: Minh)
        │       └── Thôn Bản Pò (head: Páo)
        └── Hà Tĩnh

        Hạnh sees all five, Tuyết Thái Nguyên and below, Minh Na Rì and below, Páo the
        village only. Somebody without a role sees nothing.
        """
        access = access_of(user)
        if access.sees_all:
            return self
        return self.filter(under_any(access.paths))

    def findable_by(self, user: User) -> UnitQuerySet:
        """What the person may look up: the units in sight; for the administrator the whole tree.

        The administrator hands out roles, and for that needs the names of units. Households
        and individuals are people, not offices; they stay out of sight.
        """
        access = access_of(user)
        if access.sees_all or not access.has_role(Role.ADMINISTRATOR):
            return self.visible_to(user)
        offices = ~Q(type__in=[UnitType.HOUSEHOLD, UnitType.INDIVIDUAL])
        return self.filter(under_any(access.paths) | offices)

    def at_or_below(self, unit: Unit) -> UnitQuerySet:
        """The unit and everything under it today."""
        return self.filter(under(unit.path))

    def below(self, unit: Unit) -> UnitQuerySet:
        """Everything under the unit today, without itself."""
        return self.at_or_below(unit).exclude(pk=unit.pk)

    def active_on(self, day: dt.date) -> UnitQuerySet:
        """Units that exist on that day."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day)
        )

    def of_types(self, types: Iterable[str]) -> UnitQuerySet:
        """Units of one of the types."""
        return self.filter(type__in=list(types))

    def matching(self, query: str) -> UnitQuerySet:
        """Units whose present or former name, or code, holds every word of the query.

        Without diacritics: ``na ri`` finds "Xã Na Rì", decomposed input finds the same.
        """
        found = self
        for word in fold(query).split():
            found = found.filter(search__contains=word)
        return found

    def in_order(self) -> UnitQuerySet:
        """The commune's own order first, then the Vietnamese alphabet."""
        return self.order_by("position", "sort_key", "pk")

    def in_order_of_kinds(self) -> UnitQuerySet:
        """Kind by kind as the organisation is told, each in the commune's own order."""
        kinds = [When(type=kind, then=place) for place, kind in enumerate(UnitType.values)]
        place = Case(*kinds, default=len(kinds), output_field=models.SmallIntegerField())
        return self.order_by(place, "position", "sort_key", "pk")

    def in_alphabetical_order(self) -> UnitQuerySet:
        """The Vietnamese alphabet."""
        return self.order_by("sort_key", "pk")

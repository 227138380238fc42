"""When a unit has become another: the people who worked in it go with it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from core.audit import Actor
from units.models import Membership, Unit
from units.selectors.history import successors
from units.services import memberships


@transaction.atomic
def carry_memberships(old: Unit, *, actor: Actor) -> list[Membership]:
    """Let whoever holds a role in a merged unit hold it in the one it wholly became.

    The old role ends the day before the change, the new one begins with it; who holds it there
    already only loses the old one. A divided unit leaves nobody a choice to guess: nothing is
    carried, the administrator decides. Gives the new roles, and nothing when run again.
    """
    whole = [one for one in successors(old) if not one.partly]
    if len(whole) != 1:
        return []
    into, first_day = whole[0].unit, whole[0].on
    open_rows = Membership.objects.filter(unit=old, to_on=None, from_on__lt=first_day)
    carried = []
    for row in open_rows.select_related("user").order_by("pk"):
        memberships.end(row, on=first_day - dt.timedelta(days=1), actor=actor)
        if not _holds(row, into, first_day):
            carried.append(
                memberships.grant(row.user, into, row.role, from_on=first_day, actor=actor)
            )
    return carried


def _holds(row: Membership, into: Unit, day: dt.date) -> bool:
    return Membership.objects.filter(
        Q(to_on=None) | Q(to_on__gte=day), user=row.user, unit=into, role=row.role
    ).exists()

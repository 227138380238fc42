"""Who must not vote on what: the candidate, the candidate's household, the head of the unit."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Q
from django.utils.translation import gettext as _

from awards.models import CouncilMember, Proposal
from units.access import memberships_on
from units.enums import Role, UnitType
from units.models import HouseholdMember, Membership


def recusals_of(
    members: Iterable[CouncilMember], proposals: Iterable[Proposal], on: dt.date
) -> dict[tuple[int, int], str]:
    """The reason by (proposal id, member id), as the registers say for that day.

    Three queries, however many members and items there are.
    """
    seats, items = list(members), list(proposals)
    homes = _homes(seats, on)
    family = _family(homes, on)
    heads = _heads(seats, on)
    found: dict[tuple[int, int], str] = {}
    for item in items:
        recipient = item.achievement.recipient_id
        for seat in seats:
            if recipient in _units_of(seat):
                reason = _("là người được đề nghị")
            elif recipient in homes[seat.pk]:
                reason = _("là người trong hộ được đề nghị")
            elif recipient in family[seat.pk]:
                reason = _("ở cùng hộ với người được đề nghị")
            elif recipient in heads[seat.pk]:
                reason = _("là người đứng đầu tập thể được đề nghị")
            else:
                continue
            found[item.pk, seat.pk] = reason
    return found


def _units_of(seat: CouncilMember) -> set[int]:
    person = seat.person
    return {person.unit_id} if person is not None and person.unit_id is not None else set()


def _living_there(day: dt.date) -> Q:
    since = Q(from_on=None) | Q(from_on__lte=day)
    return since & (Q(to_on=None) | Q(to_on__gte=day))


def _homes(seats: Iterable[CouncilMember], day: dt.date) -> dict[int, set[int]]:
    """The households of each member: the one that was said, and the one of the register."""
    homes: dict[int, set[int]] = defaultdict(set)
    by_person: dict[int, list[int]] = defaultdict(list)
    for seat in seats:
        if seat.household_id is not None:
            homes[seat.pk].add(seat.household_id)
        if seat.person_id is not None:
            by_person[seat.person_id].append(seat.pk)
    rows = HouseholdMember.objects.filter(_living_there(day), person__in=by_person)
    for person, household in rows.values_list("person_id", "household_id"):
        for seat_pk in by_person[person]:
            homes[seat_pk].add(household)
    return homes


def _family(homes: Mapping[int, set[int]], day: dt.date) -> dict[int, set[int]]:
    """The people of each member's households that may be candidates themselves."""
    living_in: dict[int, list[int]] = defaultdict(list)
    for seat_pk, ids in homes.items():
        for home in ids:
            living_in[home].append(seat_pk)
    rows = HouseholdMember.objects.filter(
        _living_there(day), household__in=living_in, person__unit__isnull=False
    ).values_list("household_id", "person__unit_id")
    family: dict[int, set[int]] = defaultdict(set)
    for home, unit in rows:
        for seat_pk in living_in[home]:
            if unit is not None:
                family[seat_pk].add(unit)
    return family


def _heads(seats: Iterable[CouncilMember], day: dt.date) -> dict[int, set[int]]:
    """The units that each member heads: an agency's leader and a commune's chair are its heads."""
    by_user: dict[int, list[int]] = defaultdict(list)
    for seat in seats:
        if seat.user_id is not None:
            by_user[seat.user_id].append(seat.pk)
    heading = (
        Q(role=Role.HEAD)
        | Q(role=Role.LEADER, unit__type=UnitType.AGENCY)
        | Q(role=Role.CHAIR, unit__type=UnitType.COMMUNE)
    )
    rows = Membership.objects.filter(memberships_on(day), heading, user__in=by_user)
    heads: dict[int, set[int]] = defaultdict(set)
    for user, unit in rows.values_list("user_id", "unit_id"):
        for seat_pk in by_user[user]:
            heads[seat_pk].add(unit)
    return heads

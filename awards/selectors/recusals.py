"""Who must not vote on what: the candidate, the candidate's household, the head of the unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from awards.models import CouncilMember, Proposal
from core import clock
from units.access import memberships_on
from units.enums import Role
from units.models import HouseholdMember, Membership


def recusals_of(
    members: Iterable[CouncilMember], proposals: Iterable[Proposal]
) -> dict[tuple[int, int], str]:
    """The reason by (proposal id, member id). Three queries, however many there are."""
    seats, items = list(members), list(proposals)
    own = {seat.pk: _units_of(seat) for seat in seats}
    homes = _homes(seats)
    heads = _heads(seats)
    found: dict[tuple[int, int], str] = {}
    for item in items:
        recipient = item.achievement.recipient_id
        for seat in seats:
            if recipient in own[seat.pk]:
                reason = _("là người được đề nghị")
            elif recipient in homes[seat.pk]:
                reason = _("là người trong hộ được đề nghị")
            elif recipient in heads[seat.pk]:
                reason = _("là người đứng đầu tập thể được đề nghị")
            else:
                continue
            found[item.pk, seat.pk] = reason
    return found


def _units_of(seat: CouncilMember) -> set[int]:
    person = seat.person
    return {person.unit_id} if person is not None and person.unit_id is not None else set()


def _homes(seats: Iterable[CouncilMember]) -> dict[int, set[int]]:
    """The household of each member, and the people of it that are candidates themselves."""
    by_person = {seat.person_id: seat.pk for seat in seats if seat.person_id is not None}
    rows = HouseholdMember.objects.filter(
        Q(to_on=None) | Q(to_on__gte=clock.today()), person__in=by_person
    ).values_list("person_id", "household_id")
    homes: dict[int, set[int]] = defaultdict(set)
    for person, household in rows:
        homes[by_person[person]].add(household)
    of_home = {home: seat for seat, ids in homes.items() for home in ids}
    family = HouseholdMember.objects.filter(
        Q(to_on=None) | Q(to_on__gte=clock.today()),
        household__in=of_home,
        person__unit__isnull=False,
    ).values_list("household_id", "person__unit_id")
    for home, unit in family:
        if unit is not None:
            homes[of_home[home]].add(unit)
    return homes


def _heads(seats: Iterable[CouncilMember]) -> dict[int, set[int]]:
    by_user = {seat.user_id: seat.pk for seat in seats if seat.user_id is not None}
    rows = Membership.objects.filter(
        memberships_on(clock.today()), user__in=by_user, role=Role.HEAD
    ).values_list("user_id", "unit_id")
    heads: dict[int, set[int]] = defaultdict(set)
    for user, unit in rows:
        heads[by_user[user]].add(unit)
    return heads

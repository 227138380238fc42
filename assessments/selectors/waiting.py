"""On whom a record waits: the body and the people in it, those who stand in included."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Action, Status
from assessments.levels import ROLES_AT, chain_of, current_body, office_id_of
from assessments.models import Assessment, AssessmentEvent, Substitution
from campaigns.enums import DutyKind, ReviewBody
from campaigns.models import ParticipantGroup
from campaigns.rules import is_own_form
from core import clock
from units.access import memberships_on
from units.enums import Role
from units.models import Membership
from units.paths import ids_of
from units.policy import LEADERS, OFFICE

WITH_UNIT = frozenset({Status.DRAFT, Status.RETURNED})
TAKEN_UP = frozenset({Action.START_REVIEW, Action.REVIEW_AGAIN, Action.REOPEN})


@dataclass(frozen=True)
class Holder:
    """The body with whom a record lies, and its people by name; nobody for a final one."""

    body: str = ""
    people: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not self.people:
            return self.body
        return f"{self.body}: {', '.join(self.people)}" if self.body else ", ".join(self.people)


NOBODY = Holder()


def receivers_of(campaign_ids: Collection[int]) -> dict[int, str]:
    """To whom each group's form goes, as its duty calls the office, by group id; one query."""
    of_group = ParticipantGroup.objects.filter(
        duties__campaign_id__in=campaign_ids, duties__kind=DutyKind.FORM, duties__day__isnull=False
    ).order_by("-duties__position")
    return dict(of_group.values_list("pk", "duties__to_text"))


def holder_of(record: Assessment) -> Holder:
    """On whom one record waits."""
    latest = record.events.select_related("actor").order_by("-pk").first()
    return holders([record], {record.pk: latest} if latest else {})[record.pk]


def holders(records: Iterable[Assessment], events: dict[int, AssessmentEvent]) -> dict[int, Holder]:
    """On whom each record waits, by record id; three queries whatever their number.

    ``events`` are the latest steps with their actors; the office is called what the duty calls
    it. Records come with unit, group, campaign and authors.
    """
    rows = list(records)
    people = _People(rows)
    offices = receivers_of({row.campaign_year.campaign_id for row in rows})
    return {
        row.pk: _holder(row, people, events.get(row.pk), offices.get(row.group_id, ""))
        for row in rows
    }


def _holder(row: Assessment, people: _People, event: AssessmentEvent | None, office: str) -> Holder:
    if row.status == Status.FINAL:
        return NOBODY
    host = row.campaign_year.campaign.launched_by
    if row.status in WITH_UNIT:
        own = OFFICE if is_own_form(row.campaign_year.campaign, row.unit) else {Role.HEAD}
        return Holder(row.unit.display_name, people.at(row.unit_id, own))
    if row.status == Status.REVIEWED:
        return Holder(_("chờ chốt"), people.at(host.pk, LEADERS))
    body = current_body(row)
    if body is None:
        return Holder(_("chờ văn bản của cấp trên"), people.at(row.unit_id, LEADERS))
    name = _body_name(row, body, office or host.display_name)
    if row.status == Status.IN_REVIEW and event is not None and event.action in TAKEN_UP:
        return Holder(name, (str(event.actor),))
    return Holder(name, people.reviewing(row, body))


def _body_name(row: Assessment, body: ReviewBody, office: str) -> str:
    words = {
        ReviewBody.OFFICE: office,
        ReviewBody.LEADER: _("lãnh đạo %(office)s") % {"office": office},
        ReviewBody.PROVINCE: str(body.label),
    }
    chain = chain_of(row)
    if len(chain) < 2:
        return words[body]
    return _("%(body)s (cấp %(level)s/%(levels)s)") % {
        "body": words[body],
        "level": row.level,
        "levels": len(chain),
    }


class _People:
    """Who holds which role where today, and who stands in for whom."""

    def __init__(self, rows: list[Assessment]) -> None:
        day = clock.today()
        units = {row.unit_id for row in rows if row.status in WITH_UNIT}
        offices = {office_id_of(row) for row in rows}
        hosts = {row.campaign_year.campaign.launched_by_id for row in rows}
        above = {
            pk
            for row in rows
            if current_body(row) == ReviewBody.PROVINCE
            for pk in ids_of(row.unit.path)
        }
        wanted = Q(unit_id__in=units | offices | hosts, role__in=OFFICE)
        wanted |= Q(unit_id__in=units, role=Role.HEAD)
        wanted |= Q(unit_id__in=above, role=Role.PROVINCE_OFFICER)
        self._held: dict[int, list[tuple[str, User]]] = {}
        rows_held = Membership.objects.filter(wanted, memberships_on(day), user__is_active=True)
        for one in rows_held.select_related("user").order_by("pk"):
            self._held.setdefault(one.unit_id, []).append((one.role, one.user))
        self._standing: dict[int, list[Substitution]] = {}
        replaced = Substitution.objects.in_force(day).filter(unit_id__in=offices)
        for sub in replaced.select_related("absent", "stand_in").order_by("pk"):
            self._standing.setdefault(sub.unit_id, []).append(sub)

    def at(self, unit_id: int, roles: Iterable[str]) -> tuple[str, ...]:
        """Names of those who hold one of the roles in the unit."""
        wanted = set(roles)
        held = self._held.get(unit_id, [])
        return tuple(dict.fromkeys(str(user) for role, user in held if role in wanted))

    def reviewing(self, row: Assessment, body: ReviewBody) -> tuple[str, ...]:
        """Names of those who may review the record at this level now."""
        return tuple(dict.fromkeys(self._reviewing(row, body)))

    def _reviewing(self, row: Assessment, body: ReviewBody) -> Iterable[str]:
        barred = {author.user_id for author in row.authors.all()} | {row.forwarded_by_id}
        if row.campaign_year.campaign.own_review_allowed:
            barred = {row.forwarded_by_id}
        roles = ROLES_AT[body]
        office = office_id_of(row)
        places = ids_of(row.unit.path) if body == ReviewBody.PROVINCE else [office]
        for place in places:
            for role, user in self._held.get(place, []):
                if role in roles and user.pk not in barred:
                    yield from self._named(user, office, barred)

    def _named(self, user: User, office: int, barred: set[int | None]) -> Iterable[str]:
        """The person, or who stands in for them today."""
        subs = [one for one in self._standing.get(office, []) if one.absent_id == user.pk]
        if not subs:
            yield str(user)
        for one in subs:
            if one.stand_in_id not in barred:
                yield _("%(name)s (thay %(absent)s)") % {"name": one.stand_in, "absent": user}


def people_of_level(record: Assessment) -> list[User]:
    """Whoever reviews the record at the level where it stands: told that it waits for them."""
    body = current_body(record)
    if body is None:
        return []
    day = clock.today()
    roles, office = ROLES_AT[body], office_id_of(record)
    places = ids_of(record.unit.path) if body == ReviewBody.PROVINCE else [office]
    held = Membership.objects.filter(
        memberships_on(day), unit_id__in=places, role__in=roles, user__is_active=True
    ).select_related("user")
    people = {one.user_id: one.user for one in held}
    replaced = Substitution.objects.in_force(day).filter(unit_id=office, absent_id__in=people)
    return [*people.values(), *(one.stand_in for one in replaced.select_related("stand_in"))]

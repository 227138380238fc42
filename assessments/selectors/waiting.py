"""On whom a record waits: the body and the people in it, those who stand in included."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Action, Status
from assessments.levels import ROLES_AT, STANDING_IN, chain_of, current_body, office_id_of
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
    """The body with whom a record lies, and its people by name; nobody for a final one.

    ``nobody`` says why none of the body may review it, and what to do about that.
    """

    body: str = ""
    people: tuple[str, ...] = ()
    nobody: str = ""

    def __str__(self) -> str:
        if self.nobody:
            return _("%(body)s: không còn ai thẩm định được") % {"body": self.body}
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
    return _at_level(row, body, people, event, name)


def _at_level(
    row: Assessment, body: ReviewBody, people: _People, event: AssessmentEvent | None, name: str
) -> Holder:
    """Whoever took the record up, or all who may at this level, or why nobody may."""
    reviewers = people.reviewing(row, body)
    if not reviewers:
        return Holder(name, nobody=_nobody(row, body, people.holding(row, body)))
    if row.status == Status.IN_REVIEW and event is not None and event.action in TAKEN_UP:
        return Holder(name, (str(event.actor),))
    return Holder(name, reviewers)


def _nobody(row: Assessment, body: ReviewBody, holding: list[User]) -> str:
    """Why nobody of the level may review the record, and who can mend it where."""
    roles = _(" hoặc ").join(f"“{role.label}”" for role in Role if role in ROLES_AT[body])
    words = {"roles": roles, "names": ", ".join(dict.fromkeys(map(str, holding)))}
    if not holding:
        why = _("Chưa có ai giữ vai trò %(roles)s ở cấp thẩm định này.")
    elif any(one.pk == row.forwarded_by_id for one in holding):
        why = _(
            "Không còn ai khác giữ vai trò %(roles)s ở cấp thẩm định này: %(names)s đã thẩm định ở "
            "cấp dưới hoặc đã nhập, nộp phiếu này."
        )
    else:
        why = _(
            "Không còn ai khác giữ vai trò %(roles)s ở cấp thẩm định này: %(names)s đã nhập hoặc "
            "nộp phiếu này."
        )
    what = _(
        "Hãy nhờ người quản trị giao vai trò này cho một người nữa ở trang “Người dùng”; người ấy "
        "vắng thì lãnh đạo phòng cử người thay ở trang “Cách thẩm định”."
    )
    if body == ReviewBody.PROVINCE:  # nobody stands in there
        what = _("Hãy nhờ người quản trị giao vai trò này cho một người nữa ở trang “Người dùng”.")
    return f"{why % words} {what}"


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
        for sub in _stand_ins(day, offices).select_related("absent", "stand_in").order_by("pk"):
            self._standing.setdefault(sub.unit_id, []).append(sub)

    def at(self, unit_id: int, roles: Iterable[str]) -> tuple[str, ...]:
        """Names of those who hold one of the roles in the unit."""
        wanted = set(roles)
        held = self._held.get(unit_id, [])
        return tuple(dict.fromkeys(str(user) for role, user in held if role in wanted))

    def reviewing(self, row: Assessment, body: ReviewBody) -> tuple[str, ...]:
        """Names of those who may review the record at this level now."""
        return tuple(dict.fromkeys(self._reviewing(row, body)))

    def holding(self, row: Assessment, body: ReviewBody) -> list[User]:
        """Whoever holds a role of the level today, whether they may review this record or not."""
        places = ids_of(row.unit.path) if body == ReviewBody.PROVINCE else [office_id_of(row)]
        return [
            user
            for place in places
            for role, user in self._held.get(place, [])
            if role in ROLES_AT[body]
        ]

    def _reviewing(self, row: Assessment, body: ReviewBody) -> Iterable[str]:
        passed = {row.forwarded_by_id}
        barred = {author.user_id for author in row.authors.all()} | passed
        # Own work, where it is allowed, is reviewed in the own right alone.
        own_barred = passed if row.campaign_year.campaign.own_review_allowed else barred
        for user in self.holding(row, body):
            subs = [] if user.pk in barred else self._standing.get(office_id_of(row), [])
            named = [
                _("%(name)s (thay %(absent)s)") % {"name": one.stand_in, "absent": user}
                for one in subs
                if one.absent_id == user.pk and one.stand_in_id not in barred
            ]
            # The absent one keeps the right, and is waited for where the stand-in has none.
            yield from named or ([] if user.pk in own_barred else [str(user)])


def _stand_ins(day: dt.date, offices: Collection[int]) -> QuerySet[Substitution]:
    """Who stands in today in these offices; none who left the office since."""
    still_there = Membership.objects.filter(
        memberships_on(day),
        user=OuterRef("stand_in"),
        unit=OuterRef("unit"),
        role__in=STANDING_IN,
    )
    rows = Substitution.objects.in_force(day).filter(unit_id__in=offices)
    return rows.filter(Exists(still_there), stand_in__is_active=True)


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
    replaced = _stand_ins(day, [office]).filter(absent_id__in=people)
    return [*people.values(), *(one.stand_in for one in replaced.select_related("stand_in"))]

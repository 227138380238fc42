"""The levels at which a record is reviewed, and who reviews at the one whose turn it is.

A group's chain is data (``ParticipantGroup.review_chain``); without one a record has the single
level of contract 3. Asking costs no query, but for people without a reviewing role of their own
in the body: they may stand in for somebody, which is one query a request. Who may is said here
alone (``bodies_of``), for those who name, for the menu and for the acts.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Assessment, Substitution
from campaigns.enums import ReviewBody
from campaigns.models import CampaignYear, ParticipantGroup
from campaigns.rules import is_own_form
from core import clock, request_info
from units.access import Access, access_of, memberships_on
from units.enums import Role
from units.models import Membership, Unit
from units.policy import LEADERS, OFFICE, READERS
from units.rules import PLACES_OF_ROLE

ROLES_AT = {
    ReviewBody.OFFICE: OFFICE,
    ReviewBody.LEADER: LEADERS,
    ReviewBody.PROVINCE: frozenset({Role.PROVINCE_OFFICER}),
}

# Whose place may be taken, and in which roles of the same body it may be taken by.
ABSENT = OFFICE
STANDING_IN = READERS
# Where somebody reviews who may be absent.
BODIES = PLACES_OF_ROLE[Role.OFFICER] | PLACES_OF_ROLE[Role.LEADER]


@dataclass(frozen=True)
class Reviewing:
    """In whose right somebody reviews: the own one, or that of an absent person."""

    instead_of: User | None = None


@dataclass(frozen=True)
class StandIn:
    """An absent reviewer of a unit with the roles held there today."""

    unit_id: int
    absent: User
    roles: frozenset[str]


OWN = Reviewing()


def chain_for(
    group: ParticipantGroup, campaign_year: CampaignYear, unit: Unit
) -> tuple[ReviewBody, ...]:
    """The levels in their order; none where the level above decides outside the system."""
    campaign = campaign_year.campaign
    if is_own_form(campaign, unit):
        return (ReviewBody.PROVINCE,) if campaign.province_reviews else ()
    return tuple(ReviewBody(one) for one in group.review_chain) or (ReviewBody.OFFICE,)


def chain_of(assessment: Assessment) -> tuple[ReviewBody, ...]:
    """The levels of a record in their order."""
    return chain_for(assessment.group, assessment.campaign_year, assessment.unit)


def current_body(assessment: Assessment) -> ReviewBody | None:
    """Whose turn it is: the level where the record stands."""
    chain = chain_of(assessment)
    return chain[min(assessment.level, len(chain)) - 1] if chain else None


def is_last_level(assessment: Assessment) -> bool:
    """Whether approving at this level decides; below it the record goes on to the next."""
    return assessment.level >= len(chain_of(assessment))


def office_id_of(assessment: Assessment) -> int:
    """The unit whose office reviews: the commune, or the agency that launched the campaign."""
    return assessment.unit.commune_id or assessment.campaign_year.campaign.launched_by_id


def reviewing_at(user: User, assessment: Assessment, body: ReviewBody) -> Reviewing | None:
    """Whether the person reviews at this level, and in whose right."""
    access = access_of(user)
    roles = ROLES_AT[body]
    if body == ReviewBody.PROVINCE:
        return OWN if access.has_role_over(assessment.unit, roles) else None
    office = office_id_of(assessment)
    if access.has_role_at(office, roles):
        return OWN
    if office not in bodies_of(access):
        return None
    for one in standing_in(user):
        if one.unit_id == office and one.roles & roles:
            return Reviewing(one.absent)
    return None


def reviewing(user: User, assessment: Assessment) -> Reviewing | None:
    """Whether the person belongs to the body whose turn it is, and in whose right."""
    body = current_body(assessment)
    return reviewing_at(user, assessment, body) if body else None


def bodies_of(access: Access) -> frozenset[int]:
    """The reviewing bodies in which the person may be named in the place of an absent one."""
    return frozenset(
        one.unit_id for one in access.held if one.role in STANDING_IN and one.unit_type in BODIES
    )


def standing_in(user: User) -> tuple[StandIn, ...]:
    """For whom the person reviews today; two queries at most, remembered for the request.

    Nobody is asked for outside the reviewing bodies, and none stands in who left the body since.
    """
    bodies = bodies_of(access_of(user))
    if not bodies:
        return ()
    memory = request_info.current().memory
    key = f"standing-in:{user.pk}"
    if memory is not None and key in memory:
        remembered: tuple[StandIn, ...] = memory[key]
        return remembered
    found = _standing_in(user, bodies)
    if memory is not None:
        memory[key] = found
    return found


def _standing_in(user: User, bodies: frozenset[int]) -> tuple[StandIn, ...]:
    rows = list(
        Substitution.objects.in_force(clock.today())
        .filter(stand_in=user, unit__in=bodies, absent__is_active=True)
        .select_related("absent")
        .order_by("pk")
    )
    if not rows:
        return ()
    held = Membership.objects.filter(
        memberships_on(clock.today()), user_id__in=[row.absent_id for row in rows]
    ).values_list("user_id", "unit_id", "role")
    roles = list(held)
    return tuple(
        StandIn(
            row.unit_id,
            row.absent,
            frozenset(role for who, at, role in roles if (who, at) == (row.absent_id, row.unit_id)),
        )
        for row in rows
    )


def level_words(assessment: Assessment) -> str:
    """Which level of how many, for records with more than one; empty else."""
    chain = chain_of(assessment)
    if len(chain) < 2:
        return ""
    return _("cấp thẩm định %(level)s/%(levels)s: %(body)s") % {
        "level": min(assessment.level, len(chain)),
        "levels": len(chain),
        "body": str(chain[min(assessment.level, len(chain)) - 1].label),
    }

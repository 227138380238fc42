"""Who hears of a step: whoever proposed."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from awards.enums import Action
from awards.models import CouncilSession, Proposal
from core import clock
from core.numbers import format_date
from notices.services import tell
from units.enums import Role
from units.models import Unit


def tell_proposers(proposal: Proposal, action: Action, *, note: str, actor: User) -> None:
    """The head of the proposing unit and who made the item learn what became of it."""
    people = {user.pk: user for user in holding(proposal.submission.unit, Role.HEAD)}
    people[proposal.created_by_id] = proposal.created_by
    people.pop(actor.pk, None)
    tell(
        people.values(),
        _("%(name)s: %(state)s")
        % {"name": proposal.recipient_name, "state": proposal.get_state_display().lower()},
        body=note or str(action.label),
        path=reverse("awards:proposal", args=[proposal.pk]),
        object_kind="awards.proposal",
        object_id=proposal.pk,
    )


def tell_members(session: CouncilSession, people: list[User]) -> None:
    """Members learn that the ballot is open."""
    tell(
        people,
        _("Hội đồng họp ngày %(day)s: mời bỏ phiếu") % {"day": format_date(session.held_on)},
        body=_("Mở phiên họp để đọc hồ sơ và bỏ phiếu."),
        path=reverse("awards:session", args=[session.pk]),
        object_kind="awards.councilsession",
        object_id=session.pk,
    )


def holding(unit: Unit, *roles: str) -> list[User]:
    """Whoever holds one of the roles in the unit today."""
    day = clock.today()
    return list(
        User.objects.filter(
            Q(memberships__to_on=None) | Q(memberships__to_on__gte=day),
            memberships__from_on__lte=day,
            memberships__role__in=roles,
            memberships__unit=unit,
            is_active=True,
        ).distinct()
    )

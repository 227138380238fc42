"""The object of an address: out of sight is 404."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from awards.models import CouncilSession, Proposal, Submission
from awards.services.steps import fetch
from units.access import access_of
from units.enums import Role, UnitType
from units.models import Unit


def visible_proposal(user: User, pk: int) -> Proposal:
    """The item with all that its page asks."""
    get_object_or_404(Proposal.objects.visible_to(user), pk=pk)
    return fetch(pk)


def visible_letter(user: User, pk: int) -> Submission:
    """The letter with its unit, campaign and meeting."""
    rows = Submission.objects.visible_to(user).select_related(
        "unit__commune", "host", "campaign__document", "regime", "meeting",
        "paper__unit", "paper__recipient",
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk)


def visible_session(user: User, pk: int) -> CouncilSession:
    """The session with its unit."""
    return get_object_or_404(CouncilSession.objects.visible_to(user).select_related("unit"), pk=pk)


def seat_unit(user: User, *roles: Role) -> Unit:
    """The commune or agency in which the person holds one of the roles; else 404."""
    ids = [one.unit_id for one in access_of(user).held if one.role in roles]
    types = [UnitType.COMMUNE, UnitType.AGENCY]
    unit = Unit.objects.filter(pk__in=ids, type__in=types).order_by("pk").first()
    if unit is None:
        raise Http404
    return unit

"""Who takes part in a year."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.models import CampaignYear, ParticipantGroup, Participation
from campaigns.rules import can_work_office
from campaigns.services import tallies
from campaigns.services.open_years import refuse_unless_open
from core import clock
from core.audit import Actor, record
from core.errors import DomainError
from core.text import nfc
from units.access import audit_subject
from units.enums import WITHOUT_FORM, UnitType
from units.models import Unit


def group_of(groups: Iterable[ParticipantGroup], unit: Unit) -> ParticipantGroup | None:
    """The first group of the plan that covers units of this type."""
    return next((group for group in groups if unit.type in group.unit_types), None)


def eligible_units(campaign_year: CampaignYear, types: set[str]) -> list[Unit]:
    """Active units of the types that the launching unit reaches.

    The launching unit itself takes part only where a group names its own type; no other unit
    of a commune's type lies below it.
    """
    host = campaign_year.campaign.launched_by
    found = Unit.objects.at_or_below(host).of_types(types).active_on(clock.today()).in_order()
    return [unit for unit in found if unit.type != UnitType.COMMUNE or unit.pk == host.pk]


@transaction.atomic
def register_participants(campaign_year: CampaignYear, *, actor: Actor) -> int:
    """Enter every active unit of the groups' types that is not entered yet; returns how many.

    Households, clans and individuals have results without a form and are not entered
    (contract 2).
    """
    refuse_unless_open(campaign_year)
    groups = list(campaign_year.campaign.groups.all())
    types = {t for group in groups for t in group.unit_types} - WITHOUT_FORM
    known = set(campaign_year.participations.values_list("unit_id", flat=True))
    new = []
    for unit in eligible_units(campaign_year, types):
        group = group_of(groups, unit)
        if unit.pk not in known and group is not None:
            new.append(Participation(campaign_year=campaign_year, group=group, unit=unit))
    Participation.objects.bulk_create(new, batch_size=500)
    tallies.enter(campaign_year, new)
    if new:
        host = campaign_year.campaign.launched_by
        record(
            "campaigns.participants_registered",
            audit_subject("campaigns.year", campaign_year.pk, str(campaign_year), host),
            actor=actor,
            after=[row.unit_id for row in new],
        )
    return len(new)


@transaction.atomic
def exclude(participation: Participation, *, reason: str, actor: User) -> None:
    """Leave a unit out of the year, with the reason that the report will name."""
    _office_only(participation, actor)
    refuse_unless_open(participation.campaign_year)
    reason = nfc(reason).strip()
    if not reason:
        raise DomainError(_("Hãy ghi lý do không tham gia."), field="reason")
    changed = Participation.objects.filter(pk=participation.pk, is_excluded=False).update(
        is_excluded=True, excluded_reason=reason
    )
    if changed:
        _count(participation, is_counted=False)
        _note(participation, "campaigns.participant_excluded", actor, reason)


@transaction.atomic
def include(participation: Participation, *, actor: User) -> None:
    """Take an excluded unit back in."""
    _office_only(participation, actor)
    refuse_unless_open(participation.campaign_year)
    changed = Participation.objects.filter(pk=participation.pk, is_excluded=True).update(
        is_excluded=False, excluded_reason=""
    )
    if changed:
        _count(participation, is_counted=True)
        _note(participation, "campaigns.participant_included", actor, "")


def _count(participation: Participation, *, is_counted: bool) -> None:
    tallies.change(participation.campaign_year_id, participation.unit_id, is_counted=is_counted)


def _office_only(participation: Participation, actor: User) -> None:
    if not can_work_office(actor, participation.campaign_year.campaign):
        raise PermissionDenied


def _note(participation: Participation, action: str, actor: User, reason: str) -> None:
    record(
        action,
        audit_subject(
            "campaigns.participation",
            participation.pk,
            str(participation.unit),
            participation.unit,
        ),
        actor=actor.as_actor,
        reason=reason,
    )

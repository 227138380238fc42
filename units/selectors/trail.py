"""The audit trail of a unit and everything below it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import INSTALLATION_CHAIN, first_broken
from core.models import AuditChain, AuditEvent, Job
from units.enums import UnitType
from units.models import Unit

VERIFY_JOB = "units.verify_trail"
_COMMUNE = "commune:"


@dataclass(frozen=True)
class Break:
    """The first event of a chain that does not fit."""

    chain: str
    seq: int


def events_below(
    unit: Unit, *, from_on: dt.date | None = None, to_on: dt.date | None = None, area: str = ""
) -> QuerySet[AuditEvent]:
    """What was done in the unit and below, the latest first; at the root everything.

    ``area`` keeps the events of one area ("assessments").
    """
    events = AuditEvent.objects.order_by("-id")
    if unit.parent_id is not None:
        events = events.filter(unit_id__in=Unit.objects.at_or_below(unit).values("pk"))
    if from_on is not None:
        events = events.filter(at__gte=_midnight(from_on))
    if to_on is not None:
        events = events.filter(at__lt=_midnight(to_on + dt.timedelta(days=1)))
    if area:
        events = events.filter(action__startswith=f"{area}.")
    return events


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def chains_below(unit: Unit) -> QuerySet[AuditChain]:
    """The chains that hold the unit's events: its communes', at the root all of them."""
    if unit.parent_id is None:
        return AuditChain.objects.order_by("name")
    communes = Unit.objects.at_or_below(unit).filter(type=UnitType.COMMUNE)
    ids = set(communes.values_list("pk", flat=True)) | {unit.commune_id}
    names = [f"{_COMMUNE}{pk}" for pk in ids if pk is not None]
    return AuditChain.objects.filter(name__in=names).order_by("name")


def heads_hash(unit: Unit) -> str:
    """A fingerprint of where the chains end now: the same trail is verified once."""
    heads = "|".join(f"{chain.name}={chain.seq}:{chain.hash}" for chain in chains_below(unit))
    return hashlib.sha256(heads.encode()).hexdigest()


def broken_chains(unit: Unit, report: Callable[[int, int], None]) -> list[Break]:
    """The chains below the unit in which something was edited, removed, added or cut off.

    ``report`` hears after each chain how many of how many are done.
    """
    names = [chain.name for chain in chains_below(unit)]
    found: list[Break] = []
    for done, name in enumerate(names, start=1):
        seq = first_broken(name)
        if seq is not None:
            found.append(Break(name, seq))
        report(done, len(names))
    return found


def chain_label(name: str) -> str:
    """A chain in words: the commune's name, or the installation itself."""
    if name == INSTALLATION_CHAIN:
        return _("toàn hệ thống")
    unit = Unit.objects.filter(pk=int(name.removeprefix(_COMMUNE))).first()
    return str(unit) if unit else name


def last_verification(unit: Unit) -> Job | None:
    """The latest wish to verify this unit's trail."""
    return Job.objects.filter(kind=VERIFY_JOB, object_key=str(unit.pk)).order_by("-pk").first()

"""The audit trail of a unit and everything below it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from core.audit import (
    INSTALLATION_CHAIN,
    Anchor,
    Break,
    canonical,
    chain_names,
    first_broken,
    sealed_text,
)
from core.csv_text import Row
from core.enums import Damage, JobState
from core.models import AuditChain, AuditEvent, Job
from units.enums import UnitType
from units.models import Unit

VERIFY_JOB = "units.verify_trail"
_COMMUNE = "commune:"
_CHECKS_REMEMBERED: Final = 20


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


def chains_below(unit: Unit) -> list[str]:
    """The chains that hold the unit's events: its communes', at the root all of them.

    Also a chain whose head somebody deleted.
    """
    if unit.parent_id is None:
        return chain_names()
    communes = Unit.objects.at_or_below(unit).filter(type=UnitType.COMMUNE)
    ids = set(communes.values_list("pk", flat=True)) | {unit.commune_id}
    return sorted(f"{_COMMUNE}{pk}" for pk in ids if pk is not None)


def heads_of(chains: list[str]) -> list[Anchor]:
    """Where the chains end now, by name."""
    heads = AuditChain.objects.in_bulk(chains)
    return [Anchor(name, heads[name].seq, heads[name].hash) for name in chains if name in heads]


@dataclass(frozen=True)
class Verification:
    """What a check of seals found: where each chain ended then, and what did not fit."""

    heads: list[Anchor]
    breaks: list[Break]

    def as_result(self) -> dict[str, Any]:
        """As the job keeps it."""
        return {
            "heads": [[one.chain, one.seq, one.hash] for one in self.heads],
            "broken": [[one.chain, one.seq, one.damage] for one in self.breaks],
        }

    @classmethod
    def of(cls, job: Job) -> Verification:
        """What a finished job found."""
        result = job.result or {}
        return cls(
            [Anchor(*one) for one in result.get("heads", [])],
            [_break(*one) for one in result.get("broken", [])],
        )


def _break(chain: str, seq: int, damage: str = Damage.CHANGED) -> Break:
    return Break(chain, seq, Damage(damage))


def verify(unit: Unit, report: Callable[[int, int], None]) -> Verification:
    """Look for what was edited, removed, added or cut off in the chains below the unit.

    The heads that earlier checks noted are anchors: a tail that was cut together with its head
    since then is found. ``report`` hears after each chain how many of how many are done.
    """
    chains = chains_below(unit)
    anchors = _noted_before()
    heads = heads_of(chains)
    breaks = []
    for done, name in enumerate(chains, start=1):
        found = first_broken(name, anchors.get(name, ()))
        if found is not None:
            breaks.append(found)
        report(done, len(chains))
    unsound = {one.chain for one in breaks}
    return Verification([one for one in heads if one.chain not in unsound], breaks)


def _noted_before() -> dict[str, list[Anchor]]:
    """The heads that the latest checks of any unit found sound, by chain."""
    jobs = Job.objects.filter(kind=VERIFY_JOB, state=JobState.DONE).order_by("-pk")
    found: dict[str, list[Anchor]] = {}
    for job in jobs[:_CHECKS_REMEMBERED]:
        for anchor in Verification.of(job).heads:
            found.setdefault(anchor.chain, []).append(anchor)
    return found


def chain_labels(names: Iterable[str]) -> dict[str, str]:
    """Chains in words: the commune's name, or the installation itself."""
    ids = {name: int(name.removeprefix(_COMMUNE)) for name in names if name.startswith(_COMMUNE)}
    units = Unit.objects.in_bulk(ids.values())
    labels = {name: str(units[pk]) for name, pk in ids.items() if pk in units}
    return {name: labels.get(name, name) for name in names} | {
        INSTALLATION_CHAIN: _("toàn hệ thống")
    }


def last_verification(unit: Unit) -> Job | None:
    """The latest wish to verify this unit's trail."""
    return _wishes(unit).order_by("-pk").first()


def wish_key(unit: Unit) -> str:
    """One for a check that is still to come or runs; another once it is over."""
    over = _wishes(unit).exclude(state__in=[JobState.QUEUED, JobState.RUNNING]).count()
    return hashlib.sha256(f"{unit.pk}:{over}".encode()).hexdigest()


def _wishes(unit: Unit) -> QuerySet[Job]:
    return Job.objects.filter(kind=VERIFY_JOB, object_key=str(unit.pk))


# ---------------------------------------------------------------- a copy to keep outside

COLUMNS: tuple[str | Promise, ...] = (
    *(_lazy("Chuỗi"), _lazy("Dòng"), _lazy("Lúc"), _lazy("Ai"), _lazy("Vai trò"), _lazy("Đơn vị")),
    *(_lazy("Việc"), _lazy("Loại đối tượng"), _lazy("Mã đối tượng"), _lazy("Đối tượng")),
    *(_lazy("Trước"), _lazy("Sau"), _lazy("Lý do"), _lazy("Mã yêu cầu"), _lazy("Địa chỉ")),
    *(_lazy("Niêm phong dòng trước"), _lazy("Niêm phong"), _lazy("Nội dung được niêm phong")),
)
# Where in a line of the copy an anchor stands.
_CHAIN, _SEQ, _HASH = 0, 1, 16


def copied(events: Iterable[AuditEvent], act_of: Callable[[AuditEvent], str]) -> Iterator[Row]:
    """The events as lines of the copy, each with what its seal seals."""
    for one in events:
        yield (
            *(
                one.chain,
                one.seq,
                timezone.localtime(one.at).isoformat(),
                one.actor_label,
                one.role,
            ),
            *(one.unit_label, act_of(one), one.object_kind, one.object_id),
            *(one.object_label, _written(one.before), _written(one.after), one.reason),
            *(one.request_id, one.address, one.previous_hash, one.hash, sealed_text(one)),
        )


def _written(value: Any) -> str:
    return "" if value is None else canonical(value)


def anchors_in(copy: Iterable[Sequence[str]]) -> Iterator[Anchor]:
    """What the lines of a copy, without its head, say of the chains."""
    for row in copy:
        yield Anchor(row[_CHAIN], int(row[_SEQ]), row[_HASH])

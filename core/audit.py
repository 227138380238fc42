"""Audit events, written by the service layer in the transaction that they describe."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, connection, transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from core import clock, request_info
from core.enums import Damage
from core.models import AuditChain, AuditEvent
from core.prepared import Prepared, PreparedUpdate, insert, insert_by
from core.text import nfc

INSTALLATION_CHAIN = "installation"


@dataclass(frozen=True)
class Actor:
    """Whoever acts: a user by id and label, or the system (no id)."""

    user_id: int | None
    label: str
    role: str = ""


SYSTEM = Actor(None, "Hệ thống")

# What roles a user holds over the unit at a path ("" for none), from what this request has read
# of them already; only where the trail may ask late (a job) is it asked for, once.
RolesOf = Callable[[int, str], str]
_roles_of: list[RolesOf] = []


def roles_from(source: RolesOf) -> None:
    """Let events that name no role of their actor take it from here; the app of roles calls it."""
    _roles_of[:] = [source]


@dataclass(frozen=True)
class Subject:
    """The object an event is about, by kind, id and label; ``unit`` is where it lives.

    ``unit_path`` is asked for the roles of who acts on it, and not kept.
    """

    kind: str
    id: int | str
    label: str
    unit_id: int | None = None
    unit_label: str = ""
    chain: str = INSTALLATION_CHAIN
    unit_path: str = ""


def canonical(value: Any) -> str:
    """The one way to write a value down before it is hashed: sorted keys, no spaces."""
    return _WRITER.encode(value)


_WRITER = DjangoJSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _sealed(previous: str, text: str) -> str:
    key = settings.FIELD_KEY.encode()
    return hmac.new(key, (previous + text).encode(), hashlib.sha256).hexdigest()


def _body(event: AuditEvent) -> dict[str, Any]:
    return {
        "chain": event.chain,
        "seq": event.seq,
        "at": event.at.astimezone(timezone.get_default_timezone()).isoformat(),
        "actor": [event.actor_id, event.actor_label, event.role],
        "unit": [event.unit_id, event.unit_label],
        "action": event.action,
        "object": [event.object_kind, event.object_id, event.object_label],
        "before": event.before,
        "after": event.after,
        "reason": event.reason,
        "request": [event.request_id, event.address],
    }


def _locked_head(chain: str) -> tuple[int, str]:
    """Number and hash of the chain's last event; its row stays locked until the transaction ends.

    On PostgreSQL the row lock makes writers of one chain wait for each other; on SQLite the
    write transaction already is the only one.
    """
    found = _head.first(chain)
    if found is None:
        try:
            with transaction.atomic():
                AuditChain.objects.create(name=chain)
        except IntegrityError:  # another writer opened the chain in the same moment
            pass
        (found,) = _head(chain)
    return found


@Prepared
def _head(chain: str) -> QuerySet[AuditChain, tuple[int, str]]:
    return AuditChain.objects.select_for_update().filter(name=chain).values_list("seq", "hash")


@PreparedUpdate
def _advance(chain: str, seq: int, sealed: str) -> tuple[QuerySet[AuditChain], dict[str, Any]]:
    return AuditChain.objects.filter(name=chain), {"seq": seq, "hash": sealed}


def _append(event: AuditEvent) -> None:
    """Write the event and move its chain's head to it.

    On PostgreSQL in one statement: others wait for this transaction's processor, not for its way.
    """
    if connection.vendor == "postgresql":
        insert_by("core_append_event", event)
    else:
        insert(event)
        _advance(event.chain, event.seq, event.hash)


def _role_of(actor: Actor, subject: Subject) -> str:
    if actor.user_id is None or not _roles_of:
        return ""
    return _roles_of[0](actor.user_id, subject.unit_path)


def _plain(value: Any) -> Any:
    """The value as it is read back; what an act tells are few words, which are that already."""
    if value is None:
        return None
    if type(value) is dict and all(
        type(name) is str and type(one) in _PLAIN for name, one in value.items()
    ):
        return {name: value[name] for name in sorted(value)}
    return json.loads(canonical(value))


_PLAIN = frozenset({str, int, bool, type(None)})


@transaction.atomic(savepoint=False)  # an act whose event cannot be written must not stay
def record(
    action: str,
    subject: Subject,
    *,
    actor: Actor,
    before: Any = None,
    after: Any = None,
    reason: str = "",
) -> AuditEvent:
    """Append one event to the subject's chain, inside the caller's transaction.

    Its moment is the business moment, as on receipts and papers; the order is the chain's own.
    ``before`` and ``after`` are plain values (dates and decimals become text). Personal
    numbers and passwords never belong in them.
    """
    seq, previous = _locked_head(subject.chain)
    info = request_info.current()
    event = AuditEvent(
        chain=subject.chain,
        seq=seq + 1,
        at=clock.now(),
        actor_id=actor.user_id,
        actor_label=actor.label,
        role=actor.role or _role_of(actor, subject),
        unit_id=subject.unit_id,
        unit_label=subject.unit_label[:300],
        action=action,
        object_kind=subject.kind,
        object_id=str(subject.id),
        object_label=subject.label[:300],
        before=_plain(before),
        after=_plain(after),
        reason=nfc(reason),
        request_id=info.request_id,
        address=info.address,
        previous_hash=previous,
    )
    event.hash = _sealed(previous, sealed_text(event))
    _append(event)
    return event


# ---------------------------------------------------------------- verifying


@dataclass(frozen=True)
class Anchor:
    """How a chain stood once: the hash of one of its events, kept where nobody rewrites it."""

    chain: str
    seq: int
    hash: str


@dataclass(frozen=True)
class Break:
    """The first event of a chain that does not fit, and what is wrong there."""

    chain: str
    seq: int
    damage: Damage


def chain_names() -> list[str]:
    """Every chain that has a head or an event; a head that was deleted hides none."""
    heads = AuditChain.objects.order_by().values_list("name", flat=True)
    events = AuditEvent.objects.order_by().values_list("chain", flat=True).distinct()
    return sorted({*heads, *events})


def sealed_text(event: AuditEvent) -> str:
    """What the event's hash seals, after the hash before it, letter for letter."""
    return canonical(_body(event))


def first_broken(chain: str, anchors: Iterable[Anchor] = ()) -> Break | None:
    """Where the chain first does not fit, or ``None``; events may be added meanwhile.

    Finds edited, missing, inserted and swapped events, a cut tail, an edited and a removed head.
    A tail that was cut together with its head, and a chain written anew by somebody who holds the
    key, fit in themselves: they are found against ``anchors`` alone.
    """
    kept = {one.seq: one.hash for one in anchors if one.chain == chain}
    head = AuditChain.objects.filter(name=chain).first() or AuditChain(name=chain)
    previous, seq = "", 0
    events = AuditEvent.objects.filter(chain=chain, seq__lte=head.seq).order_by("seq")
    for event in events.iterator():
        seq += 1
        damage = _damage(event, seq, previous)
        if damage is None and kept.pop(seq, event.hash) != event.hash:
            damage = Damage.REWRITTEN
        if damage is not None:
            return Break(chain, seq, damage)
        previous = event.hash
    if seq < head.seq:
        return Break(chain, seq + 1, Damage.CUT)
    if previous != head.hash:
        return Break(chain, seq, Damage.HEAD)
    return _beyond(chain) or (Break(chain, min(kept), Damage.REWRITTEN) if kept else None)


def _damage(event: AuditEvent, seq: int, previous: str) -> Damage | None:
    """What is wrong with an event that should be number ``seq`` after the hash ``previous``."""
    if event.seq != seq:
        return Damage.MISSING if event.seq > seq else Damage.UNLINKED
    if event.previous_hash != previous:
        return Damage.UNLINKED
    return None if event.hash == _sealed(previous, sealed_text(event)) else Damage.CHANGED


def _beyond(chain: str) -> Break | None:
    """The first event behind the head; one statement, so that no writer comes in between."""
    heads = AuditChain.objects.filter(name=OuterRef("chain")).values("seq")
    events = AuditEvent.objects.filter(chain=chain).annotate(head=Subquery(heads))
    found = events.filter(Q(head=None) | Q(seq__gt=F("head"))).order_by("seq")
    first = found.values_list("seq", "head").first()
    if first is None:
        return None
    seq, head = first
    return Break(chain, seq, Damage.HEADLESS if head is None else Damage.BEYOND)

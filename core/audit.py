"""Audit events, written by the service layer in the transaction that they describe."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.utils import timezone

from core import clock, request_info
from core.models import AuditChain, AuditEvent
from core.text import nfc

INSTALLATION_CHAIN = "installation"


@dataclass(frozen=True)
class Actor:
    """Whoever acts: a user by id and label, or the system (no id)."""

    user_id: int | None
    label: str
    role: str = ""


SYSTEM = Actor(None, "Hệ thống")


@dataclass(frozen=True)
class Subject:
    """The object an event is about, by kind, id and label; ``unit`` is where it lives."""

    kind: str
    id: int | str
    label: str
    unit_id: int | None = None
    unit_label: str = ""
    chain: str = INSTALLATION_CHAIN


def canonical(value: Any) -> str:
    """The one way to write a value down before it is hashed: sorted keys, no spaces."""
    return json.dumps(
        value,
        cls=DjangoJSONEncoder,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def _sealed(previous: str, body: dict[str, Any]) -> str:
    text = previous + canonical(body)
    key = settings.FIELD_KEY.encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


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


def _locked_head(chain: str) -> AuditChain:
    """The chain's head with its row locked until the transaction ends.

    On PostgreSQL the row lock makes writers of one chain wait for each other; on SQLite the
    write transaction already is the only one.
    """
    found = AuditChain.objects.select_for_update().filter(name=chain).first()
    if found is None:
        try:
            with transaction.atomic():
                AuditChain.objects.create(name=chain)
        except IntegrityError:  # another writer opened the chain in the same moment
            pass
        found = AuditChain.objects.select_for_update().get(name=chain)
    return found


def _plain(value: Any) -> Any:
    return None if value is None else json.loads(canonical(value))


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
    head = _locked_head(subject.chain)
    info = request_info.current()
    event = AuditEvent(
        chain=subject.chain,
        seq=head.seq + 1,
        at=clock.now(),
        actor_id=actor.user_id,
        actor_label=actor.label,
        role=actor.role,
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
        previous_hash=head.hash,
    )
    event.hash = _sealed(head.hash, _body(event))
    event.save(force_insert=True)
    head.seq, head.hash = event.seq, event.hash
    head.save(update_fields=["seq", "hash"])
    return event


def first_broken(chain: str) -> int | None:
    """The sequence number of the first event that does not fit its chain, or ``None``.

    Finds edited, missing, inserted and swapped events, and a tail cut off behind the head.
    """
    previous, expected = "", 1
    for event in AuditEvent.objects.filter(chain=chain).order_by("seq").iterator():
        fits = event.seq == expected and event.previous_hash == previous
        if not fits or event.hash != _sealed(previous, _body(event)):
            return expected
        previous, expected = event.hash, expected + 1
    head = AuditChain.objects.filter(name=chain).first()
    if head is not None and head.seq != expected - 1:
        return expected
    return None

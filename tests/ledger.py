"""A snapshot of every business table around each act: a changed row without an event is a fault.

Signals would miss bulk writes and ``update``; a photograph of the tables misses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from django.apps import apps
from django.db.models import Model

from core.models import AuditEvent

# Technical rows, whose change is nobody's business act.
TECHNICAL: Final = {
    "core.installation": "the business day and the scheduler's minute",
    "core.auditchain": "the trail itself",
    "core.auditevent": "the trail itself",
    "core.idempotencykey": "the key of a form",
    "core.job": "progress and lease; the wish itself leaves job.queued",
    "accounts.signindelay": "the door's delays",
    "campaigns.unittally": "the roll-up; test_tallies proves it against the rows it counts",
    "campaigns.placetally": "the roll-up",
    "campaigns.linetally": "the roll-up",
    "notices.notice": "who was told what and opened it; the act told of is recorded",
}
# Columns that a framework or a cache writes beside a recorded act.
UNSEEN: Final = {"last_login", "session_epoch", "saved_at"}
# Bytes named by their digest: whoever holds them records them.
HELD_BY_OTHERS: Final = {"documents.storedfile"}

# Where a row hangs and who wrote it: many rows share that, so it tells none of them apart.
FRAME: Final = {
    *("parent", "commune", "place", "group", "campaign_year", "campaign", "title"),
    *("entered_by", "created_by", "actor"),
}

Photograph = dict[str, dict[Any, tuple[Any, ...]]]


def business_models() -> list[type[Model]]:
    """Every model of the product, with the tables between two of them, but the technical ones."""
    own = {config.label for config in apps.get_app_configs() if "." not in config.name}
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in own and model._meta.label_lower not in TECHNICAL
    ]


def photograph(models: Iterable[type[Model]] | None = None) -> Photograph:
    """Every row of the business tables, or of those given, by its key."""
    taken: Photograph = {}
    for model in business_models() if models is None else models:
        names = [one.attname for one in model._meta.concrete_fields if one.attname not in UNSEEN]
        rows = model._default_manager.values_list("pk", *names)
        taken[model._meta.label_lower] = {row[0]: _plain(row[1:]) for row in rows}
    return taken


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(repr(one) for one in row)


@dataclass
class Ledger:
    """What acts changed and what the trail says of it."""

    faults: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    @contextmanager
    def act(self, name: str, *, writes: bool = True) -> Iterator[None]:
        """Watch one act; ``writes``: it is expected to change something."""
        before = photograph()
        last = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        yield
        after = photograph()
        changed = {label for label in after if after[label] != before[label]}
        told = {
            event.object_kind.partition(".")[0] for event in AuditEvent.objects.filter(pk__gt=last)
        }
        self.done.append(name)
        self.faults += [f"{name}: {what}" for what in _judge(changed, told, writes=writes)]


def _judge(changed: set[str], told: set[str], *, writes: bool) -> Iterator[str]:
    if writes and not changed:
        yield "changed nothing, so it was not played"
    if changed and not told:
        yield f"{sorted(changed)} changed and left no event at all"
        return
    for label in sorted(changed - HELD_BY_OTHERS):
        if label.partition(".")[0] not in told:
            yield f"{label} changed; the events tell only of {sorted(told)}"


# ---------------------------------------------------------------- row by row


def untold(before: Photograph, after: Photograph, told: Told) -> list[str]:
    """Every row that changed and that no event names: by key, by its parent, or by its values."""
    models = {model._meta.label_lower: model for model in business_models()}
    found = []
    for label in sorted(after):
        for pk in sorted({*before[label], *after[label]}, key=str):
            rows = [photo[label][pk] for photo in (before, after) if pk in photo[label]]
            if len({*rows}) == 1 and len(rows) == 2:
                continue
            if not told.names(models[label], pk, rows):
                found.append(f"{label} {pk}")
    return found


class Told:
    """What events say: about which objects, and every word and number in before and after."""

    def __init__(self, events: Iterable[AuditEvent], *, also: Iterable[Any] = ()) -> None:
        self._objects: set[tuple[str, str]] = set()
        self._words: set[str] = set()
        for event in events:
            self._objects.add((event.object_kind.partition(".")[0], event.object_id))
            self._words |= {repr(event.reason), *_words([event.before, event.after])}
        self._words |= {*_words(list(also))} - {repr("")}

    def names(self, model: type[Model], pk: Any, rows: Iterable[tuple[str, ...]]) -> bool:
        """Whether some event is about the row or its owner, or holds what tells it apart."""
        fields = model._meta.concrete_fields
        kept = [one for one in fields if one.attname not in UNSEEN]
        apart = {repr(pk)}
        for row in rows:
            for column, value in zip(kept, row, strict=False):
                is_text = column.get_internal_type() in {"CharField", "TextField"}
                if is_text or (column.is_relation and column.name not in FRAME):
                    apart.add(value)
        apart -= {"None", repr("")}
        objects = {(model._meta.app_label, one.strip("'")) for one in apart}
        return bool(objects & self._objects or apart & self._words)


def _words(value: Any) -> Iterator[str]:
    """Every key and every single value in a nested value, as ``repr`` writes them."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from (repr(key), key)
            yield from _words(one)
    elif isinstance(value, list):
        for one in value:
            yield from _words(one)
    elif value is not None and not isinstance(value, bool):
        yield repr(value)

"""Inside a bench database: sixteen writers of audit events, with the chain and without it.

``python -m bench.audit_worker ROUNDS`` prints milliseconds inside the transaction (until just
before its commit) of one event, and events a second of verifying. Every writer has a commune, as
on the last evening. Without the chain the same row is inserted by the same model, unsealed.
"""

from __future__ import annotations

import json
import multiprocessing
import statistics
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

import django
from django.db import connections, transaction

WRITERS = 16
EACH = 60
# Turns of each round: where writers wait for a processor, one turn tells the machine's mood.
TURNS = 4
# Events a second of one writer in the paced turns: sixteen of them write what a province's last
# evening brings, two events a form.
PACE = 5.0
VERIFIED = 5_000
CHAIN = "commune:{}"
PLAIN = "plain:{}"


def subject_of(chain: str) -> Any:
    """A form of some village."""
    from core.audit import Subject  # noqa: PLC0415 needs the apps

    return Subject(
        kind="assessments.assessment",
        id=4711,
        label="Thôn Bản Pò Xã hội học tập Na Rì, năm 2026",
        unit_id=42,
        unit_label="Thôn Bản Pò",
        chain=chain,
    )


def chained(writer: int, turn: int) -> None:
    """One event as the product writes it."""
    from core.audit import Actor, record  # noqa: PLC0415 needs the apps

    record(
        "assessments.submit",
        subject_of(CHAIN.format(writer)),
        actor=Actor(7, "Hoàng Văn Páo", "head"),
        before={"status": "draft"},
        after={"status": "submitted", "channel": "self"},
        reason=f"Lần {turn}",
    )


def unchained(writer: int, turn: int) -> None:
    """The same row without head, hash and wait."""
    from core import clock, request_info  # noqa: PLC0415 needs the apps
    from core.models import AuditEvent  # noqa: PLC0415

    subject, info = subject_of(PLAIN.format(writer)), request_info.current()
    AuditEvent(
        chain=subject.chain,
        seq=turn,
        at=clock.now(),
        actor_id=7,
        actor_label="Hoàng Văn Páo",
        role="head",
        unit_id=subject.unit_id,
        unit_label=subject.unit_label,
        action="assessments.submit",
        object_kind=subject.kind,
        object_id=str(subject.id),
        object_label=subject.label,
        before={"status": "draft"},
        after={"status": "submitted", "channel": "self"},
        reason=f"Lần {turn}",
        request_id=info.request_id,
        address=info.address,
    ).save(force_insert=True)


SIDES: dict[str, Callable[[int, int], None]] = {"ours": chained, "peer": unchained}


def writer(number: int, orders: Connection) -> None:
    """Write as told, and tell the milliseconds of every event."""
    turn = 0
    while True:
        side, count, pause = orders.recv()
        if not count:
            return
        taken = []
        due = time.perf_counter() + pause * number / WRITERS
        for _event in range(count):
            due += pause
            time.sleep(max(0.0, due - time.perf_counter()) if pause else 0.0)
            turn += 1
            taken.append(_timed(SIDES[side], number, turn))
        orders.send(taken)


def _timed(act: Callable[[int, int], None], number: int, turn: int) -> float:
    with transaction.atomic():
        started = time.perf_counter()
        act(number, turn)
        return (time.perf_counter() - started) * 1000


class Writers:
    """Sixteen processes with connections of their own."""

    def __init__(self) -> None:
        connections.close_all()  # a forked process must not share its parent's
        context = multiprocessing.get_context("fork")
        self._pipes: list[Connection] = []
        self._processes = []
        for number in range(WRITERS):
            near, far = context.Pipe()
            process = context.Process(target=writer, args=(number, far), daemon=True)
            process.start()
            self._pipes.append(near)
            self._processes.append(process)

    def write(self, side: str, count: int, pause: float) -> list[float]:
        """Everybody so many events; the milliseconds of all of them."""
        for pipe in self._pipes:
            pipe.send((side, count, pause))
        return [one for pipe in self._pipes for one in pipe.recv()]

    def end(self) -> None:
        """Send everybody home."""
        for pipe, process in zip(self._pipes, self._processes, strict=True):
            pipe.send(("", 0, 0.0))
            process.join(10)


def writing(rounds: int) -> dict[str, float]:
    """Medians of one event without and with a pause between two, the sides in turns."""
    writers = Writers()
    for side in SIDES:
        writers.write(side, 3, 0.0)
    _same_rows()
    found: dict[str, list[float]] = {}
    for turn in range(rounds * TURNS):
        for side in sorted(SIDES, reverse=bool(turn % 2)):
            found.setdefault(f"{side}_busy", []).extend(writers.write(side, EACH, 0.0))
            found.setdefault(f"{side}_paced", []).extend(writers.write(side, EACH // 12, 1 / PACE))
    writers.end()
    return {name: statistics.median(some) for name, some in found.items()}


def _same_rows() -> None:
    """Both sides wrote the same but for chain, moment and seal."""
    from core.models import AuditEvent  # noqa: PLC0415 needs the apps

    own = ("id", "chain", "seq", "at", "reason", "previous_hash", "hash")
    sides = [
        sorted(
            str({name: value for name, value in row.items() if name not in own})
            for row in AuditEvent.objects.filter(chain__startswith=name.format("")).values()
        )
        for name in (CHAIN, PLAIN)
    ]
    if sides[0] != sides[1] or len(sides[0]) != 3 * WRITERS:
        message = "the two sides wrote different rows"
        raise RuntimeError(message)


def verifying(rounds: int) -> dict[str, float]:
    """Events a second: every chain verified, and the same rows only read."""
    from core.audit import first_broken  # noqa: PLC0415 needs the apps
    from core.models import AuditChain, AuditEvent  # noqa: PLC0415

    names = list(AuditChain.objects.filter(name__startswith="commune:").values_list("name"))
    chains = [name for (name,) in names]
    _lengthen(chains[0])
    count = AuditEvent.objects.filter(chain__in=chains).count()

    def verified() -> None:
        broken = [name for name in chains if first_broken(name) is not None]
        if broken:
            message = f"chains that do not hold: {broken}"
            raise RuntimeError(message)

    def read() -> None:
        for name in chains:
            rows = AuditEvent.objects.filter(chain=name).order_by("seq").values_list()
            for _row in rows.iterator():
                pass

    taken: dict[str, list[float]] = {"ours": [], "peer": []}
    for _round in range(rounds):
        for side, act in (("ours", verified), ("peer", read)):
            started = time.perf_counter()
            act()
            taken[side].append(count / (time.perf_counter() - started))
    return {side: statistics.median(some) for side, some in taken.items()}


def _lengthen(chain: str) -> None:
    """A chain as long as a commune's of some years, written by the product."""
    number = int(chain.rpartition(":")[2])
    with transaction.atomic():
        for turn in range(VERIFIED):
            chained(number, turn)


def main() -> None:
    """Print both as JSON."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 needs the apps

    call_command("migrate", verbosity=0)
    rounds = int(sys.argv[1])
    print(json.dumps({"writing": writing(rounds), "verifying": verifying(rounds)}))


if __name__ == "__main__":
    main()

"""Inside a bench database: sixteen heads at a time hand their villages' forms in.

``python -m bench.submit_worker ROUNDS`` builds twice sixteen communes and prints the rates. In
sixteen of them the product's service works as it is, in the others the same service keeps no sums:
what it calls to move them does nothing in the client's process. Everything else is written alike,
which is counted before anything is timed; at the end the kept sums equal a recount.
"""

from __future__ import annotations

import json
import multiprocessing
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection
from typing import Any
from unittest import mock

import django
from django.db import connections

CLIENTS = 16
EACH = 10
Order = tuple[str, list[int]]


@contextmanager
def sums_off() -> Iterator[None]:
    """The service without the roll-up."""
    from assessments.services import counting, submission  # noqa: PLC0415 needs the apps
    from campaigns.services import tallies  # noqa: PLC0415

    def nothing(*_args: Any, **_named: Any) -> None:
        pass

    with ExitStack() as off:
        for where, what in (
            (counting, "follow"),
            (submission, "follow_entry"),
            (submission, "follow_values"),
            (tallies, "change"),
        ):
            off.enter_context(mock.patch.object(where, what, nothing))
        yield


def client(orders: Connection) -> None:
    """One head after the other at a browser; answers each order once it is done."""
    while True:
        side, ids = orders.recv()
        if not ids:
            return
        if side == "ours":
            submit(ids)
        else:
            with sums_off():
                submit(ids)
        orders.send(len(ids))


def submit(ids: list[int]) -> None:
    """Hand these forms in, each in a transaction and a request of its own."""
    from assessments.services import steps, submission  # noqa: PLC0415 needs the apps
    from bench.evening import in_request  # noqa: PLC0415

    for pk in ids:

        def act(pk: int = pk) -> None:
            record = steps.fetch(pk)
            head = record.authors.get().user
            submission.submit(record, actor=head, version=record.version)

        in_request(act)


class Clients:
    """Sixteen processes with connections of their own, waiting for orders."""

    def __init__(self) -> None:
        connections.close_all()  # a forked process must not share its parent's
        context = multiprocessing.get_context("fork")
        self._pipes: list[Connection] = []
        self._processes = []
        for _number in range(CLIENTS):
            near, far = context.Pipe()
            process = context.Process(target=client, args=(far,), daemon=True)
            process.start()
            self._pipes.append(near)
            self._processes.append(process)

    def do(self, side: str, work: list[list[int]]) -> float:
        """All at once, each its own commune's; returns forms a second."""
        started = time.perf_counter()
        for pipe, ids in zip(self._pipes, work, strict=True):
            pipe.send((side, ids))
        done = sum(pipe.recv() for pipe in self._pipes)
        return float(done) / (time.perf_counter() - started)

    def end(self) -> None:
        """Send everybody home."""
        for pipe, process in zip(self._pipes, self._processes, strict=True):
            pipe.send(("", []))
            process.join(10)


def run(rounds: int) -> dict[str, float]:
    """Medians of the rounds; the sides take turns and the first turn too."""
    from bench import evening  # noqa: PLC0415 needs the apps

    evening.load()
    built = evening.communes(2 * CLIENTS, 1 + rounds * EACH)
    sides = {"ours": built[::2], "peer": built[1::2]}
    forms = {
        side: [[one.pk for one in place.drafts] for place in places]
        for side, places in sides.items()
    }
    clients = Clients()
    for side in sides:
        clients.do(side, [ids[:1] for ids in forms[side]])
    written = {side: _written(places) for side, places in sides.items()}
    _same(written["ours"], written["peer"], "rows written")
    rates: dict[str, list[float]] = {side: [] for side in sides}
    for turn in range(rounds):
        first = 1 + turn * EACH
        for side in sorted(sides, reverse=bool(turn % 2)):
            work = [ids[first : first + EACH] for ids in forms[side]]
            rates[side].append(clients.do(side, work))
    clients.end()
    _proven(sides["ours"])
    return {side: statistics.median(some) for side, some in rates.items()}


def _written(places: list[Any]) -> list[int]:
    """Rows of the communes by kind, but for the sums."""
    from assessments.models import AssessmentEvent, Flag  # noqa: PLC0415 needs the apps
    from campaigns.models import DutyDelivery  # noqa: PLC0415
    from core.models import AuditEvent  # noqa: PLC0415

    years = [one.year.pk for one in places]
    hosts = [f"commune:{one.year.campaign.launched_by_id}" for one in places]
    handed_in = {"assessment__campaign_year__in": years}
    return [
        AssessmentEvent.objects.filter(**handed_in, to_status="submitted").count(),
        AuditEvent.objects.filter(chain__in=hosts).count(),
        DutyDelivery.objects.filter(campaign_year__in=years).exclude(received_on=None).count(),
        Flag.objects.filter(**handed_in).count(),
    ]


def _proven(places: list[Any]) -> None:
    """Every form is handed in, the sums equal a recount and no chain is broken."""
    from assessments.services import recounting  # noqa: PLC0415 needs the apps
    from campaigns.models import PlaceTally  # noqa: PLC0415
    from core.audit import first_broken  # noqa: PLC0415

    for one in places:
        sums = PlaceTally.objects.get(campaign_year=one.year, is_whole=True)
        _same(sums.submitted, len(one.drafts), "forms handed in")
        _same(recounting.differences(one.year).in_words(), [], "the recount")
        _same(first_broken(f"commune:{sums.place_id}"), None, "the chain")


def _same(ours: Any, theirs: Any, what: str) -> None:
    if ours != theirs:
        message = f"{what}: {ours} and {theirs}"
        raise RuntimeError(message)


def main() -> None:
    """Print ``{"ours": …, "peer": …}`` in forms a second."""
    django.setup()
    print(json.dumps(run(int(sys.argv[1]))))


if __name__ == "__main__":
    main()

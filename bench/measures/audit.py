"""AUDIT: what the chain adds to an event inside its transaction, and how fast chains are verified.

Sixteen writers over sixteen communes on PostgreSQL. Two lines: writers without a pause, who wait
for a processor more than for the chain where there are fewer processors than writers, and the
pace of a last evening. The peer inserts the same row without chain.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from bench.audit_worker import PACE, WRITERS
from bench.databases import own
from bench.result import Result
from bench.run import Options

ADDED_MS = 2.0
A_MINUTE = 50_000


def measure(options: Options) -> Iterator[Result]:
    """Milliseconds of an event beside the bare row, then events a minute."""
    with own("audit") as database:
        found = database.work("bench.audit_worker", str(options.rounds))
    load = os.getloadavg()[0]
    for what, name in (
        (f"{PACE * WRITERS:g} events a second", "paced"),
        ("without a pause", "busy"),
    ):
        ours, peer = (found["writing"][f"{side}_{name}"] for side in ("ours", "peer"))
        yield Result(
            "AUDIT", f"an event, {WRITERS} writers, {what} (load {load:.1f})", ours, "ms",
            f"<=bare INSERT+{ADDED_MS:g}ms", met=ours <= peer + ADDED_MS, peer=peer,
        )  # fmt: skip
    ours, peer = (found["verifying"][side] * 60 for side in ("ours", "peer"))
    yield Result(
        "AUDIT", "verifying the chains, beside reading the rows", ours, " events/min",
        f">={A_MINUTE}/min", met=ours >= A_MINUTE, peer=peer,
    )  # fmt: skip

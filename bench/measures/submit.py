"""SUBMIT (S1): forms handed in a second on the last evening, beside the same without the sums.

Sixteen clients over sixteen communes on PostgreSQL; the peer is the same service (assessment,
event, receipt, audit) whose calls into the roll-up do nothing. Afterwards sums = recount.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from bench.databases import own
from bench.result import Result
from bench.run import Options
from bench.submit_worker import CLIENTS

RATIO = 0.70


def measure(options: Options) -> Iterator[Result]:
    """Submissions a second of both, in turns."""
    with own("submit") as database:
        found = database.work("bench.submit_worker", str(options.rounds))
    yield Result(
        "SUBMIT", f"{CLIENTS} clients, {CLIENTS} communes (load {os.getloadavg()[0]:.1f})",
        found["ours"], " forms/s", f">={RATIO:.2f}x without sums",
        met=found["ours"] >= RATIO * found["peer"], peer=found["peer"],
    )  # fmt: skip

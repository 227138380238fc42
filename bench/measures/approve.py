"""APPROVE: one form approved with roll-up, step and audit, beside the bare UPDATEs and INSERTs."""

from __future__ import annotations

import os
from collections.abc import Iterator

from bench.databases import own
from bench.result import Result
from bench.run import Options

RATIO = 3.0


def measure(options: Options) -> Iterator[Result]:
    """Median time of one approval, the sides in turns on one connection to PostgreSQL."""
    with own("approve") as database:
        found = database.work("bench.approve_worker", str(options.rounds))
    yield Result(
        "APPROVE", f"one form (load {os.getloadavg()[0]:.1f})", found["ours"] * 1000, "ms",
        f"<={RATIO:g}x bare UPDATEs and INSERTs", met=found["ours"] <= RATIO * found["peer"],
        peer=found["peer"] * 1000,
    )  # fmt: skip

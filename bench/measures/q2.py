"""Q2: a worker killed with signal 9 in mid-report, again and again: nothing lost, nothing twice."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import demo
from bench.result import Result
from bench.run import Options
from bench.workers import worker

KILLS = 20
LEASE_SECONDS = 5
# After the lease a report is still set; a start of Python and Django comes before.
STARTS_SECONDS = 30


def measure(_options: Options) -> Iterator[Result]:
    """Reports lost or doubled, and how long after the kill the report was done."""
    with tempfile.TemporaryDirectory(prefix="bench-q2-") as name:
        env = demo.seed(Path(name)) | {
            "DJANGO_SETTINGS_MODULE": "config.settings.embedded",
            "JOB_LEASE_SECONDS": str(LEASE_SECONDS),
        }
        told = worker(env, "kills", str(KILLS))
    bad = told["lost"] + told["doubled"]
    yield Result("Q2", f"lost or doubled in {KILLS} kills", bad, "", "<=0", met=bad == 0)
    slowest = max(told["waited"])
    yield Result(
        "Q2", "from kill to done, slowest", slowest, "s", f"<={LEASE_SECONDS + STARTS_SECONDS}s",
        met=slowest <= LEASE_SECONDS + STARTS_SECONDS, peer=statistics.median(told["waited"]),
    )  # fmt: skip

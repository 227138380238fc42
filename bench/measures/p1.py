"""P1: a two-page report in a warm worker, beside plain WeasyPrint on the same HTML.

Ours is everything from the paper's data to the finished bytes (tagged PDF); plain is
``HTML(string=...).write_pdf()`` of the finished HTML, style sheet and faces inside it.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from bench.result import Result
from bench.run import ROOT, Options

RATIO = 0.80
MEGABYTES = 250.0
REPORTS_PER_ROUND = 12
REPORTS_FOR_MEMORY = 100


def measure(options: Options) -> Iterator[Result]:
    """CPU time in turns in one process; peak memory in a process of its own."""
    taken = _worker("speed", REPORTS_PER_ROUND * options.rounds)
    ours, plain = statistics.median(taken["ours"]), statistics.median(taken["plain"])
    same_pages = taken["pages"] == [2, 2]
    yield Result(
        "P1",
        "two-page report, CPU",
        ours * 1000,
        "ms",
        f"<={RATIO:.2f}x plain WeasyPrint",
        met=same_pages and ours <= RATIO * plain,
        peer=plain * 1000,
    )
    peaks = _worker("memory", REPORTS_FOR_MEMORY)
    for what, key in (("peak memory", "short"), ("peak memory, annex of 400 villages", "long")):
        peak = peaks[key]
        yield Result("P1", what, peak, "MB", f"<={MEGABYTES:g}MB", met=peak <= MEGABYTES)


def _worker(work: str, count: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.p1_worker", work, str(count)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer

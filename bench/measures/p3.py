"""P3 and P4: a list of 5,000 households: peak memory beside one document, time a page."""

from __future__ import annotations

from collections.abc import Iterator

from bench.lists import medians, worker
from bench.result import Result
from bench.run import Options

ROWS = 5000
MEMORY, GROWTH = 0.20, 1.3


def measure(options: Options) -> Iterator[Result]:
    """Memory in fresh processes; CPU a page of both lengths in turns."""
    ours, plain = (worker(work, ROWS)["mb"] for work in ("memory_ours", "memory_plain"))
    yield Result(
        "P3", "peak memory, 5,000 rows", ours, "MB", f"<={MEMORY:.2f}x one WeasyPrint document",
        met=ours <= MEMORY * plain, peer=plain,
    )  # fmt: skip
    long, short = medians(worker("per_page", options.rounds), "5000", "250")
    yield Result(
        "P4", "CPU a page, 5,000 rows", long * 1000, "ms", f"<={GROWTH:g}x a page of 250 rows",
        met=long <= GROWTH * short, peer=short * 1000,
    )  # fmt: skip

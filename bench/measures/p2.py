"""P2: a report with a list of 1,000 households, beside one document by plain WeasyPrint.

Both hold the same cells; they are read back from the pages of both and compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from bench.lists import medians, worker
from bench.result import Result
from bench.run import Options

RATIO = 0.15


def measure(options: Options) -> Iterator[Result]:
    """CPU seconds in turns in one process."""
    taken = worker("speed", options.rounds)
    ours, plain = medians(taken, "ours", "plain")
    yield Result(
        "P2", "report with 1,000 rows, CPU", ours, "s", f"<={RATIO:.2f}x plain WeasyPrint",
        met=bool(taken["equal"]) and ours <= RATIO * plain, peer=plain,
    )  # fmt: skip

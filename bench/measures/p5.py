"""P5: a DOCX with 1,000 rows, beside python-docx's ``add_row``."""

from __future__ import annotations

from collections.abc import Iterator

from bench.lists import medians, worker
from bench.result import Result
from bench.run import Options

RATIO = 0.15


def measure(options: Options) -> Iterator[Result]:
    """CPU seconds in turns in one process."""
    ours, plain = medians(worker("docx", options.rounds), "ours", "plain")
    yield Result(
        "P5", "DOCX with 1,000 rows, CPU", ours, "s", f"<={RATIO:.2f}x add_row",
        met=ours <= RATIO * plain, peer=plain,
    )  # fmt: skip

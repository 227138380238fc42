"""DECISION: the decision with a list of 1,255 households, beside one document by WeasyPrint.

Both hold the same cells; they are read back from the pages of both and compared.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from bench.awards import HOUSEHOLDS, decided
from bench.result import Result
from bench.run import Options

RATIO = 0.15


def measure(options: Options) -> Iterator[Result]:
    """CPU seconds in turns in one process."""
    with decided() as ask:
        found = ask("decision", options.rounds)
    ours, plain = statistics.median(found["ours"]), statistics.median(found["plain"])
    yield Result(
        "DECISION", f"decision with {HOUSEHOLDS} households, CPU", ours, "s",
        f"<={RATIO:.2f}x plain WeasyPrint", met=bool(found["equal"]) and ours <= RATIO * plain,
        peer=plain,
    )  # fmt: skip

"""I1 and I3: 100,000 households from a workbook to the registers, beside the floor.

The floor is what nobody can leave out: calamine reads the file, and the very rows that the
product wrote (units, places, names, people, members) go in by COPY on PostgreSQL or
``executemany`` on SQLite, with one batch row of what stood before and stands after. Each round
is a database of its own; both sides take turns in it.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from bench.imports import engines, place
from bench.result import Result
from bench.run import Options

ROWS = 100_000
TIMES, MEMORY = 2.0, 2.0


def measure(options: Options) -> Iterator[Result]:
    """Seconds on each engine, then the peak memory of the largest process."""
    peaks, alone = [], []
    for engine in engines():
        ours, floor = [], []
        for _round in range(options.rounds):
            with place(engine) as at:
                at.work("prepare", str(ROWS))
                done = at.work("ours")
                if done["new"] != ROWS:
                    raise ValueError(f"{done['new']} of {ROWS} rows were written")
                ours.append(done["seconds"])
                floor.append(at.work("floor")["seconds"])
                peaks.append(max(done["own_mb"], done["child_mb"]))
                alone.append(at.work("calamine")["own_mb"])
        mine, theirs = statistics.median(ours), statistics.median(floor)
        yield Result(
            "I1", f"{ROWS} households, {engine}", mine, "s", f"<={TIMES:g}x floor",
            met=mine <= TIMES * theirs, peer=theirs,
        )  # fmt: skip
    peak, reading = statistics.median(peaks), statistics.median(alone)
    yield Result(
        "I3", "peak memory of the same", peak, "MB", f"<={MEMORY:g}x calamine alone",
        met=peak <= MEMORY * reading, peer=reading,
    )  # fmt: skip

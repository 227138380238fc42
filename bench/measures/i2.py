"""I2: 10,000 households beside django-import-export with ``use_bulk``, the same faults found.

The product writes five tables with their history, an undo and the audit trail. The peer once
writes the same five, a resource for each, and once one flat table of its own.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from collections.abc import Iterator

from bench.imports import Place, engines, place
from bench.result import Result
from bench.run import ROOT, Options

ROWS, FAULTS = 10_000, 500
# Of a flat table. Ten was computed before the first run; the floor of the product's own rows, read
# and copied unlooked at, is four times the flat peer (decision 0016).
TIMES = 2.5
SHAPES = {"whole": "the same five tables", "flat": "one flat table"}


def measure(options: Options) -> Iterator[Result]:
    """Rows a second of both, in turns."""
    peers = os.environ.get("BENCH_PEERS")
    if not peers:
        raise ValueError("bin/bench sets BENCH_PEERS, the environment of the peers")
    for engine in engines():
        ours: list[float] = []
        theirs: dict[str, list[float]] = {shape: [] for shape in SHAPES}
        for _round in range(options.rounds):
            with place(engine) as at:
                at.work("prepare", str(ROWS), str(FAULTS))
                done = at.work("good")
                ours.append(ROWS / done["seconds"])
                mine = at.work("faulty")["faulty"]
                for shape, rates in theirs.items():
                    rates.append(_peer(peers, at, shape, mine))
        rate = statistics.median(ours)
        for shape, rates in theirs.items():
            other = statistics.median(rates)
            yield Result(
                "I2", f"{ROWS} households, {engine}", rate, " rows/s",
                f">={TIMES:g}x import-export into {SHAPES[shape]}", met=rate >= TIMES * other,
                peer=other,
            )  # fmt: skip


def _peer(peers: str, at: Place, shape: str, faulty: list[int]) -> float:
    """Rows a second of the peer, which has to find the same faults."""
    told = subprocess.run(
        [peers, "bench/import_peer.py", str(at.folder / "households.xlsx"), at.url, shape],
        cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    peer = json.loads(told.stdout.splitlines()[-1])
    # The product counts rows as the sheet does, the peer from the first below the head.
    if faulty != [number + 1 for number in peer["faulty"]]:
        raise ValueError(f"different faults: {faulty[:5]} and {peer['faulty'][:5]}")
    return ROWS / float(peer["seconds"])

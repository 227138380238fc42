"""I2: 10,000 households beside django-import-export with ``use_bulk``, the same faults found.

The peer writes one flat table, the product five with their history, an undo and the audit trail.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from collections.abc import Iterator

from bench.imports import engines, place
from bench.result import Result
from bench.run import ROOT, Options

ROWS, FAULTS = 10_000, 500
TIMES = 10.0


def measure(options: Options) -> Iterator[Result]:
    """Rows a second of both, in turns."""
    peers = os.environ.get("BENCH_PEERS")
    if not peers:
        raise ValueError("bin/bench sets BENCH_PEERS, the environment of the peers")
    for engine in engines():
        ours, theirs = [], []
        for _round in range(options.rounds):
            with place(engine) as at:
                at.work("prepare", str(ROWS), str(FAULTS))
                done = at.work("good")
                ours.append(ROWS / done["seconds"])
                mine = at.work("faulty")["faulty"]
                told = subprocess.run(
                    [peers, "bench/import_peer.py", str(at.folder / "households.xlsx"), at.url],
                    cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
                )  # fmt: skip
                peer = json.loads(told.stdout.splitlines()[-1])
                # The product counts rows as the sheet does, the peer from the first below the head.
                if mine != [number + 1 for number in peer["faulty"]]:
                    raise ValueError(f"different faults: {mine[:5]} and {peer['faulty'][:5]}")
                theirs.append(ROWS / peer["seconds"])
        rate, other = statistics.median(ours), statistics.median(theirs)
        yield Result(
            "I2", f"{ROWS} households, {engine}", rate, " rows/s", f">={TIMES:g}x import-export",
            met=rate >= TIMES * other, peer=other,
        )  # fmt: skip

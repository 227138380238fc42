"""SAVE: an answer saved while typing, beside the bare UPDATE with its audit row."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import demo
from bench.result import Result
from bench.run import ROOT, Options

RATIO = 2.0


def measure(options: Options) -> Iterator[Result]:  # noqa: ARG001
    """Median time of one saving in the server, all sides interleaved on one database."""
    with tempfile.TemporaryDirectory(prefix="bench-save-") as name:
        done = subprocess.run(
            [sys.executable, "-m", "bench.save_worker"],
            cwd=ROOT,
            env=demo.seed(Path(name)),
            check=True,
            capture_output=True,
            text=True,
        )
    taken = json.loads(done.stdout.splitlines()[-1])
    for what, peer in (
        ("bare UPDATE and audit row behind the same sign-in and rights", "framed"),
        ("bare UPDATE and audit row without a request", "bare"),
    ):
        yield Result(
            "SAVE",
            f"one answer saved while typing, whole request, beside the {what}",
            taken["ours"] * 1000,
            "ms",
            f"<={RATIO:g}x",
            met=taken["ours"] <= RATIO * taken[peer],
            peer=taken[peer] * 1000,
        )

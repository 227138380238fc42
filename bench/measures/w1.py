"""W1: the form of 20 criteria beside a plain template loop and beside crispy, same fields."""

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

GOALS = {"loop": 0.5, "crispy": 0.25}


def measure(options: Options) -> Iterator[Result]:  # noqa: ARG001
    """Median CPU time of one rendering, the three sides interleaved in one process."""
    with tempfile.TemporaryDirectory(prefix="bench-w1-") as name:
        env = demo.environment(Path(name))
        demo.collect_static(env)
        done = subprocess.run(
            [sys.executable, "-m", "bench.w1_worker"],
            cwd=ROOT,
            env=env,
            check=True,
            capture_output=True,
            text=True,
        )
    taken = json.loads(done.stdout.splitlines()[-1])
    for peer, goal in GOALS.items():
        yield Result(
            "W1",
            f"form of 20 criteria beside {peer}",
            taken["ours"] * 1000,
            "ms",
            f"<={goal:g}x {peer}",
            met=taken["ours"] <= goal * taken[peer],
            peer=taken[peer] * 1000,
        )

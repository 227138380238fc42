"""CAND: the candidates of a commune (8,000 households, 3 years of results) beside SQL by hand."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import demo
from bench.result import Result
from bench.run import ROOT, Options

HOUSEHOLDS = 8000
RATIO = 2.0


def measure(options: Options) -> Iterator[Result]:
    """The whole ranked list, and a page of it with titles, past awards and open proposals."""
    with tempfile.TemporaryDirectory(prefix="bench-cand-") as name:
        env = demo.environment(Path(name))
        _worker(env, "prepare", str(HOUSEHOLDS))
        found = _worker(env, "run", str(options.rounds))
    for what, key in (("the whole list", "ours"), ("a page of it, described", "page")):
        yield Result(
            "CAND",
            f"{HOUSEHOLDS} households, 3 years: {what}",
            found[key] * 1000,
            "ms",
            f"<={RATIO:g}x one query by hand",
            met=found[key] <= RATIO * found["peer"],
            peer=found["peer"] * 1000,
        )


def _worker(env: dict[str, str], *arguments: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "bench.cand_worker", *arguments],
        cwd=ROOT,
        env=env,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])

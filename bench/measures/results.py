"""RESULTS: all results of a commune of 8,000 households, with reasons and streaks of three years.

Computed anew from the rows: the campaign's results and who is fit for the title. Beside them the
floor: the same rows read by one statement a table, with their JSON, and nothing worked out.
"""

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
SECONDS = 2.0


def measure(options: Options) -> Iterator[Result]:
    """The median over the rounds of both lists and of the page that shows one of them."""
    with tempfile.TemporaryDirectory(prefix="bench-results-") as name:
        env = demo.environment(Path(name))
        demo.collect_static(env)
        _worker(env, "prepare", str(HOUSEHOLDS))
        found = _worker(env, "run", str(options.rounds))
    for what, key in (
        (f"{HOUSEHOLDS} households, fit for the title", "title"),
        (f"{HOUSEHOLDS} households, the campaign's results", "campaign"),
        (f"{HOUSEHOLDS} households, the page of 50 of them", "page"),
    ):
        yield Result(
            "RESULTS",
            what,
            found[key],
            "s",
            f"<={SECONDS:g}s",
            met=found[key] <= SECONDS,
            peer=found["floor"],
        )


def _worker(env: dict[str, str], *arguments: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "bench.results_worker", *arguments],
        cwd=ROOT,
        env=env,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])

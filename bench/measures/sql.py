"""SQL: a page's statements beside one by hand with the same figures; CPU of pages, 40 villages."""

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

RATIO = 3.0
MILLISECONDS = 60.0


def measure(options: Options) -> Iterator[Result]:  # noqa: ARG001
    """The campaign page and the matrix against a query by hand, then every page's CPU."""
    with tempfile.TemporaryDirectory(prefix="bench-sql-") as name:
        env = demo.seed(Path(name))
        taken, costs = _worker(env, "sql"), _worker(env, "cpu")
    for path, found in taken.items():
        yield Result(
            "SQL",
            f"{path} ({found['statements']} statements)",
            found["ours"] * 1000,
            "ms",
            f"<={RATIO:g}x one query by hand",
            met=found["ours"] <= RATIO * found["peer"],
            peer=found["peer"] * 1000,
        )
    for path, cost in costs.items():
        yield Result(
            "SQL",
            f"{path} CPU",
            cost * 1000,
            "ms",
            f"<={MILLISECONDS:g}ms",
            met=cost * 1000 <= MILLISECONDS,
        )


def _worker(env: dict[str, str], work: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "bench.sql_worker", work],
        cwd=ROOT,
        env=env,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])

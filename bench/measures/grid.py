"""GRID: the two grids in a browser on the demo's server.

A block of 50 villages × 15 columns: from Ctrl+V to the open preview, from the button to "saved".
400 households × 12 columns: walked, typed into, scrolled; the longest task of the page's main
thread, by the browser's own tracing. Its processor time stands beside it: on a machine that does
other work the task waits its turn.
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
from bench.measures.start import free_port
from bench.result import Result
from bench.run import ROOT, Options

PREVIEW_MS, SAVED_MS, PAUSE_MS = 500.0, 1000.0, 100.0


def measure(options: Options) -> Iterator[Result]:
    """The median over the rounds of each waiting time, and the longest pause of all."""
    with tempfile.TemporaryDirectory(prefix="bench-grid-") as name:
        env = demo.seed(Path(name))
        _worker(env, "fill")
        port = free_port()
        with demo.serving(env, port):
            found = _worker(env, "browse", str(port), str(options.rounds))
    for what, key, limit in (
        ("50 villages x 15 columns, paste to preview", "preview", PREVIEW_MS),
        ("the same, button to saved", "saved", SAVED_MS),
        ("400 households x 12 columns, longest pause typing", "typing", PAUSE_MS),
        ("the same, its processor time", "typing_cpu", PAUSE_MS),
        ("400 households x 12 columns, longest pause scrolling", "scrolling", PAUSE_MS),
        ("the same, its processor time", "scrolling_cpu", PAUSE_MS),
    ):
        yield Result("GRID", what, found[key], "ms", f"<={limit:g}ms", met=found[key] <= limit)


def _worker(env: dict[str, str], *arguments: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "bench.grid_worker", *arguments],
        cwd=ROOT,
        env=env,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])

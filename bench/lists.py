"""Starts the worker of the lists and takes its answer."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from typing import Any

from bench.run import ROOT


def worker(work: str, number: int) -> dict[str, Any]:
    """What ``bench.lists_worker`` says, from a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.lists_worker", work, str(number)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def medians(answer: dict[str, Any], *names: str) -> tuple[float, ...]:
    """The medians of some series."""
    return tuple(statistics.median(answer[name]) for name in names)

"""Job runners as processes of their own, for measures that kill them or count them."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from bench.run import ROOT


@contextlib.contextmanager
def runner() -> Iterator[subprocess.Popen[bytes]]:
    """``manage.py runjobs`` on the same data; gone when the block ends."""
    running = subprocess.Popen(
        [sys.executable, "manage.py", "runjobs"],
        cwd=ROOT,
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield running
    finally:
        killed(running)


def killed(running: subprocess.Popen[bytes]) -> None:
    """End the process and its children at once, as a power cut would."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait(timeout=10)


def worker(env: dict[str, str], *arguments: str) -> Any:
    """What ``bench.q_worker`` answers."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.q_worker", *arguments],
        cwd=ROOT,
        env=env,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])

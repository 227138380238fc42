"""START: how long a person waits from ``bin/run`` to the first page.

A fresh clone of HEAD in an empty folder, first with warm package caches, then a second start on
the same data; with ``--cold`` a further clone with empty caches. Ends each start with Ctrl+C and
counts it as failed when a process is left behind.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.result import Result
from bench.run import ROOT, Options

GIVE_UP_AFTER_SECONDS = 600
# A new machine keeps what Python compiled; a shell that forbids it would be measured instead.
OF_THIS_SHELL = ("PYTHONDONTWRITEBYTECODE",)


def measure(options: Options) -> Iterator[Result]:
    """First start within 60 s (cold 180 s), second within 10 s, on two cores."""
    with tempfile.TemporaryDirectory(prefix="bench-start-") as name:
        folder = Path(name).resolve()
        clone = fresh_clone(folder / "warm")
        yield judged("first start, warm cache", seconds_to_answer(clone), 60)
        yield judged("second start", seconds_to_answer(clone), 10)
        if options.cold:
            empty = {
                "UV_CACHE_DIR": f"{folder}/uv-cache",
                "PIP_CACHE_DIR": f"{folder}/pip-cache",
            }
            clone = fresh_clone(folder / "cold")
            yield judged("first start, cold cache", seconds_to_answer(clone, empty), 180)


def judged(what: str, seconds: float, limit: float) -> Result:
    """The line of one start; there is no peer, the goal is a waiting time."""
    return Result("START", what, seconds, "s", f"<={limit:g}s", met=seconds <= limit)


def fresh_clone(target: Path) -> Path:
    """What a stranger has after ``git clone``: committed files and nothing else."""
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, target], check=True)
    return target


def seconds_to_answer(clone: Path, extra: dict[str, str] | None = None) -> float:
    """Start ``bin/run``, wait for a page, press Ctrl+C; infinite when it never answers."""
    port = free_port()
    with (clone.parent / f"{clone.name}.log").open("w+", encoding="utf-8") as log:
        env = {**os.environ, **(extra or {}), "PORT": str(port)}
        for name in ("DATA_DIR", "DATABASE_URL", "REDIS_URL", "VIRTUAL_ENV", *OF_THIS_SHELL):
            env.pop(name, None)
        started = time.monotonic()
        process = subprocess.Popen(
            ["env", "--default-signal=INT", "bin/run"],
            cwd=clone,
            env=env,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            answered = wait_for_page(process, port, started)
        finally:
            left = interrupt(process, clone)
        if not answered or left:
            log.seek(0)
            sys.stderr.write(log.read()[-3000:])
            sys.stderr.write(f"answered: {bool(answered)}, processes left: {left}\n")
            return float("inf")
        return answered


def wait_for_page(process: subprocess.Popen[bytes], port: int, started: float) -> float:
    """Seconds until any page below 500 came, or 0 when the process ended or took too long."""
    while process.poll() is None and time.monotonic() - started < GIVE_UP_AFTER_SECONDS:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", "/")
            if connection.getresponse().status < 500:
                return time.monotonic() - started
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        finally:
            connection.close()
    return 0.0


def interrupt(process: subprocess.Popen[bytes], clone: Path) -> list[str]:
    """Press Ctrl+C and name the processes of that clone still there fifteen seconds later."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=15)
    left = dict(processes_in(clone))
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    return list(left.values())


def processes_in(folder: Path) -> Iterator[tuple[int, str]]:
    """Every process that works in this folder: number and command line."""
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (entry / "cwd").readlink() == folder:
                yield int(entry.name), (entry / "cmdline").read_text().replace("\0", " ")


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

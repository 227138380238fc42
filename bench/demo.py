"""A demo year in a folder of its own, and a server on it, for measures over HTTP."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.run import ROOT

PATIENCE_SECONDS = 60


def environment(folder: Path) -> dict[str, str]:
    """The embedded settings on a data folder, with the bare page added."""
    env = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
    return env | {
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "bench.hello_settings",
        "PYTHONPATH": str(ROOT),
    }


def seed(folder: Path) -> dict[str, str]:
    """Build the demo year; returns the environment that sees it."""
    env = environment(folder)
    for command in (
        ["migrate", "-v0"],
        ["seed_demo", "-v0"],
        ["collectstatic", "-v0", "--noinput"],
    ):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=env,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return env


def collect_static(env: dict[str, str]) -> None:
    """Put the static files where templates look their names up."""
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "-v0", "--noinput"],
        cwd=ROOT,
        env=env,
        check=True,
    )


@contextlib.contextmanager
def serving(env: dict[str, str], port: int) -> Iterator[int]:
    """One gunicorn process with threads, as ``bin/run`` starts it; yields its worker's id."""
    server = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}",
            "--worker-class", "gthread", "--workers", "1", "--threads", "16",
            "--keep-alive", "30", "--log-level", "error",
        ],
        cwd=ROOT,
        env=env,
    )  # fmt: skip
    try:
        _wait(port)
        yield server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def _wait(port: int) -> None:
    start = time.monotonic()
    while time.monotonic() - start < PATIENCE_SECONDS:
        with contextlib.suppress(OSError):
            client = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            client.request("GET", "/hello/")
            if client.getresponse().status == http.HTTPStatus.OK:
                return
        time.sleep(0.2)
    raise TimeoutError(port)

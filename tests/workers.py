"""Real worker processes on the test's own database: the embedded runner and Celery's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

LEASE_SECONDS = 3


def database_url() -> str:
    """The test's database, as another process opens it."""
    given = connection.settings_dict
    name = str(given["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    password = f":{quote(given['PASSWORD'])}" if given["PASSWORD"] else ""
    who = f"{given['USER']}{password}@" if given["USER"] else ""
    return f"postgres://{who}{given['HOST'] or '127.0.0.1'}:{given['PORT'] or 5432}/{name}"


def environment(*, redis_url: str = "", lease: int = LEASE_SECONDS) -> dict[str, str]:
    """What a worker of an installation is started with; the lease is short."""
    module = "production" if redis_url else "embedded"
    return {
        **{key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ},
        "DJANGO_SETTINGS_MODULE": f"config.settings.{module}",
        "DATABASE_URL": database_url(),
        "DATA_DIR": str(Path(settings.MEDIA_ROOT).parent),
        "SECRET_KEY": settings.SECRET_KEY,
        "FIELD_KEY": settings.FIELD_KEY,
        "ALLOWED_HOSTS": "localhost",
        "JOB_LEASE_SECONDS": str(lease),
        **({"REDIS_URL": redis_url} if redis_url else {}),
    }


@contextmanager
def process(*command: str, env: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process group that is gone when the block ends, whatever happened."""
    with log.open("ab") as out:
        running = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=env, stdout=out, stderr=out, start_new_session=True
        )
    try:
        yield running
    finally:
        kill(running)


def kill(running: subprocess.Popen[bytes]) -> None:
    """End the process and its children at once, as a power cut would."""
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait(timeout=10)


@contextmanager
def runner(log: Path, *, lease: int = LEASE_SECONDS) -> Iterator[subprocess.Popen[bytes]]:
    """``manage.py runjobs``; PostgreSQL knows its connections as ``worker``."""
    command = (sys.executable, "manage.py", "runjobs")
    env = environment(lease=lease) | {"PGAPPNAME": "worker"}
    with process(*command, env=env, log=log) as running:
        yield running


@contextmanager
def celery_worker(
    log: Path, redis_url: str, *, restarts: bool = False
) -> Iterator[subprocess.Popen[bytes]]:
    """A Celery worker with two children; ``restarts``: as its container, when it falls over."""
    worker: tuple[str, ...] = (
        sys.executable, "-m", "celery", "--app", "config", "worker", "--concurrency", "2",
        "--loglevel", "INFO", "--without-gossip", "--without-mingle",
        "--hostname", f"test{os.getpid()}-{time.monotonic_ns()}@localhost",
    )  # fmt: skip
    if restarts:
        worker = ("/bin/sh", "-c", 'while :; do "$@"; sleep 1; done', "sh", *worker)
    with process(*worker, env=environment(redis_url=redis_url), log=log) as running:
        yield running


def celery_beat_once(redis_url: str) -> None:
    """What beat sends every minute."""
    subprocess.run(
        [sys.executable, "-m", "celery", "--app", "config", "call", "core.tick"],
        cwd=settings.BASE_DIR,
        env=environment(redis_url=redis_url),
        check=True,
        capture_output=True,
    )


def wait_for(condition: Callable[[], bool], seconds: float, log: Path) -> float:
    """Wait until the condition holds; returns how long it took. The log tells why it did not."""
    started = time.monotonic()
    while not condition():
        taken = time.monotonic() - started
        assert taken < seconds, log.read_text(encoding="utf-8", errors="replace")[-4000:]
        time.sleep(0.02)
    return time.monotonic() - started

"""Databases of their own for the measures of importing, and the worker processes on them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2

from bench.databases import SERVER, admin
from bench.run import ROOT


@dataclass(frozen=True)
class Place:
    """A data folder and a database; ``engine`` names it in the printed line."""

    engine: str
    folder: Path
    url: str

    def work(self, *words: str) -> dict[str, Any]:
        """What one worker process says."""
        env = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
        env |= {"DATA_DIR": str(self.folder), "PYTHONPATH": str(ROOT)}
        if self.engine == "postgresql":
            env["DATABASE_URL"] = self.url
        told = subprocess.run(
            [sys.executable, "-m", "bench.import_worker", *words],
            cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        found: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
        return found


@contextmanager
def place(engine: str) -> Iterator[Place]:
    """An empty database of the engine, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="bench-import-"))
    name = f"bench_import_{os.getpid()}"
    try:
        if engine == "sqlite":
            yield Place(engine, folder, f"sqlite:///{folder}/peer.sqlite3")
            return
        admin(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
        yield Place(engine, folder, f"{SERVER}/{name}")
    finally:
        if engine == "postgresql":
            admin(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        shutil.rmtree(folder, ignore_errors=True)


def engines() -> list[str]:
    """SQLite, and PostgreSQL where a server answers."""
    try:
        admin("SELECT 1")
    except psycopg2.OperationalError:
        return ["sqlite"]
    return ["postgresql", "sqlite"]

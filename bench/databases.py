"""A PostgreSQL database of a measure's own, gone afterwards, and worker processes on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2

from bench import demo
from bench.run import ROOT

SERVER = os.environ.get("BENCH_POSTGRES", "postgres://postgres@127.0.0.1:5432")


@dataclass(frozen=True)
class Own:
    """The environment that sees the database, with a data folder beside it."""

    env: dict[str, str]

    def work(self, module: str, *words: str) -> Any:
        """What a worker process says in its last line."""
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=ROOT, env=self.env, check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def own(label: str) -> Iterator[Own]:
    """An empty database; ``label`` keeps two of one run apart."""
    name = f"bench_{label}_{os.getpid()}"
    admin(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
    try:
        with tempfile.TemporaryDirectory(prefix=f"bench-{label}-") as folder:
            env = demo.environment(Path(folder))
            yield Own(env | {"DATABASE_URL": f"{SERVER}/{name}"})
    finally:
        admin(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def admin(*statements: str) -> None:
    """Run statements that stand outside of any transaction, on the server's own database."""
    url = f"{SERVER}/postgres".replace("postgres://", "postgresql://", 1)
    with closing(psycopg2.connect(url, connect_timeout=5)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

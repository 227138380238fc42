"""A folder with a decision for many households, and its worker's answers."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench import demo
from bench.run import ROOT

HOUSEHOLDS = 1255
Ask = Callable[..., Any]


@contextlib.contextmanager
def decided(count: int = HOUSEHOLDS) -> Iterator[Ask]:
    """An installation where so many households were awarded; yields how its worker is asked."""
    with tempfile.TemporaryDirectory(prefix="bench-awards-") as name:
        env = demo.environment(Path(name))

        def ask(work: str, number: int = 1) -> Any:
            done = subprocess.run(
                [sys.executable, "-m", "bench.awards_worker", work, str(number)],
                cwd=ROOT,
                env=env,
                check=True,
                stdout=subprocess.PIPE,
                text=True,
            )
            return json.loads(done.stdout.splitlines()[-1])

        demo.collect_static(env)
        ask("prepare", count)
        yield ask

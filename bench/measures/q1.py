"""Q1: what the queue costs beside the render of the same report, in turns in one process."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import demo
from bench.result import Result
from bench.run import Options
from bench.workers import worker

RATIO = 0.05


def measure(_options: Options) -> Iterator[Result]:
    """The queue's own share: a job that does nothing, from its wish to its end."""
    with tempfile.TemporaryDirectory(prefix="bench-q1-") as name:
        env = demo.seed(Path(name)) | {"DJANGO_SETTINGS_MODULE": "config.settings.embedded"}
        taken = worker(env, "queue")
    middle = {key: statistics.median(values) for key, values in taken.items()}
    yield Result(
        "Q1", "the queue around one report", middle["queue"] * 1000, "ms",
        f"<={RATIO:.2f}x its render", met=middle["queue"] <= RATIO * middle["render"],
        peer=middle["render"] * 1000,
    )  # fmt: skip

"""CERT: 1,255 certificates as one print job, and the preview of one."""

from __future__ import annotations

from collections.abc import Iterator

from bench.awards import HOUSEHOLDS, decided
from bench.result import Result
from bench.run import Options

CPU_SECONDS, MEGABYTES, PREVIEW_SECONDS = 60.0, 300.0, 2.0


def measure(options: Options) -> Iterator[Result]:
    """CPU and peak memory of the job's process, and the slowest preview (the first is cold)."""
    with decided() as ask:
        job = ask("certificates")
        slowest = max(ask("preview", options.rounds)["seconds"])
    whole = job["pages"] == job["sheets"] == HOUSEHOLDS
    for what, value, unit, limit in (
        (f"{HOUSEHOLDS} certificates, CPU of the job", job["cpu"], "s", CPU_SECONDS),
        ("the same, peak memory", job["mb"], "MB", MEGABYTES),
        ("preview of one", slowest, "s", PREVIEW_SECONDS),
    ):
        yield Result("CERT", what, value, unit, f"<={limit:g}{unit}", met=whole and value <= limit)

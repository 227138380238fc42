"""BATCH: a commune's papers as a batch, by two workers beside one, and the pages meanwhile."""

from __future__ import annotations

import http.client
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from bench import demo
from bench.measures.start import free_port
from bench.measures.w2 import sign_in
from bench.result import Result
from bench.run import Options
from bench.workers import worker

RATIO = 1.6
SLOWER = 1.5
PATIENCE = 40


def measure(options: Options) -> Iterator[Result]:
    """How much quicker two are, in turns; how much slower a page is while two work."""
    ones: list[float] = []
    twos: list[float] = []
    quiet: list[float] = []
    busy: list[float] = []
    papers = 0
    with tempfile.TemporaryDirectory(prefix="bench-batch-") as name:
        env = demo.seed(Path(name))
        port = free_port()
        with demo.serving(env, port):
            cookie = sign_in(port)
            for _round in range(options.rounds):
                told = worker(env, "batch", "1")
                ones.append(told["seconds"])
                papers = told["papers"]
                twos.append(worker(env, "batch", "2")["seconds"])
            quiet += _pages(port, cookie, threading.Event(), PATIENCE)
            over = threading.Event()
            work = threading.Thread(target=_batch, args=(env, over))
            work.start()
            busy += _pages(port, cookie, over, None)
            work.join()
    one, two = statistics.median(ones), statistics.median(twos)
    load = os.getloadavg()[0]
    yield Result(
        "BATCH", f"{papers} papers, two workers (load {load:.1f})", one / two, "x",
        f">={RATIO}x one worker", met=one / two >= RATIO, peer=1.0,
    )  # fmt: skip
    slow, usual = _p95(busy), _p95(quiet)
    yield Result(
        "BATCH", "page p95 meanwhile", slow * 1000, "ms", f"<={SLOWER}x quiet",
        met=slow <= SLOWER * usual, peer=usual * 1000,
    )  # fmt: skip


def _batch(env: dict[str, str], over: threading.Event) -> None:
    try:
        worker(env, "batch", "2")
    finally:
        over.set()


def _pages(port: int, cookie: str, over: threading.Event, count: int | None) -> list[float]:
    """Seconds of a page, asked again and again until so many or until the work is over."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    taken: list[float] = []
    while not over.is_set() and (count is None or len(taken) < count):
        started = time.perf_counter()
        client.request("GET", "/", headers={"Cookie": cookie})
        client.getresponse().read()
        taken.append(time.perf_counter() - started)
        time.sleep(0.05)
    return taken


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]

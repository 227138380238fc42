"""DASH (D1-D4): the figures of a place and the matrix of a year, from the roll-up.

A province of 100 communes and 400,000 units on PostgreSQL, in a database of its own. D1: the
statements of the pages beside one by hand over the same rows, at every level. D2: beside the live
count of the same figures on a covering index. D4: processor time of the whole page beside the
same tables by a template that formats its numbers. With ``--big`` also D3: the same pages in a
country of eight provinces and three million units, in turns with the first.
"""

from __future__ import annotations

import os
import statistics
from collections.abc import Iterator
from contextlib import ExitStack

from bench import demo
from bench.databases import Own, own
from bench.result import Result
from bench.run import Options

WORKER = "bench.dash_worker"
BY_HAND, LIVE, GROWTH, PAGE = 3.0, 0.02, 1.5, 0.30
SIZE = os.environ.get("BENCH_DASH", "province")


def measure(options: Options) -> Iterator[Result]:
    """One database for the province; a second one only for D3."""
    with ExitStack() as stack:
        province = stack.enter_context(own("dash"))
        _build(province, SIZE)
        yield from _levels(province, options.rounds)
        yield _live(province, options.rounds)
        if options.big:
            big = stack.enter_context(own("dash_big"))
            _build(big, "big")
            yield from _growth(province, big, options.rounds)
        yield _page(province, options.rounds)


def _build(database: Own, size: str) -> None:
    demo.collect_static(database.env)
    database.work(WORKER, "build", size)


def _levels(database: Own, rounds: int) -> Iterator[Result]:
    for kind, found in database.work(WORKER, "levels", str(rounds)).items():
        ours, peer = found["ours"], found["peer"]
        yield Result(
            "D1", f"{kind}, {found['statements']} statements", ours * 1000, "ms",
            f"<={BY_HAND:g}x one by hand", met=ours <= BY_HAND * peer, peer=peer * 1000,
        )  # fmt: skip


def _live(database: Own, rounds: int) -> Result:
    found = database.work(WORKER, "live", str(rounds))
    if SIZE == "province" and not found["is_covered"]:
        raise ValueError("the live count did not read its covering index")
    return Result(
        "D2", "a province's figures", found["ours"] * 1000, "ms", f"<={LIVE:g}x the live count",
        met=found["ours"] <= LIVE * found["peer"], peer=found["peer"] * 1000,
    )  # fmt: skip


def _growth(province: Own, big: Own, rounds: int) -> Iterator[Result]:
    taken: dict[str, list[tuple[float, float]]] = {}
    for _round in range(rounds):
        small = province.work(WORKER, "levels", "1")
        for kind, found in big.work(WORKER, "levels", "1").items():
            # The country's page has eight lines there and one here: another page, another size.
            if kind != "country":
                taken.setdefault(kind, []).append((found["ours"], small[kind]["ours"]))
    for kind, pairs in taken.items():
        ours = statistics.median(one for one, _two in pairs)
        peer = statistics.median(two for _one, two in pairs)
        yield Result(
            "D3", f"{kind}, 3 million units", ours * 1000, "ms", f"<={GROWTH:g}x 400,000 units",
            met=ours <= GROWTH * peer, peer=peer * 1000,
        )  # fmt: skip


def _page(database: Own, rounds: int) -> Result:
    found = database.work(WORKER, "page", str(rounds))
    return Result(
        "D4", f"a province's page, {found['cells']} cells, CPU", found["ours"] * 1000, "ms",
        f"<={PAGE:.2f}x floatformat", met=found["ours"] <= PAGE * found["peer"],
        peer=found["peer"] * 1000,
    )  # fmt: skip

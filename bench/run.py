"""Run measures by id and print one line each.

    bin/bench                 every measure
    bin/bench START W2        these only
    bin/bench --cold START    also with empty package caches (downloads everything again)
    bin/bench --big DASH      also with three million units (BENCH_BIG=1 does the same)

A measure is a module ``bench/measures/<id in small letters>.py`` with a function::

    def measure(options: Options) -> Iterator[Result]

It runs its own side and its peer's interleaved in one run and yields one result per promise.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.result import Result

ROOT = Path(__file__).resolve().parents[1]
MEASURES = ROOT / "bench" / "measures"


@dataclass(frozen=True)
class Options:
    """What the caller may choose; the defaults are what the promises are about."""

    cold: bool = False
    rounds: int = 3
    big: bool = False


def known_ids() -> list[str]:
    """Every measure there is a module for."""
    return sorted(path.stem.upper() for path in MEASURES.glob("[a-z]*.py"))


def run(ids: list[str], options: Options) -> Iterator[Result]:
    """Results of the asked measures, in the order asked."""
    for name in ids:
        module = importlib.import_module(f"bench.measures.{name.lower()}")
        yield from module.measure(options)


def main() -> int:
    """Print the lines; 0 when every promise holds, 1 when one does not, 2 for an unknown id."""
    parser = argparse.ArgumentParser(prog="bin/bench")
    parser.add_argument("ids", nargs="*", metavar="ID", help=", ".join(known_ids()))
    parser.add_argument("--cold", action="store_true", help="also START with empty caches")
    parser.add_argument("--rounds", type=int, default=Options.rounds, help="rounds per side")
    parser.add_argument(
        "--big",
        action="store_true",
        default=os.environ.get("BENCH_BIG") == "1",
        help="also DASH with three million units (ten minutes, 4 GB of disk)",
    )
    arguments = parser.parse_args()
    ids = [name.upper() for name in arguments.ids] or known_ids()
    unknown = [name for name in ids if name not in known_ids()]
    if unknown:
        sys.stderr.write(
            f"bin/bench: không có {', '.join(unknown)}; có: {', '.join(known_ids())}\n"
        )
        return 2
    all_met = True
    options = Options(cold=arguments.cold, rounds=arguments.rounds, big=arguments.big)
    for result in run(ids, options):
        print(result.line(), flush=True)
        all_met = all_met and result.met
    return 0 if all_met else 1


if __name__ == "__main__":
    sys.exit(main())

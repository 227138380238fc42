"""PUBLIC: what the pages that everybody may open ask the database."""

from __future__ import annotations

from collections.abc import Iterator

from bench.awards import decided
from bench.result import Result
from bench.run import Options

STATEMENTS = 3


def measure(_options: Options) -> Iterator[Result]:
    """Statements of the certificate's page and of the honours page with 1,255 awards."""
    with decided() as ask:
        found = ask("public")
    for name, number in found.items():
        yield Result(
            "PUBLIC", f"page of {name}", number, "", f"<={STATEMENTS}", met=number <= STATEMENTS
        )

"""P6: letters without a glyph, faces not embedded, cells that do not come back as they were."""

from __future__ import annotations

from collections.abc import Iterator

from bench.lists import worker
from bench.result import Result
from bench.run import Options


def measure(options: Options) -> Iterator[Result]:  # noqa: ARG001
    """Faults in a report with 600 households."""
    faults = float(worker("glyphs", 600)["faults"])
    yield Result("P6", "glyphs, faces, text", faults, "", "0 faults", met=faults == 0)

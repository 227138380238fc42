"""What one measure says: a single line, the same shape for every id."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One figure beside its peer (or floor) and its goal.

    ``ours`` and ``peer`` are in ``unit``; ``peer`` is None where the goal is an absolute one.
    ``goal`` is the sentence that was promised, ``met`` whether it holds.
    """

    id: str
    what: str
    ours: float
    unit: str
    goal: str
    met: bool
    peer: float | None = None

    def line(self) -> str:
        """``ID what ours=… peer=… ratio=… goal=… met|not met``."""
        peer = "-" if self.peer is None else f"{self.peer:.4g}{self.unit}"
        ratio = f"{self.ours / self.peer:.3f}" if self.peer else "-"
        verdict = "met" if self.met else "not met"
        return (
            f"{self.id} {self.what} ours={self.ours:.4g}{self.unit} peer={peer} "
            f"ratio={ratio} goal={self.goal} {verdict}"
        )

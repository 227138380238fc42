"""What a row of the grid said, in one line, so that a change made meanwhile is noticed."""

from __future__ import annotations

from assessments.models import CompactResult


def fingerprint(row: CompactResult | None) -> str:
    """What a row says; equal lines mean that nobody changed it meanwhile."""
    if row is None:
        return "-"
    said = {**row.values, "result": row.result, "circumstance": row.circumstance}
    values = ",".join(f"{code}={value}" for code, value in sorted(said.items()) if value)
    return f"{int(row.is_registered)}|{values}|{row.note}"

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


def said_in(text: str) -> dict[str, str | bool] | None:
    """What a row said whose fingerprint this is, without what it left empty."""
    registered, found, rest = text.partition("|")
    if not found:
        return None
    values, _bar, note = rest.partition("|")
    pairs = (one.partition("=") for one in values.split(",") if one)
    said: dict[str, str | bool] = {"is_registered": registered == "1"}
    said |= {code: value for code, _is, value in pairs}
    return said | ({"note": note} if note else {})

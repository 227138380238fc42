"""The arithmetic of votes, in integers: no percentage is ever rounded before it is compared."""

from __future__ import annotations

from awards.enums import ItemResult


def reaches(votes: int, out_of: int, percent: int, *, over: bool = False) -> bool:
    """Whether the votes are at least (or, with ``over``, more than) the share of ``out_of``."""
    if out_of <= 0:
        return False
    share, needed = votes * 100, percent * out_of
    return share > needed if over else share >= needed


def needed(out_of: int, percent: int, *, over: bool = False) -> int:
    """The fewest votes that reach the share."""
    return next(
        (n for n in range(out_of + 1) if reaches(n, out_of, percent, over=over)), out_of + 1
    )


def outcome(yes: int, out_of: int, percent: int, *, over: bool) -> ItemResult:
    """Passed, failed, or tied: exactly the share that has to be passed."""
    if reaches(yes, out_of, percent, over=over):
        return ItemResult.PASSED
    if over and out_of > 0 and yes * 100 == percent * out_of:
        return ItemResult.TIED
    return ItemResult.FAILED


def percent_of(votes: int, out_of: int) -> str:
    """The share for reading, one decimal, cut and not rounded up: 66,6."""
    if out_of <= 0:
        return "0"
    tenths = votes * 1000 // out_of
    whole, rest = divmod(tenths, 10)
    return f"{whole},{rest}" if rest else str(whole)

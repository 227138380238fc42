"""The arithmetic of votes, in integers: no percentage is ever rounded before it is compared."""

from __future__ import annotations

from awards.enums import ItemResult
from core.numbers import format_percent


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
    """The share for reading, without its sign, rounded as every rate on a paper: 66,7.

    Only for reading: whether a share is reached is asked of ``reaches``.
    """
    return format_percent(votes, out_of).removesuffix("%")

"""The arithmetic of votes and of working days, without a database."""

from __future__ import annotations

import datetime as dt

import pytest

from awards.enums import ItemResult, Rounding
from awards.selectors.quotas import whole_share
from awards.votes import needed, outcome, percent_of, reaches
from awards.working_days import Calendar, clock_of

CULTURE_DAY = dt.date(2026, 11, 24)
VIET_NAM = Calendar(
    off=frozenset({CULTURE_DAY, dt.date(2026, 8, 31)}), worked=frozenset({dt.date(2026, 8, 22)})
)


@pytest.mark.parametrize(
    ("members", "percent", "over", "yes"),
    [(9, 80, False, 8), (9, 90, False, 9), (9, 50, True, 5), (11, 80, False, 9),
     (11, 90, False, 10), (10, 80, False, 8), (10, 50, True, 6), (0, 80, False, 1)],
)  # fmt: skip
def test_the_fewest_votes_that_pass(members: int, percent: int, over: bool, yes: int) -> None:
    assert needed(members, percent, over=over) == yes


def test_a_share_is_compared_in_whole_numbers() -> None:
    assert reaches(8, 10, 80)
    assert not reaches(7, 9, 80)
    assert not reaches(1999, 4000, 50)  # 49,975 is printed as 50,0


@pytest.mark.parametrize(
    ("votes", "of", "shown"),
    [(2, 3, "66,7"), (8, 10, "80,0"), (30, 32, "93,8"), (10, 32, "31,3"), (11, 16, "68,8"),
     (1999, 4000, "50,0"), (0, 0, "–")],
)  # fmt: skip
def test_a_share_is_printed_as_the_rates_of_every_report(votes: int, of: int, shown: str) -> None:
    assert percent_of(votes, of) == shown


def test_exactly_half_is_a_tie_only_where_more_than_half_is_asked() -> None:
    assert outcome(5, 10, 50, over=True) == ItemResult.TIED
    assert outcome(5, 10, 50, over=False) == ItemResult.PASSED
    assert outcome(4, 10, 50, over=True) == ItemResult.FAILED


def test_twenty_working_days_from_2_november_2026_skip_the_culture_day() -> None:
    received = dt.date(2026, 11, 2)

    assert VIET_NAM.after(received, 20) == dt.date(2026, 12, 1)
    assert Calendar().after(received, 20) == dt.date(2026, 11, 30)
    assert VIET_NAM.between(received, dt.date(2026, 12, 1)) == 20


def test_a_saturday_worked_instead_counts() -> None:
    friday = dt.date(2026, 8, 21)

    assert VIET_NAM.after(friday, 1) == dt.date(2026, 8, 22)
    assert VIET_NAM.after(dt.date(2026, 8, 28), 1) == dt.date(2026, 9, 1)


def test_a_clock_counts_only_the_spans_in_which_it_ran() -> None:
    spans = [
        (dt.date(2026, 11, 2), dt.date(2026, 11, 6)),
        (dt.date(2026, 11, 20), None),
    ]

    clock = clock_of(VIET_NAM, 20, spans, dt.date(2026, 11, 25))

    assert (clock.used, clock.left, clock.is_running, clock.is_over) == (6, 14, True, False)
    assert clock.due_on == VIET_NAM.after(dt.date(2026, 11, 25), 14)


@pytest.mark.parametrize(
    ("percent", "of", "down", "half_up", "up"),
    [(10, 47, 4, 5, 5), (5, 19, 0, 1, 1), (10, 44, 4, 4, 5), (10, 45, 4, 5, 5), (10, 50, 5, 5, 5)],
)
def test_a_percent_quota_is_rounded_as_its_paper_says(
    percent: int, of: int, down: int, half_up: int, up: int
) -> None:
    assert whole_share(percent, of) == down
    assert whole_share(percent, of, Rounding.HALF_UP) == half_up
    assert whole_share(percent, of, Rounding.UP) == up

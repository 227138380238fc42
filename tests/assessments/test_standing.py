"""Where everybody stands: three rates that cannot pass the whole, holders, lateness."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import QueryDict
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments.selectors.matrix import Wanted, closing_of, matrix
from assessments.services import closing, review, steps, submission
from assessments.services.submission import Submission
from assessments.standing import Rate, rates, standings
from campaigns.services import duties, participation
from core import clock
from tests.builders import units
from tests.builders.assessments import (
    TODAY,
    NaRi,
    answered,
    begun,
    in_review,
    returned,
    reviewed,
    submitted,
)


def asked(text: str = "") -> Wanted:
    return Wanted.of(QueryDict(text))


def rows_of(na: NaRi, user: User, query: str = "") -> list[tuple[str, str]]:
    table = matrix(na.year, user, clock.today(), asked(query))
    return [(row.name, row.status) for row in table.rows]


def test_rates_count_participants_with_a_form_and_only_dated_ones_for_time(na: NaRi) -> None:
    """Five take part: two villages, an office, a school, and the commune without a last day."""
    org = na.org
    submitted(na, org.ban_po, org.pao)
    gap = answered(begun(na, org.na_lac, org.sam), org.sam, skip=["NR-1.4-c"])
    submission.submit(
        gap,
        actor=org.sam,
        version=gap.version,
        submission=Submission(gap_reasons={"NR-1.4-c": "Chưa họp."}),
    )
    submitted(na, org.na_ri, org.lan)

    found = rates(standings(na.year, TODAY))

    assert found.submitted == Rate(3, 5)
    assert found.complete == Rate(2, 5)
    assert found.on_time == Rate(2, 4)
    assert found.undated == 1


def test_a_unit_left_out_counts_nowhere(na: NaRi) -> None:
    submitted(na, na.org.ban_po, na.org.pao)
    participation.exclude(na.participation(na.org.ban_po), reason="Sáp nhập.", actor=na.org.minh)

    found = rates(standings(na.year, TODAY))

    assert (found.submitted, found.on_time) == (Rate(0, 4), Rate(0, 3))


def test_a_returned_form_still_counts_as_submitted_a_withdrawn_one_does_not(na: NaRi) -> None:
    org = na.org
    returned(na, org.ban_po, org.pao, org.minh)
    record = submitted(na, org.na_lac, org.sam)
    submission.withdraw(record, actor=org.sam, version=record.version)

    assert rates(standings(na.year, TODAY)).submitted == Rate(1, 5)


def test_the_matrix_says_who_holds_each_form_and_for_how_long(na: NaRi) -> None:
    org = na.org
    clock.set_business_day(dt.date(2026, 11, 10))
    in_review(na, org.ban_po, org.pao, org.minh)
    submitted(na, org.school, org.ngoc)
    clock.set_business_day(TODAY)
    reviewed(na, org.na_lac, org.sam, org.minh)

    table = matrix(na.year, org.lan, TODAY, asked())

    assert {row.name: (row.holder, row.held_days) for row in table.rows} == {
        "Xã Na Rì": ("Xã Na Rì", None),
        "Trường Tiểu học Yến Lạc": ("Phòng Văn hóa - Xã hội", 10),
        "Văn phòng HĐND và UBND": ("Văn phòng HĐND và UBND", None),
        "Thôn Bản Pò": ("Hoàng Văn Minh", 10),
        "Thôn Nà Lạc": ("lãnh đạo phụ trách (chờ chốt)", 0),
    }


def test_the_matrix_counts_states_by_group(na: NaRi) -> None:
    org = na.org
    submitted(na, org.ban_po, org.pao)
    begun(na, org.na_lac, org.sam)

    table = matrix(na.year, org.lan, TODAY, asked())

    counts = {
        block.group.source_number: {state: n for state, n in block.counts if n}
        for block in table.groups
    }
    assert counts == {
        "1.4": {"draft": 1, "submitted": 1},
        "1.3": {"": 2},
        "1.1": {"": 1},
    }


def test_late_overdue_and_extended_are_told_apart(na: NaRi) -> None:
    org = na.org
    duties.move_last_day(
        na.village_duty,
        na.year,
        org.na_lac,
        day=dt.date(2026, 11, 30),
        reason="Lũ.",
        actor=org.minh,
    )
    day = dt.date(2026, 11, 27)
    clock.set_business_day(day)
    submitted(na, org.ban_po, org.pao)

    rows = {row.name: row for row in matrix(na.year, org.lan, day, asked()).rows}

    late, extended = rows["Thôn Bản Pò"], rows["Thôn Nà Lạc"]
    assert late.lateness is not None
    assert str(late.lateness.word) == "nộp muộn"
    assert (extended.lateness, extended.is_moved, extended.last_day) == (None, True, "30/11/2026")
    late_only = [row.name for row in matrix(na.year, org.lan, day, asked("late=1")).rows]
    assert late_only == ["Thôn Bản Pò"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=ban po", ["Thôn Bản Pò"]),
        ("q=na lạc", ["Thôn Nà Lạc"]),
        ("q=truong", ["Trường Tiểu học Yến Lạc"]),
        ("state=submitted", ["Thôn Bản Pò"]),
        ("state=missing&q=thon", ["Thôn Nà Lạc"]),
        ("state=none&q=na lac", []),
        ("state=waiting", ["Thôn Bản Pò"]),
        ("state=nonsense&q=thon", ["Thôn Bản Pò", "Thôn Nà Lạc"]),
        ("q=khong co", []),
        ("sort=-unit&q=thon", ["Thôn Nà Lạc", "Thôn Bản Pò"]),
        ("sort=state&q=thon", ["Thôn Nà Lạc", "Thôn Bản Pò"]),
        ("sort=held&q=thon", ["Thôn Bản Pò", "Thôn Nà Lạc"]),
    ],
)
def test_the_matrix_is_filtered_and_sorted_by_the_address(
    na: NaRi, query: str, names: list[str]
) -> None:
    submitted(na, na.org.ban_po, na.org.pao)
    begun(na, na.org.na_lac, na.org.sam)

    assert [name for name, _state in rows_of(na, na.org.lan, query)] == names


@pytest.mark.parametrize(
    ("name", "seen"), [("lan", 5), ("tuyet", 5), ("hanh", 5), ("pao", 1), ("ngoc", 1), ("chi", 0)]
)
def test_everybody_sees_their_own_part_of_the_matrix(na: NaRi, name: str, seen: int) -> None:
    assert len(rows_of(na, getattr(na.org, name))) == seen


def test_closing_names_what_stays(na: NaRi) -> None:
    org = na.org
    reviewed(na, org.ban_po, org.pao, org.minh)
    record = reviewed(na, org.na_lac, org.sam, org.minh)
    closing.finalise(record, actor=org.lan, version=record.version)
    submitted(na, org.school, org.ngoc)

    found = closing_of(na.year, TODAY)

    assert (found.becomes_final, found.already_final) == (1, 1)
    assert [(name, str(mark.word)) for name, mark in found.stays] == [
        ("Trường Tiểu học Yến Lạc", "đã nộp"),
        ("Văn phòng HĐND và UBND", "chưa nhập"),
        ("Xã Na Rì", "chưa nhập"),
    ]


@pytest.mark.parametrize("more", [0, 2, 49])
def test_the_matrix_asks_the_same_number_of_questions_at_any_size(
    na: NaRi, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    org = na.org
    villages = [
        units.village(f"Khuổi Nằn {number}", org.na_ri, number + 3) for number in range(more)
    ]
    participation.register_participants(na.year, actor=org.lan.as_actor)
    for village in villages:
        begun(na, village, org.minh)
    submitted(na, org.ban_po, org.pao)
    review.start(
        steps.fetch(begun(na, org.ban_po, org.pao).pk),
        actor=org.minh,
        version=steps.fetch(begun(na, org.ban_po, org.pao).pk).version,
    )

    # Business day and roles; the roll-up's rows with unit and group; to whom each group reports.
    with django_assert_num_queries(2 + 2):
        table = matrix(na.year, org.lan, TODAY, asked())
    assert table.total == 5 + more

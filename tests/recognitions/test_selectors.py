"""What the register answers on a day."""

from __future__ import annotations

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from recognitions.enums import TitleState
from recognitions.selectors import (
    SubUnitTitles,
    counts_by_title,
    families_running,
    sub_unit_titles,
    title_state,
    title_states,
)
from recognitions.services import revoke
from tests.builders import recognitions as register
from tests.builders import units
from tests.org import Org
from units.enums import UnitType

DAY = dt.date(2026, 11, 30)


def test_state_follows_decision_validity_and_revocation(org: Org) -> None:
    title = register.title("COMMUNITY_VILLAGE")
    row = register.recognised(
        title,
        org.ban_po,
        2026,
        decided_on=dt.date(2026, 11, 15),
        valid_to=dt.date(2027, 11, 14),
    )

    states = {
        day: title_state(org.ban_po, [title], day)
        for day in (
            dt.date(2026, 11, 14),
            dt.date(2026, 11, 15),
            dt.date(2027, 11, 14),
            dt.date(2027, 11, 15),
        )
    }
    assert states == {
        dt.date(2026, 11, 14): TitleState.NOT_ACHIEVED,
        dt.date(2026, 11, 15): TitleState.ACHIEVED,
        dt.date(2027, 11, 14): TitleState.ACHIEVED,
        dt.date(2027, 11, 15): TitleState.NOT_ACHIEVED,
    }

    revoke(row, reason="Không còn đạt", actor=org.minh)
    assert title_state(org.ban_po, [title], DAY) == TitleState.NOT_ACHIEVED


def test_consideration_counts_in_its_year_and_the_next(org: Org) -> None:
    title = register.title("COMMUNITY_VILLAGE")
    register.considered(title, org.ban_po, 2025)

    states = [
        title_state(org.ban_po, [title], dt.date(year, 6, 1)) for year in (2024, 2025, 2026, 2027)
    ]
    assert states == [
        TitleState.NOT_ACHIEVED,
        TitleState.UNDER_CONSIDERATION,
        TitleState.UNDER_CONSIDERATION,
        TitleState.NOT_ACHIEVED,
    ]


def test_valid_title_beats_a_new_consideration(org: Org) -> None:
    title = register.title("COMMUNITY_VILLAGE")
    register.recognised(title, org.ban_po, 2025)
    register.considered(title, org.ban_po, 2026)

    assert title_state(org.ban_po, [title], DAY) == TitleState.ACHIEVED


def test_household_and_clan_answer_the_criterion_with_their_own_title(org: Org) -> None:
    family, clan_title = register.title("FAMILY"), register.title("CLAN")
    home = units.household(org.ban_po, "Hoàng Văn An")
    clan = units.unit(UnitType.CLAN, "Hoàng", org.na_ri)
    register.recognised(family, home, 2026)
    register.considered(clan_title, clan, 2026)

    states = title_states([home, clan, org.na_lac], [family, clan_title], DAY)

    assert states == {
        home.pk: TitleState.ACHIEVED,
        clan.pk: TitleState.UNDER_CONSIDERATION,
        org.na_lac.pk: TitleState.NOT_ACHIEVED,
    }


@pytest.mark.parametrize("number", [1, 3, 50])
def test_many_holders_cost_one_query(
    org: Org, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    family = register.title("FAMILY")
    homes = [units.household(org.ban_po, f"Hoàng Văn {one}") for one in range(number)]
    for home in homes:
        register.recognised(family, home, 2026)

    with django_assert_num_queries(1):
        states = title_states(homes, [family.pk], DAY)

    assert list(states.values()) == [TitleState.ACHIEVED] * number


def test_counts_keep_considered_apart_and_holders_once(
    org: Org, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    family, village = register.title("FAMILY"), register.title("COMMUNITY_VILLAGE")
    an, binh, cuong = (units.household(org.ban_po, name) for name in ("An", "Bình", "Cường"))
    outside = units.household(org.kim_son, "Dũng")
    register.recognised(family, an, 2025)
    register.recognised(family, an, 2026)
    register.considered(family, binh, 2026)
    register.recognised(family, cuong, 2022, valid_to=dt.date(2025, 12, 31))
    register.recognised(family, outside, 2026)
    register.recognised(village, org.ban_po, 2025)
    register.considered(village, org.ban_po, 2026)

    with django_assert_num_queries(3):
        counts = counts_by_title(org.na_ri, DAY)

    assert {one.title.code: (one.valid, one.under_consideration) for one in counts} == {
        "FAMILY": (1, 1),
        "CLAN": (0, 0),
        "COMMUNITY_VILLAGE": (1, 0),
        "COMMUNITY_COMMUNE": (0, 0),
        "UNIT": (0, 0),
        "CITIZEN": (0, 0),
    }


def test_sub_units_are_counted_by_type(org: Org) -> None:
    title = register.title("UNIT")
    units.unit(UnitType.SCHOOL, "Trường Mầm non Yến Lạc", org.na_ri)
    units.unit(UnitType.AGENCY, "Phòng Kinh tế", org.na_ri, valid_to=dt.date(2026, 6, 30))
    register.recognised(title, org.school, 2026)
    register.considered(title, org.agency, 2026)

    found = sub_unit_titles(org.na_ri, [UnitType.AGENCY, UnitType.SCHOOL], [title], DAY)

    assert found == SubUnitTitles(achieved=1, under_consideration=1, total=3)
    nothing = sub_unit_titles(org.ban_po, [UnitType.AGENCY], [title], DAY)
    assert nothing == SubUnitTitles(achieved=0, under_consideration=0, total=0)


def test_family_runs_three_years_only_with_a_decision_in_each(org: Org) -> None:
    family = register.title("FAMILY")
    an, binh, cuong, dao = (
        units.household(org.ban_po, name) for name in ("An", "Bình", "Cường", "Đào")
    )
    for year in (2024, 2025, 2026):
        register.recognised(family, an, year)
    for year in (2023, 2025, 2026):
        register.recognised(family, binh, year)
    for year in (2024, 2025):
        register.recognised(family, cuong, year)
    register.considered(family, cuong, 2026)
    lost = [register.recognised(family, dao, year) for year in (2024, 2025, 2026)]
    revoke(lost[1], reason="Vi phạm", actor=org.minh)

    assert families_running(org.na_ri, 2026, DAY) == 1
    assert families_running(org.ban_po, 2026, dt.date(2026, 11, 1)) == 0
    assert families_running(org.na_lac, 2026, DAY) == 0

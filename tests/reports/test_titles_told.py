"""Titles in the consolidated report: valid on its day, and đang xét apart."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from core import clock
from reports.services import building
from tests.builders import units
from tests.builders.recognitions import considered, recognised, title
from tests.builders.reports import PlanYear


def snapshot(na: PlanYear) -> dict[str, Any]:
    return building.snapshot_of(na.year, na.host, "commune_report")


def village(na: PlanYear, name: str) -> dict[str, Any]:
    return next(one for one in snapshot(na)["villages"] if one["name"] == name)


def test_titles_valid_on_the_day_and_those_considered_stand_apart(na: PlanYear) -> None:
    org = na.org
    village_title = title("COMMUNITY_VILLAGE")
    recognised(village_title, org.ban_po, 2025, decision_number="12/QĐ-UBND")
    recognised(village_title, org.na_lac, 2022, valid_to=dt.date(2025, 11, 14))
    considered(village_title, org.na_lac, 2026)
    considered(village_title, org.ban_po, 2026)
    recognised(title("COMMUNITY_VILLAGE"), org.kim_son, 2026)

    found = snapshot(na)

    assert [(one["holder"], one["is_considered"], one["decision"]) for one in found["titles"]] == [
        ("Thôn Bản Pò", False, "12/QĐ-UBND"),
        ("Thôn Nà Lạc", True, ""),
    ]
    assert found["title_counts"] == [
        {"title": "Cộng đồng học tập (thôn)", "valid": 1, "this_year": 0, "under_consideration": 1}
    ]
    assert (village(na, "Thôn Bản Pò")["title"], village(na, "Thôn Nà Lạc")["title"]) == (
        True,
        False,
    )


def test_a_decision_of_tomorrow_is_not_counted_today(na: PlanYear) -> None:
    recognised(title("COMMUNITY_VILLAGE"), na.org.ban_po, 2026, decided_on=dt.date(2026, 11, 29))
    assert snapshot(na)["titles"] == []

    clock.set_business_day(dt.date(2026, 11, 29))
    assert [one["holder"] for one in snapshot(na)["titles"]] == ["Thôn Bản Pò"]


def test_households_of_one_name_are_told_apart_by_their_village(na: PlanYear) -> None:
    for village_ in (na.org.ban_po, na.org.na_lac):
        recognised(title("FAMILY"), units.household(village_, "Lục Mạnh Cường"), 2026)

    found = snapshot(na)["titles"]

    assert {one["place"] for one in found} == {"Thôn Bản Pò", "Thôn Nà Lạc"}
    assert len({one["holder"] for one in found}) == 1


def test_very_many_households_are_counted_rather_than_named(
    na: PlanYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.snapshots.titles.MOST_NAMED", 1)
    family = title("FAMILY")
    for name in ("Phạm Văn Tài", "Lý Thị Sen"):
        recognised(family, units.household(na.org.ban_po, name), 2026)
    recognised(title("COMMUNITY_VILLAGE"), na.org.ban_po, 2026)

    found = snapshot(na)

    assert [one["title"] for one in found["titles"]] == ["Cộng đồng học tập (thôn)"]
    assert {one["title"]: one["valid"] for one in found["title_counts"]}["Gia đình học tập"] == 2

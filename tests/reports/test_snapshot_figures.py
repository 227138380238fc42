"""The consolidated report's figures are those that were entered, and nothing else."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from assessments.services import review
from campaigns.services import years
from core import clock
from reports.papers import words
from reports.services import building
from tests.builders.reports import Form, PlanYear, enter, finished, hand_in
from tests.reports.figures import line, model, snapshot, village
from tests.reports.stories import full_year

HOUSEHOLDS = {"households": "98", "people": "402"}


def test_missing_zero_none_and_not_applicable_stay_four_things(na: PlanYear) -> None:
    org = na.org
    hand_in(
        na,
        org.ban_po,
        org.pao,
        Form(
            figures={
                "families_registered": "0",
                "families_achieved": "none",
                "clans": "not_applicable",
            },
            reasons={"clans": "Thôn không có dòng họ lớn"},
            gaps={"families_three_years": "Chưa đối chiếu sổ"},
        ),
    )

    found = village(na, "Thôn Bản Pò")

    assert (found["families_registered"], found["families_achieved"]) == (0, 0)
    assert (found["families_three_years"], found["clans"]) == (None, None)
    assert found["not_applicable"] == ["clans"]
    assert "families_achieved" in found["none"]
    assert not {"families_registered", "clans", "families_three_years"} & set(found["none"])
    printed = words.unit_cell
    assert [
        printed(found, code)
        for code in ("families_registered", "families_achieved", "clans", "families_three_years")
    ] == ["0", "không có", "–", "…"]


def test_a_form_counts_only_once_it_is_handed_in(na: PlanYear) -> None:
    org = na.org
    enter(na, org.na_lac, org.sam, Form(figures={"households": "45"}))
    hand_in(na, org.ban_po, org.pao, Form(figures=HOUSEHOLDS))

    assert (village(na, "Thôn Nà Lạc")["households"], village(na, "Thôn Nà Lạc")["state"]) == (
        None,
        "missing",
    )
    assert village(na, "Thôn Bản Pò")["households"] == 98
    assert model(na, "Gia đình học tập")[0] == 98


def test_a_returned_form_is_neither_counted_nor_called_missing(na: PlanYear) -> None:
    org = na.org
    record = hand_in(na, org.ban_po, org.pao, Form(figures=HOUSEHOLDS))
    started = review.start(record, actor=org.minh, version=record.version)
    review.return_items(
        started, reasons={"NR-1.4-a": "Thiếu kế hoạch"}, actor=org.minh, version=started.version
    )

    found = snapshot(na)

    assert village(na, "Thôn Bản Pò")["state"] == "returned"
    assert found["rates"]["submitted"] == [1, 5]
    assert "Thôn Bản Pò" not in [one["unit"] for one in found["missing"]]
    assert model(na, "Gia đình học tập")[0] is None


def test_the_reviewers_number_stands_in_place_of_the_units(na: PlanYear) -> None:
    org = na.org
    record = hand_in(na, org.ban_po, org.pao, Form(figures=HOUSEHOLDS))
    started = review.start(record, actor=org.minh, version=record.version)
    row = record.figures.get(indicator__code="households")
    review.correct_figure(
        started, row.indicator, number=Decimal(97), reason="Một hộ đã chuyển đi", actor=org.minh,
        seen=row.version,
    )  # fmt: skip

    assert village(na, "Thôn Bản Pò")["households"] == 97


def test_the_communes_own_figure_comes_before_the_sum_of_its_villages(na: PlanYear) -> None:
    org = na.org
    hand_in(na, org.ban_po, org.pao, Form(figures=HOUSEHOLDS))
    hand_in(na, org.na_lac, org.sam, Form(figures={"households": "45", "people": "190"}))
    assert model(na, "Gia đình học tập")[0] == 143

    hand_in(
        na,
        org.na_ri,
        org.lan,
        Form(
            figures={"households": "150", "people": "600"},
            reasons={"households": "Bảy hộ mới chuyển đến", "people": "Theo sổ hộ khẩu"},
        ),
    )

    assert model(na, "Gia đình học tập")[0] == 150
    assert line(na, "households")["number"] == 150
    assert line(na, "households")["reason"] == "Bảy hộ mới chuyển đến"


def test_the_whole_story_of_na_ri(na: PlanYear) -> None:
    full_year(na)

    found = snapshot(na)

    assert [(one["name"], one["total"], one["registered"], one["achieved"])
            for one in found["models"]] == [
        ("Gia đình học tập", 98, 60, 55),
        ("Dòng họ học tập", 3, 2, 2),
        ("Cộng đồng học tập", 2, 1, 1),
        ("Đơn vị học tập", 2, 1, 0),
        ("Công dân học tập", 311, 168, 116),
    ]  # fmt: skip
    assert found["propaganda"] == {
        "news_items": 45, "broadcasts": 58, "conferences": 8, "conference_attendance": 845,
        "leaflets": None,
    }  # fmt: skip
    assert found["centre"] == {"villages": 1, "classes": 4, "attendance": 1234, "people": 310}
    assert [(one["whose"], one["count"], one["fund_closing"]) for one in found["funds"]] == [
        ("own", 1, 15_000_000),
        ("villages", 1, 5_750_000),
    ]
    assert [
        (one["name"], one["people"], one["assessed"], one["achieved"]) for one in found["citizens"]
    ] == [
        ("Cán bộ, công chức, viên chức", 22, 21, 18),
        ("Học sinh, sinh viên từ 15 tuổi trở lên", None, 0, 0),
        ("Người lao động", None, None, None),
        ("Nông dân", 200, 150, 99),
        ("Khác", None, 0, 0),
    ]
    assert [one["unit"] for one in found["missing"]] == ["Trường Tiểu học Yến Lạc", "Thôn Nà Lạc"]
    assert [one["unit"] for one in found["voices"]] == ["Văn phòng HĐND và UBND", "Thôn Bản Pò"]
    assert line(na, "documents")["rows"][0]["number"] == "45/KH-UBND"


def test_an_agencys_figures_stand_by_name(na: PlanYear) -> None:
    full_year(na)

    rows = {one["name"]: one for one in snapshot(na)["bodies"]}

    office = rows["Văn phòng HĐND và UBND"]
    assert (office["unit_staff"], office["unit_staff_achieved"], office["state"]) == (
        24,
        19,
        "counted",
    )
    assert rows["Trường Tiểu học Yến Lạc"]["state"] == "missing"


def test_last_years_figures_come_from_its_frozen_report(na: PlanYear) -> None:
    org = na.org
    told = {"families_registered": "60", "families_achieved": "55"}
    hand_in(na, org.ban_po, org.pao, Form(figures=HOUSEHOLDS | told))
    draft = building.build(building.open_report(na.year, na.host).pk)
    finished(draft, org.lan)
    assert snapshot(na)["previous"] is None

    clock.set_business_day(dt.date(2027, 11, 28))
    next_year = years.open_year(years.plan_year(na.campaign, 2027), actor=org.lan)
    found = building.snapshot_of(next_year, na.host, "commune_report")["previous"]

    assert found is not None
    assert (found[0]["name"], found[0]["achieved"]) == ("Gia đình học tập", 55)

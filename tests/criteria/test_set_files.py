"""The criteria sets behind the plans: what is known of them, and what is said to be unknown."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from core.data_files import DataFileError
from criteria.enums import Completeness, CriterionKind, IndicatorKind, ScoringMode
from criteria.set_files import (
    SETS_FOLDER,
    IndicatorSet,
    OfficialFile,
    OfficialSet,
    Rule,
    load_folder,
    load_indicators,
    load_official,
)
from criteria.set_files.official import InForce, Language, SourceKind
from units.enums import UnitType


@cache
def files() -> tuple[list[OfficialFile], list[IndicatorSet]]:
    return load_folder()


def official() -> dict[str, tuple[OfficialFile, OfficialSet]]:
    return {each.code: (file, each) for file in files()[0] for each in file.sets}


def village_sheet() -> IndicatorSet:
    return next(each for each in files()[1] if each.code == "bieu-thon")


def commune_sheet() -> IndicatorSet:
    return next(each for each in files()[1] if each.code == "bieu-xa-co-quan")


# ------------------------------------------------------------------ official sets


def test_what_is_known_of_each_official_set() -> None:
    known = {code: each.completeness for code, (_file, each) in official().items()}

    complete, partial, empty = Completeness.COMPLETE, Completeness.PARTIAL, Completeness.EMPTY
    assert known == {
        "qd-242-2022-gia-dinh": empty,
        "qd-242-2022-dong-ho": empty,
        "qd-242-2022-cong-dong": empty,
        "qd-242-2022-don-vi": empty,
        "qd-448-2015-gia-dinh": partial,
        "qd-244-2022-cong-dan": partial,
        "qd-324-2023-cong-dan": partial,
        "tt-25-2023-xa-muc-1": partial,
        "tt-25-2023-xa-muc-2": empty,
        "tt-25-2023-huyen-muc-1": partial,
        "tt-25-2023-tinh-muc-1": partial,
        "tt-24-2023-huyen-muc-1": partial,
        "tt-24-2023-huyen-muc-2": empty,
        "tt-24-2023-tinh-muc-1": partial,
        "tt-24-2023-tinh-muc-2": partial,
        "tt-44-2014-xa": partial,
        "tt-22-2020-don-vi": complete,
    }


def test_the_complete_example_adds_up_and_is_said_to_be_out_of_force() -> None:
    file, example = official()["tt-22-2020-don-vi"]
    points = {row.code: row.max_points for row in example.rows}

    assert points == {
        "22-1": 30, "22-1.1": 10, "22-1.2": 10, "22-1.3": 10,
        "22-2": 30, "22-2.1": 10, "22-2.2": 5, "22-2.3": 10, "22-2.4": 5,
        "22-3": 40, "22-3.1": 25, "22-3.2": 10, "22-3.3": 5,
    }  # fmt: skip
    assert [(band.label, band.at_least, band.below) for band in example.bands] == [
        ("Tốt", 85, None),
        ("Khá", 70, 85),
        ("Trung bình", 50, 70),
        ("Không đạt", None, 50),
    ]
    assert file.document.in_force == InForce.NO
    assert file.document.label == "hết hiệu lực, tham khảo"
    assert "hết hiệu lực – tham khảo" in example.name


def test_a_heading_holds_the_points_of_its_rows() -> None:
    _file, example = official()["tt-22-2020-don-vi"]

    for heading in (row for row in example.rows if row.kind == CriterionKind.HEADING):
        below = [row.max_points or 0 for row in example.rows if row.parent == heading.code]
        assert sum(below) == heading.max_points


def test_sets_of_the_ministry_in_force_have_no_points() -> None:
    sets = [each for code, (_f, each) in official().items() if code.startswith(("tt-24", "tt-25"))]

    assert {each.scoring_mode for each in sets} == {ScoringMode.ALL_INDICATORS}
    assert [row.code for each in sets for row in each.rows if row.max_points is not None] == []


def test_unknown_points_stay_unknown() -> None:
    unknown = {
        code: sum(row.max_points is None for row in each.rows)
        for code, (_file, each) in official().items()
        if each.scoring_mode == ScoringMode.POINTS and each.rows
    }

    assert unknown == {
        "qd-448-2015-gia-dinh": 3,
        "qd-244-2022-cong-dan": 3,
        "qd-324-2023-cong-dan": 3,
        "tt-44-2014-xa": 15,
        "tt-22-2020-don-vi": 0,
    }


def test_the_threshold_of_the_learning_citizen_belongs_to_the_later_set_only() -> None:
    earlier, later = official()["qd-244-2022-cong-dan"][1], official()["qd-324-2023-cong-dan"][1]

    assert earlier.bands == ()
    assert [(band.label, band.at_least, band.floor_each) for band in later.bands] == [
        ("Đạt", Decimal(80), Decimal(5)),
        ("Không đạt", None, None),
    ]
    assert sum(row.row_count or 0 for row in later.rows) == 10


def test_thresholds_of_the_learning_unit() -> None:
    thresholds = {
        (code, row.code): row.threshold_percent
        for code, (_file, each) in official().items()
        for row in each.rows
        if row.threshold_percent is not None
    }

    assert thresholds == {
        ("tt-24-2023-huyen-muc-1", "HV-2.1"): 90,
        ("tt-24-2023-huyen-muc-1", "HV-2.2"): 90,
        ("tt-24-2023-tinh-muc-1", "TV-3.1a"): 90,
        ("tt-24-2023-tinh-muc-1", "TV-3.1b"): 95,
        ("tt-24-2023-tinh-muc-2", "TV-3.1a"): 95,
        ("tt-24-2023-tinh-muc-2", "TV-3.1b"): 97,
    }


def test_six_of_fifteen_requirements_of_the_learning_commune_are_known() -> None:
    _file, commune = official()["tt-25-2023-xa-muc-1"]
    kinds = [row.kind for row in commune.rows]

    assert kinds.count(CriterionKind.REQUIRED) == 6
    assert kinds.count(CriterionKind.HEADING) == 5


def test_every_row_names_where_it_was_read() -> None:
    for file, each in official().values():
        for row in each.rows:
            assert file.source(row.source).where
    file, example = official()["qd-448-2015-gia-dinh"]
    inferred = [
        row.code
        for row in example.rows
        if row.points_source and file.source(row.points_source).kind == SourceKind.INFERRED
    ]
    assert inferred == ["448-GD-1c"]


def test_wordings_translated_back_are_marked() -> None:
    file, unit = official()["tt-24-2023-huyen-muc-1"]

    assert {file.source(row.source).language for row in unit.rows} == {Language.EN_VI}


# ------------------------------------------------------------------ indicator sets


def test_both_sheets_are_marked_as_designed_by_the_product() -> None:
    assert {each.code for each in files()[1]} == {"bieu-thon", "bieu-xa-co-quan"}
    for each in files()[1]:
        assert each.designed
        assert "Thiết kế của sản phẩm" in each.note


def test_the_village_sheet_asks_what_the_contract_lists() -> None:
    codes = {line.code for line in village_sheet().lines()}
    groups = ("officials", "students", "workers", "farmers", "others")

    assert codes >= {"households", "people", "people_15_plus"}
    assert codes >= {"families_registered", "families_achieved", "families_three_years"}
    assert codes >= {"clans_registered", "clans_achieved", "village_title_held"}
    assert codes >= {f"{one}_{what}" for one in groups for what in ("assessed", "achieved")}
    assert codes >= {"meeting_on", "meeting_households", "meeting_households_all"}
    assert codes >= {"front_committee_signed", "classes", "class_attendance"}
    assert codes >= {"fund_opening", "fund_income", "fund_spending", "fund_closing"}
    assert codes >= {"difficulties", "proposals"}
    assert village_sheet().unit_types == (UnitType.VILLAGE,)


@pytest.mark.parametrize("table", range(1, 9))
def test_every_table_of_the_report_is_fed(table: int) -> None:
    feeding = [
        line.code
        for each in files()[1]
        for line in each.lines()
        if any(feed.table == table for feed in line.feeds)
    ]

    assert feeding


def test_who_answers_which_part_of_the_commune_sheet() -> None:
    answers: dict[str, set[str]] = {}
    for section in commune_sheet().sections:
        for line in section.lines:
            for unit_type in section.asked(line) or commune_sheet().unit_types:
                answers.setdefault(unit_type.name, set()).add(line.code)

    assert "centre_attendance" in answers["COMMUNE"]
    assert "unit_staff" not in answers["COMMUNE"]
    assert "centre_attendance" not in answers["AGENCY"]
    assert {"unit_officials", "documents", "difficulties"} <= answers["AGENCY"]
    assert "pupils_achieved" in answers["SCHOOL"]
    assert "pupils_achieved" not in answers["AGENCY"]
    assert "members_learning" in answers["MASS_ORGANISATION"]
    assert "contribution" in answers["ENTERPRISE"]
    assert "unit_officials" not in answers["ENTERPRISE"]
    assert set(answers) == {each.name for each in commune_sheet().unit_types}


def test_lists_have_the_columns_of_the_report() -> None:
    columns = {
        line.code: [column.code for column in line.columns]
        for line in commune_sheet().lines()
        if line.kind == IndicatorKind.LIST
    }

    assert columns["documents"] == ["number", "issued_on", "abstract"]
    assert {"attendance", "people", "women", "ethnic_minorities", "cost"} <= set(
        columns["centre_classes_list"]
    )


@pytest.mark.parametrize("code", ["bieu-thon", "bieu-xa-co-quan"])
def test_rules_v1_to_v10_are_all_there(code: str) -> None:
    sheet = next(each for each in files()[1] if each.code == code)
    rules = {check.rule for check in sheet.checks}
    # The totals of villages (V3) are formed on the commune's sheet.
    missing = {Rule.V3} if code == "bieu-thon" else set()

    assert rules == set(Rule) - missing


def test_a_rule_speaks_only_of_lines_that_one_unit_answers() -> None:
    for sheet in files()[1]:
        asked = {
            line.code: set(section.asked(line) or sheet.unit_types)
            for section in sheet.sections
            for line in section.lines
        }
        for check in sheet.checks:
            if check.le or check.balance:
                assert set.intersection(*(asked[code] for code in check.terms)), check.code


def test_sums_and_titles_come_from_places_that_exist() -> None:
    village = {line.code for line in village_sheet().lines()}
    commune = {line.code for line in commune_sheet().lines()}
    filled = [line.filled_from for each in files()[1] for line in each.lines() if line.filled_from]

    for origin in filled:
        kind, _colon, name = origin.partition(":")
        assert kind in {"register", "title", "sum", "units", "lines", "list"}, origin
        if kind == "sum":
            assert name.removeprefix("bieu-thon.") in village, origin
        if kind == "units":
            assert name in commune, origin


def test_required_lines_of_a_village_are_few_enough_for_one_evening() -> None:
    required = [line for line in village_sheet().lines() if line.required]

    assert len(required) <= 35


# ------------------------------------------------------------------ broken files


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        ("tt-22-2020", "max_points: 25", "max_points: 24", "tổng điểm các dòng là 99"),
        ("tt-22-2020", "max_points: 25", "max_points: null", "không được có dòng chưa biết điểm"),
        ("tt-22-2020", "parent: 22-3\n", "parent: 22-9\n", "không có dòng “22-9”"),
        ("tt-22-2020", "code: 22-1.2,", "code: 22-1.1,", "mã “22-1.1” đã dùng ở trên"),
        ("tt-22-2020", "source: tieu-chi-3", "source: bao", "không có nguồn “bao”"),
        ("qd-242-2022", "completeness: EMPTY", "completeness: PARTIAL", "EMPTY khi và chỉ khi"),
        ("qd-242-2022", "scoring_mode: POINTS", "scoring_mode: DIEM", "không có giá trị “DIEM”"),
        ("tt-24-2023", "threshold_percent: 90", "threshold_percent: 900", "từ 0 đến 100"),
        ("tt-24-2023", "kind: REQUIRED", "kind: GRADED", "chỉ dùng HEADING, SCORED hoặc REQUIRED"),
    ],
)
def test_a_broken_official_file_is_refused_with_its_line(
    tmp_path: Path, name: str, old: str, new: str, reason: str
) -> None:
    text = (SETS_FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / f"{name}.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(DataFileError) as caught:
        load_official(path)

    assert re.match(rf"{name}\.yaml:\d+: ", str(caught.value))
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("le: [families_registered, households]", "le: [families_registered]", "ít nhất hai dòng"),
        ("le: [families_registered, households]", "le: [families, households]", "“families”"),
        ("numerator: families_registered", "numerator: families", "không có dòng “families”"),
        ("feeds: [3 Tổng hộ,", "feeds: [33 Tổng hộ,", "số bảng (1-10) rồi tên cột"),
        ("kind: RATIO", "kind: LEVEL", "dòng LEVEL cần options"),
        ("kind: DATE", "kind: LIST", "dòng LIST cần columns"),
        ("percent: 30", "percent: nhiều", "không phải là số nguyên"),
        ("code: people_15_plus", "code: people", "đã dùng ở trên"),
        ("unit: hộ", 'help: "hộ"', "số phải có đơn vị tính"),
    ],
)
def test_a_broken_sheet_is_refused(tmp_path: Path, old: str, new: str, reason: str) -> None:
    text = (SETS_FOLDER / "bieu-thon.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "bieu-thon.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(DataFileError) as caught:
        load_indicators(path)

    assert reason in str(caught.value)

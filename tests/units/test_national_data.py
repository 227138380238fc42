"""The national files: the counts and facts that the country's units must show."""

from __future__ import annotations

import shutil
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from units.data_files import (
    FOLDER,
    Commune,
    DataFileError,
    Nation,
    OldCommune,
    OldDistrict,
    read_nation,
)


@pytest.fixture(scope="module")
def nation() -> Nation:
    return read_nation()


def predecessors(nation: Nation, code: str) -> list[tuple[str, str, str, bool]]:
    """Old code, kind, name and partly flag of what became the commune, by code."""
    olds = {row.code: row for row in nation.old_communes}
    return sorted(
        (row.old_commune, olds[row.old_commune].kind, olds[row.old_commune].name, row.partly)
        for row in nation.changes
        if row.new_commune == code
    )


def test_the_country_is_complete(nation: Nation) -> None:
    assert len(nation.provinces) == 34
    assert Counter(row.kind for row in nation.provinces) == {"tỉnh": 28, "thành phố": 6}
    assert Counter(row.kind for row in nation.communes) == {
        "xã": 2621,
        "phường": 687,
        "đặc khu": 13,
    }
    assert len(nation.old_provinces) == 63
    assert len(nation.old_districts) == 696
    assert Counter(row.kind for row in nation.old_communes) == {
        "xã": 7692,
        "phường": 1726,
        "thị trấn": 617,
    }


def test_every_new_commune_has_predecessors_and_every_old_one_a_successor(nation: Nation) -> None:
    assert {row.new_commune for row in nation.changes} == {row.code for row in nation.communes}
    assert {row.old_commune for row in nation.changes} - {""} == {
        row.code for row in nation.old_communes
    }
    islands = {row.old_district: row.new_commune for row in nation.changes if not row.old_commune}
    names = {row.code: f"{row.kind} {row.name}" for row in nation.communes}
    assert {district: names[code] for district, code in islands.items()} == {
        "318": "đặc khu Bạch Long Vĩ",
        "471": "đặc khu Cồn Cỏ",
        "498": "đặc khu Hoàng Sa",
        "536": "đặc khu Lý Sơn",
        "755": "đặc khu Côn Đảo",
    }


def test_partly_means_more_than_one_successor(nation: Nation) -> None:
    successors = Counter((row.old_district, row.old_commune) for row in nation.changes)
    divided = {old for old, count in successors.items() if count > 1}

    assert len(divided) == 442
    assert {(row.old_district, row.old_commune) for row in nation.changes if row.partly} == divided
    assert sum(row.partly for row in nation.changes) == 973


def test_codes_are_text_and_keep_their_zero(nation: Nation) -> None:
    na_ri = next(row for row in nation.communes if row.name == "Na Rì")

    assert na_ri == ("02155", "xã", "Na Rì", "19")


@pytest.mark.parametrize(
    ("code", "full_name", "province", "olds"),
    [
        (
            "02155",
            "xã Na Rì",
            "Thái Nguyên",
            [
                ("02155", "thị trấn", "Yến Lạc", False),
                ("02158", "xã", "Kim Lư", False),
                ("02161", "xã", "Sơn Thành", False),
            ],
        ),
        (
            "18160",
            "xã Sơn Hồng",
            "Hà Tĩnh",
            [("18139", "xã", "Sơn Hồng", False), ("18160", "xã", "Sơn Lĩnh", False)],
        ),
        (
            "15178",
            "xã Cẩm Tân",
            "Thanh Hóa",
            [
                ("15172", "xã", "Cẩm Long", False),
                ("15178", "xã", "Cẩm Tân", False),
                ("15181", "xã", "Cẩm Phú", False),
            ],
        ),
        (
            "22852",
            "xã Ninh Hải",
            "Khánh Hòa",
            [
                ("22852", "xã", "Phương Hải", False),
                ("22853", "xã", "Bắc Sơn", False),
                ("22864", "xã", "Tri Hải", False),
            ],
        ),
    ],
)
def test_the_communes_of_the_plans(
    nation: Nation, code: str, full_name: str, province: str, olds: list[tuple[str, str, str, bool]]
) -> None:
    provinces = {row.code: row.name for row in nation.provinces}
    commune = next(row for row in nation.communes if row.code == code)

    assert f"{commune.kind} {commune.name}" == full_name
    assert provinces[commune.province] == province
    assert predecessors(nation, code) == olds


def test_na_ri_came_from_the_district_of_that_name_in_bac_kan(nation: Nation) -> None:
    yen_lac = next(row for row in nation.old_communes if row.code == "02155")
    district = next(row for row in nation.old_districts if row.code == yen_lac.old_district)
    province = next(row for row in nation.old_provinces if row.code == district.old_province)

    assert (district.code, district.kind, district.name) == ("066", "huyện", "Na Rì")
    assert (province.code, province.name, province.province_today) == ("06", "Bắc Kạn", "19")


def test_ninh_hai_of_hai_duong_is_in_no_list(nation: Nation) -> None:
    assert [(row.code, row.province) for row in nation.communes if row.name == "Ninh Hải"] == [
        ("22852", "56")
    ]
    assert [row.code for row in nation.old_communes if row.name == "Ninh Hải"] == [
        "14551",
        "16606",
        "22543",
    ]
    ninh_giang = next(row for row in nation.old_districts if row.code == "299")
    hai_duong = next(row for row in nation.old_provinces if row.code == ninh_giang.old_province)
    assert (ninh_giang.name, hai_duong.name, hai_duong.province_today) == (
        "Ninh Giang",
        "Hải Dương",
        "31",
    )


def test_namesakes_live_side_by_side(nation: Nation) -> None:
    provinces = {row.code: row.name for row in nation.provinces}
    full_names = Counter((row.kind, row.name) for row in nation.communes)

    assert sum(count > 1 for count in full_names.values()) == 246
    assert full_names["xã", "Tân Tiến"] == 7
    assert {
        (row.code, provinces[row.province]) for row in nation.communes if row.name == "Ninh Giang"
    } == {("11203", "Hải Phòng"), ("14038", "Ninh Bình")}
    assert [old[0] for old in predecessors(nation, "11203")] == ["11185", "11203", "11215", "11227"]


def test_the_same_code_names_another_unit_before_and_after(nation: Nation) -> None:
    before = {row.code: (row.kind, row.name) for row in nation.old_communes}

    assert all(row.code in before for row in nation.communes if row.kind != "đặc khu")
    renamed = [row for row in nation.communes if before.get(row.code) != (row.kind, row.name)]
    assert len(renamed) > 2000


def test_crossed_namesakes_are_not_believed(nation: Nation) -> None:
    """Phường 4 of Mỹ Tho is not a predecessor of Cao Lãnh, 81 km away; Cao Lãnh's own is."""
    districts = {row.code: row.name for row in nation.old_districts}
    olds = {row.code: row for row in nation.old_communes}
    cao_lanh = [olds[row.old_commune] for row in nation.changes if row.new_commune == "29869"]

    assert {districts[row.old_district] for row in cao_lanh} == {"Cao Lãnh"}
    assert "4" in {row.name for row in cao_lanh}


def test_names_are_composed_and_have_no_blanks_to_spare(nation: Nation) -> None:
    everything: list[Commune | OldCommune | OldDistrict] = [
        *nation.communes,
        *nation.old_communes,
        *nation.old_districts,
    ]

    assert all(
        row.name == unicodedata.normalize("NFC", " ".join(row.name.split())) for row in everything
    )
    assert all(row.kind == row.kind.lower() for row in everything)


@pytest.mark.parametrize(
    ("before", "after", "file", "complaint"),
    [
        ("02155\txã", "2155\txã", "communes", "code '2155' does not have 5 digits"),
        ("18160\txã", "02155\txã", "communes", "code 02155 stands there twice"),
        ("Na Rì\t19", "Na Rì\t99", "communes", "points to unknown codes: 99"),
        ("Na Rì\t19", "Na Rì", "communes", "3 columns"),
        ("code\tkind", "mã\tkind", "communes", "line 1: expected the columns"),
        ("\t02158\t02155\t", "\t99999\t02155\t", "changes", "points to unknown codes: 99999"),
    ],
)
def test_a_damaged_file_is_refused_by_name(
    tmp_path: Path, before: str, after: str, file: str, complaint: str
) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "national")
    path = folder / f"{file}.tsv"
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")

    with pytest.raises(DataFileError, match=complaint) as refusal:
        read_nation(folder)

    assert str(refusal.value).startswith(f"{file}.tsv")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "national")
    (folder / "changes.tsv").unlink()

    with pytest.raises(DataFileError, match=r"changes\.tsv: the file is missing"):
        read_nation(folder)


def test_the_licence_of_the_source_stands_beside_the_data() -> None:
    licence = (FOLDER / "LICENSE.vietnamadminunits.txt").read_text(encoding="utf-8")

    assert licence.startswith("MIT License")
    assert "Tran Ngoc Minh Hieu" in licence

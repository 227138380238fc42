"""Finding a unit in the whole country: without diacritics, by old names, by code, by place.

The expected lists are literal, so that both engines must give the same units in the same order.
"""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from pytest_django import DjangoAssertNumQueries

from units.enums import UnitType
from units.models import Unit
from units.selectors.resolve import (
    AmbiguousCodeError,
    UnitNotFoundError,
    commune_named,
    unit_by_code,
)
from units.selectors.search import search_units
from units.services.national import Loaded
from units.services.plan_units import NINH_HAI_CODE

IN_2024 = dt.date(2024, 5, 13)
TODAY = dt.date(2026, 11, 20)
NINH_HAI = "Xã Ninh Hải – Huyện Ninh Giang, Tỉnh Hải Dương"


def labels(query: str, *types: str, with_ended: bool = False, limit: int = 50) -> list[str]:
    found = search_units(query, types=types, on=TODAY, with_ended=with_ended, limit=limit)
    return [one.label for one in found]


@pytest.mark.parametrize(
    "query",
    [
        "na ri",
        "Na Rì",
        "NA RI",
        "xã na rì",
        "  na   ri ",
        "na r",
        unicodedata.normalize("NFD", "Xã Na Rì"),
        "02155",
        "na ri thai nguyen",
        "Na Rì, tỉnh Thái Nguyên",
        "na ri bac kan",
        "yến lạc bắc kạn",
    ],
)
def test_na_ri_is_found_as_people_type_it(country: Loaded, query: str) -> None:
    assert labels(query)[0] == "Xã Na Rì – Tỉnh Thái Nguyên"


def test_an_old_name_finds_todays_commune_and_says_why(country: Loaded) -> None:
    found = search_units("sơn lĩnh", on=TODAY)

    assert [(one.label, one.formerly) for one in found] == [
        ("Xã Sơn Linh – Tỉnh Quảng Ngãi", ()),
        ("Xã Sơn Hồng – Tỉnh Hà Tĩnh", ("Xã Sơn Lĩnh",)),
    ]


def test_todays_name_needs_no_explanation(country: Loaded) -> None:
    found = search_units("sơn hồng", on=TODAY)

    assert [(one.label, one.formerly) for one in found] == [("Xã Sơn Hồng – Tỉnh Hà Tĩnh", ())]


def test_an_old_province_finds_the_one_that_holds_it(country: Loaded) -> None:
    found = search_units("hải dương", types=[UnitType.PROVINCE], on=TODAY)

    assert [(one.label, one.formerly) for one in found] == [
        ("Thành phố Hải Phòng", ("Tỉnh Hải Dương",))
    ]


def test_a_code_finds_who_bears_it_today_and_who_bore_it(country: Loaded) -> None:
    assert labels("18160") == ["Xã Sơn Hồng – Tỉnh Hà Tĩnh"]
    assert labels("18160", with_ended=True) == [
        "Xã Sơn Hồng – Tỉnh Hà Tĩnh",
        "Xã Sơn Lĩnh – Huyện Hương Sơn, Tỉnh Hà Tĩnh (đến hết 30/06/2025, nay thuộc Xã Sơn Hồng)",
    ]


def test_namesakes_are_told_apart_by_their_province_in_vietnamese_order(country: Loaded) -> None:
    assert labels("xã tân tiến", UnitType.COMMUNE, limit=7) == [
        "Xã Tân Tiến – Tỉnh Cà Mau",
        "Xã Tân Tiến – Tỉnh Đắk Lắk",
        "Xã Tân Tiến – Tỉnh Đồng Nai",
        "Xã Tân Tiến – Tỉnh Hưng Yên",
        "Xã Tân Tiến – Tỉnh Lạng Sơn",
        "Xã Tân Tiến – Tỉnh Thanh Hóa",
        "Xã Tân Tiến – Tỉnh Tuyên Quang",
    ]
    assert labels("tan tien lang son", UnitType.COMMUNE, limit=1) == ["Xã Tân Tiến – Tỉnh Lạng Sơn"]


def test_ninh_hai_shows_its_province(country: Loaded) -> None:
    assert labels("ninh hai", UnitType.COMMUNE, limit=1) == ["Xã Ninh Hải – Tỉnh Khánh Hòa"]


def test_ninh_hai_of_hai_duong_is_not_offered_as_a_commune_of_today(country: Loaded) -> None:
    assert labels("ninh hai hai duong") == []
    assert labels("ninh hai hai duong", with_ended=True) == [
        f"{NINH_HAI} (đến hết 30/06/2025, chưa rõ đơn vị kế thừa)"
    ]


def test_divided_communes_name_all_their_successors(country: Loaded) -> None:
    found = labels("tan tien hai phong", UnitType.COMMUNE, with_ended=True)

    assert found[0] == (
        "Phường Tân Tiến – Quận An Dương, Thành phố Hải Phòng "
        "(đến hết 30/06/2025, nay thuộc Phường An Dương, Phường An Phong, Phường Hồng An)"
    )
    assert found[1:] == [
        "Phường An Dương – Thành phố Hải Phòng",
        "Phường An Phong – Thành phố Hải Phòng",
        "Phường Hồng An – Thành phố Hải Phòng",
    ]


def test_results_follow_the_vietnamese_alphabet(country: Loaded) -> None:
    assert labels("th", UnitType.COMMUNE, limit=4) == [
        "Xã Thác Bà – Tỉnh Lào Cai",
        "Xã Thạch An – Tỉnh Cao Bằng",
        "Xã Thạch Bình – Tỉnh Thanh Hóa",
        "Xã Thạch Hà – Tỉnh Hà Tĩnh",
    ]
    provinces = Unit.objects.filter(type=UnitType.PROVINCE, valid_to=None)
    names = [unit.name for unit in provinces.in_alphabetical_order()]
    assert names[:12] == [
        "An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk",
        "Điện Biên", "Đồng Nai", "Đồng Tháp", "Gia Lai", "Hà Nội",
    ]  # fmt: skip


def test_names_that_begin_with_the_query_stand_first(country: Loaded) -> None:
    assert labels("phường 1", limit=2) == [
        "Phường 1 Bảo Lộc – Tỉnh Lâm Đồng",
        "Phường An Hội Đông – Thành phố Hồ Chí Minh",
    ]
    assert labels("ninh giang", UnitType.COMMUNE, limit=3) == [
        "Xã Ninh Giang – Thành phố Hải Phòng",
        "Xã Ninh Giang – Tỉnh Ninh Bình",
        "Phường Hòa Thắng – Tỉnh Khánh Hòa",
    ]


@pytest.mark.parametrize("query", ["", "   ", "-", "%", "_", "zzzz", "na ri ha tinh", "inh hai"])
def test_what_is_nowhere_finds_nothing(country: Loaded, query: str) -> None:
    assert labels(query) == []


@pytest.mark.parametrize("limit", [1, 3, 50])
def test_a_search_costs_three_queries(
    country: Loaded, django_assert_num_queries: DjangoAssertNumQueries, limit: int
) -> None:
    with django_assert_num_queries(3):  # units; their former names; their predecessors
        by_old_name = search_units("thị trấn", types=[UnitType.COMMUNE], on=TODAY, limit=limit)
    with django_assert_num_queries(3):  # units; their last places; their successors
        ended = search_units(
            "huyện", types=[UnitType.DISTRICT], on=TODAY, with_ended=True, limit=limit
        )

    assert len(by_old_name) == len(ended) == limit


def test_a_code_that_was_borne_twice_is_refused_with_the_choices(country: Loaded) -> None:
    with pytest.raises(AmbiguousCodeError) as refusal:
        unit_by_code("18160")

    assert str(refusal.value) == (
        "Mã “18160” có thể là: Xã Sơn Lĩnh (đến hết 30/06/2025); Xã Sơn Hồng (từ 01/07/2025). "
        "Hãy ghi rõ thời điểm."
    )
    assert [str(unit) for unit in refusal.value.choices] == ["Xã Sơn Lĩnh", "Xã Sơn Hồng"]
    assert str(unit_by_code("18160", on=IN_2024)) == "Xã Sơn Lĩnh"
    assert str(unit_by_code("18160", on=TODAY)) == "Xã Sơn Hồng"


@pytest.mark.parametrize("code", ["2155", "99999", "", " "])
def test_an_unknown_code_is_refused(country: Loaded, code: str) -> None:
    with pytest.raises(UnitNotFoundError, match="Hãy kiểm tra lại mã"):
        unit_by_code(code)


def test_a_code_of_the_products_own_is_found(country: Loaded) -> None:
    assert unit_by_code("299-nh").note.startswith("Kế hoạch số 55/KH-UBND")


@pytest.mark.parametrize(
    ("name", "province", "day", "code"),
    [
        ("Ninh Hải", "Hải Dương", IN_2024, NINH_HAI_CODE),
        ("xã Ninh Hải", "tỉnh Khánh Hòa", TODAY, "22852"),
        ("Sơn Hồng", "Hà Tĩnh", IN_2024, "18139"),
        ("Sơn Hồng", "Hà Tĩnh", TODAY, "18160"),
        ("Cẩm Tân", "Thanh Hoá", IN_2024, "15178"),
        ("xa na ri", "thai nguyen", TODAY, "02155"),
        ("Tân Tiến", "Lạng Sơn", TODAY, "06019"),
    ],
)
def test_a_commune_named_in_a_text_is_the_one_of_its_day(
    country: Loaded, name: str, province: str, day: dt.date, code: str
) -> None:
    match = commune_named(name, province=province, on=day)

    assert match.unit is not None
    assert (match.unit.code, match.warning) == (code, "")
    assert (match.unit.valid_to is None) == (day == TODAY)


def test_ninh_hai_of_hai_duong_never_resolves_to_its_namesake(country: Loaded) -> None:
    match = commune_named("Ninh Hải", province="Hải Dương", on=TODAY)

    assert match.unit is None
    assert match.warning == (
        "Không có Ninh Hải thuộc Hải Dương vào ngày 20/11/2026. "
        f"Ở thời điểm khác có: {NINH_HAI} "
        "(đến hết 30/06/2025, chưa rõ đơn vị kế thừa) [299-NH]. "
        "Đơn vị cùng tên ở nơi khác, không tự chọn: Xã Ninh Hải – Tỉnh Khánh Hòa [22852]."
    )


def test_a_name_borne_twice_in_one_province_is_left_to_a_person(country: Loaded) -> None:
    match = commune_named("Hồng Phong", province="Hải Dương", on=IN_2024)

    assert match.unit is None
    assert match.warning == (
        "Hải Dương có nhiều đơn vị tên Hồng Phong: "
        "Xã Hồng Phong – Huyện Nam Sách, Tỉnh Hải Dương "
        "(đến hết 30/06/2025, nay thuộc Xã Nam Sách) [10654]; "
        "Xã Hồng Phong – Huyện Ninh Giang, Tỉnh Hải Dương "
        "(đến hết 30/06/2025, nay thuộc Xã Khúc Thừa Dụ) [11224]; "
        "Xã Hồng Phong – Huyện Thanh Miện, Tỉnh Hải Dương "
        "(đến hết 30/06/2025, nay thuộc Xã Nam Thanh Miện) [11293]. "
        "Hãy chọn một đơn vị."
    )


def test_a_name_that_never_was_says_so(country: Loaded) -> None:
    match = commune_named("Không Đâu", province="Hà Tĩnh", on=TODAY)

    assert match.unit is None
    assert match.warning == "Không có Không Đâu thuộc Hà Tĩnh vào ngày 20/11/2026."

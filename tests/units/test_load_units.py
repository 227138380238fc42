"""The whole country in the tree: counts, the plans' units, and the traps of the old codes."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from django.db.models import Count, F

from core.models import AuditEvent
from units.enums import ChangeKind, UnitType
from units.models import Unit, UnitChange, UnitChangeLine, UnitName, UnitPlacement
from units.paths import step
from units.selectors.history import (
    may_sum_before,
    name_on,
    parents_on,
    predecessors,
    successors,
)
from units.services.national import Loaded, load_nation
from units.services.plan_units import (
    BAN_DAN_TOC_CODE,
    CODE_OF_KEY,
    NINH_HAI_CODE,
    load_plan_units,
)

BEFORE = dt.date(2024, 11, 30)
LAST_DAY = dt.date(2025, 6, 30)
FIRST_DAY = dt.date(2025, 7, 1)
TODAY = dt.date(2026, 11, 20)


def commune(code: str) -> Unit:
    """The commune of today with that code."""
    return Unit.objects.get(type=UnitType.COMMUNE, code=code, valid_from=FIRST_DAY)


def old_commune(code: str) -> Unit:
    """The commune that bore the code until 30/06/2025."""
    return Unit.objects.get(type=UnitType.COMMUNE, code=code, valid_to=LAST_DAY)


def province(name: str) -> Unit:
    return Unit.objects.get(type=UnitType.PROVINCE, name=name, valid_to=None)


def above(unit: Unit, day: dt.date) -> list[str]:
    return [str(parent) for parent in parents_on(unit, day)]


def test_the_country_has_34_provinces_and_3321_communes_today(country: Loaded) -> None:
    today = Unit.objects.active_on(TODAY)

    assert (country.provinces, country.communes, country.added) == (34, 3321, 14139)
    assert today.filter(type=UnitType.PROVINCE).count() == 34
    communes = today.filter(type=UnitType.COMMUNE)
    assert Counter(communes.values_list("kind_word", flat=True)) == {
        "xã": 2621,
        "phường": 687,
        "đặc khu": 13,
    }
    assert not today.filter(type=UnitType.DISTRICT).exists()


def test_the_country_of_2024_had_three_levels(country: Loaded) -> None:
    before = Unit.objects.active_on(BEFORE)

    assert before.filter(type=UnitType.PROVINCE).count() == 63
    assert before.filter(type=UnitType.DISTRICT).count() == 696
    # The list of 2025 and Ninh Hải, which it no longer has.
    assert before.filter(type=UnitType.COMMUNE).count() == 10035 + 1


def test_every_commune_of_today_hangs_below_its_province(country: Loaded) -> None:
    communes = Unit.objects.active_on(TODAY).filter(type=UnitType.COMMUNE)

    assert Counter(communes.values_list("parent__type", flat=True)) == {UnitType.PROVINCE: 3321}
    assert not communes.exclude(parent__valid_to=None).exists()


def test_paths_lead_from_the_root_through_the_parent(country: Loaded) -> None:
    rows = Unit.objects.exclude(parent=None).values_list("pk", "path", "parent__path")

    assert all(path == parent_path + step(pk) for pk, path, parent_path in rows)
    root = Unit.objects.get(parent=None)
    assert (str(root), root.path) == ("Việt Nam", step(root.pk))


def test_a_code_is_borne_twice_but_never_from_the_same_day(country: Loaded) -> None:
    twice = (
        Unit.objects.filter(type=UnitType.COMMUNE)
        .values("code")
        .annotate(count=Count("pk"))
        .filter(count__gt=1)
    )

    assert len(twice) == 3316
    assert set(twice.values_list("count", flat=True)) == {2}
    assert (str(commune("18160")), str(old_commune("18160"))) == ("Xã Sơn Hồng", "Xã Sơn Lĩnh")


def test_na_ri_keeps_its_zero_and_came_from_three_communes_of_bac_kan(country: Loaded) -> None:
    na_ri = commune("02155")

    assert (str(na_ri), na_ri.code) == ("Xã Na Rì", "02155")
    assert above(na_ri, TODAY) == ["Tỉnh Thái Nguyên", "Việt Nam"]
    assert [(one.unit.code, str(one.unit), one.partly) for one in predecessors(na_ri)] == [
        ("02155", "Thị trấn Yến Lạc", False),
        ("02158", "Xã Kim Lư", False),
        ("02161", "Xã Sơn Thành", False),
    ]
    yen_lac = old_commune("02155")
    assert above(yen_lac, BEFORE) == ["Huyện Na Rì", "Tỉnh Bắc Kạn", "Việt Nam"]
    assert above(yen_lac, TODAY) == ["Xã Na Rì", "Tỉnh Thái Nguyên", "Việt Nam"]


def test_son_hong_keeps_its_name_and_changes_its_code(country: Loaded) -> None:
    today, before = commune("18160"), old_commune("18139")

    assert str(today) == str(before) == "Xã Sơn Hồng"
    assert [(one.unit, one.partly) for one in successors(before)] == [(today, False)]
    assert above(before, BEFORE) == ["Huyện Hương Sơn", "Tỉnh Hà Tĩnh", "Việt Nam"]


def test_cam_tan_keeps_name_and_code_and_changes_its_territory(country: Loaded) -> None:
    today, before = commune("15178"), old_commune("15178")

    assert str(today) == str(before) == "Xã Cẩm Tân"
    assert today != before
    assert [str(one.unit) for one in predecessors(today)] == [
        "Xã Cẩm Long",
        "Xã Cẩm Tân",
        "Xã Cẩm Phú",
    ]
    # One chart of both years breaks at 01/07/2025.
    assert (before.valid_to, today.valid_from) == (LAST_DAY, FIRST_DAY)
    assert {one.on for one in predecessors(today)} == {FIRST_DAY}


def test_who_works_in_a_commune_sees_what_went_wholly_into_it(country: Loaded) -> None:
    below = Unit.objects.below(commune("18160"))

    assert sorted(str(unit) for unit in below) == ["Xã Sơn Hồng", "Xã Sơn Lĩnh"]
    assert not below.active_on(TODAY).exists()


def test_a_divided_commune_keeps_its_last_place(country: Loaded) -> None:
    divided = (
        Unit.objects.filter(type=UnitType.COMMUNE, valid_to=LAST_DAY)
        .filter(changes_away__partly=True)
        .distinct()
    )

    assert divided.count() == 442
    assert set(divided.values_list("parent__type", flat=True)) == {UnitType.DISTRICT}
    assert UnitChangeLine.objects.filter(partly=True).count() == 973


def test_figures_of_a_divided_predecessor_are_never_added_up(country: Loaded) -> None:
    made_of_parts = UnitChangeLine.objects.filter(partly=True)[0].to_unit

    assert made_of_parts is not None
    assert not may_sum_before(made_of_parts)
    assert may_sum_before(commune("15178"))
    assert not may_sum_before(old_commune("15178"))


def test_eleven_provinces_went_on_and_fifty_two_did_not(country: Loaded) -> None:
    provinces = Unit.objects.filter(type=UnitType.PROVINCE)

    went_on = provinces.filter(valid_from=None, valid_to=None).order_by("code")
    assert " ".join(unit.code for unit in went_on) == "01 04 11 12 14 20 22 38 40 42 46"
    assert provinces.filter(valid_to=LAST_DAY).count() == 52
    merged = UnitChange.objects.filter(kind=ChangeKind.MERGE).exclude(legal_basis="")
    assert merged.count() == 23
    assert {one.legal_basis for one in merged} == {"Nghị quyết số 202/2025/QH15"}
    assert [str(one.unit) for one in predecessors(province("Thái Nguyên"))] == [
        "Tỉnh Bắc Kạn",
        "Tỉnh Thái Nguyên",
    ]


def test_unknown_resolutions_stay_unknown(country: Loaded) -> None:
    changes = UnitChange.objects.filter(lines__to_unit__type=UnitType.COMMUNE).distinct()

    assert changes.count() == 3321
    assert set(changes.values_list("legal_basis", flat=True)) == {""}


def test_five_island_districts_became_special_zones(country: Loaded) -> None:
    lines = UnitChangeLine.objects.filter(
        from_unit__type=UnitType.DISTRICT, to_unit__isnull=False
    ).order_by("from_unit__code")

    assert [(str(line.from_unit), str(line.to_unit)) for line in lines] == [
        ("Huyện Bạch Long Vĩ", "Đặc khu Bạch Long Vĩ"),
        ("Huyện Cồn Cỏ", "Đặc khu Cồn Cỏ"),
        ("Huyện Hoàng Sa", "Đặc khu Hoàng Sa"),
        ("Huyện Lý Sơn", "Đặc khu Lý Sơn"),
        ("Huyện Côn Đảo", "Đặc khu Côn Đảo"),
    ]
    dissolved = UnitChange.objects.get(kind=ChangeKind.DISSOLVE, note="")
    assert dissolved.lines.count() == 696 - 5


def test_ninh_hai_has_no_official_code_and_no_known_successor(country: Loaded) -> None:
    ninh_hai = Unit.objects.get(code=NINH_HAI_CODE)

    assert (str(ninh_hai), ninh_hai.valid_to) == ("Xã Ninh Hải", LAST_DAY)
    assert successors(ninh_hai) == []
    assert above(ninh_hai, BEFORE) == ["Huyện Ninh Giang", "Tỉnh Hải Dương", "Việt Nam"]
    assert province("Hải Phòng").path == ninh_hai.path[: len(province("Hải Phòng").path)]
    assert not Unit.objects.filter(pk=ninh_hai.pk).at_or_below(province("Khánh Hòa")).exists()
    assert "chưa xác định" in ninh_hai.note


def test_the_agency_of_the_plan_is_marked_as_inferred(country: Loaded) -> None:
    agency = Unit.objects.get(code=BAN_DAN_TOC_CODE)

    assert (agency.type, str(agency), agency.is_inferred) == ("agency", "Ban Dân tộc", True)
    assert above(agency, BEFORE) == ["Tỉnh Ninh Thuận", "Việt Nam"]
    assert above(agency, TODAY) == ["Tỉnh Khánh Hòa", "Việt Nam"]
    assert agency.parent == province("Khánh Hòa")


def test_the_plan_files_find_the_units_that_have_no_official_code(country: Loaded) -> None:
    assert {key: str(Unit.objects.get(code=code)) for key, code in CODE_OF_KEY.items()} == {
        "ninh-hai-hai-duong": "Xã Ninh Hải",
        "ban-dan-toc": "Ban Dân tộc",
    }


def test_seven_communes_named_tan_tien_live_side_by_side(country: Loaded) -> None:
    tan_tien = Unit.objects.active_on(TODAY).filter(
        type=UnitType.COMMUNE, kind_word="xã", name="Tân Tiến"
    )

    assert len({unit.parent_id for unit in tan_tien}) == 7


def test_every_unit_has_its_name_and_its_places_in_time(country: Loaded) -> None:
    units = Unit.objects.exclude(parent=None).count()

    assert UnitName.objects.count() == units + 1
    assert UnitPlacement.objects.values("unit").distinct().count() == units
    assert not UnitPlacement.objects.filter(to_on__lt=F("from_on")).exists()
    assert name_on(old_commune("02155"), BEFORE) == "Thị trấn Yến Lạc"


def test_a_second_run_adds_nothing(country: Loaded) -> None:
    before = (Unit.objects.count(), UnitChange.objects.count(), UnitPlacement.objects.count())

    again = load_nation()
    load_plan_units()

    assert again.added == 0
    assert before == (
        Unit.objects.count(),
        UnitChange.objects.count(),
        UnitPlacement.objects.count(),
    )


def test_the_load_leaves_one_audit_event_with_its_counts(country: Loaded) -> None:
    event = AuditEvent.objects.get(action="units.nation_loaded")

    assert event.after == {"country": 1, "province": 86, "district": 696, "commune": 13356}

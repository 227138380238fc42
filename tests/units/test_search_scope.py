"""Search within what a person sees; names and places of a day; units made in the product."""

from __future__ import annotations

import datetime as dt

import pytest

from core.audit import SYSTEM
from tests.org import Org
from units.models import Unit
from units.selectors.history import name_on, parents_on, predecessors, successors
from units.selectors.search import search_units
from units.services.tree import dissolve_unit, merge_units, move_unit, rename_unit

IN_MARCH = dt.date(2026, 3, 1)
IN_JUNE = dt.date(2026, 6, 1)
IN_SUMMER = dt.date(2026, 7, 1)


def found(query: str, *, with_ended: bool = False) -> list[str]:
    return [one.label for one in search_units(query, on=IN_SUMMER, with_ended=with_ended)]


def test_minh_finds_the_villages_of_his_commune_and_chi_her_own(org: Org) -> None:
    assert [one.label for one in search_units("thôn", user=org.minh)] == [
        "Thôn Bản Pò – Xã Na Rì",
        "Thôn Nà Lạc – Xã Na Rì",
    ]
    assert [one.label for one in search_units("thôn", user=org.chi)] == [
        "Thôn Kim Sơn – Xã Sơn Hồng"
    ]
    assert search_units("thôn", user=org.khong) == []
    assert len(search_units("thôn")) == 3


def test_a_village_is_found_by_its_commune(org: Org) -> None:
    assert found("po na ri") == ["Thôn Bản Pò – Xã Na Rì"]
    assert found("ban po thai nguyen") == ["Thôn Bản Pò – Xã Na Rì"]


def test_a_renamed_village_is_found_by_both_names(org: Org) -> None:
    rename_unit(org.ban_po, kind_word="thôn", name="Tân Lập", on=IN_JUNE, actor=SYSTEM)

    results = search_units("bản pò", on=IN_SUMMER)

    assert [(one.label, one.formerly) for one in results] == [
        ("Thôn Tân Lập – Xã Na Rì", ("Thôn Bản Pò",))
    ]
    assert name_on(org.ban_po, IN_MARCH) == "Thôn Bản Pò"
    assert name_on(org.ban_po, IN_SUMMER) == "Thôn Tân Lập"


def test_a_merged_village_leads_to_its_successor(org: Org) -> None:
    merge_units([(org.na_lac, False)], org.ban_po, on=IN_JUNE, actor=SYSTEM)

    assert found("nà lạc") == ["Thôn Bản Pò – Xã Na Rì"]
    assert [one.unit for one in predecessors(org.ban_po)] == [org.na_lac]
    assert [one.unit for one in successors(org.na_lac)] == [org.ban_po]
    assert found("nà lạc", with_ended=True)[0] == (
        "Thôn Nà Lạc – Xã Na Rì (đến hết 31/05/2026, nay thuộc Thôn Bản Pò)"
    )


def test_a_moved_village_lies_where_it_lay_on_that_day(org: Org) -> None:
    moved = move_unit(org.ban_po, org.son_hong, on=IN_JUNE, actor=SYSTEM)

    assert [str(one) for one in parents_on(moved, IN_MARCH)][:2] == [
        "Xã Na Rì",
        "Tỉnh Thái Nguyên",
    ]
    assert [str(one) for one in parents_on(moved, IN_SUMMER)][:2] == ["Xã Sơn Hồng", "Tỉnh Hà Tĩnh"]


def test_a_unit_that_moved_is_no_predecessor_of_itself(org: Org) -> None:
    moved = move_unit(org.ban_po, org.son_hong, on=IN_JUNE, actor=SYSTEM)

    assert predecessors(moved) == []
    assert successors(moved) == []


def test_a_dissolved_unit_is_found_only_when_asked_for(org: Org) -> None:
    dissolve_unit(org.na_lac, last_day=IN_JUNE, actor=SYSTEM)

    assert found("nà lạc") == []
    assert found("nà lạc", with_ended=True) == [
        "Thôn Nà Lạc – Xã Na Rì (đến hết 01/06/2026, chưa rõ đơn vị kế thừa)"
    ]
    assert [one.unit for one in search_units("nà lạc", on=IN_MARCH)] == [org.na_lac]


@pytest.mark.parametrize("query", ["02155-T01", "02155-t01", "02155 t01"])
def test_a_suffix_code_is_found(org: Org, query: str) -> None:
    assert found(query) == ["Thôn Bản Pò – Xã Na Rì"]
    assert Unit.objects.matching(query).get() == org.ban_po

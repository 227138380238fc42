"""A commune's villages and agencies come in as a list."""

from __future__ import annotations

import pytest
from django.test import Client

from imports.enums import ImportState
from tests.builders import people
from tests.imports.acting import told, undone, written
from tests.imports.files import book, saved, sent, template_of
from tests.org import Org
from units.enums import Role
from units.models import Unit, UnitName, UnitPlacement

pytestmark = pytest.mark.django_db
HEADS = ("Loại đơn vị", "Từ chỉ loại", "Tên đơn vị", "Thứ tự", "Vùng khó khăn", "Ghi chú")


def names(org: Org) -> list[str]:
    return [str(one) for one in Unit.objects.filter(parent=org.na_ri).order_by("type", "position")]


def test_units_are_added_mended_and_taken_back(org: Org) -> None:
    before = names(org)
    content = book(
        HEADS,
        [
            ("Thôn", "thôn", "Bản Pò", 1, "x", ""),
            ("Thôn", "bản", "Phiêng Đăm", None, "x", "Mới lập"),
            ("thon, to dan pho", "", "Thôn Hát Deng", None, "", ""),
            ("Trường học", "", "Trường Mầm non Na Rì", None, "", ""),
        ],
    )
    row = sent("units", org.na_ri, content, org.minh)
    assert row.preview["counts"] == {"changed": 1, "new": 3}, row.preview

    row = written(row, org.minh)
    assert row.state == ImportState.COMMITTED, told(row)
    new = Unit.objects.get(name="Phiêng Đăm")
    assert (new.display_name, new.position, new.is_difficult_area, new.note) == (
        "Bản Phiêng Đăm", 3, True, "Mới lập",
    )  # fmt: skip
    assert new.code == f"{org.na_ri.code}-T03"
    assert Unit.objects.get(name="Hát Deng").display_name == "Thôn Hát Deng"
    assert Unit.objects.get(pk=org.ban_po.pk).is_difficult_area

    again = sent("units", org.na_ri, content, org.minh)
    assert again.preview["counts"] == {"same": 4}

    row = undone(row, org.minh)
    assert row.state == ImportState.UNDONE, told(row)
    assert names(org) == before
    assert not Unit.objects.get(pk=org.ban_po.pk).is_difficult_area
    assert not UnitName.objects.filter(name="Phiêng Đăm").exists()
    assert not UnitPlacement.objects.filter(unit_id=new.pk).exists()


def test_a_unit_somebody_works_in_is_not_taken_back(org: Org) -> None:
    row = sent("units", org.na_ri, book(HEADS, [("Thôn", "thôn", "Hát Deng")]), org.minh)
    row = written(row, org.minh)
    people.someone("dao", "Ma Thị Đào", Unit.objects.get(name="Hát Deng"), Role.HEAD)

    row = undone(row, org.minh)
    assert row.state == ImportState.COMMITTED
    assert "Thôn Hát Deng" in told(row) or "Hát Deng" in told(row)


def test_what_is_wrong_with_a_row(org: Org) -> None:
    content = book(
        HEADS,
        [
            ("Xóm trưởng", "", "Hát Deng"),
            ("Thôn", "thôn", ""),
            ("Thôn", "thôn", "Hát Deng", "hai"),
            ("Thôn", "thôn", "Hát Deng"),
            ("Thôn", "thôn", "Hát Deng"),
        ],
    )
    row = sent("units", org.na_ri, content, org.minh)

    found = [(one["column"], one["row"]) for one in row.preview["problems"]]
    assert found == [("A", 2), ("C", 3), ("D", 4), ("C", 6)]
    assert row.preview["counts"] == {"refused": 4, "new": 1}


def test_the_template_comes_back_unchanged_and_refuses_a_new_name(org: Org) -> None:
    client = Client()
    client.force_login(org.minh)
    made = template_of(client, "units", org.na_ri)
    row = sent("units", org.na_ri, saved(made), org.minh)
    assert row.preview["counts"] == {"same": 4}, row.preview

    page = made["Đơn vị"]
    for line in page.iter_rows(min_row=2):
        if line[3].value == "Bản Pò":
            line[3].value = "Bản Mới"
    row = sent("units", org.na_ri, saved(made), org.minh)
    assert "Đổi tên đơn vị" in row.preview["problems"][0]["advice"]

"""Loading where something is there already, and where the files are damaged."""

from __future__ import annotations

import datetime as dt
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core.audit import SYSTEM
from tests.builders import units
from units.data_files import FOLDER, Nation, read_nation
from units.enums import UnitType
from units.models import Unit, UnitChange
from units.services.national import load_nation
from units.services.tree import rename_unit

LAI_CHAU = "12"


@pytest.fixture(scope="module")
def lai_chau() -> Nation:
    """One province, which no merger of provinces touched."""
    whole = read_nation()
    districts = tuple(row for row in whole.old_districts if row.old_province == LAI_CHAU)
    old_codes = {row.code for row in districts}
    return Nation(
        provinces=tuple(row for row in whole.provinces if row.code == LAI_CHAU),
        communes=tuple(row for row in whole.communes if row.province == LAI_CHAU),
        old_provinces=tuple(row for row in whole.old_provinces if row.code == LAI_CHAU),
        old_districts=districts,
        old_communes=tuple(row for row in whole.old_communes if row.old_district in old_codes),
        changes=tuple(row for row in whole.changes if row.old_district in old_codes),
    )


@pytest.mark.django_db
def test_a_root_that_stands_already_is_used(lai_chau: Nation) -> None:
    root = units.country()

    load_nation(lai_chau)

    assert [unit.pk for unit in Unit.objects.filter(parent=None)] == [root.pk]
    province = Unit.objects.get(type=UnitType.PROVINCE)
    assert (province.parent, province.path[: len(root.path)]) == (root, root.path)


@pytest.mark.django_db
def test_what_a_steward_changed_stays_changed(lai_chau: Nation) -> None:
    load_nation(lai_chau)
    changes = UnitChange.objects.count()
    commune = Unit.objects.filter(type=UnitType.COMMUNE, valid_to=None)[0]
    rename_unit(commune, kind_word="phường", name="Đổi Mới", on=dt.date(2026, 1, 1), actor=SYSTEM)

    loaded = load_nation(lai_chau)

    commune.refresh_from_db()
    assert loaded.added == 0
    assert str(commune) == "Phường Đổi Mới"
    assert UnitChange.objects.count() == changes + 1


@pytest.mark.django_db
def test_a_commune_added_to_the_files_later_is_added_to_the_tree(lai_chau: Nation) -> None:
    *earlier, last = lai_chau.communes
    without_last = Nation(
        lai_chau.provinces,
        tuple(earlier),
        lai_chau.old_provinces,
        lai_chau.old_districts,
        lai_chau.old_communes,
        tuple(row for row in lai_chau.changes if row.new_commune != last.code),
    )
    load_nation(without_last)
    assert not Unit.objects.filter(code=last.code, valid_to=None).exists()

    loaded = load_nation(lai_chau)

    added = Unit.objects.get(code=last.code, valid_to=None)
    assert loaded.added == 1
    assert added.changes_into.exists()
    assert added.parent is not None
    assert added.path.startswith(added.parent.path)


@pytest.mark.django_db
def test_the_command_says_what_the_country_has() -> None:
    said = StringIO()

    call_command("load_units", stdout=said)

    assert said.getvalue().strip() == (
        "Cả nước có 34 tỉnh, thành phố và 3.321 xã, phường, đặc khu; "
        "đã thêm 14.139 đơn vị (kể cả đơn vị trước 01/7/2025)."
    )


@pytest.mark.django_db
def test_a_damaged_file_stops_the_command_and_nothing_is_loaded(tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "national")
    (folder / "communes.tsv").write_text("code\tkind\tname\tprovince\n2155\txã\tNa Rì\t19\n")

    with pytest.raises(CommandError, match=r"communes\.tsv: code '2155' does not have 5 digits"):
        call_command("load_units", folder=folder)

    assert not Unit.objects.exists()

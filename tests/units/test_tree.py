"""The tree through time: created, moved, renamed, merged, dissolved, always in one piece."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from core.audit import SYSTEM
from core.errors import DomainError
from core.models import AuditEvent
from tests.builders import units
from tests.org import Org, draw
from tests.together import at_once
from units.enums import ChangeKind, UnitType
from units.models import Unit, UnitName, UnitPlacement
from units.services import tree

JULY = dt.date(2025, 7, 1)
JUNE_30 = dt.date(2025, 6, 30)


def assert_whole() -> None:
    """Every cached path and commune is what the parents say, and nobody hangs under themselves."""
    rows = {unit.pk: unit for unit in Unit.objects.all()}
    for unit in rows.values():
        above: list[Unit] = []
        step = unit
        while step.parent_id is not None:
            step = rows[step.parent_id]
            assert step not in above, f"{unit} hangs in a circle"
            above.insert(0, step)
        assert unit.ancestor_ids == [one.pk for one in above]
        communes = [one.pk for one in above if one.type == UnitType.COMMUNE]
        assert unit.commune_id == (communes[-1] if communes else None)


def test_the_drawing_is_whole(org: Org) -> None:
    assert_whole()
    assert org.ban_po.commune_id == org.na_ri.pk
    assert org.na_ri.commune_id is None


def test_a_unit_is_created_in_its_place_with_name_and_event(org: Org) -> None:
    unit = units.village("  bản   Sảng ", org.na_ri, 3)

    assert str(unit) == "Thôn bản Sảng"
    assert (unit.code, unit.path) == ("02155-T03", org.na_ri.path + f"{unit.pk:08d}")
    assert list(unit.placements.values_list("parent", "from_on", "to_on")) == [
        (org.na_ri.pk, None, None)
    ]
    assert [str(name) for name in unit.names.all()] == ["Thôn bản Sảng"]
    event = AuditEvent.objects.filter(action="units.created").latest("id")
    assert (event.chain, event.object_label) == (f"commune:{org.na_ri.pk}", "Thôn bản Sảng")


@pytest.mark.parametrize(("name", "why"), [("  ", "Hãy ghi tên"), ("x" * 201, "200 ký tự")])
def test_a_unit_needs_a_proper_name(org: Org, name: str, why: str) -> None:
    with pytest.raises(DomainError, match=why):
        units.village(name, org.na_ri, 3)


def test_the_database_refuses_a_unit_that_is_its_own_parent(org: Org) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(pk=org.ban_po.pk).update(parent=org.ban_po)


def test_a_unit_moves_with_everything_below_it(org: Org) -> None:
    house = units.household(org.ban_po, "Hoàng Văn Páo")

    tree.move_unit(org.ban_po, org.son_hong, on=JULY, actor=SYSTEM, reason="thử")

    assert_whole()
    house.refresh_from_db()
    moved = Unit.objects.get(pk=org.ban_po.pk)
    assert moved.parent == org.son_hong
    assert (moved.commune, house.commune) == (org.son_hong, org.son_hong)
    assert house.path.startswith(org.son_hong.path)
    rows = moved.placements.order_by("pk").values_list("parent", "from_on", "to_on")
    assert list(rows) == [
        (org.na_ri.pk, None, JUNE_30),
        (org.son_hong.pk, JULY, None),
    ]


def test_a_commune_moves_and_stays_the_commune_of_its_villages(org: Org) -> None:
    house = units.household(org.ban_po, "Hoàng Văn Páo")

    tree.move_unit(org.na_ri, org.ha_tinh, on=JULY, actor=SYSTEM)

    assert_whole()
    house.refresh_from_db()
    assert house.commune == org.na_ri
    assert house.path.startswith(org.ha_tinh.path)


def test_an_old_commune_below_todays_keeps_its_own_villages(org: Org) -> None:
    """Kim Lư went to Na Rì as a whole and hangs below it; its village stays Kim Lư's."""
    kim_lu = units.commune("Kim Lư", org.na_ri, code="02158")
    old_village = units.village("Hát Luông", kim_lu, 1)

    tree.move_unit(org.na_ri, org.ha_tinh, on=JULY, actor=SYSTEM)
    tree.move_unit(org.ban_po, kim_lu, on=JULY, actor=SYSTEM)

    assert_whole()
    assert Unit.objects.get(pk=old_village.pk).commune == kim_lu
    assert Unit.objects.get(pk=org.ban_po.pk).commune == kim_lu
    assert Unit.objects.get(pk=org.na_lac.pk).commune == org.na_ri


def test_moving_twice_on_one_day_leaves_one_placement_of_that_day(org: Org) -> None:
    tree.move_unit(org.ban_po, org.son_hong, on=JULY, actor=SYSTEM)
    tree.move_unit(org.ban_po, org.ha_tinh, on=JULY, actor=SYSTEM)

    rows = org.ban_po.placements.order_by("pk").values_list("parent", "from_on", "to_on")
    assert list(rows) == [(org.na_ri.pk, None, JUNE_30), (org.ha_tinh.pk, JULY, None)]


@pytest.mark.parametrize("below", ["na_ri", "ban_po"])
def test_a_unit_cannot_hang_under_itself(org: Org, below: str) -> None:
    with pytest.raises(DomainError, match="vào chính nó hoặc vào đơn vị bên dưới nó"):
        tree.move_unit(org.na_ri, getattr(org, below), on=JULY, actor=SYSTEM)

    assert_whole()
    assert UnitPlacement.objects.filter(from_on=JULY).count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_moves_of_one_moment_make_no_circle() -> None:
    org = draw()

    results = at_once(
        lambda: tree.move_unit(org.thai_nguyen, org.son_hong, on=JULY, actor=SYSTEM),
        lambda: tree.move_unit(org.ha_tinh, org.na_ri, on=JULY, actor=SYSTEM),
    )

    refused = [result for result in results if isinstance(result, Exception)]
    assert [type(error) for error in refused] == [DomainError]
    assert_whole()


@pytest.mark.django_db(transaction=True)
def test_units_created_while_their_parent_moves_end_up_below_it() -> None:
    org = draw()

    results = at_once(
        lambda: tree.move_unit(org.na_ri, org.ha_tinh, on=JULY, actor=SYSTEM),
        lambda: units.village("Bản Sảng", org.na_ri, 3),
    )

    assert not [result for result in results if isinstance(result, Exception)]
    assert_whole()


def test_a_renamed_unit_keeps_its_old_names_and_is_found_by_them(org: Org) -> None:
    tree.rename_unit(
        org.ban_po,
        kind_word="tổ dân phố",
        name="Pò Mới",
        on=JULY,
        actor=SYSTEM,
        legal_basis="Nghị quyết 12/NQ-HĐND",
    )

    unit = Unit.objects.get(pk=org.ban_po.pk)
    assert str(unit) == "Tổ dân phố Pò Mới"
    names = unit.names.order_by("pk").values_list("name", "from_on", "to_on")
    assert list(names) == [("Bản Pò", None, JUNE_30), ("Pò Mới", JULY, None)]
    for query in ("po moi", "ban po", "02155-T01"):
        assert list(Unit.objects.matching(query)) == [unit]
    change = unit.changes_away.get().change
    assert (change.kind, change.on, change.legal_basis) == (
        ChangeKind.RENAME,
        JULY,
        "Nghị quyết 12/NQ-HĐND",
    )


def test_renaming_twice_on_one_day_corrects_the_name(org: Org) -> None:
    for name in ("Pò Mói", "Pò Mới"):
        tree.rename_unit(org.ban_po, kind_word="thôn", name=name, on=JULY, actor=SYSTEM)

    names = UnitName.objects.filter(unit=org.ban_po).order_by("pk").values_list("name", flat=True)
    assert list(names) == ["Bản Pò", "Pò Mới"]


def test_merged_units_end_the_day_before_and_say_what_they_became(org: Org) -> None:
    change = tree.merge_units(
        [(org.ban_po, False), (org.kim_son, True)], org.na_lac, on=JULY, actor=SYSTEM
    )

    ban_po = Unit.objects.get(pk=org.ban_po.pk)
    kim_son = Unit.objects.get(pk=org.kim_son.pk)
    assert (ban_po.valid_to, kim_son.valid_to) == (JUNE_30, None)
    lines = change.lines.order_by("pk").values_list("from_unit", "to_unit", "partly")
    assert list(lines) == [
        (org.ban_po.pk, org.na_lac.pk, False),
        (org.kim_son.pk, org.na_lac.pk, True),
    ]
    assert list(Unit.objects.active_on(JUNE_30).filter(pk=ban_po.pk)) == [ban_po]
    assert list(Unit.objects.active_on(JULY).filter(pk=ban_po.pk)) == []
    assert_whole()


def test_a_unit_merged_into_one_of_the_merged_goes_on(org: Org) -> None:
    tree.merge_units([(org.ban_po, False), (org.na_lac, False)], org.na_lac, on=JULY, actor=SYSTEM)

    assert Unit.objects.get(pk=org.na_lac.pk).valid_to is None


def test_a_dissolved_unit_keeps_its_last_place(org: Org) -> None:
    tree.dissolve_unit(org.ban_po, last_day=JUNE_30, actor=SYSTEM, note="chưa rõ kế thừa")

    unit = Unit.objects.get(pk=org.ban_po.pk)
    assert (unit.valid_to, unit.parent) == (JUNE_30, org.na_ri)
    line = unit.changes_away.get()
    assert (line.change.kind, line.change.on, line.to_unit) == (ChangeKind.DISSOLVE, JULY, None)


def test_children_stand_in_the_communes_order_then_by_the_alphabet(org: Org) -> None:
    for name in ("Đồng Én", "Cư Lễ", "Ân Tình"):
        units.village(name, org.na_ri, 3)

    villages = Unit.objects.filter(parent=org.na_ri, type=UnitType.VILLAGE).in_order()

    assert [unit.name for unit in villages] == ["Bản Pò", "Nà Lạc", "Ân Tình", "Cư Lễ", "Đồng Én"]

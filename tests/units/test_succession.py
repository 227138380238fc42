"""A merged unit's people go with it, and find what it left."""

from __future__ import annotations

import datetime as dt

import pytest

from core.audit import SYSTEM
from tests.builders import units
from tests.builders.people import someone
from tests.org import Org
from units.enums import Role
from units.models import Membership, Unit
from units.services.succession import carry_memberships
from units.services.tree import merge_units, move_unit

FIRST_DAY = dt.date(2025, 7, 1)
LAST_DAY = dt.date(2025, 6, 30)


@pytest.fixture
def son_linh(org: Org) -> Unit:
    """Sơn Lĩnh before the merger."""
    return units.commune("Sơn Lĩnh", org.ha_tinh, code="18160", valid_from=dt.date(2000, 1, 1))


def merged(son_linh: Unit, org: Org, *, partly: bool) -> None:
    """Sơn Lĩnh, or a part of it, becomes Sơn Hồng, and hangs below it from then on."""
    merge_units([(son_linh, partly)], org.son_hong, on=FIRST_DAY, actor=SYSTEM)
    move_unit(son_linh, org.son_hong, on=FIRST_DAY, actor=SYSTEM)


def test_an_officer_of_son_linh_sees_son_hong_after_the_merger(org: Org, son_linh: Unit) -> None:
    dao = someone("dao", "Lê Thị Đào", son_linh, Role.OFFICER)
    assert list(Unit.objects.visible_to(dao)) == [son_linh]
    merged(son_linh, org, partly=False)

    carried = carry_memberships(son_linh, actor=SYSTEM)

    assert [(one.unit, one.role, one.from_on) for one in carried] == [
        (org.son_hong, Role.OFFICER, FIRST_DAY)
    ]
    assert Membership.objects.get(user=dao, unit=son_linh).to_on == LAST_DAY
    assert {str(unit) for unit in Unit.objects.visible_to(dao)} == {
        "Xã Sơn Hồng",
        "Xã Sơn Lĩnh",
        "Thôn Kim Sơn",
    }


def test_carrying_twice_carries_once(org: Org, son_linh: Unit) -> None:
    someone("dao", "Lê Thị Đào", son_linh, Role.OFFICER)
    merged(son_linh, org, partly=False)
    carry_memberships(son_linh, actor=SYSTEM)

    assert carry_memberships(son_linh, actor=SYSTEM) == []


def test_who_holds_the_role_there_already_only_loses_the_old_one(org: Org, son_linh: Unit) -> None:
    Membership.objects.create(
        user=org.chi, unit=son_linh, role=Role.OFFICER, from_on=dt.date(2024, 1, 1)
    )
    merged(son_linh, org, partly=False)

    assert carry_memberships(son_linh, actor=SYSTEM) == []
    assert Membership.objects.get(user=org.chi, unit=son_linh).to_on == LAST_DAY
    assert Membership.objects.filter(user=org.chi, unit=org.son_hong).count() == 1


def test_the_people_of_a_divided_commune_are_left_to_a_person(org: Org, son_linh: Unit) -> None:
    dao = someone("dao", "Lê Thị Đào", son_linh, Role.OFFICER)
    merged(son_linh, org, partly=True)

    assert carry_memberships(son_linh, actor=SYSTEM) == []
    assert Membership.objects.get(user=dao).to_on is None

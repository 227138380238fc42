"""What this app itself offers on a unit's page: households, deputies, letters, its changes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from units.access import access_of
from units.enums import UnitType
from units.models import Unit
from units.policy import OFFICE
from units.rules import can_change_unit, can_keep_households, can_name_deputy
from units.selectors.history import successors
from units.unit_links import UnitLink

_WITH_HOUSEHOLDS = frozenset({UnitType.COMMUNE, UnitType.VILLAGE})


def unit_links(request: HttpRequest, unit: Unit) -> list[UnitLink]:
    """Households, deputies and letters, for those who may; no query."""
    user: Any = request.user
    access = access_of(user)
    found = []
    if unit.type in _WITH_HOUSEHOLDS and access.sees(unit):
        found.append(_link(_("Hộ gia đình"), "households", unit, "people"))
    if can_keep_households(user, unit):
        found.append(_link(_("Thêm hộ gia đình"), "new_households", unit, "add"))
    if can_name_deputy(user, unit):
        found.append(_link(_("Ủy quyền cho cấp phó"), "deputies", unit, "user"))
    if unit.valid_to is None and access.has_role_in(unit, OFFICE):
        found.append(_link(_("In thư mở tài khoản cho các thôn"), "letters", unit, "print"))
    return found


def changes_of_unit(request: HttpRequest, unit: Unit) -> list[UnitLink]:
    """The acts that change the unit, for those who may; one query for a unit that has ended."""
    user: Any = request.user
    if not can_change_unit(user, unit):
        return []
    mend = _link(_("Sửa thông tin"), "correct_unit", unit, "edit")
    if unit.valid_to is not None:
        back = _link(_("Mở lại đơn vị"), "reopen_unit", unit, "undo")
        return [mend] if successors(unit) else [mend, back]
    if unit.type == UnitType.HOUSEHOLD:
        return [
            mend,
            _link(_("Chuyển sang thôn khác"), "move_unit", unit, "return"),
            _link(_("Đóng hộ"), "close_unit", unit, "lock"),
        ]
    return [
        mend,
        _link(_("Đổi tên"), "rename_unit", unit, "edit"),
        _link(_("Chuyển đơn vị cấp trên"), "move_unit", unit, "return"),
        _link(_("Sáp nhập"), "merge_unit", unit, "units"),
        _link(_("Chia tách"), "split_unit", unit, "units"),
        _link(_("Đóng đơn vị"), "close_unit", unit, "lock"),
    ]


def _link(label: str, name: str, unit: Unit, icon: str) -> UnitLink:
    return UnitLink(label=label, url=reverse(f"units:{name}", args=[unit.pk]), icon=icon)

"""Where the households and people that are missing from a list of results are entered."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from units.enums import UnitType
from units.models import Unit
from units.rules import can_keep_households


@dataclass(frozen=True)
class Adding:
    """What to do about an empty list, and where; no ``url`` where this person cannot do it here."""

    text: str
    url: str = ""
    action: str = ""


def adding(user: User, place: Unit, unit_type: str) -> Adding:
    """How units of this type come on the list of this place."""
    if unit_type == UnitType.CLAN:
        return Adding(_("Dòng họ hiện ở đây khi xã ghi vào sổ đơn vị."))
    is_household = unit_type == UnitType.HOUSEHOLD
    if place.type != UnitType.VILLAGE:
        return Adding(
            _("Chọn một thôn để thêm hộ.")
            if is_household
            else _("Chọn một thôn để thêm cá nhân từ danh sách người trong các hộ.")
        )
    if not can_keep_households(user, place):
        return Adding(_("Danh sách lấy từ sổ đơn vị; trưởng thôn hoặc cán bộ xã ghi vào sổ."))
    if is_household:
        return Adding(
            _("Gõ hoặc dán danh sách chủ hộ, mỗi dòng một hộ."),
            reverse("units:new_households", args=[place.pk]),
            _("Thêm hộ"),
        )
    return Adding(
        _("Chọn người trong các hộ của thôn cần ghi đăng ký, kết quả riêng."),
        reverse("units:new_individuals", args=[place.pk]),
        _("Thêm cá nhân"),
    )

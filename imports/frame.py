"""Importing in the frame around every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from core.context import FramePart, MenuItem
from units.access import access_of
from units.enums import UnitType
from units.policy import ENTERING, OFFICE


def frame_part(request: HttpRequest) -> FramePart:
    """The menu's line for those who may bring a list in; no query beyond the access itself."""
    user: Any = request.user
    if not user.is_authenticated:
        return FramePart()
    may = any(
        (held.role in OFFICE and held.unit_type == UnitType.COMMUNE)
        or (held.role in ENTERING and held.unit_type == UnitType.VILLAGE)
        for held in access_of(user).held
    )
    if not may:
        return FramePart()
    item = MenuItem(
        label=_("Nhập từ Excel"), short=_("Excel"), url=reverse("imports:list"), icon="upload",
        group=_("Quản lý"),
    )  # fmt: skip
    return FramePart(menu=(item,))

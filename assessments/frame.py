"""The status matrix and the review desk in the menu of those who look at more than one unit."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.levels import standing_in
from core.context import FramePart, MenuItem
from units.access import access_of
from units.enums import Role
from units.policy import OFFICE, REVIEWERS

LOOKING = OFFICE | {Role.PROVINCE_OFFICER, Role.AUDITOR, Role.VIEWER, Role.CHAIR}

# How the office reviews is set from the desk.
OF_THE_DESK = ("offices", "phrases", "substitutes")


def frame_part(request: HttpRequest) -> FramePart:
    """Two lines of the menu; no query beyond the access, but for colleagues of reviewers."""
    user: Any = request.user
    if not user.is_authenticated:
        return FramePart()
    access = access_of(user)
    menu = []
    if access.sees_all or access.has_role(*LOOKING):
        menu.append(
            MenuItem(
                label=_("Bảng trạng thái"),
                short=_("Trạng thái"),
                url=reverse("assessments:year_list"),
                icon="matrix",
            )
        )
    if access.has_role(*REVIEWERS) or standing_in(user):
        menu.append(_desk())
    return FramePart(menu=tuple(menu))


def _desk() -> MenuItem:
    table = reverse("assessments:year_list")
    return MenuItem(
        label=_("Bàn thẩm định"),
        short=_("Thẩm định"),
        url=reverse("assessments:desk"),
        icon="review",
        also=tuple(f"{table}{page}/" for page in OF_THE_DESK),
    )

"""The first page and the reports in the frame around every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from core.context import FramePart, MenuItem
from units.access import access_of
from units.enums import Role
from units.policy import OFFICE, READERS

# Who looks at more units than their own.
LOOKING = OFFICE | {Role.PROVINCE_OFFICER, Role.AUDITOR, Role.VIEWER, Role.CHAIR}


def frame_part(request: HttpRequest) -> FramePart:
    """The menu's first lines; no query beyond the access itself."""
    user: Any = request.user
    if not user.is_authenticated:
        return FramePart()
    # Who has no table of states comes to the own form and its result from the first page.
    own = (reverse("assessments:year_list"), reverse("device:drafts"))
    items = [MenuItem(label=_("Việc của tôi"), url=reverse("home"), icon="home", also=own)]
    access = access_of(user)
    if access.sees_all or access.has_role(*READERS):
        items.append(MenuItem(label=_("Báo cáo"), url=reverse("reports:list"), icon="report"))
    if access.sees_all or access.has_role(*LOOKING):
        items.append(MenuItem(label=_("Số liệu"), url=reverse("reports:own_figures"), icon="chart"))
    return FramePart(menu=tuple(items))

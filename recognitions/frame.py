"""The register of titles in the frame around every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from core.context import FramePart, MenuItem
from units.access import access_of
from units.policy import READERS


def frame_part(request: HttpRequest) -> FramePart:
    """The menu's line; no query beyond the access itself."""
    user: Any = request.user
    access = access_of(user)
    if not (access.sees_all or access.has_role(*READERS)):
        return FramePart()
    url = reverse("recognitions:recognition_list")
    return FramePart(menu=(MenuItem(label=_("Danh hiệu"), url=url, icon="award"),))

"""Awards in the frame around every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from core.context import FramePart, MenuItem
from units.access import access_of
from units.policy import READERS

# What the register leads to, though its address does not begin with the register's.
OF_THE_REGISTER = ("statistics", "decisions", "certificates", "prints", "printers", "honours")


def frame_part(request: HttpRequest) -> FramePart:
    """The menu's two lines; no query beyond the access itself."""
    user: Any = request.user
    access = access_of(user)
    if not (access.sees_all or access.has_role(*READERS)):
        return FramePart()
    proposals = reverse("awards:proposal_list")
    return FramePart(
        menu=(
            MenuItem(
                label=_("Đề nghị khen thưởng"),
                short=_("Khen"),
                url=proposals,
                icon="award",
            ),
            MenuItem(
                label=_("Sổ khen thưởng"),
                url=reverse("awards:register_list"),
                icon="book",
                also=tuple(f"{proposals}{page}/" for page in OF_THE_REGISTER),
            ),
        )
    )

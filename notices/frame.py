"""The inbox in the frame around every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from core.context import FramePart
from notices.models import Notice


def frame_part(request: HttpRequest) -> FramePart:
    """Where the inbox is and how much in it is unread (one query)."""
    user: Any = request.user
    if not user.is_authenticated:
        return FramePart()
    unread = Notice.objects.visible_to(user).unread().count()
    return FramePart(inbox_url=reverse("notices:inbox"), inbox_count=unread)

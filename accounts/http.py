"""Requests as the views see them: who is signed in, and in which browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from accounts.models import User


class SignedInRequest(HttpRequest):
    """A request behind LoginRequiredMiddleware: ``user`` is a real user."""

    user: User


# What the browsers inside messaging apps call themselves. They keep a session of their own, lose
# it when the app tidies up, and cannot install the portal or upload from the camera everywhere.
_IN_APP = {
    "zalo": "Zalo",
    "fban/": "Facebook",
    "fbav/": "Facebook",
    "fb_iab": "Facebook",
    "messengerforios": "Messenger",
    "instagram": "Instagram",
    "tiktok": "TikTok",
    "musical_ly": "TikTok",
}


def in_app_browser(request: HttpRequest) -> str:
    """The app whose built-in browser shows the page (*Zalo*, *Facebook* …), or empty."""
    agent = request.headers.get("User-Agent", "").lower()
    return next((name for sign, name in _IN_APP.items() if sign in agent), "")

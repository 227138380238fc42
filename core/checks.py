"""System checks of our own: what must never be forgotten."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from core.policy import endpoints


@register("urls")
def every_view_declares_a_policy(**_kwargs: Any) -> list[CheckMessage]:
    """core.E001 for each address whose view has no declared policy."""
    return [
        Error(
            f"Địa chỉ '{endpoint.pattern}' chưa khai báo ai được vào.",
            hint="Put @public, @signed_in or @for_roles(...) on the view.",
            id="core.E001",
        )
        for endpoint in endpoints()
        if endpoint.policy is None
    ]


@register()
def public_url_is_an_address(**_kwargs: Any) -> list[CheckMessage]:
    """core.E002 for a ``PUBLIC_URL`` that would be printed on letters and open nothing."""
    if not settings.PUBLIC_URL:
        return []
    parts = urlsplit(settings.PUBLIC_URL)
    is_bare = not (parts.path or parts.query or parts.fragment)
    if parts.scheme in {"http", "https"} and parts.hostname and is_bare:
        return []
    return [
        Error(
            f"PUBLIC_URL '{settings.PUBLIC_URL}' không phải là địa chỉ của trang.",
            hint="Write scheme and host, nothing behind: https://thidua.example.vn",
            id="core.E002",
        )
    ]

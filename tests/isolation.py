"""What a test leaves for the next: nothing in the cache, the catalogues in the database."""

from __future__ import annotations

import uuid
from typing import Any

from django.apps import apps
from django.core.cache import cache

from recognitions.services import ensure_titles


def forget_cached() -> None:
    """Go on as if nothing had been cached.

    A prefix of its own rather than ``clear()``: on Redis that would empty the database under the
    other worker's feet, whose pages would then ask the database for their sessions.
    """
    cache.key_prefix = f"test-{uuid.uuid4().hex}"


def refill_catalogues(sender: Any, **_rest: Any) -> None:
    """Enter what migrations entered, after a test that committed emptied every table.

    Such tests come last in one worker's own list, but the worker then takes over tests of the
    other's.
    """
    if sender is apps.get_app_config("recognitions"):
        ensure_titles()

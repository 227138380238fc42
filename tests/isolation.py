"""What a test finds in its database and leaves for the next: functions, catalogues, no cache."""

from __future__ import annotations

import uuid
from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.db import connection

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


def draw_functions(sender: Any, **_rest: Any) -> None:
    """Enter the function of the trail where the tables came straight from the models."""
    if sender is not apps.get_app_config("core") or connection.vendor != "postgresql":
        return
    migration = import_module("core.migrations.0002_append_event")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_proc WHERE proname = %s", [migration.NAME])
        if cursor.fetchone() is None:
            cursor.execute(migration.CREATE)

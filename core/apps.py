"""Shared nuts and bolts."""

from __future__ import annotations

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Errors, clock, audit, jobs and text helpers for every app above."""

    name = "core"
    verbose_name = "Nền tảng"

    def ready(self) -> None:
        from core import checks  # noqa: F401, PLC0415

"""Lists that come in as Excel files."""

from __future__ import annotations

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Reads workbooks, shows what they would change, writes and undoes whole files."""

    name = "imports"
    verbose_name = "Nhập từ Excel"

    def ready(self) -> None:
        from imports import tasks  # noqa: F401, PLC0415

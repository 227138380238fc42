"""Annual reports, exports, and the pages that read everything."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reads everything, decides nothing."""

    name = "reports"
    verbose_name = "Báo cáo"

    def ready(self) -> None:
        from reports import tasks  # noqa: F401, PLC0415

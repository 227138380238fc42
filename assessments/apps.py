"""The app of yearly self-assessment and review."""

from __future__ import annotations

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Yearly self-assessment and review."""

    name = "assessments"
    verbose_name = "Tự đánh giá"

    def ready(self) -> None:
        from assessments import tasks  # noqa: F401, PLC0415 the runner finds its work here

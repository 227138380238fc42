"""The organisation through time."""

from __future__ import annotations

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Units, people, memberships and roles."""

    name = "units"
    verbose_name = "Đơn vị"

    def ready(self) -> None:
        from units import audit_words, tasks  # noqa: F401, PLC0415 the runner finds workers here

        audit_words.gather()

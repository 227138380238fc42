"""The organisation through time."""

from __future__ import annotations

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Units, people, memberships and roles."""

    name = "units"
    verbose_name = "Đơn vị"

    def ready(self) -> None:
        from core.audit import roles_from  # noqa: PLC0415 models are not there before
        from units import audit_words, tasks  # noqa: F401, PLC0415 the runner finds workers here
        from units.access import roles_for_trail  # noqa: PLC0415 as above

        audit_words.gather()
        roles_from(roles_for_trail)

"""The app of proposals and decisions."""

from __future__ import annotations

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    """Proposals and decisions."""

    name = "awards"
    verbose_name = "Khen thưởng"

    def ready(self) -> None:
        from awards import audit_words as own  # noqa: PLC0415
        from awards import tasks  # noqa: F401, PLC0415
        from units import audit_words as trail  # noqa: PLC0415

        trail.AREAS.update(own.AREAS)
        trail.ACTIONS.update(own.ACTIONS)
        trail.VALUES.update(own.VALUES)

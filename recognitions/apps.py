"""The app of the register of titles held."""

from __future__ import annotations

from django.apps import AppConfig


class RecognitionsConfig(AppConfig):
    """The register of titles held."""

    name = "recognitions"
    verbose_name = "Danh hiệu"

    def ready(self) -> None:
        from recognitions import audit_words as own  # noqa: PLC0415
        from units import audit_words as trail  # noqa: PLC0415

        trail.AREAS.update(own.AREAS)
        trail.ACTIONS.update(own.ACTIONS)
        trail.VALUES.update(own.VALUES)

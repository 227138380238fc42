"""The app of campaigns, phases, years and duties."""

from __future__ import annotations

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Campaigns, phases, years and duties."""

    name = "campaigns"
    verbose_name = "Phong trào thi đua"

    def ready(self) -> None:
        from campaigns import audit_words as own  # noqa: PLC0415
        from units import audit_words as trail  # noqa: PLC0415

        trail.AREAS.update(own.AREAS)
        trail.ACTIONS.update(own.ACTIONS)
        trail.VALUES.update(own.VALUES)

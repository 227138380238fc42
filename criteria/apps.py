"""The app of criteria sets and their rules."""

from __future__ import annotations

from django.apps import AppConfig


class CriteriaConfig(AppConfig):
    """Criteria sets and their rules."""

    name = "criteria"
    verbose_name = "Tiêu chí"

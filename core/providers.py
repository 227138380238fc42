"""Functions that a setting names: what apps above give to a page below without being imported."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


@cache
def _loaded(names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(import_string(name) for name in names)


def providers(setting: str) -> tuple[Any, ...]:
    """The functions of the setting in its order; none where the setting is missing."""
    return _loaded(tuple(getattr(settings, setting, ())))

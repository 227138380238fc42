"""What a unit's page offers next: links from every app that has something about the unit.

The page knows forms, reports and campaigns only through the functions named in
``settings.UNIT_LINK_PROVIDERS``. Each belongs to the app whose data it reads, asks a fixed
number of queries, and gives nothing that the reader may not open; the links stand in the order
of the setting, so nothing here imports upward.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest

from core.display import Text
from core.providers import providers

if TYPE_CHECKING:
    from units.models import Unit


@dataclass(frozen=True, kw_only=True)
class UnitLink:
    """One thing to do or read about the unit. ``icon`` is a symbol of the sprite.

    ``state`` is a word of ``core.display.STATES`` shown as a badge; ``None`` shows none.
    """

    label: Text
    url: str
    icon: str
    note: Text = ""
    state: str | None = None


Provider = Callable[[HttpRequest, "Unit"], Iterable[UnitLink]]


def links_of(request: HttpRequest, unit: Unit) -> list[UnitLink]:
    """Every provider's links about the unit for this reader."""
    given: tuple[Provider, ...] = providers("UNIT_LINK_PROVIDERS")
    return [link for provider in given for link in provider(request, unit)]

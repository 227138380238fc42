"""The frame around every page: menu, switchers, search, inbox.

The frame knows roles, units and campaigns only through the functions named in
``settings.FRAME_PROVIDERS``. Each belongs to the app whose data it reads and gives a
``FramePart``; the parts are laid together in the order of the setting. So nothing here imports
upward, and a page (or an htmx fragment) that does not show the frame does not pay for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from core.display import Text
from core.providers import providers

BOTTOM_BAR_SIZE = 4


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """One line of the menu. ``icon`` is a symbol of ``static/icons/sprite.svg``.

    The first items (three, or four when there are no more) also stand in the phone's bottom bar,
    so a role's most used places come first; ``short`` is the label there. ``also`` are further
    addresses whose pages belong to this item.
    """

    label: Text
    url: str
    icon: str
    short: Text = ""
    count: int = 0
    group: Text = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One line of a switcher (campaign year, unit)."""

    label: Text
    url: str
    note: Text = ""
    is_current: bool = False


@dataclass(frozen=True, kw_only=True)
class FramePart:
    """What one app adds to the frame of this request."""

    menu: tuple[MenuItem, ...] = ()
    years: tuple[Choice, ...] = ()
    units: tuple[Choice, ...] = ()
    account: tuple[MenuItem, ...] = ()
    search_url: str = ""
    inbox_url: str = ""
    inbox_count: int = 0


@dataclass(frozen=True, kw_only=True)
class Frame(FramePart):
    """All parts together, and where the reader stands in the menu."""

    path: str = ""

    @property
    def current_url(self) -> str:
        """The item nearest to the page: the longest address that the page's path begins with.

        A page of the account menu belongs to no item of the main one.
        """
        fitting = [
            (len(url), item.url)
            for item in (*self.menu, *self.account)
            for url in (item.url, *item.also)
            if _covers(url, self.path)
        ]
        return max(fitting, default=(0, ""))[1]

    @property
    def bottom_bar(self) -> tuple[MenuItem, ...]:
        """What fits on a phone: all, or three and the door to the rest."""
        fits = len(self.menu) <= BOTTOM_BAR_SIZE
        return self.menu if fits else self.menu[: BOTTOM_BAR_SIZE - 1]

    @property
    def has_more(self) -> bool:
        """Whether the menu holds more than the bottom bar shows."""
        return len(self.menu) > len(self.bottom_bar)

    @property
    def year(self) -> Choice | None:
        """The campaign year that is being looked at."""
        return next((choice for choice in self.years if choice.is_current), None)

    @property
    def unit(self) -> Choice | None:
        """The unit for which the person acts."""
        return next((choice for choice in self.units if choice.is_current), None)


Provider = Callable[[HttpRequest], FramePart]


def _covers(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))


def _grouped(items: Iterable[MenuItem]) -> tuple[MenuItem, ...]:
    """Items without a group first, then group by group, each in the order of its first item."""
    groups: dict[str, list[MenuItem]] = {"": []}
    for item in items:
        groups.setdefault(str(item.group), []).append(item)
    return tuple(item for group in groups.values() for item in group)


def build_frame(request: HttpRequest) -> Frame:
    """Ask every provider; lists are joined, of single values the last one set wins.

    Who has not signed in gets an empty frame, and no provider has to think of them.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Frame(path=request.path)
    given: tuple[Provider, ...] = providers("FRAME_PROVIDERS")
    parts = [provider(request) for provider in given]
    return Frame(
        path=request.path,
        menu=_grouped(item for part in parts for item in part.menu),
        years=tuple(choice for part in parts for choice in part.years),
        units=tuple(choice for part in parts for choice in part.units),
        account=tuple(item for part in parts for item in part.account),
        search_url=next((part.search_url for part in reversed(parts) if part.search_url), ""),
        inbox_url=next((part.inbox_url for part in reversed(parts) if part.inbox_url), ""),
        inbox_count=sum(part.inbox_count for part in parts),
    )


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``frame``, built when a template first looks at it."""
    return {
        "frame": SimpleLazyObject(lambda: build_frame(request)),
        "product_version": getattr(settings, "PRODUCT_VERSION", ""),
    }

"""A unit's path: the fixed-width ids of the units above it and its own, root first.

Digits alone compare the same under every collation of both engines, so "at or below" is a
range that a plain index answers.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

WIDTH = 8


def step(unit_id: int) -> str:
    """One unit's part of a path: ``42`` → ``00000042``."""
    return f"{unit_id:0{WIDTH}d}"


def ids_of(path: str) -> list[int]:
    """The unit ids along a path, root first."""
    return [int(path[i : i + WIDTH]) for i in range(0, len(path), WIDTH)]


def after(path: str) -> str:
    """The smallest path that no longer lies below ``path``."""
    return path[:-WIDTH] + step(int(path[-WIDTH:]) + 1)


def under(path: str, field: str = "path") -> Q:
    """Rows whose ``field`` is this path or lies below it."""
    return Q(**{f"{field}__gte": path, f"{field}__lt": after(path)})


def under_any(paths: Iterable[str], field: str = "path") -> Q:
    """Rows at or below any of the paths; no path matches no row."""
    condition = Q(pk__in=[])
    for path in outermost(paths):
        condition |= under(path, field)
    return condition


def outermost(paths: Iterable[str]) -> list[str]:
    """The paths without those that lie below another of them."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return kept


def is_under(path: str, top: str) -> bool:
    """Whether ``path`` is ``top`` or lies below it."""
    return path.startswith(top)

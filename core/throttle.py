"""How often one address may ask something of a public page."""

from __future__ import annotations

from django.core.cache import cache


def too_often(what: str, whom: str, *, most: int, seconds: int) -> bool:
    """Count one asking; whether there were more than ``most`` within the last ``seconds``.

    The count lies in the cache: shared by all processes on Redis, one a process elsewhere.
    """
    key = f"throttle:{what}:{whom}"
    if cache.add(key, 1, seconds):
        return most < 1
    try:
        return cache.incr(key) > most
    except ValueError:  # it ended between the two
        cache.set(key, 1, seconds)
        return most < 1

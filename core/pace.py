"""How often one address may ask something of the public pages within a minute."""

from __future__ import annotations

import hashlib

from django.core.cache import cache

WINDOW_SECONDS = 60


def is_too_fast(what: str, address: str, *, most: int) -> bool:
    """Count this request; whether the address asked more than ``most`` times in the window."""
    digest = hashlib.sha256(f"{what}|{address}".encode()).hexdigest()
    key = f"pace:{digest}"
    if cache.add(key, 1, WINDOW_SECONDS):
        return False
    try:
        return int(cache.incr(key)) > most
    except ValueError:  # the window ended between the two
        return False

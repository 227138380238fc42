"""Threads of a server come and go; the connections to Redis stay."""

from __future__ import annotations

import threading

import pytest
from django.core.cache import cache, caches

pytestmark = pytest.mark.redis


def connections_of(threads: int, *, at_once: bool) -> set[int]:
    """Redis's own numbers of the connections over which so many threads asked the cache."""
    found: set[int] = set()
    all_there = threading.Barrier(threads if at_once else 1)

    def ask() -> None:
        cache.set("lời", "chào", 60)
        client = caches["default"]._cache.get_client(write=True)  # type: ignore[attr-defined]
        with client.client() as held:
            found.add(held.client_id())
            all_there.wait(timeout=30)

    started = [threading.Thread(target=ask) for _ in range(threads)]
    for thread in started:
        thread.start()
        if not at_once:
            thread.join(timeout=30)
    for thread in started:
        thread.join(timeout=30)
    return found


def test_a_thread_goes_on_with_the_connection_of_one_that_ended() -> None:
    connections_of(1, at_once=False)

    assert len(connections_of(5, at_once=False)) == 1


def test_threads_that_ask_at_once_have_a_connection_each() -> None:
    assert len(connections_of(5, at_once=True)) == 5

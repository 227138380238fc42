"""The cache's connections to Redis: one pool for all threads of a process."""

from __future__ import annotations

import threading
from typing import Any, ClassVar, Self

from redis import ConnectionPool


class SharedPool(ConnectionPool):
    """A pool that lives as long as its process, for ``OPTIONS["pool_class"]`` of Django's cache.

    Django keeps a cache object for each thread and a pool for each cache object. When a thread
    ends, its open connection is left to the garbage collector, which may drop the socket before
    the connection that would have closed it (Django ticket 35651).
    """

    _shared: ClassVar[dict[str, Any]] = {}
    _sharing = threading.Lock()

    @classmethod
    def from_url(cls, url: str, **options: Any) -> Self:
        """The process's pool for ``url``; ``options`` count when it is asked for the first time."""
        with cls._sharing:
            if url not in cls._shared:
                cls._shared[url] = super().from_url(url, **options)
            pool: Self = cls._shared[url]
            return pool

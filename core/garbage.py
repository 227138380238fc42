"""Looking for garbage less often while a long list is worked through."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_SELDOM: Final = (50_000, 20, 100)
_lock = threading.Lock()
_open: list[None] = []  # one for each block that is open in some thread
_usual: list[int] = []


@contextmanager
def seldom() -> Iterator[None]:
    """Inside, what stood already is not looked through again and again, and what is new seldom.

    A long list makes many thousands of small objects that stay and next to no circles among
    them. Blocks in several threads may overlap: the last that ends puts back what was usual.
    """
    with _lock:
        if not _open:
            _usual[:] = gc.get_threshold()
            gc.set_threshold(*_SELDOM)
            gc.freeze()
        _open.append(None)
    try:
        yield
    finally:
        with _lock:
            _open.pop()
            if not _open:
                gc.set_threshold(*_usual)
                gc.unfreeze()

"""Which SQLite library this process runs on.

SQLite 3.7.0 to 3.51.2 can corrupt a database in WAL mode ("WAL-reset" bug); Debian 12 ships 3.40.
"""

from __future__ import annotations

import importlib
import sqlite3
import sys

SAFE_FOR_WAL = (3, 51, 3)


def use_bundled_sqlite() -> None:
    """Let ``import sqlite3`` mean the newer bundled library where Python's own is too old for WAL.

    The bundled library is locked for x86-64 only; elsewhere nothing changes and
    ``journal_mode`` falls back to DELETE.
    """
    if sqlite3.sqlite_version_info >= SAFE_FOR_WAL:
        return
    try:
        bundled = importlib.import_module("pysqlite3")
    except ImportError:
        return
    sys.modules["sqlite3"] = bundled
    sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")


def journal_mode() -> str:
    """WAL where the library in use is known to keep its promise, else DELETE."""
    version = importlib.import_module("sqlite3").sqlite_version_info
    return "WAL" if version >= SAFE_FOR_WAL else "DELETE"

"""Stopping a real worker at an exact place: rows held, connections ended, as a server would."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from django.db import OperationalError, connection
from django.db.models import Model

_MOST_SECONDS = 60


@contextmanager
def held(row: Model) -> Iterator[None]:
    """Nobody writes the row while the block runs; whoever tries waits.

    SQLite has one lock for all rows.
    """
    with _connection() as other, _transaction(other, row):
        yield


@contextmanager
def held_once(
    row: Model, wanted: Callable[[], bool], too_late: Callable[[], bool]
) -> Iterator[bool]:
    """As ``held``, taken the moment ``wanted`` holds and not before.

    The moment may last some milliseconds; a busy machine that missed it is told so: ``False``.
    """
    started = time.monotonic()
    with _connection() as other:
        while time.monotonic() - started < _MOST_SECONDS:
            try:
                with _transaction(other, row, wait=False):
                    if wanted():
                        yield True
                        return
                if too_late():
                    yield False
                    return
            except OperationalError:
                # Somebody writes: the next look is as good.
                continue
            time.sleep(0.003)
    raise TimeoutError(row)


@contextmanager
def _connection() -> Iterator[Any]:
    """A connection of its own beside the test's."""
    with closing(connection.copy("default")) as other:
        yield other


@contextmanager
def _transaction(other: Any, row: Model, *, wait: bool = True) -> Iterator[None]:
    other.ensure_connection()
    with other.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA busy_timeout = {30_000 if wait else 0}")
        cursor.execute("BEGIN IMMEDIATE" if connection.vendor == "sqlite" else "BEGIN")
        try:
            if connection.vendor != "sqlite":
                _lock(cursor, other.ops.quote_name(row._meta.db_table), row, wait=wait)
            yield
        finally:
            cursor.execute("ROLLBACK")


def _lock(cursor: Any, table: str, row: Model, *, wait: bool) -> None:
    sql = f"SELECT 1 FROM {table} WHERE id = %s FOR UPDATE"  # noqa: S608 a model's own table
    cursor.execute(sql if wait else f"{sql} NOWAIT", [row.pk])


def end_other_connections() -> int:
    """End every other connection to the test's database, as PostgreSQL does when it restarts."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND application_name = 'worker'"
        )
        (ended,) = cursor.fetchone()
    return int(ended)

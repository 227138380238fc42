"""Worlds that many tests begin with are built once a process; later tests get the same rows again.

The first test builds through the services, as people would. What that changed in the database is
kept as SQL, what it returned as a pickle, both under what the database held before; a later test
that begins from the same state gets the rows back in a few statements instead of some hundred.
"""

from __future__ import annotations

import functools
import hashlib
import io
import pickle
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, ParamSpec, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

P = ParamSpec("P")
R = TypeVar("R")

# Filled by Django itself when the database is made.
_LEFT_OUT = frozenset({"auth_permission", "django_content_type", "django_migrations"})
_OFFSET = time.time() - time.monotonic()
_MOVED_S = 30.0


@dataclass(frozen=True)
class _Table:
    """A table with its columns, the key first, all quoted."""

    name: str
    key: str
    columns: tuple[str, ...]
    counts_up: bool

    @property
    def rows(self) -> str:
        """A query for (key, row as SQL values)."""
        joined = "||','||".join(f"{_literal()}({_text(one)})" for one in self.columns)
        return f"SELECT {_text(self.key)}, {joined} FROM {self.name}"


@dataclass(frozen=True)
class _Drawing:
    """What a builder changed, and what it gave back."""

    statements: tuple[str, ...]
    result: bytes


def once(build: Callable[P, R]) -> Callable[P, R]:
    """Let a builder of worlds work once a process for each state of the database before it.

    The builder must keep everything in the database and in what it returns: no files, no mail.
    """
    return functools.wraps(build)(_Once(build))


class _Once(Generic[P, R]):
    def __init__(self, build: Callable[P, R]) -> None:
        self._build = build
        self._kept: dict[object, _Drawing] = {}

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        given = _parts((*args, *kwargs.values()))
        if abs(time.time() - time.monotonic() - _OFFSET) > _MOVED_S:
            return self._build(*args, **kwargs)  # somebody set the clock: its moments are his
        named = [(name, _named(one)) for name, one in sorted(kwargs.items())]
        call = repr((self._build.__qualname__, [_named(one) for one in args], named))
        key = (_state(), _history.digest, connection.in_atomic_block, call)
        if key in self._kept:
            result = self._again(self._kept[key], given)
        else:
            result = self._first(key, given, *args, **kwargs)
        _history.digest = _digest(key[1], call)
        return result

    def _first(self, key: object, given: list[object], *args: P.args, **kwargs: P.kwargs) -> R:
        files, before = _files(), _contents()
        result = self._build(*args, **kwargs)
        if _files() == files:
            self._kept[key] = _Drawing(_difference(before, _contents()), _pickled(result, given))
        return result

    def _again(self, drawing: _Drawing, given: list[object]) -> R:
        # In one piece: rows that point at each other come in any order.
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in drawing.statements:
                cursor.execute(statement)
        result: R = _Unpickler(drawing.result, given).load()
        return result


# ---------------------------------------------------------------- what happened before


class _History:
    """What the running test wrote so far, as a digest without moments."""

    digest = ""

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if sql[:6] in {"INSERT", "UPDATE", "DELETE"} and "core_audit" not in sql:
            self.digest = _digest(self.digest, _MOMENT.sub("", repr((sql, params))))
        return execute(sql, params, many, context)


_history = _History()
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:[\d.+:]+|datetime\.datetime\([^)]*\)+")


@contextmanager
def watched() -> Iterator[None]:
    """Follow what a test writes, so that two tests that wrote differently share nothing."""
    _history.digest = ""
    with connection.execute_wrapper(_history):
        yield


def _digest(*texts: object) -> str:
    return hashlib.blake2b(repr(texts).encode(), digest_size=16).hexdigest()


def _files() -> list[Path]:
    return sorted(Path(settings.MEDIA_ROOT).rglob("*"))


# ---------------------------------------------------------------- the database


@functools.cache
def _tables() -> tuple[_Table, ...]:
    found = {}
    for model in apps.get_models(include_auto_created=True):
        options = model._meta
        if options.db_table in _LEFT_OUT or not options.managed or options.proxy:
            continue
        fields = [one for one in options.local_concrete_fields if not one.generated]
        key = options.pk
        assert key is not None
        found[options.db_table] = _Table(
            connection.ops.quote_name(options.db_table),
            connection.ops.quote_name(str(key.column)),
            tuple(connection.ops.quote_name(str(one.column)) for one in fields),
            isinstance(key, models.AutoField),
        )
    return tuple(found.values())


def _literal() -> str:
    return "quote" if connection.vendor == "sqlite" else "quote_nullable"


def _text(column: str) -> str:
    return column if connection.vendor == "sqlite" else f"{column}::text"


def _state() -> tuple[Any, ...]:
    """How many rows each table has, its last key, and the business day."""
    counts = " UNION ALL ".join(
        f"SELECT {place}, count(*), CAST(max({_text(one.key)}) AS text) FROM {one.name}"
        for place, one in enumerate(_tables())
    )
    with connection.cursor() as cursor:
        cursor.execute(counts)
        # PostgreSQL may count several tables at once and tells of them as they are done.
        rows = tuple(sorted(cursor.fetchall()))
        cursor.execute("SELECT CAST(business_day AS text) FROM core_installation")
        return rows, tuple(cursor.fetchall())


def _contents() -> dict[_Table, dict[Any, str]]:
    found: dict[_Table, dict[Any, str]] = {table: {} for table in _tables()}
    filled = ", ".join(f"EXISTS (SELECT 1 FROM {table.name})" for table in found)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {filled}")
        for table, has_rows in zip(found, cursor.fetchone(), strict=True):
            if has_rows:
                cursor.execute(table.rows)
                found[table] = dict(cursor.fetchall())
    return found


def _difference(
    before: dict[_Table, dict[Any, str]], after: dict[_Table, dict[Any, str]]
) -> tuple[str, ...]:
    gone, come = [], []
    for table in _tables():
        old, new = before[table], after[table]
        lost = [key for key, row in old.items() if new.get(key) != row]
        if lost:
            keys = ", ".join(f"'{key}'" for key in lost)
            gone.append(f"DELETE FROM {table.name} WHERE {table.key} IN ({keys})")
        fresh = [row for key, row in new.items() if old.get(key) != row]
        if fresh:
            columns, values = ", ".join(table.columns), "),\n(".join(fresh)
            come.append(f"INSERT INTO {table.name} ({columns}) VALUES\n({values})")
            if table.counts_up and connection.vendor == "postgresql":
                come.append(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', '{table.key[1:-1]}'),"
                    f" (SELECT max({table.key}) FROM {table.name}))"
                )
    if connection.vendor == "postgresql" and (gone or come):
        return (";\n".join([*gone, *come]),)
    return (*gone, *come)


# ---------------------------------------------------------------- the objects


def _parts(given: Iterable[object]) -> list[object]:
    """What was handed in and what hangs on it: they stay the very same objects."""
    found: list[object] = []
    for one in given:
        if isinstance(one, models.Model):
            found.append(one)
        elif hasattr(one, "__dataclass_fields__"):
            found += [one, *_parts(vars(one).values())]
    return found


def _named(given: object) -> object:
    """What an argument is, the same for the same row in another test."""
    if isinstance(given, models.Model):
        return type(given).__name__, given.pk
    if hasattr(given, "__dataclass_fields__"):
        return type(given).__name__, [(name, _named(one)) for name, one in vars(given).items()]
    return given


def _pickled(result: object, given: list[object]) -> bytes:
    stream = io.BytesIO()
    _Pickler(stream, given).dump(result)
    return stream.getvalue()


class _Pickler(pickle.Pickler):
    def __init__(self, stream: io.BytesIO, given: list[object]) -> None:
        super().__init__(stream)
        self._places = {id(one): place for place, one in enumerate(given)}

    def persistent_id(self, obj: object) -> int | None:
        return self._places.get(id(obj))


class _Unpickler(pickle.Unpickler):
    def __init__(self, stream: bytes, given: list[object]) -> None:
        super().__init__(io.BytesIO(stream))
        self._given = given

    def persistent_load(self, pid: int) -> object:
        return self._given[pid]

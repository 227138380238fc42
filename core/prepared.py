"""Statements of every key press: put together once, sent with new values.

Django writes the SQL of a queryset anew each time it is asked. For a row joined with four others
that takes longer than the question itself and the reading of its answer. Here the SQL of the
first time is kept for each engine, with the places of its values; rows come back as the queryset
would give them.

This is the one module that reaches into the ORM's inner parts; its tests compare with the ORM.
"""
# ruff: noqa: SLF001 the inner parts of the ORM are what this module is about

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.db.models.sql import InsertQuery, UpdateQuery

Row = TypeVar("Row")
Value = int | str | dt.date
Params = tuple[Any, ...]
# SQL and parameters for some values.
Writing = Callable[..., tuple[str, Params]]

ALIAS = DEFAULT_DB_ALIAS


class UnfitStatementError(ValueError):
    """A statement changes its form with its values, or does not hand one on as it is."""


class Prepared(Generic[Row]):
    """A queryset as a function of values; ``build`` gets them and returns the queryset.

    Values are integers, texts, days and moments that stand in the SQL as they are given: no
    ``None``, no lists, nothing that is searched within a text. What ``build`` reads beside its
    values is fixed with the first question. Raises ``UnfitStatementError`` at the first question
    where the SQL would differ with other values.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self._build = build
        self._kept: dict[str, tuple[QuerySet[Any, Row], _Sql, Any]] = {}

    def __call__(self, *values: Value) -> list[Row]:
        """All rows for these values."""
        connection = connections[ALIAS]
        if connection.vendor not in self._kept:
            self._kept[connection.vendor] = self._first(values)
        queryset, sql, first = self._kept[connection.vendor]
        # How columns become values belongs to the connection; each thread has one, and it goes
        # with what is kept on it.
        compilers = connection.__dict__.setdefault("_prepared", {})
        if self not in compilers:
            compilers[self] = _on(connection, first)
        compiler = copy.copy(compilers[self])
        compiler.as_sql = lambda: (sql.text, sql.filled(values))
        asked: Any = _asking(queryset, _Ready(queryset.query, compiler))
        asked._fetch_all()
        rows: list[Row] = asked._result_cache
        return rows

    def first(self, *values: Value) -> Row | None:
        """The first row, or ``None``."""
        rows = self(*values)
        return rows[0] if rows else None

    def _first(self, values: Sequence[Value]) -> tuple[QuerySet[Any, Row], _Sql, Any]:
        def as_sql(*given: Value) -> tuple[str, Params]:
            text, params = self._build(*given).query.get_compiler(ALIAS).as_sql()
            return text, tuple(params)

        sql = _Sql.of(as_sql, values)
        queryset = self._build(*values)
        compiler: Any = queryset.query.get_compiler(ALIAS)
        compiler.as_sql()  # the compiler now knows its columns
        return queryset, sql, compiler


class PreparedUpdate:
    """An UPDATE as a function of values; ``build`` returns the rows and what they shall become."""

    def __init__(self, build: Callable[..., tuple[QuerySet[Any], dict[str, Any]]]) -> None:
        self._build = build
        self._kept: dict[str, _Sql] = {}

    def __call__(self, *values: Value) -> int:
        """How many rows were changed."""
        connection = connections[ALIAS]
        if connection.vendor not in self._kept:
            self._kept[connection.vendor] = _Sql.of(self._as_sql, values)
        sql = self._kept[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(sql.text, sql.filled(values))
            return int(cursor.rowcount)

    def _as_sql(self, *values: Value) -> tuple[str, Params]:
        rows, changes = self._build(*values)
        query: Any = rows.query.chain(UpdateQuery)
        query.add_update_values(changes)
        text, params = query.get_compiler(ALIAS).as_sql()
        return text, tuple(params)


# ---------------------------------------------------------------- one row


def insert(row: Model) -> None:
    """Write a new row as ``save(force_insert=True)`` does, by the INSERT kept for its table.

    For tables that number their rows themselves, of models without parents and without a
    ``save`` of their own.
    """
    connection = connections[ALIAS]
    meta: Any = row._meta
    fields = [one for one in meta.local_concrete_fields if one is not meta.pk]
    values = [one.get_db_prep_save(one.pre_save(row, add=True), connection) for one in fields]
    key = (connection.vendor, meta.label)
    if key not in _INSERTS:
        query = InsertQuery(type(row))
        query.insert_values(fields, [row])
        compiler: Any = query.get_compiler(ALIAS)
        compiler.returning_fields = [meta.pk]
        ((_INSERTS[key], _params),) = compiler.as_sql()
    with connection.cursor() as cursor:
        cursor.execute(_INSERTS[key], values)
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, ALIAS


def update(row: Model, *names: str) -> None:
    """Write these fields of a row as ``save(update_fields=names)`` does, by a kept UPDATE.

    Raises the model's ``DoesNotExist`` when the row is gone.
    """
    connection = connections[ALIAS]
    kind: Any = type(row)
    meta = kind._meta
    fields = [meta.get_field(name) for name in names]
    key = (connection.vendor, meta.label, names)
    if key not in _UPDATES:
        quoted = connection.ops.quote_name
        changes = ", ".join(f"{quoted(one.column)} = %s" for one in fields)
        table, own = quoted(meta.db_table), quoted(meta.pk.column)
        _UPDATES[key] = f"UPDATE {table} SET {changes} WHERE {own} = %s"  # noqa: S608 own names
    values = [one.get_db_prep_save(one.pre_save(row, add=False), connection) for one in fields]
    with connection.cursor() as cursor:
        cursor.execute(_UPDATES[key], [*values, row.pk])
        if not cursor.rowcount:
            raise kind.DoesNotExist


_INSERTS: dict[tuple[str, str], str] = {}
_UPDATES: dict[tuple[str, str, tuple[str, ...]], str] = {}


# ---------------------------------------------------------------- the SQL and its places


@dataclass(frozen=True)
class _Sql:
    """The text of a statement, its parameters, and which value stands at which of them."""

    text: str
    params: Params
    places: tuple[int | None, ...]

    @classmethod
    def of(cls, writing: Writing, values: Sequence[Value]) -> _Sql:
        """Find the places by changing one value at a time."""
        text, params = writing(*values)
        places: list[int | None] = [None] * len(params)
        for number, value in enumerate(values):
            other = _another(value)
            changed = writing(*values[:number], other, *values[number + 1 :])
            for place in _moved(text, params, changed, _adapted(other)):
                places[place] = number
        return cls(text, params, tuple(places))

    def filled(self, values: Sequence[Value]) -> Params:
        """The parameters with these values in their places."""
        adapted = [_adapted(one) for one in values]
        return tuple(
            given if place is None else adapted[place]
            for given, place in zip(self.params, self.places, strict=True)
        )


def _moved(text: str, params: Params, changed: tuple[str, Params], other: Any) -> list[int]:
    """Where the changed value stands; it has to stand somewhere, and as it is."""
    if changed[0] != text or len(changed[1]) != len(params):
        message = f"the SQL depends on a value: {text}"
        raise UnfitStatementError(message)
    found = [place for place, one in enumerate(changed[1]) if one != params[place]]
    if not found or any(changed[1][place] != other for place in found):
        message = f"a value does not stand in the SQL as it is: {text}"
        raise UnfitStatementError(message)
    return found


def _another(value: Value) -> Value:
    if isinstance(value, bool) or not isinstance(value, Value):
        message = f"a prepared statement takes no {type(value).__name__}"
        raise UnfitStatementError(message)
    if isinstance(value, int):
        return value + 1_000_003
    return f"{value}~" if isinstance(value, str) else value + dt.timedelta(days=1)


def _adapted(value: Value) -> Any:
    """The value as the engine's fields hand it on."""
    ops = connections[ALIAS].ops
    if isinstance(value, dt.datetime):
        return ops.adapt_datetimefield_value(value)
    if isinstance(value, dt.date):
        return ops.adapt_datefield_value(value)
    return str(value) if isinstance(value, str) else value


class _Ready:
    """In the place of a queryset's query: its SQL is already written."""

    def __init__(self, query: Any, compiler: Any) -> None:
        self._query, self._compiler = query, compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)

    def get_compiler(self, using: str) -> Any:  # noqa: ARG002 there is one database
        """The compiler that knows everything."""
        return self._compiler


def _on(connection: BaseDatabaseWrapper, compiler: Any) -> Any:
    """The compiler on this connection; how its columns are converted is worked out once."""
    own = copy.copy(compiler)
    own.connection = connection
    converters = own.get_converters([one[0] for one in own.select[: own.col_count]])
    own.get_converters = lambda _columns: converters
    return own


def _asking(queryset: QuerySet[Any, Row], query: Any) -> QuerySet[Any, Row]:
    """The queryset with the ready query; only what its rows are made of goes along."""
    asked: Any = type(queryset)(model=queryset.model, query=queryset.query, using=ALIAS)
    asked._query = query
    for name in ("_iterable_class", "_fields", "_prefetch_related_lookups", "_for_write"):
        setattr(asked, name, getattr(queryset, name))
    result: QuerySet[Any, Row] = asked
    return result

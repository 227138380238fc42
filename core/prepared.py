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
from collections import namedtuple
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet, prefetch_related_objects
from django.db.models import query as orm
from django.db.models.sql import InsertQuery, UpdateQuery

Row = TypeVar("Row")
M = TypeVar("M", bound=Model)
Value = int | str | dt.date
Params = tuple[Any, ...]
# SQL and parameters for some values.
Writing = Callable[..., tuple[str, Params]]

ALIAS = DEFAULT_DB_ALIAS


class UnfitStatementError(ValueError):
    """A statement changes its form with its values, or does not hand one on as it is."""


class Prepared(Generic[Row]):
    """A queryset as a function of values; ``build`` gets them and returns the queryset.

    It gives rows as models, with what was joined and prefetched, or as tuples and single columns
    of ``values_list``. Values are integers, texts, days and moments that stand in the SQL as they
    are given: no ``None``, no lists, nothing that is searched within a text. What ``build`` reads
    beside its values is fixed with the first question. Raises ``UnfitStatementError`` at the first
    question where the SQL would differ with other values.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self._build = build
        self._kept: dict[str, tuple[_Sql, _Shape]] = {}

    def __call__(self, *values: Value) -> list[Row]:
        """All rows for these values."""
        connection = connections[ALIAS]
        if connection.vendor not in self._kept:
            self._kept[connection.vendor] = self._first(values)
        sql, shape = self._kept[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(sql.text, sql.filled(connection, values))
            return shape.rows(connection, cursor.fetchall())

    def first(self, *values: Value) -> Row | None:
        """The first row, or ``None``."""
        rows = self(*values)
        return rows[0] if rows else None

    def _first(self, values: Sequence[Value]) -> tuple[_Sql, _Shape]:
        def as_sql(*given: Value) -> tuple[str, Params]:
            text, params = self._build(*given).query.get_compiler(ALIAS).as_sql()
            return text, tuple(params)

        return _Sql.of(as_sql, values), _Shape(self._build(*values))


class PreparedUpdate(Generic[M]):
    """An UPDATE as a function of values; ``build`` returns the rows and what they shall become."""

    def __init__(self, build: Callable[..., tuple[QuerySet[M], dict[str, Any]]]) -> None:
        self._build = build
        self._kept: dict[str, _Sql] = {}
        self._shapes: dict[str, _Shape] = {}

    def __call__(self, *values: Value) -> int:
        """How many rows were changed."""
        connection = connections[ALIAS]
        sql = self._sql(connection.vendor, values)
        with connection.cursor() as cursor:
            cursor.execute(sql.text, sql.filled(connection, values))
            return int(cursor.rowcount)

    def rows(self, *values: Value) -> list[M]:
        """The changed rows as they stand now, in the one statement."""
        connection = connections[ALIAS]
        sql = self._sql(connection.vendor, values)
        if connection.vendor not in self._shapes:
            whole: Any = self._build(*values)[0].model
            self._shapes[connection.vendor] = _Shape(whole.objects.all())
        shape = self._shapes[connection.vendor]
        with connection.cursor() as cursor:
            params = sql.filled(connection, values)
            cursor.execute(f"{sql.text} RETURNING {shape.columns}", params)
            return shape.rows(connection, cursor.fetchall())

    def _sql(self, vendor: str, values: Sequence[Value]) -> _Sql:
        if vendor not in self._kept:
            self._kept[vendor] = _Sql.of(self._as_sql, values)
        return self._kept[vendor]

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
    _write(row, *_inserting(row))


def insert_by(function: str, row: Model) -> None:
    """``insert`` by a function of PostgreSQL's: it takes the columns in their order, gives the key.

    What the function does is planned once a connection, not once a row.
    """
    _sql, values = _inserting(row)
    _write(row, f"SELECT {function}({', '.join(['%s'] * len(values))})", values)


def _inserting(row: Model) -> tuple[str, list[Any]]:
    """The INSERT kept for the row's table, and the row's values."""
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
    return _INSERTS[key], values


def _write(row: Model, sql: str, params: list[Any]) -> None:
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(sql, params)
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
            for place in _moved(text, params, changed, _adapted(connections[ALIAS], other)):
                places[place] = number
        return cls(text, params, tuple(places))

    def filled(self, connection: BaseDatabaseWrapper, values: Sequence[Value]) -> Params:
        """The parameters with these values in their places."""
        given = [one if type(one) in _AS_GIVEN else _adapted(connection, one) for one in values]
        return tuple(
            [
                fixed if place is None else given[place]
                for fixed, place in zip(self.params, self.places, strict=True)
            ]
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
        return value + 1  # far ones would not fit into a small column, and ask for nothing
    return f"{value}~" if isinstance(value, str) else value + dt.timedelta(days=1)


_AS_GIVEN = frozenset({int, str})  # by far the most: keys and words, which no engine adapts


def _adapted(connection: BaseDatabaseWrapper, value: Value) -> Any:
    """The value as the engine's fields hand it on."""
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, dt.date):
        return connection.ops.adapt_datefield_value(value)
    return str(value) if isinstance(value, str) else value


# ---------------------------------------------------------------- what becomes of the rows


class _Shape:
    """How the columns of a queryset's answer become its rows."""

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        self._queryset: Any = queryset
        self._compiler: Any = queryset.query.get_compiler(ALIAS)
        self._compiler.as_sql()  # now it knows its columns
        self._make = self._maker()

    @property
    def columns(self) -> str:
        """The names of a model's own columns, as RETURNING wants them."""
        quoted = connections[ALIAS].ops.quote_name
        return ", ".join(quoted(one[0].target.column) for one in self._compiler.select)

    def rows(self, connection: BaseDatabaseWrapper, found: list[Any]) -> list[Any]:
        """The rows of an answer, with what the queryset prefetches."""
        converters = self._converters(connection)
        if converters:
            found = self._compiler.apply_converters(found, converters)
        rows = self._make(found)
        lookups = self._queryset._prefetch_related_lookups
        if rows and lookups:
            prefetch_related_objects(rows, *lookups)
        return rows

    def _converters(self, connection: BaseDatabaseWrapper) -> Any:
        """How columns become values belongs to the connection, and goes with it."""
        kept = connection.__dict__.setdefault("_converters", {})
        if self not in kept:
            compiler = copy.copy(self._compiler)
            compiler.connection = connection
            select = compiler.select[: compiler.col_count]
            kept[self] = compiler.get_converters([one[0] for one in select])
        return kept[self]

    def _maker(self) -> Callable[[Iterable[Any]], list[Any]]:
        shape = self._queryset._iterable_class
        if issubclass(shape, orm.ModelIterable):
            return self._models()
        if issubclass(shape, orm.FlatValuesListIterable):
            return lambda found: [row[0] for row in found]
        if issubclass(shape, orm.NamedValuesListIterable):
            named = namedtuple("Row", self._queryset._fields)  # type: ignore[misc]  # noqa: PYI024 names of the columns
            return lambda found: [named._make(row) for row in found]
        if issubclass(shape, orm.ValuesListIterable):
            return lambda found: list(map(tuple, found))
        message = f"a prepared statement gives no {shape.__name__}"
        raise UnfitStatementError(message)

    def _models(self) -> Callable[[Iterable[Any]], list[Any]]:
        compiler = self._compiler
        model, of_model = compiler.klass_info["model"], compiler.klass_info["select_fields"]
        start, end = of_model[0], of_model[-1] + 1
        names = [one[0].target.attname for one in compiler.select[start:end]]
        populators: Any = orm.get_related_populators
        joined = populators(compiler.klass_info, compiler.select, ALIAS)
        beside = (compiler.annotation_col_map or {}).items()

        def made(row: Any) -> Any:
            found = model.from_db(ALIAS, names, row[start:end])
            for one in joined:
                one.populate(row, found)
            for name, place in beside:
                setattr(found, name, row[place])
            return found

        return lambda found: [made(row) for row in found]

"""Thousands of rows written at once: COPY on PostgreSQL, ``executemany`` on SQLite.

For services that write a whole list and know every value themselves: no model instance is made
and no field's own conversion is called, so encrypted and JSON values are given as they are stored.
Keys are known before the rows are written, so that rows may name each other.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any, Final

from django.db import connection, models
from django.utils import timezone

Value = str | int | bool | Decimal | dt.date | dt.datetime | None
Row = Sequence[Value]

_BATCH: Final = 5_000
_ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """Keys for rows about to be inserted, in order; nobody else gets them.

    Call it inside the transaction that inserts: on SQLite that transaction is the only writer.
    """
    if count <= 0:
        return []
    table = model._meta.db_table  # noqa: SLF001 Django's own name for it
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The sequence is looked up once, not once a row.
            cursor.execute(
                "SELECT nextval((SELECT pg_get_serial_sequence(%s, 'id')::regclass)) "
                "FROM generate_series(1, %s)",
                [connection.ops.quote_name(table), count],
            )
            return [int(row[0]) for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        last = int(found[0]) if found else 0
    return list(range(last + 1, last + 1 + count))


def insert(model: type[models.Model], fields: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows of plain values in the order of ``fields``, which are names of the model.

    Fields left out get the model's default. Raises ``IntegrityError`` as any insert does.
    """
    options = model._meta  # noqa: SLF001 Django's own name for it
    known = {one.name: one for one in options.concrete_fields}
    given = [known[name] for name in fields]
    others = {
        one: _default(one) for one in known.values() if one not in given and not one.primary_key
    }
    # A column that nobody names is empty; naming it costs every row a little.
    others = {one: value for one, value in others.items() if value is not None}
    rest = tuple(others.values())
    columns = [one.column for one in (*given, *others)]
    quoted = ", ".join(connection.ops.quote_name(str(column)) for column in columns)
    table = connection.ops.quote_name(options.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(cursor, f"COPY {table} ({quoted}) FROM STDIN", _Lines(rows, len(given), rest))
            return
        marks = ", ".join(["%s"] * len(columns))
        statement = f"INSERT INTO {table} ({quoted}) VALUES ({marks})"  # noqa: S608 names of models
        rest = tuple(_plain(value) for value in rest)
        waiting = iter(rows)
        while batch := [_plain_row(row) + rest for row in islice(waiting, _BATCH)]:
            cursor.executemany(statement, batch)


def _default(field: Any) -> Any:
    """What the field holds when nobody says anything, as it is stored."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return timezone.now()
    return field.get_db_prep_save(field.get_default(), connection)


_AS_IT_IS: Final = frozenset({str, int, bool, float, type(None)})


def _plain_row(row: Row) -> tuple[Any, ...]:
    if _AS_IT_IS.issuperset(map(type, row)):
        return tuple(row)
    return tuple([_plain(value) for value in row])


def _plain(value: Value) -> Any:
    """A value as SQLite keeps it; what is neither date nor decimal goes as it is."""
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


_AT_ONCE: Final = 500


class _Lines(io.RawIOBase):
    """Rows as COPY's text, made as they are read: no second copy of a long list.

    ``rest`` ends every row and is written out once.
    """

    def __init__(self, rows: Iterable[Row], width: int, rest: Row) -> None:
        super().__init__()
        self._rows = iter(rows)
        self._tabs = width - 1
        self._end = "".join([f"\t{_text(value)}" for value in rest]) + "\n"
        self._waiting = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self._waiting) < size:
            rows = list(islice(self._rows, _AT_ONCE))
            if not rows:
                break
            self._waiting += self._block(rows).encode()
        wanted = len(self._waiting) if size < 0 else size
        given, self._waiting = self._waiting[:wanted], self._waiting[wanted:]
        return given

    def _block(self, rows: Sequence[Row]) -> str:
        lines = [
            "\t".join(
                [
                    value if type(value) is str else "\\N" if value is None else str(value)
                    for value in row
                ]
            )
            for row in rows
        ]
        text = "".join(lines)
        # Nearly no text holds a sign that COPY knows: one look at many rows finds that out.
        if (
            text.count("\t") != self._tabs * len(rows)
            or text.count("\\") != sum([row.count(None) for row in rows])
            or "\n" in text
            or "\r" in text
        ):
            lines = ["\t".join([_text(value) for value in row]) for row in rows]
        return self._end.join([*lines, ""])


def _text(value: Value) -> str:
    """One value in COPY's text; a yes or no is understood as Python writes it."""
    if value is None:
        return "\\N"
    return value.translate(_ESCAPES) if isinstance(value, str) else str(value)


def _copy(cursor: Any, statement: str, lines: _Lines) -> None:
    # copy_expert knows nothing of Django's translation of errors.
    with connection.wrap_database_errors:
        cursor.cursor.copy_expert(statement, lines, size=256 * 1024)

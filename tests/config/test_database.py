"""How the database is spoken to, by engine."""

from __future__ import annotations

import pytest
from django.db import connection

from config.settings.base import database


@pytest.mark.postgresql
@pytest.mark.django_db
def test_postgresql_takes_a_dozen_joins_as_they_are_written() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW join_collapse_limit")

        assert cursor.fetchone() == ("4",)


def test_what_an_office_asks_of_its_server_is_asked_too(monkeypatch: pytest.MonkeyPatch) -> None:
    address = "postgres://thidua@127.0.0.1:5432/thidua?options=-c%20statement_timeout%3D5000"
    monkeypatch.setenv("DATABASE_URL", address)

    assert database()["OPTIONS"]["options"] == (
        "-c statement_timeout=5000 -c join_collapse_limit=4"
    )


def test_sqlite_knows_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)

    assert "options" not in database()["OPTIONS"]

"""What ``bin/run`` prepares before it serves: a start may be repeated, and may be interrupted."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.installation


@pytest.fixture(scope="module")
def static_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder of static files for the starts of this module."""
    return tmp_path_factory.mktemp("static")


def start(data_dir: Path, static_root: Path, accounts: str = os.devnull) -> str:
    """Prepare an installation without the demo year; what it tells the person who waits."""
    done = subprocess.run(
        [sys.executable, "-m", "config.start", "--empty", "--accounts", accounts],
        cwd=settings.BASE_DIR,
        env={
            "DJANGO_SETTINGS_MODULE": "config.settings.embedded",
            "DATA_DIR": str(data_dir),
            "STATIC_ROOT": str(static_root),
            "PATH": "",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stderr


def test_second_start_keeps_the_data_and_makes_nothing_anew(
    tmp_path: Path, static_root: Path
) -> None:
    accounts = tmp_path / "first-steps.txt"
    start(tmp_path, static_root, str(accounts))
    with sqlite3.connect(tmp_path / "db.sqlite3") as database:
        assert count(database, "units_unit WHERE type = 'commune' AND valid_to IS NULL") == 3321
        assert count(database, "campaigns_campaign") == 5
        assert count(database, "accounts_user") == 0
        database.execute("INSERT INTO django_session VALUES ('kept', '', '2026-11-05')")

    assert f"DATA_DIR={tmp_path} .venv/bin/python manage.py first_administrator" in (
        accounts.read_text(encoding="utf-8")
    )

    said = start(tmp_path, static_root)

    with sqlite3.connect(tmp_path / "db.sqlite3") as database:
        assert database.execute("SELECT session_key FROM django_session").fetchall() == [("kept",)]
    assert "cơ sở dữ liệu" not in said
    assert "danh mục đơn vị" not in said
    assert (static_root / "staticfiles.json").exists()


def count(database: sqlite3.Connection, what: str) -> int:
    row = database.execute(f"SELECT count(*) FROM {what}").fetchone()  # noqa: S608 our own words
    return int(row[0])


def test_draft_of_an_interrupted_start_is_thrown_away(tmp_path: Path, static_root: Path) -> None:
    (tmp_path / "db.sqlite3.draft").write_text("power went off here")
    (tmp_path / "db.sqlite3.draft-journal").write_text("and here")

    start(tmp_path, static_root)

    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"db.sqlite3", "secrets.env"}
    with sqlite3.connect(tmp_path / "db.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)

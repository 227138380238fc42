"""An installation on one machine: its secrets, its database file, its static files."""

from __future__ import annotations

import base64
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings

from config.keys import FILE_NAME, installation_keys
from config.sqlite import SAFE_FOR_WAL, journal_mode


def test_keys_are_made_once_and_kept(tmp_path: Path) -> None:
    first = installation_keys(tmp_path / "data")

    assert installation_keys(tmp_path / "data") == first
    assert installation_keys(tmp_path / "other") != first


def test_keys_are_long_and_readable_by_their_owner_only(tmp_path: Path) -> None:
    secret_key, field_key = installation_keys(tmp_path)

    assert len(secret_key) >= 64
    assert len(base64.urlsafe_b64decode(field_key)) == 32
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_two_processes_starting_together_get_the_same_keys(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(installation_keys, [tmp_path] * 16))

    assert len(keys) == 1


def test_wal_is_used_only_where_it_is_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", SAFE_FOR_WAL)
    assert journal_mode() == "WAL"

    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 2))
    assert journal_mode() == "DELETE"


def run_embedded(code: str, data_dir: Path) -> str:
    """What a fresh process with the embedded settings prints."""
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        cwd=settings.BASE_DIR,
        env={
            "DJANGO_SETTINGS_MODULE": "config.settings.embedded",
            "DATA_DIR": str(data_dir),
            "PATH": "",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_sqlite_connection_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    printed = run_embedded(
        "from django.db import connection\n"
        "cursor = connection.cursor()\n"
        "for name in ('synchronous', 'journal_mode', 'busy_timeout', 'foreign_keys'):\n"
        "    print(cursor.execute(f'PRAGMA {name}').fetchone()[0])\n"
        "print(connection.transaction_mode)",
        tmp_path,
    )

    full = "2"
    mode = journal_mode().lower()
    assert printed.split() == [full, mode, "20000", "1", "IMMEDIATE"]


def test_embedded_server_knows_its_own_names_and_no_other(tmp_path: Path) -> None:
    hosts = run_embedded(
        "from django.conf import settings; print(settings.ALLOWED_HOSTS)", tmp_path
    )

    assert "'localhost'" in hosts
    assert "'127.0.0.1'" in hosts
    assert "'*'" not in hosts

"""What every test gets: its own cache, its own folder of files, and a browser on demand."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.models.signals import post_migrate
from pytest_django import Settings

from tests.drawn import watched
from tests.isolation import draw_functions, forget_cached, refill_catalogues

pytest_plugins = ["tests.org"]

post_migrate.connect(draw_functions)
post_migrate.connect(refill_catalogues)


def pytest_addoption(parser: pytest.Parser) -> None:
    """What a run on a second database leaves to the first."""
    parser.addoption(
        "--second-database",
        action="store_true",
        help="only tests whose outcome may depend on the database: neither those that use none, "
        "nor those marked 'installation' or 'look'",
    )


def pytest_collection_finish(session: pytest.Session) -> None:
    """Look for garbage among what tests make, not among what was imported and collected."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a server that is not there; ``bin/test`` gives both and says when not.

    A test of PostgreSQL's own behaviour has nothing to say on SQLite.
    """
    missing = {
        "redis": not os.environ.get("REDIS_URL"),
        "postgresql": connection.vendor != "postgresql",
    }
    left_out = [
        item
        for item in items
        if any(is_missing and item.get_closest_marker(name) for name, is_missing in missing.items())
        or (config.getoption("--second-database") and not _depends_on_the_database(item))
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(autouse=True)
def _own_history() -> Iterator[None]:
    """Let worlds that are drawn once know what this test did to them before."""
    with watched():
        yield


def _depends_on_the_database(test: pytest.Item) -> bool:
    if test.get_closest_marker("installation") or test.get_closest_marker("look"):
        return False
    uses = {"db", "transactional_db", "live_server"} & set(getattr(test, "fixturenames", ()))
    return bool(uses) or any(map(test.get_closest_marker, ("django_db", "redis", "postgresql")))


@pytest.fixture(autouse=True)
def _own_cache() -> None:
    """Let no test see what another put into the cache."""
    forget_cached()


@pytest.fixture(autouse=True)
def _own_files(settings: Settings, tmp_path: Path) -> None:
    """Keep uploaded and produced files of a test to itself."""
    settings.MEDIA_ROOT = tmp_path / "files"

"""What every test gets: its own cache, its own folder of files, and a browser on demand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db.models.signals import post_migrate
from pytest_django import Settings

from tests.drawn import watched
from tests.isolation import forget_cached, refill_catalogues

pytest_plugins = ["tests.org"]

post_migrate.connect(refill_catalogues)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs Redis where none is given; ``bin/test`` gives it and says when not."""
    if os.environ.get("REDIS_URL"):
        return
    left_out = [item for item in items if item.get_closest_marker("redis")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(autouse=True)
def _own_history() -> Iterator[None]:
    """Let worlds that are drawn once know what this test did to them before."""
    with watched():
        yield


@pytest.fixture(autouse=True)
def _own_cache() -> None:
    """Let no test see what another put into the cache."""
    forget_cached()


@pytest.fixture(autouse=True)
def _own_files(settings: Settings, tmp_path: Path) -> None:
    """Keep uploaded and produced files of a test to itself."""
    settings.MEDIA_ROOT = tmp_path / "files"

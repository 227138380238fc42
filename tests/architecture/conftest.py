"""The access matrix, built once for each file that knocks."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker, Settings

from core import clock
from tests.architecture.matrix import Matrix
from tests.builders import world


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files of the drawing lie: written once, each with its fsync."""
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="module")
def built_matrix(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, files: Path
) -> Iterator[Matrix]:
    """The drawing with its objects, taken back after the file."""
    log = logging.getLogger("django.request")
    level = log.level
    log.setLevel(logging.CRITICAL)  # thousands of refusals are the point
    with django_db_blocker.unblock(), transaction.atomic():
        clock.set_business_day(world.TODAY)
        with override_settings(MEDIA_ROOT=files):
            built = Matrix(world.build())
            built.store_files()
        yield built
        transaction.set_rollback(True)
    log.setLevel(level)


@pytest.fixture
def matrix(built_matrix: Matrix, files: Path, settings: Settings, db: None) -> Matrix:
    """The matrix with its files where this test looks for them."""
    settings.MEDIA_ROOT = files
    return built_matrix

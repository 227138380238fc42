"""The access matrix, built once for each file that knocks."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from core import clock
from tests.architecture.matrix import Matrix
from tests.builders import world


@pytest.fixture(scope="module")
def built_matrix(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Matrix]:
    """The drawing with its objects, taken back after the file."""
    log = logging.getLogger("django.request")
    level = log.level
    log.setLevel(logging.CRITICAL)  # thousands of refusals are the point
    with django_db_blocker.unblock(), transaction.atomic():
        clock.set_business_day(world.TODAY)
        yield Matrix(world.build())
        transaction.set_rollback(True)
    log.setLevel(level)


@pytest.fixture
def matrix(built_matrix: Matrix, db: None) -> Matrix:
    """The matrix with its files where this test looks for them."""
    built_matrix.prepare()
    return built_matrix

"""The whole country, loaded once for a file of tests that only read it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from units.services.national import Loaded, load_nation
from units.services.plan_units import load_plan_units


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have the test database made also when nothing but these tests is run."""
    for item in items:
        if "country" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Loaded]:
    """Every unit of the country and the two of the plans, taken back after the file."""
    with django_db_blocker.unblock(), transaction.atomic():
        loaded = load_nation()
        load_plan_units()
        yield loaded
        transaction.set_rollback(True)

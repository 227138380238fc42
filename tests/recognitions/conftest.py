"""The catalogue of titles, which a test that really commits empties with everything else."""

from __future__ import annotations

import pytest

from recognitions.services import ensure_titles


@pytest.fixture(autouse=True)
def catalogue(request: pytest.FixtureRequest) -> None:
    """Have the titles in place, whatever ran before."""
    if request.node.get_closest_marker("django_db") is not None:
        request.getfixturevalue("_django_db_helper")
        ensure_titles()

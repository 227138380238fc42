"""What the stories of importing share."""

from __future__ import annotations

import pytest

from tests.builders.assessments import NaRi, na_ri
from tests.org import Org


@pytest.fixture
def na(org: Org) -> NaRi:
    """Na Rì's open year 2026."""
    return na_ri(org)

"""What stories of awards happen in."""

from __future__ import annotations

import pytest

from tests.builders import proposing
from tests.builders.proposing import World
from tests.org import Org


@pytest.fixture
def aw(org: Org) -> World:
    """Na Rì on 02/11/2026 with its campaign and a council of nine."""
    return proposing.world(org)

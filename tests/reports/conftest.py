"""Na Rì's open year, in which the stories of this folder happen."""

from __future__ import annotations

import pytest

from tests.builders.reports import PlanYear, na_ri_year
from tests.org import Org


@pytest.fixture
def na(org: Org) -> PlanYear:
    """The year 2026 of Na Rì, opened by Lan; the business day is 28/11/2026."""
    return na_ri_year(org)

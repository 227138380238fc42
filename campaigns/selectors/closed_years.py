"""Which years are closed over some units: those of the campaigns launched above them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from campaigns.enums import YearState
from campaigns.models import CampaignYear
from units.enums import WITHOUT_FORM
from units.models import Unit
from units.paths import ids_of


def closed_over(units: Sequence[Unit]) -> Iterable[int]:
    """The closed years of campaigns launched by the units or by those above them; one query."""
    hosts = {pk for unit in units for pk in _launching(unit)}
    rows = CampaignYear.objects.filter(state=YearState.CLOSED, campaign__launched_by__in=hosts)
    return rows.order_by().values_list("year", flat=True)


def _launching(unit: Unit) -> list[int]:
    """Who may have launched a campaign over the unit; households and people launch none."""
    ids = ids_of(unit.path)
    return ids[:-1] if unit.type in WITHOUT_FORM else ids

"""Titles decided outside the system, entered into the register by the demo's officer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from core.request_info import remembering
from recognitions import services
from recognitions.models import Title
from recognitions.services import Decision
from reports.demo.stages import Play, at
from units.enums import UnitType
from units.models import Unit

# Of forty households of a village, how many were recognised so many years before.
FAMILIES_OF_A_VILLAGE = {3: 18, 2: 24, 1: 28}
NUMBERS = {3: "388/QĐ-UBND", 2: "396/QĐ-UBND", 1: "410/QĐ-UBND"}


@remembering()
def enter_titles(play: Play, units: Sequence[Unit]) -> None:
    """Last year's families, clans and units in Na Rì; this year's villages and units elsewhere."""
    year = play.year.year
    at(dt.date(year, 11, 5))
    by_type: dict[str, list[Unit]] = {}
    for unit in units:
        by_type.setdefault(unit.type, []).append(unit)
    if play.demo.households:
        _families(play, by_type[UnitType.VILLAGE][: play.demo.villages_with_households])
        _decide(play, "CLAN", by_type[UnitType.CLAN][:2], year - 1, "412/QĐ-UBND")
    schools = by_type.get(UnitType.SCHOOL, [])
    past = year == 2024
    _decide(play, "UNIT", schools[:2], year if past else year - 1, "415/QĐ-UBND")
    if past:
        villages = by_type.get(UnitType.VILLAGE, [])
        _decide(play, "COMMUNITY_VILLAGE", villages[: len(villages) - 2], year, "398/QĐ-UBND")
    waiting = by_type.get(UnitType.AGENCY, [])[:1]
    if waiting:
        services.consider(Title.objects.get(code="UNIT"), waiting, year, actor=play.office.officer)


def _families(play: Play, villages: Sequence[Unit]) -> None:
    for ago, count in FAMILIES_OF_A_VILLAGE.items():
        households = []
        for village in villages:
            found = Unit.objects.filter(parent=village, type=UnitType.HOUSEHOLD)
            households += list(found.order_by("position")[:count])
        _decide(play, "FAMILY", households, play.year.year - ago, NUMBERS[ago])


def _decide(play: Play, code: str, holders: Sequence[Unit], year: int, number: str) -> None:
    if not holders:
        return
    day = dt.date(year, 11, 4) if year == play.year.year else dt.date(year, 12, 18)
    services.grant(
        Title.objects.get(code=code),
        holders,
        year,
        Decision(
            number=number,
            decided_on=day,
            decided_by=f"Chủ tịch UBND {play.year.campaign.launched_by.display_name}",
        ),
        actor=play.office.officer,
    )

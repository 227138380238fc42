"""Households and clans of the demo: registered in spring, some results entered in autumn."""

from __future__ import annotations

from collections.abc import Sequence

from assessments.enums import Outcome
from assessments.services.compact import CompactEntry, set_results
from campaigns.services.participation import group_of
from core.request_info import remembering
from criteria.enums import CriterionKind
from criteria.models import Criterion
from reports.demo.stages import Play
from units.enums import UnitType
from units.models import Unit

REGISTERED = 0.85
CONTRIBUTED = 0.7
# Of those who registered: what the village found so far, and the rest not yet.
ACHIEVED, NOT_ACHIEVED = 0.72, 0.82


@remembering()
def enter_households(play: Play, units: Sequence[Unit]) -> None:
    """Each head enters the households of the own village; the officer enters the clans."""
    villages = [unit for unit in units if unit.type == UnitType.VILLAGE]
    for village in villages[: play.demo.villages_with_households]:
        households = Unit.objects.filter(parent=village, type=UnitType.HOUSEHOLD)
        _enter(play, village, list(households.order_by("position")))
    clans = [unit for unit in units if unit.type == UnitType.CLAN]
    if clans:
        _enter(play, play.year.campaign.launched_by, clans)


def _enter(play: Play, place: Unit, holders: Sequence[Unit]) -> None:
    rng = play.rng(f"households {place.pk}")
    group = group_of(play.year.campaign.groups.all(), holders[0])
    graded = Criterion.objects.filter(criteria_set__groups=group, kind=CriterionKind.GRADED)
    codes = list(graded.values_list("code", flat=True))
    entries = []
    for holder in holders:
        registered = rng.random() < REGISTERED
        values = {code: "met" for code in codes if registered and rng.random() < CONTRIBUTED}
        found = rng.random()
        result = ""
        if registered and found < NOT_ACHIEVED:
            result = Outcome.ACHIEVED if found < ACHIEVED else Outcome.NOT_ACHIEVED
        entries.append(
            CompactEntry(holder.pk, is_registered=registered, values=values, result=result)
        )
    actor = play.office.heads.get(place.pk, play.office.officer)
    set_results(play.year, place, entries, actor=actor)

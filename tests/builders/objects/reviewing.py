"""What an office sets for its reviews, and its samples for checking on the spot."""

from __future__ import annotations

import datetime as dt

from assessments.enums import SampleKind
from assessments.models import RecheckItem, RecheckSample, ReturnPhrase, Substitution
from tests.builders.objects.plans import LAUNCHING, running_in
from tests.builders.objects.registry import Captures, tree_kind
from tests.builders.world import TODAY, World


@tree_kind("assessments.phrase")
def phrase(world: World, place: str) -> Captures | None:
    """A ready-made sentence of the place's office."""
    if place not in LAUNCHING:
        return None
    text = f"Câu mẫu {world.tree_mark(place)}"
    return {"pk": ReturnPhrase.objects.create(unit=world.places[place], text=text).pk}


@tree_kind("assessments.substitution")
def substitution(world: World, place: str) -> Captures | None:
    """Somebody reviews for somebody else in the place's office."""
    if place not in LAUNCHING:
        return None
    row = Substitution.objects.create(
        unit=world.places[place],
        absent=world.residents[place],
        stand_in=world.residents["vn"],
        from_on=TODAY,
        to_on=TODAY + dt.timedelta(days=9),
        reason=f"Đi họp {world.tree_mark(place)}",
        named_by=world.residents[place],
        named_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
    )
    return {"pk": row.pk}


@tree_kind("assessments.sample", "pk", "line")
def sample(world: World, place: str) -> Captures | None:
    """A sample drawn by the place's office, with what was found at one unit."""
    if place not in LAUNCHING:
        return None
    mark = world.tree_mark(place)
    row = RecheckSample.objects.create(
        campaign_year=running_in(world, place).year,
        kind=SampleKind.VILLAGES,
        seed=mark,
        size=1,
        frame_size=1,
        drawn_by=world.residents[place],
        drawn_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
    )
    unit = world.places[place]
    item = RecheckItem.objects.create(
        sample=row,
        position=1,
        unit=unit,
        village=unit,
        claimed=2,
        out_of=2,
        found=1,
        note=f"Đã thấy {mark}",
        checked_on=TODAY,
    )
    return {"pk": row.pk, "line": item.pk}

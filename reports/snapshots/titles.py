"""Titles on the report's date: what is valid, and đang xét apart."""

from __future__ import annotations

import datetime as dt

from recognitions.enums import RecognitionStatus
from recognitions.models import Recognition
from recognitions.selectors import counts_by_title
from reports.snapshots.common import Snapshot
from units.enums import UnitType
from units.models import Unit

# Households and citizens are listed by name up to this many; beyond, their decisions' own
# lists are the list, and the report counts them.
MOST_NAMED = 300
MANY = frozenset({UnitType.HOUSEHOLD, UnitType.INDIVIDUAL})


def named(unit: Unit, day: dt.date) -> list[Snapshot]:
    """Recognitions valid on the day with their decisions, then those under consideration.

    A holder that is considered again while its title is valid stands among the valid ones.
    """
    below = Recognition.objects.of_holders_below(unit).select_related("title", "holder__parent")
    order = ("title__position", "decided_on", "holder__sort_key", "pk")
    valid = list(below.valid_on(day).order_by(*order))
    held = {(row.title_id, row.holder_id) for row in valid}
    considered = [
        row
        for row in below.considered_on(day).order_by(*order)
        if (row.title_id, row.holder_id) not in held
    ]
    rows = _shortened(valid) + _shortened(considered)
    return [
        {
            "title": row.title.name,
            "holder": row.holder_name,
            "place": _place(row.holder),
            "year": row.year,
            "decision": row.decision_number,
            "on": row.decided_on.isoformat() if row.decided_on else None,
            "by": row.decided_by,
            "is_considered": row.status == RecognitionStatus.UNDER_CONSIDERATION,
        }
        for row in rows
    ]


def _place(holder: Unit) -> str:
    """Where a household or a person lives: two of them may bear one name."""
    return holder.parent.display_name if holder.parent and holder.type in MANY else ""


def _shortened(rows: list[Recognition]) -> list[Recognition]:
    """Without households and citizens where these are too many to be named."""
    if sum(row.holder.type in MANY for row in rows) <= MOST_NAMED:
        return rows
    return [row for row in rows if row.holder.type not in MANY]


def counted(unit: Unit, year: int, day: dt.date) -> list[Snapshot]:
    """Holders by title: valid on the day, of these decided in the year, and đang xét apart."""
    of_year = (
        Recognition.objects.of_holders_below(unit)
        .valid_on(day)
        .filter(decided_on__year=year)
        .order_by()
        .values_list("title_id", "holder_id")
        .distinct()
    )
    decided = [title for title, _holder in of_year]
    return [
        {
            "title": one.title.name,
            "valid": one.valid,
            "this_year": decided.count(one.title.pk),
            "under_consideration": one.under_consideration,
        }
        for one in counts_by_title(unit, day)
        if one.valid or one.under_consideration
    ]

"""What a record adds to the roll-up, told in the transaction that changes the record.

``follow`` after a step of the workflow, ``follow_entry`` after answers were entered,
``follow_values`` after decided values changed, ``follow_results`` after results without a form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments.enums import Action, Outcome
from assessments.models import Assessment, AssessmentEvent, CompactResult
from assessments.registers import SUBMITTED
from assessments.said import Said, said_by
from assessments.standing import complete_ids
from campaigns.models import Campaign, CampaignYear
from campaigns.services import tallies
from campaigns.services.tallies import LineStep, PlaceKey
from units.enums import UnitType

# Acts that put a record into the hands of the one who did them.
TAKEN_UP = frozenset({Action.START_REVIEW, Action.REVIEW_AGAIN, Action.REOPEN})
NOTHING_ENTERED: dict[str, Any] = {
    "status": "",
    "is_submitted": False,
    "is_complete": False,
    "record_id": None,
    "since": None,
    "taken_up_by": "",
    "lines": {},
}


def follow(assessment: Assessment, event: AssessmentEvent) -> None:
    """The record took a step: its state, since when, and in whose hands it is."""
    follow_many(assessment.campaign_year_id, [(assessment, event)])


def follow_many(campaign_year_id: int, steps: Iterable[tuple[Assessment, AssessmentEvent]]) -> None:
    """``follow`` for records of one year that took a step by one act."""
    tallies.change_many(
        campaign_year_id, {one.unit_id: standing_facts(one, event) for one, event in steps}
    )


def standing_facts(assessment: Assessment, event: AssessmentEvent | None) -> dict[str, Any]:
    """The columns of ``UnitTally`` that the record's state decides."""
    facts: dict[str, Any] = {
        "status": str(assessment.status),
        "is_submitted": assessment.submitted_at is not None,
        "record_id": assessment.pk,
        "since": event.at if event else None,
        "taken_up_by": str(event.actor)[:150] if event and event.action in TAKEN_UP else "",
    }
    return facts if assessment.status in SUBMITTED else {**facts, "lines": {}}


def follow_entry(campaign_year_id: int, ids: Iterable[int]) -> None:
    """Answers of records were entered: forms may have become complete, or no longer be."""
    rows = list(Assessment.objects.filter(pk__in=list(ids)).select_related("group", "unit"))
    complete = complete_ids((one, one.group, one.unit.type) for one in rows)
    tallies.change_many(
        campaign_year_id, {one.unit_id: {"is_complete": one.pk in complete} for one in rows}
    )


def follow_removed(campaign_year_id: int, unit_id: int) -> None:
    """A record that said nothing was taken out again."""
    tallies.change(campaign_year_id, unit_id, **NOTHING_ENTERED)


def follow_values(assessment: Assessment, said: Said | None = None) -> None:
    """Answers or decisions of a form that is handed in changed; what it says, where just read."""
    if assessment.status in SUBMITTED:
        lines = (said or said_by(assessment.pk)).lines
        tallies.change(assessment.campaign_year_id, assessment.unit_id, lines=lines)


# ---------------------------------------------------------------- results without a form


@dataclass(frozen=True)
class Added:
    """What one row without a form adds: to the counts and to the lines of its place."""

    counts: Counter[str]
    lines: dict[tuple[str, str], Decimal]


NOTHING_ADDED = Added(Counter(), {})


def added_by(row: CompactResult) -> Added:
    """What the row says now, as sums."""
    return Added(
        Counter(
            registered=int(row.is_registered),
            assessed=int(row.is_assessed),
            achieved=int(row.result == Outcome.ACHIEVED),
        ),
        {(code, value): Decimal(0) for code, value in row.values.items()},
    )


def whole_of(row: CompactResult, campaign: Campaign) -> int:
    """To whose sums a result adds: the launching commune's, else its commune of that time."""
    host = campaign.launched_by
    return host.pk if host.type == UnitType.COMMUNE else row.commune_id or host.pk


def follow_results(
    campaign_year: CampaignYear, moves: Iterable[tuple[CompactResult, Added, Added]]
) -> None:
    """Rows without a form changed from adding one thing to adding another.

    The sums of the row's own place (a village, or the commune for clans) and of the commune
    move in one order for everybody, so two who write at once never wait in a circle.
    """
    counts: dict[PlaceKey, Counter[str]] = {}
    lines: dict[tuple[PlaceKey, str, str], int] = {}
    for row, before, after in moves:
        whole = whole_of(row, campaign_year.campaign)
        for place_id in {row.place_id, whole}:
            key = PlaceKey(campaign_year.pk, place_id, row.group_id, is_whole=place_id == whole)
            kept = counts.setdefault(key, Counter())
            kept.update(after.counts)
            kept.subtract(before.counts)
            for line in {*before.lines, *after.lines}:
                step = (line in after.lines) - (line in before.lines)
                lines[(key, *line)] = lines.get((key, *line), 0) + step
    for key in sorted(counts, key=lambda one: (one.place_id, one.group_id)):
        tallies.add(key, {name: step for name, step in counts[key].items() if step})
    tallies.add_lines(
        LineStep(key, code, word, units=step) for (key, code, word), step in lines.items() if step
    )

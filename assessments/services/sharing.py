"""One edit updates both drafts: a shared figure is written into every form that may still change.

A form that was handed in, is under review or final stays as it was. A line that was not returned
stays locked there too.
"""

from __future__ import annotations

from collections.abc import Iterable

from accounts.models import User
from assessments.enums import Status
from assessments.models import Assessment, Author, IndicatorValue
from assessments.selectors.shared import READ, answered_elsewhere, copied, twin_lines, twins_of
from assessments.services.counting import follow_entry
from assessments.services.steps import note_change
from campaigns.enums import YearState


def spread(assessment: Assessment, rows: Iterable[IndicatorValue], *, actor: User) -> int:
    """Write the lines that were just saved into the unit's other drafts; returns into how many.

    Called inside the transaction of the saving, so both drafts change or neither.
    """
    twins = twins_of(assessment)
    if not twins:
        return 0
    written = {row.indicator.code: row for row in rows}
    changed = 0
    for twin in twins:
        if twin.campaign_year.state == YearState.OPEN and twin.status in {
            Status.DRAFT,
            Status.RETURNED,
        }:
            changed += bool(_copy(twin, written, assessment, actor))
    return changed


def take_over(assessment: Assessment, *, actor: User) -> int:
    """A form that begins starts with what the unit has answered elsewhere; returns how many."""
    found = answered_elsewhere(assessment)
    if found is None:
        return 0
    twin, answered = found
    return len(_copy(assessment, answered, twin, actor))


def _copy(
    target: Assessment, rows: dict[str, IndicatorValue], source: Assessment, actor: User
) -> list[str]:
    lines = twin_lines(target, rows)
    known = {
        one.indicator_id: one
        for one in IndicatorValue.objects.select_for_update().filter(
            assessment=target, indicator__in=lines.values()
        )
    }
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for code, line in lines.items():
        row = known.get(line.pk) or IndicatorValue(assessment=target, indicator=line)
        if target.status == Status.RETURNED and not row.is_returned:
            continue
        old, new = _plain(row), _plain(rows[code])
        if old == new:
            continue
        copied(rows[code], row)
        row.reviewed_number, row.reviewed_reason = None, ""
        row.save()
        before[code], after[code] = old, new
    if after:
        follow_entry(target.campaign_year_id, [target.pk])
        Author.objects.get_or_create(assessment=target, user=actor)
        note_change(
            "assessments.figure_shared",
            target,
            actor,
            before=before,
            after=after,
            reason=f"{source.campaign_year}",
        )
    return list(after)


def _plain(row: IndicatorValue) -> dict[str, object]:
    return {**{name: getattr(row, name) for name in READ}, "reason": row.reason}

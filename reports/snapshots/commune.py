"""The snapshot of a year's consolidated report: what all participants reported."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from assessments.enums import Status
from assessments.registers import BUSINESSES, ORGANISATIONS
from assessments.selectors.after_closing import explained_changes
from assessments.standing import Standing, by_status, rates, standings
from campaigns.enums import YearState
from campaigns.models import CampaignYear, ProblemReport
from reports.snapshots import groups, tables, titles, voices
from reports.snapshots.common import Snapshot, heading
from reports.snapshots.figures import YearAnswers
from units.audit_words import act_from
from units.enums import TERRITORIES, UnitType
from units.models import Unit


def commune_snapshot(campaign_year: CampaignYear, unit: Unit, day: dt.date) -> Snapshot:
    """Tables 1–10 as far as data exists, criteria by group, who reported and who did not."""
    rows = standings(campaign_year, day)
    answers = YearAnswers([row.assessment for row in rows if row.assessment])
    villages = of_types(rows, {UnitType.VILLAGE})
    bodies = [
        row
        for row in of_types(rows, ORGANISATIONS | BUSINESSES)
        if row.participation.unit_id != unit.pk
    ]
    return heading(campaign_year, unit, day) | {
        "is_territory": unit.type in TERRITORIES,
        "groups": groups.all_groups(campaign_year, rows, answers, day),
        "rates": groups.rates_of(rates(rows), by_status(rows)),
        "missing": missing(rows),
        "excluded": [
            {"unit": str(one.unit), "reason": one.excluded_reason}
            for one in campaign_year.participations.filter(is_excluded=True)
            .select_related("unit")
            .order_by("unit__sort_key", "unit_id")
        ],
        "is_provisional": any(row.status != Status.FINAL for row in rows),
        "counts": _counts(rows),
        "village_word": _village_word(villages),
        "compact": groups.compact_counts(campaign_year),
        "titles": titles.named(unit, day),
        "title_counts": titles.counted(unit, campaign_year.year, day),
        "models": tables.models(unit, rows, answers, day),
        "previous": tables.previous_models(campaign_year, unit),
        "villages": tables.villages(villages, answers, day),
        "bodies": tables.bodies(bodies, answers, day),
        "citizens": tables.citizens(unit, villages, bodies, answers),
        "own": tables.own_lines(campaign_year, unit, answers),
        "propaganda": tables.propaganda(rows, answers),
        "centre": tables.centre(villages, answers),
        "funds": tables.funds(unit, villages, bodies, answers),
        "targets": tables.targets(campaign_year, unit, answers),
        "voices": voices.of_units(unit, rows, answers),
        "problems": _problems(campaign_year),
        "remarks": _remarks(campaign_year, rows),
    }


def of_types(rows: list[Standing], types: frozenset[UnitType] | set[UnitType]) -> list[Standing]:
    """The participants of some types."""
    return [row for row in rows if row.participation.unit.type in types]


def missing(rows: list[Standing]) -> list[Snapshot]:
    """Units without a standing receipt, by name, with the last day that they missed or have."""
    return [
        {
            "unit": row.participation.unit.display_name,
            "group": row.participation.group.source_number,
            "status": row.status,
            "last_day": row.due.last_day.isoformat() if row.due and row.due.last_day else None,
        }
        for row in rows
        if not row.is_submitted
    ]


def _counts(rows: list[Standing]) -> Snapshot:
    types = Counter(row.participation.unit.type for row in rows)
    return {
        "villages": types[UnitType.VILLAGE],
        "schools": types[UnitType.SCHOOL],
        "organisations": sum(types[one] for one in ORGANISATIONS),
        "sections": types[UnitType.SECTION],
        "businesses": sum(types[one] for one in BUSINESSES),
        "participants": len(rows),
    }


def _village_word(villages: list[Standing]) -> str:
    """What the commune calls its villages: thôn, bản, ấp, tổ dân phố."""
    words = Counter(row.participation.unit.kind_word.lower() for row in villages)
    return words.most_common(1)[0][0] if words else "thôn"


def _problems(campaign_year: CampaignYear) -> list[Snapshot]:
    reports = ProblemReport.objects.filter(campaign_year=campaign_year).select_related("unit")
    return [
        {"unit": str(one.unit), "text": one.text, "proposal": one.proposal, "answer": one.answer}
        for one in reports.order_by("pk")
    ]


def _remarks(campaign_year: CampaignYear, rows: list[Standing]) -> Snapshot:
    """What a reader of the report must know about how results came about."""
    records = [row.assessment for row in rows if row.assessment]
    return {
        "on_behalf": [
            {
                "unit": one.unit_name,
                "channel": one.channel,
                "on": one.paper_received_on.isoformat() if one.paper_received_on else None,
            }
            for one in records
            if one.submitted_at is not None and one.channel != "self"
        ],
        "own_work": [
            {"unit": one.unit_name, "reason": one.own_work_reason}
            for one in records
            if one.own_work_reason
        ],
        "outside": [
            {
                "unit": one.unit_name,
                "number": one.outside_number,
                "on": one.outside_date.isoformat() if one.outside_date else None,
            }
            for one in records
            if one.outside_number
        ],
        "after_closing": _after_closing(campaign_year),
        "moved": [
            {
                "unit": row.participation.unit.display_name,
                "last_day": row.due.last_day.isoformat(),
                "reason": row.due.moved_reason,
            }
            for row in rows
            if row.due and row.due.is_moved and row.due.last_day
        ],
    }


def _after_closing(campaign_year: CampaignYear) -> list[Snapshot]:
    """What was changed after the closing, and why: the page of later changes, in short."""
    return [
        {
            "unit": one.unit,
            "what": act_from(one.action, YearState.CLOSED),
            "reason": one.reason,
            "times": one.times,
        }
        for one in explained_changes(campaign_year)
    ]

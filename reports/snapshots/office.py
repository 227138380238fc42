"""Snapshots of the office's other papers: only what stands on each, as nothing else may age it."""

from __future__ import annotations

import datetime as dt

from assessments.standing import rates, standings
from campaigns.models import CampaignYear
from reports.selectors import figures_before
from reports.snapshots import tables
from reports.snapshots.common import Snapshot, heading
from reports.snapshots.commune import missing, of_types
from reports.snapshots.figures import YearAnswers
from units.enums import UnitType
from units.models import Unit


def reminder_snapshot(campaign_year: CampaignYear, unit: Unit, day: dt.date) -> Snapshot:
    """How many have handed in, and who has not."""
    rows = standings(campaign_year, day)
    submitted = rates(rows).submitted
    return heading(campaign_year, unit, day) | {
        "rates": {"submitted": [submitted.part, submitted.whole]},
        "missing": missing(rows),
    }


def by_village_snapshot(campaign_year: CampaignYear, unit: Unit, day: dt.date) -> Snapshot:
    """The villages' figures."""
    rows = standings(campaign_year, day)
    answers = YearAnswers([row.assessment for row in rows if row.assessment])
    villages = of_types(rows, {UnitType.VILLAGE})
    return heading(campaign_year, unit, day) | {"villages": tables.villages(villages, answers, day)}


def several_years_snapshot(campaign_year: CampaignYear, unit: Unit, day: dt.date) -> Snapshot:
    """The learning models of each year: of earlier ones from their reports, of this one today."""
    rows = standings(campaign_year, day)
    answers = YearAnswers([row.assessment for row in rows if row.assessment])
    before = [
        {key: one[key] for key in ("year", "on", "models")} for one in figures_before(campaign_year)
    ]
    return heading(campaign_year, unit, day) | {
        "models": tables.models(unit, rows, answers, day),
        "years": before,
    }

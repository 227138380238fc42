"""Snapshots of the office's other papers: only what stands on each, as nothing else may age it."""

from __future__ import annotations

import datetime as dt

from assessments.standing import Standing, rates, standings
from campaigns.models import CampaignYear
from reports.selectors import figures_before, frozen_figures
from reports.snapshots import tables
from reports.snapshots.common import Snapshot, heading
from reports.snapshots.commune import missing, of_types
from reports.snapshots.figures import YearAnswers
from units.enums import UnitType
from units.models import Unit


def reminder_snapshot(campaign_year: CampaignYear, unit: Unit, day: dt.date) -> Snapshot:
    """How many of the others have handed in, and who has not."""
    rows = others(standings(campaign_year, day), unit)
    submitted = rates(rows).submitted
    villages = [row for row in of_types(rows, {UnitType.VILLAGE}) if not row.is_submitted]
    return heading(campaign_year, unit, day) | {
        "rates": {"submitted": [submitted.part, submitted.whole]},
        "missing": missing(rows),
        "missing_villages": len(villages),
    }


def others(rows: list[Standing], unit: Unit) -> list[Standing]:
    """Whom the unit reminds: everybody who takes part but itself."""
    return [row for row in rows if row.participation.unit_id != unit.pk]


def by_village_snapshot(campaign_year: CampaignYear, unit: Unit, day: dt.date) -> Snapshot:
    """The villages' figures."""
    rows = standings(campaign_year, day)
    answers = YearAnswers([row.assessment for row in rows if row.assessment])
    villages = of_types(rows, {UnitType.VILLAGE})
    return heading(campaign_year, unit, day) | {"villages": tables.villages(villages, answers, day)}


def several_years_snapshot(campaign_year: CampaignYear, unit: Unit, day: dt.date) -> Snapshot:
    """The learning models of each year from its report; of this one, until it is frozen, today's.

    ``data_on`` is the day of this year's figures, ``is_reported`` whether its report says them.
    """
    before = [_told(one) for one in figures_before(campaign_year)]
    reported = frozen_figures(campaign_year)
    own = _told(reported) if reported else _today(campaign_year, unit, day)
    return heading(campaign_year, unit, day) | {
        "models": own["models"],
        "data_on": own["on"],
        "is_reported": reported is not None,
        "years": before,
    }


def _told(figures: Snapshot) -> Snapshot:
    return {key: figures[key] for key in ("year", "on", "models")}


def _today(campaign_year: CampaignYear, unit: Unit, day: dt.date) -> Snapshot:
    rows = standings(campaign_year, day)
    answers = YearAnswers([row.assessment for row in rows if row.assessment])
    return {"on": day.isoformat(), "models": tables.models(unit, rows, answers, day)}

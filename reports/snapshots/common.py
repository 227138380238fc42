"""What every snapshot says about its campaign and unit, and how one line is written down."""

from __future__ import annotations

import datetime as dt
from typing import Any

from assessments.enums import ValueState
from assessments.forms_of import number_of
from assessments.models import Answer, IndicatorValue
from campaigns.models import CampaignYear
from campaigns.selectors.citations import grounds_of
from campaigns.selectors.outlines import outline_text
from criteria.enums import IndicatorKind
from criteria.models import Indicator
from units.models import Unit
from units.selectors.history import name_on
from units.selectors.names import names_on_paper

SCHEMA = 1
Snapshot = dict[str, Any]


def heading(campaign_year: CampaignYear, unit: Unit, day: dt.date) -> Snapshot:
    """Campaign, year, unit and the names that its letterhead needs, as of the day."""
    campaign = campaign_year.campaign
    return {
        "schema": SCHEMA,
        "on": day.isoformat(),
        "year": campaign_year.year,
        "year_state": campaign_year.state,
        "campaign": {
            "code": campaign.code,
            "slug": campaign.slug,
            "name": campaign.name,
            "last_year": campaign.last_year,
            "upper_recipient": campaign.upper_recipient,
            "host": name_on(campaign.launched_by, day),
            "host_type": campaign.launched_by.type,
            **grounds_of(campaign),
        },
        "unit": names_on_paper(unit, day),
    }


def judged(answer: Answer | None) -> tuple[str, bool]:
    """The value that counts for a criterion, and whether it is still provisional."""
    if answer is None:
        return "", True
    if answer.final_value:
        return answer.final_value, False
    return answer.reviewed_value or answer.self_value, True


def whole(value: Any) -> int | None:
    """A figure as a whole number, or ``None`` where nothing is known."""
    return None if value is None else int(value)


def line(indicator: Indicator, row: IndicatorValue | None, numbers: dict[str, Any]) -> Snapshot:
    """One line of a form: how it was answered, and with what."""
    written: Snapshot = {
        "code": indicator.code,
        "label": indicator.label,
        "unit": indicator.unit_label,
        "kind": indicator.kind,
        "section": indicator.section,
        "state": row.state if row else "",
        "reason": (row.reason or row.gap_reason) if row else "",
    }
    if indicator.kind == IndicatorKind.RATIO:
        return written | {
            "numerator": whole(numbers.get(indicator.numerator)),
            "denominator": whole(numbers.get(indicator.denominator)),
        }
    if indicator.kind == IndicatorKind.LIST:
        return written | {"columns": indicator.columns, "rows": row.rows if row else []}
    if indicator.options:
        written["options"] = indicator.options
    if row is None:
        return written | {"number": None, "text": "", "date": None}
    written |= {
        "number": whole(number_of(row)),
        "text": row.text,
        "date": row.date.isoformat() if row.date else None,
    }
    if row.reviewed_number is not None:
        # What the reviewer wrote counts, whatever the unit had answered.
        written |= {
            "state": ValueState.VALUE,
            "self_state": row.state,
            "self_number": whole(row.number),
            "reviewed_reason": row.reviewed_reason,
        }
    return written


def outline_in_force(campaign_year: CampaignYear, kind: str) -> Snapshot:
    """The outline that the office wrote for this kind; nothing while it is the product's own."""
    text = outline_text(campaign_year.campaign_id, kind)
    return {"outline": text} if text else {}

"""The snapshot of one unit's own form: a village's sheet, an agency's report."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from assessments import titles
from assessments.enums import Status
from assessments.forms_of import FormOf, form_of, lines_of
from assessments.models import Answer, Assessment
from campaigns.enums import DutyKind
from campaigns.models import CampaignYear, Participation
from core.text import fold
from criteria.enums import CriterionKind
from criteria.models import Criterion
from reports.snapshots.common import Snapshot, heading, judged, line
from units.access import memberships_on
from units.enums import Role
from units.models import Unit


def sheet_snapshot(campaign_year: CampaignYear, unit: Unit, day: dt.date) -> Snapshot:
    """Everything the unit's own paper shows. Before the first answer all of it is missing."""
    record = (
        Assessment.objects.filter(campaign_year=campaign_year, unit=unit)
        .select_related("unit", "group", "campaign_year__campaign")
        .first()
    )
    snapshot = heading(campaign_year, unit, day)
    if record is not None and record.unit_name:
        snapshot["unit"]["name"] = record.unit_name
    part = _part(campaign_year, unit)
    form = form_of(record) if record else _empty_form(part)
    asked = [one for one in form.criteria if one.kind == CriterionKind.TITLE]
    register = titles.answers(unit, asked, day)
    return snapshot | {
        "status": record.status if record else "",
        "is_final": record is not None and record.status == Status.FINAL,
        "receipt": _receipt(record) if record else None,
        "group": {
            "number": part.group.source_number if part else "",
            "heading": part.group.heading if part else "",
        },
        "head": _head(unit, day),
        "recipient": _recipient(part),
        "criteria": [_criterion(one, form.answers.get(one.pk), register) for one in form.criteria],
        "lines": [
            line(one, form.figures.get(one.pk), dict(form.numbers)) for one in form.indicators
        ],
        "own_work_reason": record.own_work_reason if record else "",
    }


def _part(campaign_year: CampaignYear, unit: Unit) -> Participation | None:
    rows = Participation.objects.filter(campaign_year=campaign_year, unit=unit)
    return rows.select_related("group", "unit").first()


def _empty_form(part: Participation | None) -> FormOf:
    if part is None:
        return FormOf([], [], [], {}, {})
    criteria, indicators, checks = lines_of(part.group, part.unit.type)
    return FormOf(criteria, indicators, checks, {}, {})


def _recipient(part: Participation | None) -> str:
    """To whom the unit's report goes by the duty that its form fulfils; empty without one.

    Who puts the reports together afterwards is not an addressee, and nobody reports to itself:
    the office that gathers the reports sends its own to the launching committee.
    """
    if part is None:
        return ""
    duties = part.group.duties.filter(kind=DutyKind.FORM).exclude(day=None).order_by("position")
    duty = duties.first()
    named = duty.to_text.partition(", tổng hợp báo cáo ")[0] if duty else ""
    return "" if fold(part.unit.display_name).startswith(fold(named)) else named


def _head(unit: Unit, day: dt.date) -> str:
    """The name of the unit's only head, or empty: whoever signs is not guessed, nor a deputy."""
    heads = unit.memberships.filter(
        memberships_on(day), role=Role.HEAD, deputy=None
    ).select_related("user")
    names = {row.user.full_name for row in heads}
    return names.pop() if len(names) == 1 else ""


def _receipt(record: Assessment) -> Snapshot | None:
    if record.submitted_at is None:
        return None
    return {
        "code": record.receipt_code,
        "at": timezone.localtime(record.submitted_at).isoformat(),
        "channel": record.channel,
        "paper_on": record.paper_received_on.isoformat() if record.paper_received_on else None,
    }


def _criterion(
    criterion: Criterion, answer: Answer | None, register: dict[int, titles.TitleAnswer]
) -> Snapshot:
    written: Snapshot = {
        "code": criterion.code,
        "text": criterion.text_shown,
        "kind": criterion.kind,
        "note": answer.self_note if answer else "",
    }
    if criterion.kind == CriterionKind.TITLE:
        frozen = (answer.final_title_state or answer.title_state) if answer else ""
        found = register[criterion.pk]
        return written | {"value": frozen or str(found.state), "detail": found.detail}
    value, _provisional = judged(answer)
    return written | {
        "value": value,
        "self": answer.self_value if answer else "",
        "reason": _reason(answer),
        "gap_reason": answer.gap_reason if answer else "",
    }


def _reason(answer: Answer | None) -> str:
    if answer is None:
        return ""
    return answer.final_reason or answer.reviewed_reason

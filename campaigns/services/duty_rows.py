"""The awards and duties of a plan file as rows: pure translation, nothing is written here.

What is stored is the plan's Vietnamese text, so nothing here goes through gettext.
"""

from __future__ import annotations

from typing import Final

from campaigns.enums import DutyKind
from campaigns.plan_files import Plan
from campaigns.plan_files.parts import Award, Group, PlanDuty
from campaigns.plan_files.words import DaySetBy, Recipients
from campaigns.services.plan_rows import Row

RECIPIENTS: Final = {
    Recipients.COLLECTIVE: "tập thể",
    Recipients.HOUSEHOLD: "hộ gia đình",
    Recipients.INDIVIDUAL: "cá nhân",
}


def award_rows(plan: Plan) -> list[Row]:
    """The award forms by occasion, in the plan's words."""
    return [
        {
            "position": position,
            "occasion": award.occasion,
            "source_number": award.source,
            "forms": [form.name for form in award.forms],
            "recipients": [RECIPIENTS[one] for one in award.recipients],
            "authority": _authority(award),
            "text": award.condition.shown,
            "note": plan.notes_on(award.code),
        }
        for position, award in enumerate(plan.awards, start=1)
    ]


def _authority(award: Award) -> str:
    named = [form.authority for form in award.forms if form.authority]
    return award.granted_by or "; ".join(named)


def duty_rows(plan: Plan) -> list[tuple[Row, tuple[str, ...], str | None]]:
    """Each duty with the numbers of its groups and the code of the body that receives."""
    return [
        (
            {
                "position": position,
                "code": duty.code,
                "kind": duty.kind,
                "from_text": _reporter_text(plan, duty),
                "to_text": recipient_text(duty),
                "what": duty.what,
                "day": duty.named_day.day if duty.named_day else None,
                "month": duty.named_day.month if duty.named_day else None,
                "is_inclusive": duty.inclusive,
                "opens_day": duty.opens_on.day if duty.opens_on else 1,
                "opens_month": duty.opens_on.month if duty.opens_on else 1,
                "prepare_days_before": duty.prepare_days_before,
                "source_text": _source_text(duty),
                "source": _source(duty),
                "note": _duty_note(plan, duty),
            },
            duty.groups,
            next((party.body for party in duty.to if party.body), None),
        )
        for position, duty in enumerate(plan.duties, start=1)
    ]


def _reporter_text(plan: Plan, duty: PlanDuty) -> str:
    if duty.who is not None:
        return duty.who.name
    headings = [_whom(group) for group in plan.groups if group.number in duty.groups]
    return "; ".join(headings)


def _whom(group: Group) -> str:
    """“Đối với các thôn trên địa bàn xã” → “Các thôn trên địa bàn xã”."""
    text = group.heading.shown.removeprefix("Đối với ")
    return text[:1].upper() + text[1:]


def recipient_text(duty: PlanDuty) -> str:
    """Everybody the report goes to, and through whom."""
    text = ", ".join(party.name for party in duty.to)
    if duty.via is not None:
        text += f" (qua {duty.via.name})"
    if duty.onward:
        text += f", tổng hợp báo cáo {duty.onward}"
    return text


def _source_text(duty: PlanDuty) -> str:
    if duty.source_text:
        return duty.source_text
    return duty.wording.shown if duty.wording else ""


def _source(duty: PlanDuty) -> str:
    if duty.day_set_by == DaySetBy.LOCAL and duty.source == duty.code:
        return f"{duty.source}; ngày do địa phương đặt"
    return duty.source


def _duty_note(plan: Plan, duty: PlanDuty) -> str:
    superseded = [party.superseded_note for party in duty.to if party.superseded_note]
    return " ".join(text for text in (plan.notes_on(duty.code), *superseded) if text)


def upper_recipient(plan: Plan) -> str:
    """To whom the consolidated report goes: the last report that the plan asks for."""
    reports = [duty for duty in plan.duties if duty.kind == DutyKind.REPORT]
    return recipient_text(reports[-1]) if reports else ""

"""Campaigns, their groups, criteria, duties and years."""

from __future__ import annotations

import datetime as dt
from typing import Any

from campaigns.enums import DutyKind, MeasureKind, YearState
from campaigns.models import (
    Campaign,
    CampaignYear,
    Duty,
    ParticipantGroup,
    Participation,
    PlanTask,
    Target,
    TargetMeasure,
)
from campaigns.services import tallies
from criteria.enums import Completeness, CriterionKind, ScoringMode, SetKind, SetStatus
from criteria.models import CriteriaSet, Criterion
from criteria.services.loading import load_sets
from criteria.set_files import load_folder
from documents.enums import DatePrecision
from documents.models import LegalDocument
from units.enums import UnitType
from units.models import Unit


def document(number: str = "", **fields: Any) -> LegalDocument:
    """A plan of a commune; without a number it is one that was never numbered."""
    fields.setdefault("kind", "Kế hoạch")
    return LegalDocument.objects.create(reference_number=number, **fields)


def campaign(launched_by: Unit, slug: str = "na-ri-2026", **fields: Any) -> Campaign:
    """A campaign of a unit for 2026–2030 with nothing in it yet."""
    fields.setdefault("code", slug[:10].upper())
    fields.setdefault("name", f"Cả nước thi đua xây dựng xã hội học tập trên địa bàn {launched_by}")
    fields.setdefault("short_name", f"Xã hội học tập {launched_by}")
    fields.setdefault("first_year", 2026)
    fields.setdefault("last_year", 2030)
    if "document" not in fields:
        fields["document"] = document(
            issued_on=dt.date(2026, 3, 1), issued_precision=DatePrecision.MONTH
        )
    return Campaign.objects.create(slug=slug, launched_by=launched_by, **fields)


def criteria_set(code: str, **fields: Any) -> CriteriaSet:
    """A published set of a plan."""
    fields.setdefault("kind", SetKind.PLAN)
    fields.setdefault("name", f"Bộ tiêu chí {code}")
    fields.setdefault("scoring_mode", ScoringMode.JUDGEMENT)
    fields.setdefault("completeness", Completeness.COMPLETE)
    fields.setdefault("status", SetStatus.PUBLISHED)
    return CriteriaSet.objects.create(code=code, **fields)


def loaded_set(code: str) -> CriteriaSet:
    """A set of the product's own files."""
    load_sets(load_folder()[0], [])
    return CriteriaSet.objects.get(code=code)


def criterion(owner: CriteriaSet, code: str, text: str, **fields: Any) -> Criterion:
    """One judgement criterion unless another kind is given; position follows the set's rows."""
    fields.setdefault("kind", CriterionKind.GRADED)
    fields.setdefault("position", owner.criteria.count() + 1)
    fields.setdefault("text_source", text)
    return Criterion.objects.create(criteria_set=owner, code=code, text_shown=text, **fields)


def group(
    owner: Campaign, number: str, heading: str, types: list[UnitType], **fields: Any
) -> ParticipantGroup:
    """A heading of the plan with the unit types that it addresses."""
    fields.setdefault("position", owner.groups.count() + 1)
    return ParticipantGroup.objects.create(
        campaign=owner,
        source_number=number,
        heading=heading,
        unit_types=[str(one) for one in types],
        **fields,
    )


def villages_group(owner: Campaign) -> ParticipantGroup:
    """The villages with their three criteria, as in Na Rì's plan."""
    rows = criteria_set(f"{owner.code}-1.4", source_number="1.4")
    criterion(rows, "NR-1.4-a", "Thực hiện đầy đủ các chính sách thúc đẩy khuyến học.")
    criterion(rows, "NR-1.4-b", "Thực hiện tốt công tác tuyên truyền.")
    criterion(rows, "NR-1.4-c", "Có nhiều sáng kiến, giải pháp, biện pháp hiệu quả.")
    return group(owner, "1.4", "Đối với các thôn", [UnitType.VILLAGE], criteria_set=rows)


def year(owner: Campaign, number: int = 2026, state: str = YearState.OPEN) -> CampaignYear:
    """A year of the campaign, open unless said otherwise, without participants."""
    opened = None if state == YearState.PLANNED else dt.date(number, 1, 5)
    return CampaignYear.objects.create(campaign=owner, year=number, state=state, opened_on=opened)


def participant(of: CampaignYear, group_: ParticipantGroup, unit: Unit) -> Participation:
    """A unit that takes part in the year."""
    row = Participation.objects.create(campaign_year=of, group=group_, unit=unit)
    tallies.enter(of, [row])
    return row


def duty(owner: Campaign, code: str, **fields: Any) -> Duty:
    """A duty to hand in a form, without a day unless ``day`` and ``month`` are given."""
    fields.setdefault("kind", DutyKind.FORM)
    fields.setdefault("position", owner.duties.count() + 1)
    fields.setdefault("from_text", "Các thôn")
    fields.setdefault("to_text", "Phòng Văn hóa - Xã hội")
    fields.setdefault("what", "Phiếu tự đánh giá năm")
    groups = fields.pop("groups", [])
    row = Duty.objects.create(campaign=owner, code=code, **fields)
    row.groups.set(groups)
    return row


def target(owner: Campaign, code: str, goal: int, label: str = "", **fields: Any) -> TargetMeasure:
    """A target with one measure in per cent; returns the measure."""
    position = owner.targets.count() + 1
    row = Target.objects.create(
        campaign=owner,
        position=position,
        code=code,
        section="1.2 Về năng lực cơ bản",
        text_source=label or code,
        text_shown=label or code,
        value_text=str(goal),
        unit_label="%",
        end_year=owner.last_year,
    )
    fields.setdefault("kind", MeasureKind.PERCENT)
    return TargetMeasure.objects.create(
        target=row, position=position, code=code, label=label or code, goal=goal, **fields
    )


def task(owner: Campaign, code: str, text: str, **fields: Any) -> PlanTask:
    """A task of the plan under heading 2.1."""
    fields.setdefault("heading_number", "2.1")
    fields.setdefault("heading", "Tăng cường sự lãnh đạo")
    fields.setdefault("position", owner.tasks.count() + 1)
    return PlanTask.objects.create(
        campaign=owner, code=code, text_source=text, text_shown=text, **fields
    )

"""One open year of Na Rì with a small form for each group, and records in any state.

Everything that changes a record goes through the services, as a person would.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from assessments import figures
from assessments.enums import Action, Judgement, Status
from assessments.models import Assessment
from assessments.services import closing, entry, review, submission
from assessments.services.submission import Submission
from campaigns.enums import Channel, DutyKind
from campaigns.models import Campaign, CampaignYear, Duty, ParticipantGroup, Participation
from campaigns.services import years
from core import clock
from criteria.enums import CheckKind, CriterionKind, IndicatorKind, SetKind
from criteria.models import CriteriaSet, Criterion, Indicator, IndicatorCheck
from tests.builders import campaigns
from tests.builders.recognitions import title
from tests.drawn import once
from tests.org import Org
from units.enums import UnitType
from units.models import Unit

TODAY = dt.date(2026, 11, 20)


@dataclass(frozen=True)
class NaRi:
    """The campaign, its open year 2026, its groups and the lines of the village form."""

    org: Org
    campaign: Campaign
    year: CampaignYear
    villages: ParticipantGroup
    agencies: ParticipantGroup
    commune: ParticipantGroup
    families: ParticipantGroup
    village_duty: Duty
    agency_duty: Duty

    def criterion(self, code: str) -> Criterion:
        """A criterion of the campaign by its code."""
        return Criterion.objects.get(code=code)

    def line(self, code: str) -> Indicator:
        """A line of the village's figures by its code."""
        return Indicator.objects.get(criteria_set=self.villages.indicator_set, code=code)

    def participation(self, unit: Unit) -> Participation:
        """How a unit takes part in the year."""
        return Participation.objects.get(campaign_year=self.year, unit=unit)


def figure_set(code: str = "bieu-thon-test") -> CriteriaSet:
    """A short sheet with one line of every kind."""
    rows = campaigns.criteria_set(code, kind=SetKind.INDICATORS, name="Biểu của thôn")
    lines: list[tuple[str, str, str, str, dict[str, Any]]] = [
        ("1. Thông tin chung", "households", "Tổng số hộ", IndicatorKind.COUNT,
         {"is_required": True, "filled_from": "register:households", "unit_label": "hộ"}),
        ("1. Thông tin chung", "families_registered", "Số hộ đăng ký", IndicatorKind.COUNT,
         {"is_required": True, "unit_label": "hộ"}),
        ("1. Thông tin chung", "registered_rate", "Tỷ lệ hộ đăng ký", IndicatorKind.RATIO,
         {"numerator": "families_registered", "denominator": "households", "unit_label": "%"}),
        ("2. Họp thôn", "meeting_on", "Ngày họp thôn", IndicatorKind.DATE, {"is_required": True}),
        ("2. Họp thôn", "front_signed", "Ban Công tác Mặt trận cùng ký", IndicatorKind.YES_NO,
         {"is_required": True}),
        ("2. Họp thôn", "literacy", "Mức xóa mù chữ", IndicatorKind.LEVEL,
         {"options": [{"value": 1, "label": "Mức độ 1"}, {"value": 2, "label": "Mức độ 2"}]}),
        ("3. Quỹ và lớp học", "fund", "Quỹ khuyến học", IndicatorKind.MONEY,
         {"unit_label": "đồng"}),
        ("3. Quỹ và lớp học", "classes", "Các lớp học", IndicatorKind.LIST,
         {"columns": [{"code": "topic", "label": "Chuyên đề", "kind": "TEXT"},
                      {"code": "attendance", "label": "Lượt người", "kind": "COUNT"}]}),
        ("3. Quỹ và lớp học", "proposals", "Đề nghị", IndicatorKind.TEXT, {}),
    ]  # fmt: skip
    for position, (section, name, label, kind, more) in enumerate(lines, start=1):
        Indicator.objects.create(
            criteria_set=rows,
            code=name,
            position=position,
            section=section,
            label=label,
            kind=kind,
            **more,
        )
    IndicatorCheck.objects.create(
        criteria_set=rows,
        code="registered_in_households",
        kind=CheckKind.LESS_OR_EQUAL,
        terms=["families_registered", "households"],
        message="Số hộ đăng ký không thể lớn hơn tổng số hộ của thôn.",
    )
    return rows


@once
def na_ri(org: Org, *, day: dt.date = TODAY, state: str = "open", **fields: Any) -> NaRi:
    """Na Rì's campaign on a business day; its year opened by Lan unless ``state`` is planned."""
    clock.set_business_day(day)
    owner = campaigns.campaign(org.na_ri, **fields)
    villages = campaigns.villages_group(owner)
    villages.indicator_set = figure_set()
    villages.save()
    assert villages.criteria_set is not None
    held = campaigns.criterion(
        villages.criteria_set,
        "NR-1.4-d",
        "Thôn được công nhận “Cộng đồng học tập”.",
        kind=CriterionKind.TITLE,
    )
    held.titles.set([title("COMMUNITY_VILLAGE")])
    agencies = _group(owner, "1.3", "Đối với cơ quan, đơn vị", [UnitType.AGENCY, UnitType.SCHOOL])
    commune = _group(owner, "1.1", "Đối với xã", [UnitType.COMMUNE])
    families = _group(
        owner, "1.5", "Đối với hộ gia đình, dòng họ", [UnitType.HOUSEHOLD, UnitType.CLAN]
    )
    village_duty = campaigns.duty(
        owner, "NR-DP-1", groups=[villages], day=25, month=11, is_inclusive=True
    )
    agency_duty = campaigns.duty(
        owner, "NR-DP-2", groups=[agencies], day=30, month=11, is_inclusive=True
    )
    campaigns.duty(
        owner, "NR-BC-2", kind=DutyKind.REPORT, day=1, month=12, is_inclusive=True,
        from_text="Phòng Văn hóa - Xã hội", to_text="Ủy ban nhân dân xã",
        what="Báo cáo tổng hợp", reporter=org.na_ri,
    )  # fmt: skip
    year = years.plan_year(owner, 2026)
    if state == "open":
        year = years.open_year(year, actor=org.lan)
    return NaRi(org, owner, year, villages, agencies, commune, families, village_duty, agency_duty)


def _group(owner: Campaign, number: str, heading: str, types: list[UnitType]) -> ParticipantGroup:
    rows = campaigns.criteria_set(f"{owner.code}-{number}", source_number=number)
    campaigns.criterion(rows, f"NR-{number}-a", f"{heading}: ban hành kế hoạch cụ thể.")
    campaigns.criterion(rows, f"NR-{number}-b", f"{heading}: tuyên truyền, vận động.")
    return campaigns.group(owner, number, heading, types, criteria_set=rows)


# ---------------------------------------------------------------- a record's life, step by step


@once
def begun(na: NaRi, unit: Unit, actor: User) -> Assessment:
    """The unit's record, entered into by somebody."""
    return entry.begin(na.year, unit, actor=actor)


def answered(
    record: Assessment, actor: User, value: str = Judgement.MET, skip: Iterable[str] = ()
) -> Assessment:
    """Answer every judgement criterion the same way and fill the required figures."""
    set_id = record.group.criteria_set_id
    for one in Criterion.objects.filter(criteria_set_id=set_id, kind=CriterionKind.GRADED):
        if one.code not in skip:
            entry.save_answer(record, one, value=value, note="", actor=actor)
    for line in Indicator.objects.filter(criteria_set_id=record.group.indicator_set_id):
        if line.is_required and line.code not in skip:
            reading = figures.read(line, "", TYPED[line.code])
            entry.save_figure(record, line, reading, reason="", actor=actor)
    return record


TYPED = {
    "households": "98",
    "families_registered": "60",
    "meeting_on": "15/11/2026",
    "front_signed": "1",
}


@once
def submitted(na: NaRi, unit: Unit, actor: User, given: Submission | None = None) -> Assessment:
    """A complete form, handed in by somebody."""
    record = answered(begun(na, unit, actor), actor)
    return submission.submit(record, actor=actor, version=record.version, submission=given)


ON_PAPER = Submission(channel=Channel.PAPER, paper_on=dt.date(2026, 11, 18))


@once
def in_review(na: NaRi, unit: Unit, head: User, reviewer: User) -> Assessment:
    """A submitted form whose review has begun."""
    record = submitted(na, unit, head)
    return review.start(record, actor=reviewer, version=record.version)


@once
def returned(na: NaRi, unit: Unit, head: User, reviewer: User, **reasons: str) -> Assessment:
    """A form sent back; ``reasons`` by code with ``_`` for ``-`` and ``.``-free names of lines."""
    record = in_review(na, unit, head, reviewer)
    given = reasons or {"NR-1.4-b": "Thiếu kế hoạch tuyên truyền."}
    return review.return_items(record, reasons=given, actor=reviewer, version=record.version)


@once
def reviewed(na: NaRi, unit: Unit, head: User, reviewer: User) -> Assessment:
    """An approved form."""
    record = in_review(na, unit, head, reviewer)
    return review.approve(record, actor=reviewer, version=record.version)


@once
def final(na: NaRi, unit: Unit, head: User, reviewer: User, leader: User) -> Assessment:
    """A form made final."""
    record = reviewed(na, unit, head, reviewer)
    return closing.finalise(record, actor=leader, version=record.version)


@once
def in_state(na: NaRi, status: str, unit: Unit | None = None) -> Assessment:
    """The village's record in a state, brought there by Páo, Minh and Lan."""
    org, place = na.org, unit or na.org.ban_po
    makers = {
        Status.DRAFT: lambda: answered(begun(na, place, org.pao), org.pao),
        Status.SUBMITTED: lambda: submitted(na, place, org.pao),
        Status.IN_REVIEW: lambda: in_review(na, place, org.pao, org.minh),
        Status.RETURNED: lambda: returned(na, place, org.pao, org.minh),
        Status.REVIEWED: lambda: reviewed(na, place, org.pao, org.minh),
        Status.FINAL: lambda: final(na, place, org.pao, org.minh, org.lan),
    }
    return makers[Status(status)]()


def do(action: Action, record: Assessment, actor: User) -> Assessment:
    """Try an act on a record with everything it may need; what refuses, raises."""
    version = record.version
    acts = {
        Action.SUBMIT: lambda: submission.submit(
            record, actor=actor, version=version, submission=ON_PAPER
        ),
        Action.WITHDRAW: lambda: submission.withdraw(record, actor=actor, version=version),
        Action.START_REVIEW: lambda: review.start(record, actor=actor, version=version),
        Action.STOP_REVIEW: lambda: review.stop(record, actor=actor, version=version),
        Action.RETURN: lambda: review.return_items(
            record, reasons={"NR-1.4-a": "Chưa rõ."}, actor=actor, version=version
        ),
        Action.FORWARD: lambda: review.forward(record, actor=actor, version=version),
        Action.APPROVE: lambda: review.approve(record, actor=actor, version=version),
        Action.OBJECT: lambda: review.object_to(
            record, text="Thôn có đủ minh chứng.", actor=actor, version=version
        ),
        Action.REVIEW_AGAIN: lambda: review.review_again(
            record, reason="Xem lại minh chứng.", actor=actor, version=version
        ),
        Action.FINALISE: lambda: closing.finalise(record, actor=actor, version=version),
        Action.REOPEN: lambda: closing.reopen(
            record, reason="Kết luận thanh tra.", actor=actor, version=version
        ),
    }
    return acts[action]()

"""Believable answers for a form, drawn from a fixed seed and true to every check of the Biểu."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from django.db.models import Sum

from assessments.enums import Judgement, ValueState
from assessments.figures import Reading
from assessments.forms_of import lines_of
from assessments.models import Assessment, IndicatorValue
from assessments.registers import known_numbers
from assessments.services.sheets import Sheet
from criteria.enums import CriterionKind, IndicatorKind
from criteria.models import Indicator
from reports.demo import activities
from reports.demo.names import person
from units.enums import UnitType
from units.models import Unit

CITIZEN_GROUPS = ("officials", "students", "workers", "farmers", "others")
TEXTS = {
    "advantages": (
        ("Được cấp ủy, chính quyền quan tâm; Nhân dân đồng thuận, nhiều dòng họ có truyền thống "
        "hiếu học."),
    ),
    "difficulties": (
        "Địa bàn rộng, {n} hộ ở xa trung tâm; nơi sinh hoạt chung còn thiếu {m} bộ bàn ghế, sách.",
        "Có {n} người đi làm xa, {m} người làm ca nên khó tổ chức lớp học vào ban ngày.",
        "Kinh phí khuyến học còn hạn chế, mới có {n} suất quà và {m} tủ sách, chủ yếu do đóng góp.",
    ),
    "proposals": (
        "Đề nghị xã hỗ trợ thêm {m} tủ sách và đường truyền cho {n} người học trực tuyến.",
        "Đề nghị mở thêm {m} lớp hướng dẫn dịch vụ công trực tuyến cho {n} người cao tuổi.",
        "Đề nghị khen thưởng {m} gia đình và {n} học sinh tiêu biểu vào dịp tổng kết năm học.",
    ),
    "highlights": (
        "Duy trì tiếng kẻng học bài vào 19 giờ 30 phút hằng ngày, {n} nhà hưởng ứng từ tháng {m}.",
        "Mô hình “Tủ sách gia đình, dòng họ” được {n} nhà hưởng ứng, góp {m} tủ sách dùng chung.",
    ),
    "strengths": (
        ("Phong trào được triển khai đồng bộ đến các thôn, cơ quan, trường học; tỷ lệ hộ đăng ký "
        "tăng so với năm trước."),
    ),
    "shortcomings": (
        "Còn {n} người chưa quen tự học trên mạng, {m} người chưa có điện thoại thông minh.",
        "Có {m} hoạt động còn hình thức, {n} minh chứng lưu chưa đầy đủ.",
    ),
    "causes": (
        "Cán bộ phụ trách kiêm nhiệm nhiều việc; cơ sở vật chất của thôn còn thiếu.",
    ),
    "lessons": (
        "Nơi nào cấp ủy, trưởng thôn sâu sát và có dòng họ làm nòng cốt thì phong trào phát triển.",
    ),
    "next_year_tasks": (
        "Duy trì quỹ khuyến học; phấn đấu thêm {n} công dân và {m} gia đình học tập.",
    ),
    "steering_committee_decision": ("Quyết định số 45/QĐ-UBND ngày 12/02",),
    "fund_income_sources": ("Các hộ và con em xa quê ủng hộ",),
    "centre_facilities": ("01 phòng làm việc, 02 tủ sách, 05 máy tính, 01 máy chiếu",),
    "remarks": ("Không",),
}  # fmt: skip
DOCUMENTS = (
    ("12/KH-UBND", "15/02", "Kế hoạch triển khai phong trào thi đua xây dựng xã hội học tập"),
    ("38/UBND-VHXH", "20/4", "Về việc hưởng ứng Ngày Sách và Văn hóa đọc Việt Nam"),
    ("96/KH-UBND", "25/9", "Kế hoạch tổ chức Tuần lễ hưởng ứng học tập suốt đời"),
)
OFFICIALS = ("officials", "officials_assessed", "officials_achieved")
CLANS = frozenset({"clans", "clans_registered", "clans_achieved"})
CLASSES = (
    ("Kỹ thuật trồng dong riềng, nghệ", "Hội Nông dân"),
    ("Kỹ năng số, dịch vụ công trực tuyến", "Đoàn Thanh niên"),
    ("Phòng, chống bạo lực gia đình", "Hội Liên hiệp Phụ nữ"),
)


@dataclass(frozen=True)
class Draw:
    """The random source of one form and the year it is for."""

    rng: Random
    year: int
    unit: Unit

    def part(self, whole: int, low: float, high: float) -> int:
        """A share of a whole, between two bounds."""
        return round(whole * self.rng.uniform(low, high))


def sheet_for(assessment: Assessment, rng: Random) -> Sheet:
    """A complete form: judgements mostly met, figures that fit each other and the registers."""
    criteria, indicators, _checks = lines_of(assessment.group, assessment.unit.type)
    known = {c: int(k.number) for c, k in known_numbers(assessment, indicators).items()}
    if assessment.unit.type == UnitType.VILLAGE and _has_clans_on_record(assessment.unit):
        known = dict.fromkeys(CLANS, 0) | known
    if assessment.unit.type == UnitType.COMMUNE:
        known = _clans_of_villages(assessment) | known
    draw = Draw(rng, assessment.campaign_year.year, assessment.unit)
    made = _figures(assessment.unit.type, draw, known)
    return Sheet(
        answers={one.code: _judgement(rng) for one in criteria if one.kind == CriterionKind.GRADED},
        figures={
            one.code: (_reading(one, made, draw), "")
            for one in indicators
            if one.kind != IndicatorKind.RATIO
        },
    )


def _has_clans_on_record(village: Unit) -> bool:
    """Whether the commune keeps its clans as units: then a village without one has none."""
    return Unit.objects.filter(type=UnitType.CLAN, parent_id=village.parent_id).exists()


def _clans_of_villages(assessment: Assessment) -> dict[str, int]:
    """What the villages' forms of the year say of their clans, added up."""
    rows = IndicatorValue.objects.filter(
        assessment__campaign_year=assessment.campaign_year,
        assessment__unit__type=UnitType.VILLAGE,
        indicator__code__in=CLANS,
        number__isnull=False,
    )
    sums = rows.order_by().values_list("indicator__code").annotate(Sum("number"))
    return {code: int(number) for code, number in sums}


def _judgement(rng: Random) -> tuple[str, str]:
    value = rng.choices([Judgement.MET, Judgement.PARTLY, Judgement.NOT_MET], weights=[78, 17, 5])[
        0
    ]
    note = "" if value == Judgement.MET else "Sẽ khắc phục trong năm tới."
    return str(value), note


def _reading(indicator: Indicator, made: Mapping[str, Any], draw: Draw) -> Reading:
    value = made.get(indicator.code)
    if indicator.kind == IndicatorKind.LIST:
        return Reading(state=ValueState.VALUE, rows=list(value)) if value else Reading()
    if indicator.kind == IndicatorKind.TEXT:
        texts = TEXTS.get(indicator.code, ("Không",))
        text = str(value or draw.rng.choice(texts))
        return Reading(state=ValueState.VALUE, text=_in_own_words(text, draw.unit))
    if indicator.kind == IndicatorKind.DATE:
        day = dt.date(draw.year, 11, draw.rng.randint(8, 18))
        return Reading(state=ValueState.VALUE, date=day)
    if value == 0 and indicator.code in CLANS:
        return Reading(state=ValueState.NONE)
    if value is None:
        value = _plain(indicator, draw)
    return Reading(state=ValueState.VALUE, number=Decimal(int(value)))


def _in_own_words(text: str, unit: Unit) -> str:
    """The text with small numbers of the unit's own; now and then two units write the same."""
    chance = Random(f"words of {unit.name}: {text}")  # noqa: S311 a demo
    return text.replace("{n}", str(chance.randint(3, 38))).replace("{m}", str(chance.randint(2, 9)))


def _plain(indicator: Indicator, draw: Draw) -> int:
    """A line without relations to others."""
    if indicator.kind == IndicatorKind.YES_NO:
        return 1
    if indicator.kind == IndicatorKind.LEVEL:
        return max(int(one["value"]) for one in indicator.options)
    if indicator.kind == IndicatorKind.MONEY:
        return draw.rng.randint(5, 60) * 500_000
    return draw.rng.randint(1, 12)


def _figures(unit_type: str, draw: Draw, known: Mapping[str, int]) -> dict[str, Any]:
    if unit_type == "village":
        made = _village(draw, known)
    elif unit_type == "commune":
        made = _commune(draw, known)
    else:
        made = _organisation(unit_type, draw)
    return made | dict(known)


def _village(draw: Draw, known: Mapping[str, int]) -> dict[str, Any]:
    households = known.get("households", draw.rng.randint(38, 142))
    people = known.get("people", households * 4 + draw.rng.randint(0, households // 3))
    adults = known.get("people_15_plus", draw.part(people, 0.72, 0.8))
    registered = known.get("families_registered", draw.part(households, 0.6, 0.95))
    achieved = known.get("families_achieved", draw.part(registered, 0.7, 0.98))
    clans = known.get("clans", draw.rng.randint(2, 5))
    clans_registered = known.get("clans_registered", draw.rng.randint(min(1, clans), clans))
    made: dict[str, Any] = {
        "households": households,
        "people": people,
        "people_15_plus": adults,
        "families_registered": registered,
        "families_achieved": achieved,
        "families_three_years": draw.part(achieved, 0.4, 0.8),
        "clans": clans,
        "clans_registered": clans_registered,
        "clans_achieved": known.get(
            "clans_achieved", draw.rng.randint(0, min(clans_registered, clans))
        ),
        "meeting_households_all": households,
        "meeting_households": draw.part(households, 0.7, 0.95),
        **_citizens(draw, adults),
        **activities.of_village(draw.rng),
        **_fund(draw, "fund", 1_000_000, 20_000_000),
    }
    made["association_members"] = draw.part(people, 0.1, 0.3)
    made["front_committee_head"] = person(draw.rng, "lowland")[0]
    return made


def _citizens(draw: Draw, adults: int) -> dict[str, int]:
    shares = {"officials": 0.06, "students": 0.08, "workers": 0.24, "farmers": 0.5}
    made: dict[str, int] = {}
    left = adults
    for group in CITIZEN_GROUPS:
        people = round(adults * shares[group]) if group in shares else left
        left -= people
        assessed = draw.part(people, 0.6, 0.9)
        achieved = draw.part(assessed, 0.6, 0.92)
        made |= {
            f"{group}_people": people,
            f"{group}_assessed": assessed,
            f"{group}_achieved": achieved,
        }
    for what in ("assessed", "achieved"):
        made[f"citizens_{what}"] = sum(made[f"{group}_{what}"] for group in CITIZEN_GROUPS)
    return made


def _fund(draw: Draw, prefix: str, low: int, high: int) -> dict[str, int]:
    step = 100_000
    opening = draw.rng.randrange(low, high, step)
    income = draw.rng.randrange(low, high, step)
    spending = draw.rng.randrange(0, opening + income, step)
    return {
        f"{prefix}_opening": opening,
        f"{prefix}_income": income,
        f"{prefix}_spending": spending,
        f"{prefix}_closing": opening + income - spending,
        f"{prefix}_grants": spending // draw.rng.choice((200_000, 300_000, 500_000)),
    }


def _organisation(unit_type: str, draw: Draw) -> dict[str, Any]:
    staff = draw.rng.randint(6, 42)
    officials = draw.part(staff, 0.6, 1)
    assessed = draw.part(staff, 0.85, 1)
    officials_assessed = min(officials, assessed)
    pupils = draw.rng.randint(0, 40)
    pupils_assessed = draw.part(pupils, 0.7, 1)
    return {
        "documents": _documents(draw),
        "documents_issued": len(DOCUMENTS),
        "unit_staff": staff,
        "unit_officials": officials,
        "unit_staff_assessed": assessed,
        "unit_staff_achieved": draw.part(assessed, 0.75, 1),
        "unit_officials_assessed": officials_assessed,
        "unit_officials_achieved": draw.part(officials_assessed, 0.8, 1),
        "unit_staff_trained": draw.part(staff, 0.5, 1),
        "unit_association_members": draw.part(staff, 0.4, 1),
        "pupils_15_plus": pupils,
        "pupils_assessed": pupils_assessed,
        "pupils_achieved": draw.part(pupils_assessed, 0.7, 1),
        **activities.of_organisation(unit_type, staff, draw.rng),
        "workers_supported": draw.part(staff, 0.3, 0.9),
        **_fund(draw, "school_fund", 2_000_000, 30_000_000),
    }


def _documents(draw: Draw) -> list[dict[str, str]]:
    return [
        {"number": number, "issued_on": f"{day}/{draw.year}", "abstract": abstract}
        for number, day, abstract in DOCUMENTS
    ]


def _commune(draw: Draw, known: Mapping[str, int]) -> dict[str, Any]:
    people = known.get("people", 9_800)
    adults = known.get("people_15_plus", draw.part(people, 0.74, 0.78))
    workers = draw.part(adults, 0.74, 0.8)
    trained = draw.part(adults, 0.42, 0.58)
    classes = _centre_classes(draw)
    institutions = known.get("schools", 4)
    spending = _fund(draw, "fund", 40_000_000, 180_000_000)
    made: dict[str, Any] = {
        "documents": _documents(draw),
        "documents_issued": len(DOCUMENTS),
        "people": people,
        "people_15_plus": adults,
        "households": known.get("households", people // 4),
        "working_age_people": workers,
        "centre_classes_list": classes,
        **_centre_totals(classes),
        "information_skilled": draw.part(workers, 0.6, 0.76),
        "life_skilled": draw.part(workers, 0.62, 0.78),
        "trained_people": trained,
        "university_people": draw.part(adults, 0.08, 0.13),
        "digital_skilled": draw.part(adults, 0.5, 0.7),
        "institutions": institutions,
        "digital_institutions": min(known.get("digital_institutions", institutions), institutions),
        **activities.of_commune(known, people, draw.rng),
        **spending,
        "fund_scholarships": spending["fund_spending"] // 2,
        "fund_rewards": spending["fund_spending"] // 4,
        **activities.literacy(adults, draw.rng),
    }
    return made | _learning_models(draw, made, known)


def _learning_models(
    draw: Draw, made: Mapping[str, Any], known: Mapping[str, int]
) -> dict[str, int]:
    """What the commune's own form says of the models where nothing below it reports them."""
    households, adults = int(made["households"]), int(made["people_15_plus"])
    registered = known.get("families_registered", draw.part(households, 0.7, 0.85))
    achieved = known.get("families_achieved", draw.part(registered, 0.75, 0.9))
    units = known.get("units", 12)
    units_registered = min(known.get("units_registered", units), units)
    villages = known.get("villages", 6)
    villages_registered = min(known.get("villages_registered", villages), villages)
    clans = known.get("clans", 12)
    clans_registered = known.get("clans_registered", draw.part(clans, 0.7, 1))
    officials = (
        known.get("officials", 120),
        known.get("officials_assessed", 112),
        known.get("officials_achieved", 104),
    )
    return {
        "families_registered": registered,
        "families_achieved": achieved,
        "families_three_years": min(known.get("families_three_years", 0), achieved),
        "units": units,
        "units_registered": units_registered,
        "units_achieved": min(known.get("units_achieved", 0), units_registered),
        "villages": villages,
        "villages_registered": villages_registered,
        "villages_achieved": known.get("villages_achieved", 0),
        "clans": clans,
        "clans_registered": clans_registered,
        "clans_achieved": known.get("clans_achieved", draw.part(clans_registered, 0.6, 0.9)),
        **activities.citizens_of_commune(adults, officials, _all_citizens(draw, adults, known)),
        **dict(zip(OFFICIALS, officials, strict=True)),
    }


def _all_citizens(draw: Draw, adults: int, known: Mapping[str, int]) -> tuple[int, int]:
    """Assessed and achieved of the whole commune: what its villages report, else a fair share."""
    assessed = known.get("citizens_assessed", draw.part(adults, 0.68, 0.8))
    return assessed, known.get("citizens_achieved", draw.part(assessed, 0.7, 0.85))


def _centre_classes(draw: Draw) -> list[dict[str, str]]:
    rows = []
    for topic, partner in CLASSES:
        classes, each = draw.rng.randint(1, 3), draw.rng.randint(3, 6)
        people = classes * draw.rng.randint(18, 32)
        rows.append(
            {
                "topic": topic,
                "classes": str(classes),
                "sessions": str(classes * each),
                "attendance": str(draw.part(people * each, 0.75, 0.95)),
                "people": str(people),
                "women": str(draw.part(people, 0.4, 0.7)),
                "ethnic_minorities": str(draw.part(people, 0.3, 0.9)),
                "audience": "Người dân các thôn",
                "cost": str(draw.rng.randint(2, 9) * 1_000_000),
                "partner": partner,
            }
        )
    return rows


def _centre_totals(rows: list[dict[str, str]]) -> dict[str, int]:
    columns = (
        "classes", "sessions", "attendance", "people", "women", "ethnic_minorities", "cost",
    )  # fmt: skip
    return {f"centre_{one}": sum(int(row[one]) for row in rows) for one in columns}

"""The figures of tables 2–8 and 10 of the annual report (annual-report.md, section 3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal

from assessments.registers import BUSINESSES, ORGANISATIONS
from assessments.standing import Standing
from campaigns.enums import MeasureKind
from campaigns.models import CampaignYear, Participation, TargetMeasure
from recognitions.models import Recognition
from reports.enums import ReportKind, ReportState
from reports.models import AnnualReport
from reports.snapshots.common import Snapshot, line
from reports.snapshots.figures import YearAnswers
from units.enums import TERRITORIES, UnitType
from units.models import Unit

Three = tuple[int | None, int | None, int | None]
CITIZEN_GROUPS = (
    ("officials", "Cán bộ, công chức, viên chức"),
    ("students", "Học sinh, sinh viên từ 15 tuổi trở lên"),
    ("workers", "Người lao động"),
    ("farmers", "Nông dân"),
    ("others", "Khác"),
)
# In the sheets of bodies two of the groups are counted under other names.
COUNTED_IN_BODIES = {
    "officials": ("unit_officials", "unit_officials_assessed", "unit_officials_achieved"),
    "students": ("pupils_15_plus", "pupils_assessed", "pupils_achieved"),
}
VILLAGE_LINES = (
    "households", "people", "people_15_plus", "families_registered", "families_achieved",
    "families_three_years", "clans", "clans_registered", "clans_achieved",
    "citizens_assessed", "citizens_achieved", "meeting_households", "classes",
    "class_attendance", "fund_closing",
)  # fmt: skip
BODY_LINES = (
    "unit_staff", "unit_officials", "unit_staff_assessed", "unit_staff_achieved",
    "unit_staff_trained", "unit_title_registered", "contribution", "workers_supported",
)  # fmt: skip
PROPAGANDA = ("news_items", "broadcasts", "conferences", "conference_attendance", "leaflets")
FUND = ("fund_opening", "fund_income", "fund_spending", "fund_grants", "fund_closing")


def _ids(rows: Iterable[Standing], types: frozenset[UnitType] | set[UnitType]) -> list[int]:
    return [r.participation.unit_id for r in rows if r.participation.unit.type in types]


def _all_ids(rows: Iterable[Standing]) -> list[int]:
    return [row.participation.unit_id for row in rows]


def _holders(code: str, units: list[int], day: dt.date) -> set[int]:
    found = Recognition.objects.valid_on(day).filter(title__code=code, holder_id__in=units)
    return set(found.values_list("holder_id", flat=True))


def _state(row: Standing, answers: YearAnswers) -> str:
    """Whether the unit's figures are in the sums: counted, being mended, or not handed in."""
    if row.participation.unit_id in answers.units:
        return "counted"
    return "returned" if row.is_submitted else "missing"


# ---------------------------------------------------------------- 2: learning models


def models(unit: Unit, rows: list[Standing], answers: YearAnswers, day: dt.date) -> list[Snapshot]:
    """Table 2: total, registered and achieved of each learning model; ``None`` is not known.

    A figure of the reporting unit's own form comes first, else the sum of those below it.
    """
    villages = _ids(rows, {UnitType.VILLAGE})
    bodies = [one for one in _ids(rows, ORGANISATIONS) if one != unit.pk]

    def own_or_sum(of: list[int]) -> Callable[[str], int | None]:
        def figure(code: str) -> int | None:
            own = answers.number(unit.pk, code)
            return answers.total(of, code) if own is None else own

        return figure

    def counted(name: str, units: list[int], line: str, title: str) -> Three:
        """Of those that take part; where none does, what the own form says of them."""
        if units:
            return len(units), answers.total(units, line), len(_holders(title, units, day))
        return _three([unit.pk], (name, f"{name}_registered", f"{name}_achieved"), answers)

    of_unit = _model(
        "Đơn vị học tập",
        "đơn vị",
        *counted("units", bodies, "unit_title_registered", "UNIT"),
    )
    if unit.type not in TERRITORIES:
        staff = own_or_sum(bodies)
        return [
            of_unit,
            _model(
                "Công dân học tập",
                "cán bộ, công chức, người lao động",
                staff("unit_staff"),
                staff("unit_staff_assessed"),
                staff("unit_staff_achieved"),
            ),
        ]
    place = own_or_sum(villages)
    return [
        _model(
            "Gia đình học tập",
            "hộ",
            place("households"),
            place("families_registered"),
            place("families_achieved"),
        ),
        _model(
            "Dòng họ học tập",
            "dòng họ",
            place("clans"),
            place("clans_registered"),
            place("clans_achieved"),
        ),
        _model(
            "Cộng đồng học tập",
            "thôn",
            *counted("villages", villages, "village_title_registered", "COMMUNITY_VILLAGE"),
        ),
        of_unit,
        _model(
            "Công dân học tập",
            "người từ 15 tuổi",
            place("people_15_plus"),
            place("citizens_assessed"),
            place("citizens_achieved"),
        ),
    ]


def _model(
    name: str, holder: str, total: int | None, registered: int | None, achieved: int | None
) -> Snapshot:
    return {
        "name": name, "unit": holder, "total": total,
        "registered": registered, "achieved": achieved,
    }  # fmt: skip


def previous_models(campaign_year: CampaignYear, unit: Unit) -> list[Snapshot] | None:
    """Table 2 of last year's frozen report, or ``None`` where there is none."""
    report = (
        AnnualReport.objects.filter(
            campaign_year__campaign_id=campaign_year.campaign_id,
            campaign_year__year=campaign_year.year - 1,
            unit=unit,
            kind=ReportKind.COMMUNE_REPORT,
            state=ReportState.FROZEN,
        )
        .order_by("-version")
        .first()
    )
    found: list[Snapshot] | None = (report.figures or {}).get("models") if report else None
    return found


# ---------------------------------------------------------------- 3 and 4: villages, citizens


def villages(rows: list[Standing], answers: YearAnswers, day: dt.date) -> list[Snapshot]:
    """Table 3: one line a village, in the commune's order; a village without a form is named."""
    titled = _holders("COMMUNITY_VILLAGE", _all_ids(rows), day)
    return [
        {
            "name": row.participation.unit.display_name,
            "state": _state(row, answers),
            "title": row.participation.unit_id in titled,
            "not_applicable": answers.not_applicable(row.participation.unit_id, VILLAGE_LINES),
            "none": answers.none(row.participation.unit_id, VILLAGE_LINES),
            **{code: answers.number(row.participation.unit_id, code) for code in VILLAGE_LINES},
        }
        for row in rows
    ]


def bodies(rows: list[Standing], answers: YearAnswers, day: dt.date) -> list[Snapshot]:
    """One line an agency, school, mass organisation or business."""
    titled = _holders("UNIT", _all_ids(rows), day)
    return [
        {
            "name": row.participation.unit.display_name,
            "type": row.participation.unit.type,
            "is_business": row.participation.unit.type in BUSINESSES,
            "state": _state(row, answers),
            "title": row.participation.unit_id in titled,
            "not_applicable": answers.not_applicable(row.participation.unit_id, BODY_LINES),
            "none": answers.none(row.participation.unit_id, BODY_LINES),
            **{code: answers.number(row.participation.unit_id, code) for code in BODY_LINES},
        }
        for row in rows
    ]


def citizens(
    unit: Unit, village_rows: list[Standing], body_rows: list[Standing], answers: YearAnswers
) -> list[Snapshot]:
    """Table 4: people, assessed and achieved in the five groups, each from one source.

    The commune's own form comes first, then the villages' sheets, then those of the bodies.
    """
    if unit.type not in TERRITORIES:
        return []
    places, others = _all_ids(village_rows), _all_ids(body_rows)
    found = []
    for code, name in CITIZEN_GROUPS:
        people = "officials" if code == "officials" else f"{code}_people"
        sources = [
            _three([unit.pk], (people, f"{code}_assessed", f"{code}_achieved"), answers),
            _three(places, (f"{code}_people", f"{code}_assessed", f"{code}_achieved"), answers),
        ]
        if code in COUNTED_IN_BODIES:
            sources.append(_three(others, COUNTED_IN_BODIES[code], answers))
        people_, assessed, achieved = next(
            (one for one in sources if one[1] is not None or one[2] is not None), sources[0]
        )
        found.append({"name": name, "people": people_, "assessed": assessed, "achieved": achieved})
    return found


def _three(units: list[int], codes: tuple[str, str, str], answers: YearAnswers) -> Three:
    first, second, third = (answers.total(units, code) for code in codes)
    return first, second, third


# ---------------------------------------------------------------- 1, 5–7: the own form


def own_lines(campaign_year: CampaignYear, unit: Unit, answers: YearAnswers) -> Snapshot:
    """The reporting unit's own form, line by line; ``is_submitted`` tells whether it counts."""
    part = (
        Participation.objects.filter(campaign_year=campaign_year, unit=unit)
        .select_related("group__indicator_set")
        .first()
    )
    indicator_set = part.group.indicator_set if part else None
    if indicator_set is None:
        return {"is_submitted": False, "lines": []}
    given = answers.rows.get(unit.pk, {})
    asked = [one for one in indicator_set.indicators.all() if one.is_asked_of(unit.type)]
    numbers = {one.code: answers.number(unit.pk, one.code) for one in asked}
    return {
        "is_submitted": unit.pk in answers.units,
        "lines": [line(one, given.get(one.code), numbers) for one in asked],
    }


def propaganda(rows: list[Standing], answers: YearAnswers) -> Snapshot:
    """Counts of propaganda over everybody who gave them."""
    return {code: answers.total(_all_ids(rows), code) for code in PROPAGANDA}


def centre(village_rows: list[Standing], answers: YearAnswers) -> Snapshot:
    """Classes of the community learning centre held in villages, beside its own (table 5)."""
    places = _all_ids(village_rows)
    return {
        "villages": answers.count(places, "classes"),
        "classes": answers.total(places, "classes"),
        "attendance": answers.total(places, "class_attendance"),
        "people": answers.total(places, "class_people"),
    }


def funds(
    unit: Unit, village_rows: list[Standing], body_rows: list[Standing], answers: YearAnswers
) -> list[Snapshot]:
    """Table 7: the study-promotion funds of the commune, its villages and its schools."""
    places = _all_ids(village_rows)
    schools = _ids(body_rows, {UnitType.SCHOOL})
    rows = [
        ("own", [unit.pk], FUND),
        ("villages", places, FUND),
        ("schools", schools, tuple(f"school_{code}" for code in FUND)),
    ]
    return [
        {
            "whose": whose,
            "count": max(answers.count(units, code) for code in codes),
            **dict(zip(FUND, (answers.total(units, code) for code in codes), strict=True)),
        }
        for whose, units, codes in rows
        if any(answers.total(units, code) is not None for code in codes)
    ]


# ---------------------------------------------------------------- 8 and 10: targets


def targets(campaign_year: CampaignYear, unit: Unit, answers: YearAnswers) -> list[Snapshot]:
    """Tables 8 and 10: each measure's result as numerator and denominator beside its goals."""
    measures = (
        TargetMeasure.objects.filter(target__campaign_id=campaign_year.campaign_id)
        .select_related("target")
        .prefetch_related("yearly")
        .order_by("target__position", "position")
    )

    def number(code: str) -> int | None:
        return answers.number(unit.pk, code)

    return [measure_line(one, campaign_year.year, number) for one in measures]


def measure_line(
    measure: TargetMeasure, year: int, number: Callable[[str], int | None]
) -> Snapshot:
    """One measure with its wishes of this year and the next; ``number`` gives a figure by code."""
    wanted = {row.year: row.value for row in measure.yearly.all()}
    return {
        "code": measure.code,
        "section": measure.target.section,
        "label": measure.label,
        "kind": measure.kind,
        "goal": str(measure.goal),
        "end_year": measure.target.end_year,
        "wanted": _text(wanted.get(year)),
        "wanted_next": _text(wanted.get(year + 1)),
        **(
            {
                "lines": [measure.numerator, measure.denominator],
                "numerator": number(measure.numerator),
                "denominator": number(measure.denominator),
            }
            if measure.kind == MeasureKind.PERCENT
            else {"number": number(measure.indicator)}
        ),
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)

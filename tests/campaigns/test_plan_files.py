"""The five plan files against the plans as printed, and against the reference of the analysts.

The reference (``data/plans-criteria.json``) was made from the sources by other people than the
plan files; the ``.txt`` files are the plans themselves.
"""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from campaigns.enums import DutyKind, MeasureKind, Occasion
from campaigns.plan_files import PLANS_FOLDER, KnownSets, Plan, load_plan, plan_paths
from campaigns.plan_files.parts import PlanDuty
from campaigns.plan_files.words import Basis, SourceCopy, Wording
from criteria.enums import CriterionKind
from units.enums import UnitType

DATA = Path(__file__).parent / "data"
SOURCES = {
    "na-ri-2026": "na-ri-2026.txt",
    "ban-dan-toc-2023": "ban-dan-toc-ninh-thuan-2023.txt",
    "ninh-hai-2024": "ninh-hai-2024-ocr.txt",
    "son-hong-2026": "son-hong-2026.txt",
    "cam-tan-2024": "cam-tan-2024.txt",
}


@cache
def plan(slug: str) -> Plan:
    return load_plan(PLANS_FOLDER / f"{slug}.yaml", known=KnownSets.from_files())


def plans() -> list[Plan]:
    return [plan(slug) for slug in SOURCES]


def by_prefix(prefix: str) -> Plan:
    return next(each for each in plans() if each.code_prefix == prefix)


@cache
def printed(slug: str) -> str:
    """The plan as printed, every run of blanks and line breaks as one blank."""
    return squeezed((DATA / SOURCES[slug]).read_text(encoding="utf-8"))


def squeezed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


@cache
def reference() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads(
        (DATA / "plans-criteria.json").read_text(encoding="utf-8")
    )
    return found


# ------------------------------------------------------------------ against the reference


def test_there_are_five_plans() -> None:
    assert {path.stem for path in plan_paths()} == set(SOURCES)
    assert {each.slug: each.code_prefix for each in plans()} == {
        "na-ri-2026": "NR",
        "ban-dan-toc-2023": "BDT",
        "ninh-hai-2024": "NH",
        "son-hong-2026": "SH",
        "cam-tan-2024": "CT",
    }


def test_sixty_criteria_read_as_in_the_reference() -> None:
    ours = {
        criterion.code: (group.number, group.heading.shown, criterion.shown)
        for each in plans()
        for group in each.groups
        for criterion in group.criteria
    }
    theirs = {
        each["code"]: (each["source_no"], each["unit_heading"], each["text"])
        for each in reference()["criteria"]
    }

    assert len(theirs) == 60
    assert ours == theirs


@pytest.mark.parametrize(
    ("prefix", "criteria", "targets", "tasks"),
    [("NR", 18, 0, 0), ("BDT", 5, 0, 0), ("NH", 15, 0, 0), ("CT", 22, 0, 0), ("SH", 0, 9, 30)],
)
def test_each_plan_has_its_counts(prefix: str, criteria: int, targets: int, tasks: int) -> None:
    each = by_prefix(prefix)

    assert (len(each.criteria), len(each.targets), len(each.tasks)) == (criteria, targets, tasks)


def test_eight_targets_read_as_in_the_reference_and_the_ninth_stands_in_its_task() -> None:
    son_hong = by_prefix("SH")
    ours = {target.code: target.shown for target in son_hong.targets}
    ninth = ours.pop("SH-2.8-b")
    task = next(task for task in son_hong.tasks if task.code == "SH-2.8-b")

    assert ours == {each["code"]: each["text"] for each in reference()["son_hong_targets"]}
    assert task.shown.endswith(ninth)
    assert ninth.startswith("đảm bảo 100% cán bộ, công chức, viên chức")


def test_thirty_tasks_read_as_in_the_reference() -> None:
    ours = [(task.code, task.heading, task.shown) for task in by_prefix("SH").tasks]

    assert ours == [
        (each["code"], each["heading"], each["text"]) for each in reference()["son_hong_tasks"]
    ]


def test_forty_four_judgements_and_sixteen_titles() -> None:
    kinds = [criterion.kind for each in plans() for criterion in each.criteria]

    assert kinds.count(CriterionKind.GRADED) == 44
    assert kinds.count(CriterionKind.TITLE) == 16


def coded_texts(each: Plan) -> dict[str, Wording]:
    """Criteria, tasks and the eight targets; the ninth target is part of a task's text."""
    texts: dict[str, Wording] = {target.code: target for target in each.targets}
    texts.update({task.code: task for task in each.tasks})
    texts.update({criterion.code: criterion for criterion in each.criteria})
    return texts


def test_twenty_two_of_ninety_eight_texts_are_corrected_ones() -> None:
    texts = [text for each in plans() for text in coded_texts(each).values()]

    assert len(texts) == 98
    assert sum(text.is_corrected for text in texts) == 22


# ------------------------------------------------------------------ against the printed plans


@pytest.mark.parametrize("slug", SOURCES)
def test_every_printed_text_is_in_the_plan(slug: str) -> None:
    each = plan(slug)
    texts = [wording.text_source for wording in each.wordings()]
    texts += [basis.text_source for basis in each.legal_basis]
    texts += [each.document.date.text_source, each.document.number_source]

    assert [text for text in texts if squeezed(text) not in printed(slug)] == []


@pytest.mark.parametrize("slug", SOURCES)
def test_files_are_composed_unicode(slug: str) -> None:
    text = (PLANS_FOLDER / f"{slug}.yaml").read_text(encoding="utf-8")

    assert text == unicodedata.normalize("NFC", text)


def test_only_the_scanned_plan_leaves_corrections_without_a_note() -> None:
    silent = {
        each.slug
        for each in plans()
        if any(text.is_corrected and not text.note for text in each.wordings())
    }

    assert silent == {"ninh-hai-2024"}
    assert plan("ninh-hai-2024").document.source_copy == SourceCopy.OCR


def test_the_corrections_of_readable_plans_are_these() -> None:
    corrected = {
        code: text.note
        for each in plans()
        if each.document.source_copy == SourceCopy.TEXT
        for code, text in coded_texts(each).items()
        if text.is_corrected
    }

    assert set(corrected) == {
        "CT-1.1-c", "SH-1.4-a", "SH-1.4-b", "SH-2.3-d", "SH-2.5-a", "SH-2.6-b", "SH-2.7-b",
    }  # fmt: skip
    assert corrected["CT-1.1-c"] == "Bản in thừa chữ “t” (“đơn vị t được”)."


# ------------------------------------------------------------------ documents and units


@pytest.mark.parametrize(
    ("slug", "number", "precision", "day", "signer", "province"),
    [
        ("na-ri-2026", None, "MONTH", None, "Nông Thị Tuyên", "Thái Nguyên"),
        ("ban-dan-toc-2023", None, "UNKNOWN", None, "Pi Năng Thị Thuý", None),
        ("ninh-hai-2024", "55/KH-UBND", "DAY", date(2024, 5, 13), "Đào Văn Hải", "Hải Dương"),
        ("son-hong-2026", None, "UNKNOWN", None, "Phan Xuân Hải", "Hà Tĩnh"),
        ("cam-tan-2024", None, "MONTH", None, "Nguyễn Văn Tuyên", "Thanh Hóa"),
    ],
)
def test_a_document_says_no_more_than_its_source(
    slug: str, number: str | None, precision: str, day: date | None, signer: str, province: str
) -> None:
    document = plan(slug).document

    assert document.number == number
    assert document.date.precision.name == precision
    assert document.date.exact == day
    assert document.signer == signer
    assert document.province == province


@pytest.mark.parametrize(
    ("slug", "code", "key", "province"),
    [
        ("na-ri-2026", "02155", None, "Thái Nguyên"),
        ("son-hong-2026", "18160", None, "Hà Tĩnh"),
        ("cam-tan-2024", "15178", None, "Thanh Hóa"),
        ("ninh-hai-2024", None, "ninh-hai-hai-duong", "Hải Dương"),
        ("ban-dan-toc-2023", None, "ban-dan-toc", "Ninh Thuận"),
    ],
)
def test_the_unit_of_a_plan(slug: str, code: str | None, key: str | None, province: str) -> None:
    unit = plan(slug).unit

    assert (unit.code, unit.demo_key, unit.province) == (code, key, province)
    assert unit.province_inferred is (slug == "ban-dan-toc-2023")


def test_the_ten_documents_of_cam_tan_ii_1_are_all_cited() -> None:
    numbers = [basis.number for basis in by_prefix("CT").legal_basis if basis.cited_in == "II.1"]

    assert len(numbers) == 10
    assert "446/QĐ-UBND" in numbers


def test_phases_and_their_reviews() -> None:
    reviews = {
        each.code_prefix: [
            (phase.from_year, phase.to_year, phase.interim_review_year, phase.final_review_year)
            for phase in each.phases
        ]
        for each in plans()
    }

    assert reviews == {
        "NR": [(2026, 2030, None, 2030)],
        "BDT": [(2023, 2025, 2025, None), (2026, 2030, None, None)],
        "NH": [(2024, 2025, 2025, None), (2026, 2030, None, 2030)],
        "SH": [(2026, 2030, None, None)],
        "CT": [(2023, 2025, 2025, None), (2026, 2030, None, 2030)],
    }


def test_contents_and_solutions_are_whole() -> None:
    counts = {each.code_prefix: (len(each.contents), len(each.solutions)) for each in plans()}

    assert counts == {"NR": (6, 6), "BDT": (5, 6), "NH": (6, 6), "SH": (0, 0), "CT": (7, 6)}
    assert len(by_prefix("CT").contents[0].items) == 10


# ------------------------------------------------------------------ groups, titles, measures


def test_groups_and_their_unit_types() -> None:
    groups = {
        f"{each.code_prefix} {group.number}": {kind.name for kind in group.all_types}
        for each in plans()
        for group in each.groups
    }

    assert groups == {
        "NR 1.1": {"COMMUNE"},
        "NR 1.2": {"MASS_ORGANISATION"},
        "NR 1.3": {"AGENCY", "SECTION", "SCHOOL", "HEALTH_STATION"},
        "NR 1.4": {"VILLAGE"},
        "NR 1.5": {"HOUSEHOLD", "CLAN"},
        "NR 1.6": {"ENTERPRISE", "COOPERATIVE"},
        "NR 1.7": {"INDIVIDUAL"},
        "BDT 1a": {"SECTION"},
        "BDT 1b": {"INDIVIDUAL"},
        "NH 1.1": {"AGENCY", "MASS_ORGANISATION", "SCHOOL", "HEALTH_STATION"},
        "NH 1.2": {"VILLAGE"},
        "NH 1.3": {"HOUSEHOLD", "CLAN"},
        "NH 1.4": {"ENTERPRISE"},
        "NH 1.5": {"INDIVIDUAL"},
        "CT 1.1": {"COMMUNE"},
        "CT 1.2": {"AGENCY", "SCHOOL", "HEALTH_STATION"},
        "CT 1.3": {"MASS_ORGANISATION", "ASSOCIATION"},
        "CT 1.4": {"VILLAGE"},
        "CT 1.5": {"HOUSEHOLD", "CLAN"},
        "CT 1.6": {"ENTERPRISE", "COOPERATIVE"},
        "CT 1.7": {"INDIVIDUAL"},
        "SH IV.3": {"AGENCY", "MASS_ORGANISATION", "SCHOOL", "HEALTH_STATION"},
    }


def test_what_the_plans_leave_open_is_marked_as_our_choice() -> None:
    chosen = {
        f"{each.code_prefix} {group.number}": {kind.name for kind in group.chosen_types}
        for each in plans()
        for group in each.groups
        if group.chosen_types
    }

    assert chosen == {
        "NR 1.3": {"SCHOOL", "HEALTH_STATION"},
        "NR 1.6": {"COOPERATIVE"},
        "NH 1.1": {"HEALTH_STATION"},
        "CT 1.2": {"SCHOOL", "HEALTH_STATION"},
    }


def test_titles_asked_for_and_the_set_that_decides() -> None:
    asked = {
        criterion.code: [(one.title, one.official_set, one.basis) for one in criterion.titles]
        for each in plans()
        for criterion in each.criteria
        if criterion.titles
    }

    assert len(asked) == 16
    assert asked["NR-1.5-a"] == [
        ("FAMILY", "qd-242-2022-gia-dinh", Basis.PLAN),
        ("CLAN", "qd-242-2022-dong-ho", Basis.PLAN),
    ]
    assert asked["NR-1.7-b"] == [("CITIZEN", "qd-324-2023-cong-dan", Basis.PLAN)]
    assert asked["BDT-1b-b"] == [("CITIZEN", "qd-244-2022-cong-dan", Basis.PLAN)]
    assert asked["NH-1.2-c"] == [("COMMUNITY_VILLAGE", "qd-242-2022-cong-dong", Basis.INFERRED)]
    assert asked["CT-1.1-d"] == [("COMMUNITY_COMMUNE", "tt-25-2023-xa-muc-1", Basis.PLAN)]


def test_three_titles_are_those_of_sub_units() -> None:
    sub_units = {
        criterion.code: set(criterion.sub_units)
        for each in plans()
        for criterion in each.criteria
        if criterion.sub_units
    }

    assert sub_units == {
        "CT-1.1-c": {UnitType.AGENCY, UnitType.MASS_ORGANISATION, UnitType.SCHOOL},
        "NH-1.4-d": {UnitType.SECTION},
        "CT-1.6-d": {UnitType.SECTION},
    }


def test_son_hong_targets_are_measured() -> None:
    goals = {
        target.code: [(measure.kind, int(measure.value)) for measure in target.measures]
        for target in by_prefix("SH").targets
    }

    percent, level, yes = MeasureKind.PERCENT, MeasureKind.LEVEL, (MeasureKind.YES_NO, 1)
    assert goals == {
        "SH-1.1-a": [yes, (level, 3), (level, 3), (level, 2)],
        "SH-1.2-a": [(percent, 70)],
        "SH-1.2-b": [(percent, 70)],
        "SH-1.2-c": [(percent, 55), (percent, 12)],
        "SH-1.3-a": [(percent, 100)],
        "SH-1.3-b": [yes],
        "SH-1.4-a": [(percent, 60)],
        "SH-1.4-b": [yes],
        "SH-2.8-b": [(percent, 100)],
    }
    assert {target.end_year for target in by_prefix("SH").targets} == {2030}


# ------------------------------------------------------------------ awards and duties


def test_awards_by_occasion() -> None:
    awards = {
        each.code_prefix: [
            (award.occasion, award.year, [form.name for form in award.forms])
            for award in each.awards
        ]
        for each in plans()
    }
    prime = "Bằng khen của Thủ tướng Chính phủ"
    province = "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"
    ministry = "Bằng khen cấp bộ, ban, ngành, tỉnh, đoàn thể Trung ương"

    assert awards == {
        "NR": [
            (Occasion.ANNUAL, None, []),
            (Occasion.FINAL, 2030, [prime, province, "Giấy khen của Chủ tịch Ủy ban nhân dân xã"]),
        ],
        "BDT": [
            (Occasion.ANNUAL, None, []),
            (Occasion.INTERIM, 2025, [prime, province, "Giấy khen"]),
            (Occasion.FINAL, None, [prime, province, "Giấy khen"]),
        ],
        "NH": [
            (Occasion.ANNUAL, None, []),
            (Occasion.INTERIM, 2025, ["Giấy khen"]),
            (Occasion.FINAL, 2030, ["Giấy khen"]),
        ],
        "SH": [],
        "CT": [
            (Occasion.ANNUAL, None, []),
            (Occasion.INTERIM, 2025, [prime, ministry, "Giấy khen"]),
            (Occasion.FINAL, 2030, [prime, ministry, "Giấy khen"]),
        ],
    }


def test_only_the_agency_leaves_households_out() -> None:
    without = {
        each.code_prefix
        for each in plans()
        for award in each.awards
        if "HOUSEHOLD" not in {one.name for one in award.recipients}
    }

    assert without == {"BDT"}


@pytest.mark.parametrize(
    ("code", "last"),
    [
        ("NH-BC-1", date(2024, 11, 29)),
        ("CT-BC-1", date(2024, 11, 29)),
        ("CT-BC-2", date(2024, 12, 4)),
        ("SH-BC-1", date(2026, 11, 30)),
        ("NR-DP-1", date(2026, 11, 25)),
        ("NR-DP-2", date(2026, 11, 30)),
        ("NR-BC-2", date(2026, 12, 1)),
        ("NR-DP-3", date(2026, 12, 5)),
        ("BDT-BC-1", date(2024, 12, 5)),
        ("NR-BC-1", None),
        ("CT-BC-3", None),
        ("CT-BC-4", None),
        ("SH-BC-2", None),
    ],
)
def test_last_day_of_a_duty(code: str, last: date | None) -> None:
    each = by_prefix(code.partition("-")[0])
    duty = duty_of(each, code)

    assert duty.last_day(each.plays_year) == last
    assert (duty.kind == DutyKind.PROBLEM) is (last is None)
    assert duty.prepare_days_before == 3


def duty_of(each: Plan, code: str) -> PlanDuty:
    return next(duty for duty in each.duties if duty.code == code)


def test_duties_are_these_thirteen() -> None:
    assert sum(len(each.duties) for each in plans()) == 13


def test_days_that_no_plan_names_are_said_to_be_set_locally() -> None:
    local = {
        duty.code: duty.source
        for each in plans()
        for duty in each.duties
        if duty.day_set_by is not None and duty.day_set_by.name == "LOCAL"
    }

    assert local == {
        "NR-DP-1": "địa phương đặt",
        "NR-DP-2": "địa phương đặt",
        "NR-BC-2": "NR-BC-2",
        "NR-DP-3": "địa phương đặt",
        "BDT-BC-1": "BDT-BC-1",
    }


def test_the_district_asks_for_a_new_recipient() -> None:
    (recipient,) = duty_of(by_prefix("CT"), "CT-BC-2").to

    assert recipient.name == "Ủy ban nhân dân huyện Cẩm Thủy"
    assert recipient.superseded_from == date(2025, 7, 1)
    assert "nơi nhận mới" in recipient.superseded_note


# ------------------------------------------------------------------ anomalies of the sources


@pytest.mark.parametrize(
    ("number", "code", "said"),
    [
        (1, "NH-1.2-c", "Ai ban hành tiêu chí?"),
        (1, "CT-1.4-c", "Ai ban hành tiêu chí?"),
        (1, "CT-1.2-e", "Thông tư 24/2023"),
        (2, "BDT-1b-b", "244/QĐ-KHVN"),
        (2, "NR-1.7-b", "324/QĐ-KHVN"),
        (3, "NR-1.5-a", "không có tiêu chí “Đơn vị học tập”"),
        (4, "SH-CC-1", "25/5/2021"),
        (5, "SH-CC-3", "“Phòng trào”"),
        (5, "SH-1.2-c", "không ghi đè"),
        (6, "CT-1.1-c", "thừa chữ “t”"),
        (6, "CT-ND-1-b", "“đến năm 2023”"),
        (6, "CT-ND-1-f", "“đến năm 2023”"),
        (6, "CT-BC-2", "không nêu ai gửi"),
        (7, "CT-1.4-c", "cùng một dòng"),
        (8, "NH-GP-4", "“trên địa bàn huyện”"),
        (8, "NH-TC-4", "Tài chính - Kế toán huyện"),
        (9, "CT-BC-2", "không còn cấp huyện"),
        (9, "NH-VB", "không còn cấp huyện"),
        (10, "NR-VB", "Bắc Kạn"),
    ],
)
def test_an_oddity_of_the_source_is_a_note(number: int, code: str, said: str) -> None:
    each = by_prefix(code.partition("-")[0])

    assert said in each.notes_on(code)
    assert number in {anomaly.number for anomaly in each.anomalies}


def test_the_wrong_date_of_the_directive_is_kept_beside_the_right_one() -> None:
    basis = by_prefix("SH").legal_basis[0]

    assert basis.date_source == "25/5/2014"
    assert basis.date == date(2021, 5, 25)
    assert "25/5/2014" in basis.text_source

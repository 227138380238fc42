"""The plan files in the database: loaded once, loaded again, changed, and refused."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from campaigns.calendar import last_day
from campaigns.enums import DutyKind, YearState
from campaigns.models import Campaign, CampaignYear, Duty, DutyDelivery, ParticipantGroup, PlanTask
from campaigns.plan_files import PLANS_FOLDER
from core.models import AuditEvent
from criteria.enums import Completeness, CriterionKind, SetStatus
from criteria.models import CriteriaSet, Criterion, Indicator, IndicatorCheck
from criteria.set_files import SETS_FOLDER
from documents.models import LegalDocument
from tests.builders import people, units
from tests.org import Org
from units.enums import Role, UnitType
from units.models import Unit
from units.services.plan_units import BAN_DAN_TOC_CODE, NINH_HAI_CODE

LAST_OF_THREE_LEVELS = dt.date(2025, 6, 30)


class Hosts:
    """The five units of the plans, with an officer each.

    Việt Nam
    ├── Thái Nguyên ── Na Rì (Minh)
    ├── Hà Tĩnh ────── Sơn Hồng (Chi)
    ├── Thanh Hóa ──── Cẩm Tân of before 01/07/2025 (Thanh) and Cẩm Tân of today
    ├── Hải Phòng ──── Ninh Hải, no official code (Hải)
    └── Khánh Hòa ──── Ban Dân tộc, no official code (Thúy); Xã Ninh Hải 22852, another one
    """

    def __init__(self, org: Org) -> None:
        self.org = org
        thanh_hoa = units.province("Thanh Hóa", org.viet_nam, code="38")
        self.cam_tan = units.commune("Cẩm Tân", thanh_hoa, code="15178")
        Unit.objects.filter(pk=self.cam_tan.pk).update(valid_to=LAST_OF_THREE_LEVELS)
        self.cam_tan_today = units.commune(
            "Cẩm Tân", thanh_hoa, code="15178", valid_from=dt.date(2025, 7, 1)
        )
        hai_phong = units.province("Hải Phòng", org.viet_nam, code="31")
        self.ninh_hai = units.commune("Ninh Hải", hai_phong, code=NINH_HAI_CODE)
        khanh_hoa = units.province("Khánh Hòa", org.viet_nam, code="56")
        units.commune("Ninh Hải", khanh_hoa, code="22852")
        self.agency = units.unit(UnitType.AGENCY, "Ban Dân tộc", khanh_hoa, code=BAN_DAN_TOC_CODE)
        self.thanh = people.someone("thanh", "Bùi Văn Thành", self.cam_tan, Role.OFFICER)
        self.hai = people.someone("hai", "Phạm Thị Hải", self.ninh_hai, Role.OFFICER)
        self.thuy = people.someone("thuyk", "Chamaléa Thị Thúy", self.agency, Role.OFFICER)


@pytest.fixture
def hosts(org: Org) -> Hosts:
    return Hosts(org)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the plan files that a test may spoil."""
    copy = tmp_path / "plans"
    shutil.copytree(PLANS_FOLDER, copy)
    return copy


def load(*slugs: str, folder: Path = PLANS_FOLDER, sets: Path = SETS_FOLDER) -> str:
    out = StringIO()
    call_command("load_plans", *slugs, folder=folder, sets=sets, stdout=out)
    return out.getvalue()


def edit(folder: Path, slug: str, old: str, new: str) -> None:
    path = folder / f"{slug}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def everything() -> dict[str, list[int]]:
    """The ids of all rows of the apps that a load writes to."""
    labels = ("campaigns", "criteria", "documents", "recognitions", "core")
    return {
        model._meta.label: sorted(model._default_manager.values_list("pk", flat=True))
        for label in labels
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    }


# ------------------------------------------------------------------ once and again


def test_five_plans_are_in_the_database_as_in_the_files(hosts: Hosts) -> None:
    load()

    assert {each.slug: str(each.launched_by) for each in Campaign.objects.all()} == {
        "na-ri-2026": "Xã Na Rì",
        "son-hong-2026": "Xã Sơn Hồng",
        "cam-tan-2024": "Xã Cẩm Tân",
        "ninh-hai-2024": "Xã Ninh Hải",
        "ban-dan-toc-2023": "Ban Dân tộc",
    }
    of_plans = Criterion.objects.filter(criteria_set__kind="plan")
    assert of_plans.filter(kind=CriterionKind.GRADED).count() == 44
    assert of_plans.filter(kind=CriterionKind.TITLE).count() == 16
    son_hong = Campaign.objects.get(slug="son-hong-2026")
    assert (son_hong.targets.count(), son_hong.tasks.count()) == (9, 30)
    assert Duty.objects.count() == 13


def test_loading_twice_changes_nothing(hosts: Hosts) -> None:
    load()
    before = everything()

    told = load()

    assert everything() == before
    assert "na-ri-2026: giữ nguyên" in told
    assert "0 bộ có phiên bản mới" in told


def test_only_some_of_the_plans(hosts: Hosts) -> None:
    load("na-ri-2026", "cam-tan-2024")

    assert Campaign.objects.count() == 2
    with pytest.raises(CommandError, match="Không có kế hoạch: ha-noi"):
        load("ha-noi")


def test_each_load_leaves_one_audit_event_a_campaign(hosts: Hosts) -> None:
    load()

    events = AuditEvent.objects.filter(action="campaigns.plan_loaded")
    assert events.count() == 5
    assert set(events.values_list("actor_label", flat=True)) == {"Hệ thống"}


def test_an_officer_reads_the_own_campaign_and_no_other(hosts: Hosts) -> None:
    load()
    readers = {
        "minh": hosts.org.minh,
        "chi": hosts.org.chi,
        "thanh": hosts.thanh,
        "hai": hosts.hai,
        "thuy": hosts.thuy,
        "khong": hosts.org.khong,
        "hanh": hosts.org.hanh,
    }

    seen = {
        name: set(Campaign.objects.visible_to(user).values_list("slug", flat=True))
        for name, user in readers.items()
    }

    assert seen == {
        "minh": {"na-ri-2026"},
        "chi": {"son-hong-2026"},
        "thanh": {"cam-tan-2024"},
        "hai": {"ninh-hai-2024"},
        "thuy": {"ban-dan-toc-2023"},
        "khong": set(),
        "hanh": {path.stem for path in PLANS_FOLDER.glob("*.yaml")},
    }


# ------------------------------------------------------------------ what is stored


def test_the_campaign_of_cam_tan_belongs_to_the_commune_of_its_day(hosts: Hosts) -> None:
    load("cam-tan-2024")

    assert Campaign.objects.get().launched_by == hosts.cam_tan


@pytest.mark.parametrize(
    ("slug", "number", "on", "precision"),
    [
        ("na-ri-2026", "", dt.date(2026, 3, 1), "month"),
        ("ninh-hai-2024", "55/KH-UBND", dt.date(2024, 5, 13), "day"),
        ("son-hong-2026", "", None, "unknown"),
    ],
)
def test_the_plan_as_a_paper(
    hosts: Hosts, slug: str, number: str, on: dt.date | None, precision: str
) -> None:
    load(slug)

    document = Campaign.objects.get().document
    assert (document.reference_number, document.issued_on) == (number, on)
    assert document.issued_precision == precision


def test_a_decision_cited_by_several_is_one_document(hosts: Hosts) -> None:
    load()

    assert LegalDocument.objects.filter(reference_number="1315/QĐ-TTg").count() == 1
    assert LegalDocument.objects.filter(reference_number="242/QĐ-KHVN").count() == 1


def test_a_title_criterion_knows_its_titles_and_their_sets(hosts: Hosts) -> None:
    load("na-ri-2026")

    asked = Criterion.objects.get(code="NR-1.5-a")
    assert {title.code for title in asked.titles.all()} == {"FAMILY", "CLAN"}
    official = asked.official_sets.order_by("code")
    assert [row.code for row in official] == ["qd-242-2022-dong-ho", "qd-242-2022-gia-dinh"]
    assert {row.completeness for row in official} == {Completeness.EMPTY}


def test_printed_and_shown_text_stand_side_by_side(hosts: Hosts) -> None:
    load("cam-tan-2024")

    row = Criterion.objects.get(code="CT-1.1-c")
    assert "đơn vị t được" in row.text_source
    assert "đơn vị được" in row.text_shown
    assert "thừa chữ “t”" in row.note
    assert row.sub_unit_types == ["agency", "mass_organisation", "school"]


def test_last_days_after_loading(hosts: Hosts) -> None:
    load()

    found = {
        duty.code: last_day(duty, duty.campaign.plays_year or 0)
        for duty in Duty.objects.select_related("campaign")
    }

    assert found == {
        "NH-BC-1": dt.date(2024, 11, 29),
        "CT-BC-1": dt.date(2024, 11, 29),
        "CT-BC-2": dt.date(2024, 12, 4),
        "CT-BC-3": None,
        "CT-BC-4": None,
        "SH-BC-1": dt.date(2026, 11, 30),
        "SH-BC-2": None,
        "NR-DP-1": dt.date(2026, 11, 25),
        "NR-DP-2": dt.date(2026, 11, 30),
        "NR-BC-2": dt.date(2026, 12, 1),
        "NR-DP-3": dt.date(2026, 12, 5),
        "NR-BC-1": None,
        "BDT-BC-1": dt.date(2024, 12, 5),
    }


def test_a_duty_in_the_words_of_the_office(hosts: Hosts) -> None:
    load("ninh-hai-2024", "na-ri-2026")

    schools = Duty.objects.get(code="NH-BC-1")
    assert schools.kind == DutyKind.FORM
    assert schools.source_text == "trước ngày 30/11 hằng năm"
    assert schools.to_text == (
        "Ban Giám đốc Trung tâm học tập cộng đồng xã, Văn phòng Đảng ủy, Nội vụ, "
        "tổng hợp báo cáo Ủy ban nhân dân xã Ninh Hải"
    )
    assert [group.source_number for group in schools.groups.all()] == ["1.1"]
    office = Duty.objects.get(code="NR-BC-2")
    assert office.source == "NR-BC-2; ngày do địa phương đặt"
    assert office.reporter == hosts.org.na_ri
    assert Duty.objects.get(code="NR-DP-1").from_text == "Các thôn trên địa bàn xã"


def test_the_consolidated_report_goes_up(hosts: Hosts) -> None:
    load()

    assert {each.code: each.upper_recipient for each in Campaign.objects.all()} == {
        "NR": "Ủy ban nhân dân tỉnh Thái Nguyên",
        "SH": "",
        "CT": "Ủy ban nhân dân huyện Cẩm Thủy",
        "NH": "",
        "BDT": "Ủy ban nhân dân tỉnh (qua Sở Giáo dục và Đào tạo)",
    }


def test_a_task_has_its_target_and_its_body(hosts: Hosts) -> None:
    load("son-hong-2026")

    held = PlanTask.objects.get(code="SH-2.8-b")
    reading = PlanTask.objects.get(code="SH-2.5-a")
    assert held.target is not None
    assert held.target.measures.get().numerator == "officials_achieved"
    assert reading.body is not None
    assert reading.body.name == "Phòng Văn hóa - Xã hội"
    assert reading.note.endswith("Cùng thực hiện: Phòng Kinh tế; Các đơn vị liên quan.")


def test_a_commune_that_no_group_covers_still_fills_its_own_sheet(hosts: Hosts) -> None:
    load()

    own = ParticipantGroup.objects.filter(source_number="Xã")
    assert {group.campaign.code: group.heading for group in own} == {
        "NH": "Ủy ban nhân dân xã Ninh Hải",
        "SH": "Ủy ban nhân dân xã Sơn Hồng",
    }
    for group in own:
        assert group.unit_types == ["commune"]
        assert group.criteria_set is None
        assert group.indicator_set is not None
        assert group.chosen_note.startswith("Lựa chọn của sản phẩm")


def test_a_code_that_another_plan_has_is_refused_by_its_name(hosts: Hosts) -> None:
    load("na-ri-2026")
    Campaign.objects.update(slug="na-ri-cu")

    with pytest.raises(CommandError, match=r"Mã kế hoạch .+ đã dùng cho “.+” \(na-ri-cu\)"):
        load("na-ri-2026")
    assert Campaign.objects.count() == 1


def test_goals_in_words(hosts: Hosts) -> None:
    load("son-hong-2026")

    goals = {each.code: each.value_text for each in Campaign.objects.get().targets.all()}
    assert goals["SH-1.2-a"] == "70%"
    assert goals["SH-1.3-b"] == "đạt"
    assert goals["SH-1.1-a"] == (
        "Phổ cập giáo dục mầm non cho trẻ em 3 đến 5 tuổi: đạt; "
        "Phổ cập giáo dục tiểu học: mức độ 3; "
        "Phổ cập giáo dục trung học cơ sở: mức độ 3; Xóa mù chữ: mức độ 2"
    )


def test_measures_speak_of_lines_of_the_sheet(hosts: Hosts) -> None:
    load("son-hong-2026")

    lines = set(
        Indicator.objects.filter(criteria_set__code="bieu-xa-co-quan").values_list(
            "code", flat=True
        )
    )
    for target in Campaign.objects.get().targets.all():
        for measure in target.measures.all():
            named = {measure.numerator, measure.denominator, measure.indicator} - {""}
            assert named
            assert named <= lines


def test_unknown_points_are_null_and_the_example_is_whole(hosts: Hosts) -> None:
    load("na-ri-2026")

    example = CriteriaSet.objects.get(code="tt-22-2020-don-vi")
    scored = example.criteria.filter(kind=CriterionKind.SCORED)
    assert sum(row.max_points or 0 for row in scored) == 100
    assert example.note.startswith("Hết hiệu lực, tham khảo.")
    earlier = CriteriaSet.objects.get(code="tt-44-2014-xa")
    assert set(earlier.criteria.values_list("max_points", flat=True)) == {None}


def test_the_sheets_carry_their_rules(hosts: Hosts) -> None:
    load("na-ri-2026")

    checks = IndicatorCheck.objects.filter(criteria_set__code="bieu-thon")
    fund = checks.get(code="fund_balances")
    assert (fund.kind, fund.terms[-1]) == ("balance", "fund_closing")
    assert set(checks.values_list("kind", flat=True)) == {"le", "balance", "jump", "notice"}
    documents = Indicator.objects.get(criteria_set__code="bieu-xa-co-quan", code="documents")
    assert [column["code"] for column in documents.columns] == ["number", "issued_on", "abstract"]
    assert "enterprise" in documents.answered_by


# ------------------------------------------------------------------ a file with a mistake


def test_a_broken_plan_is_named_and_nothing_is_loaded(hosts: Hosts, folder: Path) -> None:
    edit(folder, "na-ri-2026", 'named_day: "25/11"', 'named_day: "31/02"')
    before = everything()

    with pytest.raises(CommandError, match=r"na-ri-2026.yaml:\d+: .*31/02"):
        load(folder=folder)

    assert everything() == before


def test_all_broken_files_are_named_at_once(hosts: Hosts, folder: Path) -> None:
    edit(folder, "na-ri-2026", "plays_year: 2026", "plays_year: x")
    edit(folder, "cam-tan-2024", "kind: TITLE", "kind: TITEL")

    with pytest.raises(CommandError) as caught:
        load(folder=folder)

    assert "na-ri-2026.yaml:" in str(caught.value)
    assert "cam-tan-2024.yaml:" in str(caught.value)


def test_a_broken_set_loads_no_plan_either(hosts: Hosts, tmp_path: Path) -> None:
    sets = tmp_path / "sets"
    shutil.copytree(SETS_FOLDER, sets)
    edit(sets, "tt-22-2020", "max_points: 25", "max_points: 24")

    with pytest.raises(CommandError, match=r"tt-22-2020.yaml:\d+: tổng điểm các dòng là 99"):
        load(sets=sets)

    assert not Campaign.objects.exists()
    assert not CriteriaSet.objects.exists()


def test_a_missing_unit_stops_all_five(org: Org) -> None:
    with pytest.raises(CommandError, match="chưa có đơn vị “Ban Dân tộc”"):
        load()

    assert not Campaign.objects.exists()
    assert not CriteriaSet.objects.exists()


def test_a_code_of_another_unit_is_not_taken_for_the_plan_s(hosts: Hosts, folder: Path) -> None:
    edit(folder, "na-ri-2026", 'code: "02155"', 'code: "18160"')

    with pytest.raises(CommandError, match="mã 18160 là của “Xã Sơn Hồng”, không phải “Xã Na Rì”"):
        load("na-ri-2026", folder=folder)


# ------------------------------------------------------------------ a changed file


@pytest.fixture
def reworded(folder: Path) -> Callable[[], str]:
    """Na Rì's second criterion gets another word; loads it and returns what was told."""

    def load_again() -> str:
        edit(folder, "na-ri-2026", "Có giải pháp, mô hình", "Có giải pháp, nhiều mô hình")
        return load("na-ri-2026", folder=folder)

    return load_again


def test_changed_criteria_are_the_next_version(hosts: Hosts, reworded: Callable[[], str]) -> None:
    load("na-ri-2026")

    told = reworded()

    versions = CriteriaSet.objects.filter(code="NR-1.1").order_by("version")
    assert [row.status for row in versions] == [SetStatus.RETIRED, SetStatus.PUBLISHED]
    assert ParticipantGroup.objects.get(source_number="1.1").criteria_set == versions[1]
    assert CriteriaSet.objects.filter(code="NR-1.2").count() == 1
    assert "na-ri-2026: đã nạp" in told


def test_an_open_year_keeps_the_version_it_was_opened_with(
    hosts: Hosts, reworded: Callable[[], str]
) -> None:
    load("na-ri-2026")
    group = ParticipantGroup.objects.get(source_number="1.1")
    CampaignYear.objects.create(campaign=group.campaign, year=2026, state=YearState.OPEN)

    told = reworded()

    before = group.criteria_set
    group.refresh_from_db()
    assert group.criteria_set == before
    assert "NR-1.1: năm đã mở nên nhóm giữ phiên bản đang dùng" in told


def test_a_changed_sheet_reaches_groups_whose_plan_did_not_change(
    hosts: Hosts, tmp_path: Path
) -> None:
    sets = tmp_path / "sets"
    shutil.copytree(SETS_FOLDER, sets)
    load("na-ri-2026")
    edit(sets, "bieu-thon", "label: Tổng số hộ", "label: Tổng số hộ của thôn")

    told = load("na-ri-2026", sets=sets)

    sheet = ParticipantGroup.objects.get(source_number="1.4").indicator_set
    assert sheet is not None
    assert (sheet.code, sheet.version) == ("bieu-thon", 2)
    assert "na-ri-2026: giữ nguyên" in told


def test_what_the_office_set_survives_a_changed_file(hosts: Hosts, folder: Path) -> None:
    load("na-ri-2026")
    Duty.objects.filter(code="NR-DP-1").update(day=20, is_inclusive=False)
    ParticipantGroup.objects.filter(source_number="1.6").update(unit_types=["enterprise"])
    edit(
        folder, "na-ri-2026", "what: Phiếu tự đánh giá năm và Biểu của thôn", "what: Biểu của thôn"
    )

    load("na-ri-2026", folder=folder)

    duty = Duty.objects.get(code="NR-DP-1")
    assert (duty.day, duty.is_inclusive, duty.what) == (20, False, "Biểu của thôn")
    assert ParticipantGroup.objects.get(source_number="1.6").unit_types == ["enterprise"]


def test_a_paragraph_that_the_file_lost_is_gone(hosts: Hosts, folder: Path) -> None:
    load("na-ri-2026")
    path = folder / "na-ri-2026.yaml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("- code: NR-GP-6"), text.index("# V. Kinh phí")
    path.write_text(text[:start] + text[end:], encoding="utf-8")

    load("na-ri-2026", folder=folder)

    assert Campaign.objects.get().texts.filter(kind="solution").count() == 5


def test_a_duty_that_was_delivered_is_not_taken_away(hosts: Hosts, folder: Path) -> None:
    load("na-ri-2026")
    duty = Duty.objects.get(code="NR-DP-3")
    year = CampaignYear.objects.create(campaign=duty.campaign, year=2026)
    DutyDelivery.objects.create(duty=duty, campaign_year=year, unit=hosts.org.na_ri)
    path = folder / "na-ri-2026.yaml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("- code: NR-DP-3"), text.index("- code: NR-BC-1\n")
    text = text[:start] + text[end:]
    path.write_text(text.replace("concerns: [NR-DP-3]", "concerns: [NR-VB]"), encoding="utf-8")
    before = everything()

    with pytest.raises(CommandError, match="Không bỏ được “NR-DP-3”"):
        load("na-ri-2026", folder=folder)

    assert everything() == before


def test_a_campaign_does_not_move_to_another_unit(hosts: Hosts) -> None:
    load("na-ri-2026")
    Campaign.objects.update(launched_by=hosts.org.son_hong)

    with pytest.raises(CommandError, match="đã thuộc về Xã Sơn Hồng"):
        load("na-ri-2026")

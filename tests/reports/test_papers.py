"""The produced files hold the figures of their snapshot and keep Decree 30."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from assessments.services.submission import Submission
from campaigns.enums import Channel
from campaigns.models import TargetMeasure, YearlyTarget
from core import clock
from core.numbers import format_number
from documents.paper import rules_for
from reports.papers.render import as_docx, as_pdf, paper_of
from reports.services import building
from tests.builders.reports import (
    Form,
    PlanYear,
    ban_dan_toc_year,
    hand_in,
    more_villages,
    son_hong_year,
)
from tests.documents.nd30_checker import findings
from tests.documents.nd30_docx import read_docx
from tests.documents.nd30_pdf import read_pdf
from tests.org import Org
from tests.paper_words import ROWS, WORDS, pages, pdf_words
from tests.reports.stories import AGENCY, BAN_PO, COMMUNE, full_year
from units.enums import UnitType

Snapshot = dict[str, Any]
Files = dict[str, bytes]


def files_of(snapshot: Snapshot, kind: str) -> Files:
    """Both files of a snapshot; they must keep every rule of the decree that applies."""
    paper = paper_of(snapshot, kind)
    files = {"pdf": as_pdf(paper), "docx": as_docx(paper)}
    rules = rules_for(paper)
    assert findings(read_pdf(files["pdf"]), rules) == []
    assert findings(read_docx(files["docx"]), rules) == []
    return files


def snapshot_of(of: PlanYear, unit: Any = None, kind: str = "commune_report") -> Snapshot:
    return building.snapshot_of(of.year, unit or of.host, kind)


def shown_numbers(typed: dict[str, Any]) -> Iterator[str]:
    """Every figure of a typed form as it is printed."""
    for value in typed.values():
        if isinstance(value, str) and value.replace(".", "").isdecimal() and len(value) > 1:
            yield format_number(int(value.replace(".", "")))


def both_say(files: Files, *told: str) -> None:
    """PDF and DOCX hold each of these words."""
    for form, data in files.items():
        words = WORDS[form](data)
        assert [one for one in told if one not in words] == [], form


# ---------------------------------------------------------------- the three kinds of paper


def test_the_communes_paper_holds_every_figure_entered(na: PlanYear) -> None:
    full_year(na)

    files = files_of(snapshot_of(na), "commune_report")

    both_say(
        files,
        *shown_numbers(COMMUNE),
        "Xã Na Rì có 2 thôn, 98 hộ, 402 nhân khẩu (trong đó 311 người từ 15 tuổi trở lên)",
        "3/5 đơn vị (60,0%) đã nộp phiếu",
        "1/4 đơn vị có thời hạn (25,0%) nộp đúng hạn",
        "Còn 2 đơn vị chưa nộp phiếu: Trường Tiểu học Yến Lạc; Thôn Nà Lạc.",
        "60/98 hộ (61,2%) đăng ký; 55 hộ đạt, bằng 91,7% (55/60) số đăng ký và 56,1% (55/98)",
        "161/240 người trong độ tuổi lao động (67,1%) có năng lực thông tin",
        "kiện toàn Ban Chỉ đạo xây dựng xã hội học tập (Quyết định số 203/QĐ-UBND",
        "Kỹ thuật trồng hồi",
        "Kính gửi: Ủy ban nhân dân tỉnh Thái Nguyên",
        "Thực hiện Kế hoạch số … ngày … tháng 3 năm 2026 của Ủy ban nhân dân xã Na Rì",
    )


def test_the_villages_sheet_holds_every_figure_entered(na: PlanYear) -> None:
    full_year(na)

    files = files_of(snapshot_of(na, na.org.ban_po, "village_sheet"), "village_sheet")

    both_say(
        files,
        *shown_numbers(BAN_PO),
        "PHIẾU TỰ ĐÁNH GIÁ",
        "2/3 tiêu chí (66,7%) đạt và 1/3 tiêu chí (33,3%) đạt một phần",
        "Loa truyền thanh hỏng hai tháng.",
        "chưa có số liệu (Chưa thống kê được người đi làm xa)",
        "không có",
        "Đường vào nhà văn hóa thôn bị sạt lở sau mưa lũ tháng 9.",
        "Lý Văn Tòng",
        "Hoàng Văn Páo",
    )

    for form, data in files.items():
        assert "Số:" not in WORDS[form](data)


def test_an_agencys_report_holds_every_figure_entered(na: PlanYear) -> None:
    full_year(na)

    files = files_of(snapshot_of(na, na.org.agency, "agency_report"), "agency_report")

    both_say(
        files,
        *shown_numbers(AGENCY),
        "UBND XÃ NA RÌ",
        "Kính gửi: Phòng Văn hóa - Xã hội",
        "Có 23/24 người (95,8%) được đánh giá “Công dân học tập”, trong đó 19/23 người (82,6%)",
        "Tủ sách dùng chung đặt tại bộ phận một cửa.",
        "31/CV-VP",
        "CHÁNH VĂN PHÒNG",
        "Nguyễn Anh Khoa",
    )


def test_the_office_that_gathers_the_reports_does_not_report_to_itself(na: PlanYear) -> None:
    na.org.agency.name = "Phòng Văn hóa - Xã hội xã Na Rì"
    na.org.agency.save()

    words = pdf_words(files_of(snapshot_of(na, na.org.agency, "agency_report"),
                               "agency_report")["pdf"])  # fmt: skip

    assert "Kính gửi: Ủy ban nhân dân xã Na Rì" in words


def test_a_unit_that_entered_nothing_has_a_paper_that_says_so(na: PlanYear) -> None:
    snapshot = snapshot_of(na, na.org.na_lac, "village_sheet")

    words = pdf_words(files_of(snapshot, "village_sheet")["pdf"])

    assert "Phiếu chưa được nộp" in words
    assert "3/3 tiêu chí (100,0%) chưa nhập" in words


# ---------------------------------------------------------------- forty villages


def forty(na: PlanYear) -> list[tuple[str, int, int, int]]:
    """Forty villages; the last two hand nothing in. Returns name, households, entered, achieved."""
    made = [na.org.ban_po, na.org.na_lac, *more_villages(na, 38)]
    told = []
    on_paper = Submission(Channel.PAPER, clock.today())
    for number, unit in enumerate(made[:38], start=1):
        households, entered, achieved = 60 + number, 30 + number, 20 + number
        hand_in(
            na, unit, na.org.minh,
            Form(figures={
                "households": str(households), "people": str(4 * households),
                "families_registered": str(entered), "families_achieved": str(achieved),
            }),
            how=on_paper,
        )  # fmt: skip
        told.append((unit.display_name, households, entered, achieved))
    return told


def test_na_ri_with_forty_villages(na: PlanYear) -> None:
    told = forty(na)

    for form, data in files_of(snapshot_of(na), "commune_report").items():
        rows = [row[:3] + row[4:] for row in ROWS[form](data) if len(row) == 15]
        printed = {row[1]: row for row in rows}
        for name, households, entered, achieved in told:
            share = f"{achieved * 100 / households:.1f}".replace(".", ",")
            assert printed[name][2:6] == [str(households), str(entered), str(achieved), share]
        assert printed["Thôn Khuổi 40"][2:6] == ["…", "…", "…", "–"]
        assert printed["Thôn Khuổi 40"][13] == "chưa nộp"
        names = [row[1] for row in rows if row[0].isdecimal()]
        assert names == [name for name, *_ in told] + ["Thôn Khuổi 39", "Thôn Khuổi 40"]

        total = printed["Tổng cộng"]
        sums = [sum(column) for column in zip(*(one[1:] for one in told), strict=True)]
        assert total[2:5] == [format_number(one) for one in sums]
        assert total[5] == f"{sums[2] * 100 / sums[0]:.1f}".replace(".", ",")
        average = sum(one[3] * 100 / one[1] for one in told) / len(told)
        assert total[5] != f"{average:.1f}".replace(".", ",")
        assert total[13] == "tạm tính, thiếu 2/40 thôn"


# ---------------------------------------------------------------- the other plans


def test_son_hongs_report_compares_with_its_targets(org: Org) -> None:
    sh = son_hong_year(org)
    measure = TargetMeasure.objects.get(code="SH-1.2-a.1")
    YearlyTarget.objects.create(measure=measure, year=2026, value=65)
    figures = COMMUNE | {
        "villages": "1", "households": "98", "working_age_people": "240",
        "information_skilled": "161", "officials": "22", "officials_achieved": "21",
    }  # fmt: skip
    hand_in(
        sh, sh.host, sh.leader, Form(figures=figures, reasons=dict.fromkeys(figures, "Theo sổ"))
    )

    snapshot = snapshot_of(sh)
    files = files_of(snapshot, "commune_report")
    words = pdf_words(files["pdf"])
    rows = {row[1]: row for row in ROWS["docx"](files["docx"]) if len(row) == 7}

    assert len(snapshot["targets"]) == TargetMeasure.objects.count() == 13
    assert rows[measure.label][2:] == ["65%", "67,1% (161/240)", "103,2%", "70%", "Vượt"]
    officials = next(row for row in rows.values() if "95,5% (21/22)" in row)
    assert officials[2:] == ["–", "95,5% (21/22)", "–", "100%", "Chưa đạt mục tiêu 2030"]
    assert "Kết quả thực hiện công tác xây dựng xã hội học tập năm 2026" in words
    assert "Kính gửi: Ủy ban nhân dân tỉnh Hà Tĩnh" in words
    assert "Kế hoạch không đặt tiêu chí theo nhóm đối tượng." in words
    assert "Phong trào thi đua" not in words.replace("Phong trào “Cả nước thi đua", "")


def test_an_agency_that_launched_a_campaign_reports_about_its_sections(org: Org) -> None:
    bdt = ban_dan_toc_year(org)
    section = bdt.year.participations.get(unit__name="Phòng Chính sách Dân tộc").unit
    hand_in(
        bdt, section, bdt.leader,
        Form(figures={"unit_staff": "9", "unit_officials": "9", "unit_staff_assessed": "8",
                      "unit_staff_achieved": "7", "unit_officials_assessed": "8",
                      "unit_officials_achieved": "7"}),
        how=Submission(Channel.PAPER, clock.today()),
    )  # fmt: skip

    files = files_of(snapshot_of(bdt), "commune_report")
    words = pdf_words(files["pdf"])

    for said in (
        "UBND TỈNH NINH THUẬN",
        "BAN DÂN TỘC",
        "TRƯỞNG BAN",
        "Kính gửi: Ủy ban nhân dân tỉnh (qua Sở Giáo dục và Đào tạo)",
        "Ninh Thuận, ngày",
        "7 cán bộ, công chức, người lao động đạt, bằng 87,5% (7/8) số được đánh giá",
    ):
        assert said in words
    for foreign in ("Gia đình học tập", "Xóa mù chữ", "nhân khẩu", "thôn"):
        assert foreign not in words


# ---------------------------------------------------------------- hostile snapshots

LONG = (
    "Ủy ban Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội thuộc khu vực Nà Phặc "
    "– Cốc Đán – “Thuần Mang” & <b>Bằng Vân</b>"
)


def with_long_names(snapshot: Snapshot) -> None:
    """Names of more than 120 characters with signs that HTML and XML know."""
    assert len(LONG) > 120
    snapshot["unit"]["name"] = f"Xã {LONG}"
    snapshot["campaign"]["name"] = f"Phong trào “{LONG}”"
    for row in (*snapshot["villages"], *snapshot["bodies"]):
        row["name"] = LONG
    for row in snapshot["titles"]:
        row["holder"] = LONG


def without_villages(snapshot: Snapshot) -> None:
    snapshot["villages"] = []
    snapshot["counts"]["villages"] = 0


def with_one_village(snapshot: Snapshot) -> None:
    del snapshot["villages"][1:]


def with_nothing(snapshot: Snapshot) -> None:
    """Nobody takes part, nothing is known."""
    for key in ("groups", "missing", "titles", "title_counts", "villages", "bodies", "citizens",
                "funds", "targets", "voices", "problems"):  # fmt: skip
        snapshot[key] = []
    snapshot["own"] = {"is_submitted": False, "lines": []}
    snapshot["counts"] = dict.fromkeys(snapshot["counts"], 0)
    snapshot["rates"] |= {"submitted": [0, 0], "complete": [0, 0], "on_time": [0, 0], "undated": 0}
    snapshot["propaganda"] = dict.fromkeys(snapshot["propaganda"])
    snapshot["centre"] = dict.fromkeys(snapshot["centre"])
    for one in snapshot["models"]:
        one |= {"total": None, "registered": None, "achieved": None}


def with_sixty_criteria(snapshot: Snapshot) -> None:
    group = snapshot["groups"][0]
    one = group["criteria"][0]
    group["criteria"] = [one | {"code": f"NR-{n}"} for n in range(60)]


def with_many_words(snapshot: Snapshot) -> None:
    """Texts of several paragraphs, and lists without an end."""
    for one in snapshot["own"]["lines"]:
        if one["kind"] == "text":
            one |= {"state": "value", "text": f"{LONG}\n\nĐoạn hai\n- gạch đầu dòng; ./."}
    snapshot["voices"] = [
        {"unit": f"Thôn {n}", "highlights": LONG, "shortcomings": "", "difficulties": LONG,
         "proposals": LONG}
        for n in range(40)
    ]  # fmt: skip
    snapshot["missing"] = [
        {"unit": f"Thôn {n}", "group": "1.4", "status": "", "last_day": "2026-11-25"}
        for n in range(40)
    ]


@pytest.mark.look
@pytest.mark.parametrize(
    "make",
    [with_long_names, without_villages, with_one_village, with_nothing, with_sixty_criteria,
     with_many_words],
)  # fmt: skip
def test_hostile_figures_still_make_a_paper_by_the_decree(
    na: PlanYear, make: Callable[[Snapshot], None]
) -> None:
    full_year(na)
    snapshot = copy.deepcopy(snapshot_of(na))
    make(snapshot)

    files = files_of(snapshot, "commune_report")

    assert "./." in pdf_words(files["pdf"])


@pytest.mark.look
def test_a_village_of_a_long_name_keeps_its_sheet_in_order(na: PlanYear) -> None:
    full_year(na)
    snapshot = snapshot_of(na, na.org.ban_po, "village_sheet")
    snapshot["unit"]["name"] = f"Thôn {LONG}"
    snapshot["head"] = "Công Tằng Tôn Nữ Nguyễn Hoàng Thị Thanh Xuân"

    files_of(snapshot, "village_sheet")


@pytest.mark.look
def test_four_hundred_villages_within_twenty_seconds(na: PlanYear) -> None:
    full_year(na)
    snapshot = snapshot_of(na)
    village = snapshot["villages"][0]
    snapshot["villages"] = [village | {"name": f"Thôn {n}"} for n in range(1, 401)]
    paper = paper_of(snapshot, "commune_report")

    started = time.process_time()
    pdf, docx = as_pdf(paper), as_docx(paper)
    taken = time.process_time() - started

    words = pdf_words(pdf)
    assert findings(read_pdf(pdf), rules_for(paper)) == []
    assert findings(read_docx(docx), rules_for(paper)) == []
    assert all(f"Thôn {n} " in words for n in (1, 199, 200, 201, 400))
    assert format_number(98 * 400) in words
    assert pages(pdf) > 20
    assert taken < 20


# ---------------------------------------------------------------- the same year, the next one


def test_last_years_share_stands_beside_this_years(na: PlanYear) -> None:
    full_year(na)
    snapshot = snapshot_of(na)
    snapshot["previous"] = [one | {"achieved": 50} for one in snapshot["models"]]

    rows = [row for row in ROWS["docx"](files_of(snapshot, "commune_report")["docx"])
            if row[0].startswith("Gia đình học tập")]  # fmt: skip

    assert rows[0][6:] == ["56,1", "51,0", "+5,1"]


def test_names_come_in_the_communes_own_order(na: PlanYear) -> None:
    for row, position in ((na.org.ban_po, 9), (na.org.na_lac, 1)):
        row.position = position
        row.save(update_fields=["position"])

    names = [one["name"] for one in snapshot_of(na)["villages"]]

    assert names == ["Thôn Nà Lạc", "Thôn Bản Pò"]


@pytest.mark.look
@pytest.mark.parametrize("unit_type", [UnitType.ENTERPRISE, UnitType.MASS_ORGANISATION])
def test_other_bodies_have_a_report_too(na: PlanYear, unit_type: UnitType) -> None:
    snapshot = snapshot_of(na, na.org.agency, "agency_report")
    snapshot["unit"] |= {"type": str(unit_type), "name": "Hội Nông dân xã"}

    files_of(snapshot, "agency_report")

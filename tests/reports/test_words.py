"""How figures, causes and names are written on paper."""

from __future__ import annotations

from typing import Any

import pytest

from documents.papers import citing, letterhead
from reports.papers import words
from reports.papers.movement import movement_of


def line(kind: str = "count", **fields: Any) -> dict[str, Any]:
    """One line of a form as a snapshot holds it."""
    return {
        "code": "x", "label": "Số hộ", "unit": "hộ", "kind": kind, "section": "1. Chung",
        "state": "value", "reason": "", "number": None, "text": "", "date": None, **fields,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (line(number=0), "0 hộ"),
        (line(number=1234), "1.234 hộ"),
        (line(state="none"), "không có"),
        (line(state="not_applicable", reason="Thôn mới."), "không áp dụng (Thôn mới)"),
        (line(state=""), "chưa có số liệu"),
        (line(state="", reason="Chưa rà soát"), "chưa có số liệu (Chưa rà soát)"),
        (line("text", state=""), "chưa có nội dung"),
        (line("text", text="Đường xấu"), "Đường xấu"),
        (line("yes_no", number=1), "có"),
        (line("yes_no", number=0), "không"),
        (line("date", date="2026-11-05"), "05/11/2026"),
        (line("level", number=2, options=[{"value": 2, "label": "Mức độ 2"}]), "Mức độ 2"),
        (line("money", unit="đồng", number=1_500_000), "1.500.000 đồng"),
        (line("ratio", unit="%", numerator=21, denominator=31), "67,7% (21/31)"),
        (line("ratio", unit="%", numerator=None, denominator=31), "chưa có số liệu"),
        (line("ratio", unit="%", numerator=0, denominator=0), "– (0/0)"),
        (line("ratio", unit="đồng/người", numerator=100, denominator=3), "33 đồng/người"),
    ],
)
def test_a_line_is_written_by_its_kind_and_state(given: dict[str, Any], shown: str) -> None:
    assert words.shown(given) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (1385, 1847, "75,0"),
        (1, 8, "12,5"),
        (1, 16, "6,3"),
        (67, 80, "83,8"),
        (0, 5, "0,0"),
        (5, 0, "–"),
        (None, 5, "–"),
        (5, None, "–"),
    ],
)
def test_percentages_have_one_decimal_a_comma_and_round_half_up(
    part: int | None, whole: int | None, shown: str
) -> None:
    assert words.percent(part, whole) == shown


@pytest.mark.parametrize(
    ("now", "before", "shown"),
    [
        ((55, 100), (50, 100), "+5,0"),
        ((50, 100), (55, 100), "-5,0"),
        ((1, 3), (1, 3), "0,0"),
        ((1, 3), (None, 3), "–"),
        ((1, 0), (1, 3), "–"),
    ],
)
def test_change_in_points(now: tuple[int, int], before: tuple[int | None, int], shown: str) -> None:
    assert words.points(*now, *before) == shown


def test_a_share_in_a_sentence_carries_its_fraction() -> None:
    assert words.share(28, 40, "thôn") == "28/40 thôn (70,0%)"
    assert words.share(0, 0, "thôn") == "0/0 thôn"


def test_lists_end_with_an_and() -> None:
    assert words.listed(["2 thôn", "", "3 trường", "1 trạm"]) == "2 thôn, 3 trường và 1 trạm"
    assert words.listed(["2 thôn"]) == "2 thôn"
    assert words.listed([]) == ""


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("đường xấu", "Đường xấu."),
        ("Đường xấu!", "Đường xấu!"),
        ("  ", ""),
        ("Chờ…", "Chờ…"),
        ("Trên đây là ý kiến./.", "Trên đây là ý kiến."),
        ("Thiếu sách;", "Thiếu sách."),
    ],
)
def test_own_words_become_sentences(typed: str, written: str) -> None:
    assert words.sentence(typed) == written


def test_a_correction_tells_both_numbers() -> None:
    corrected = line(number=97, self_number=98, reviewed_reason="Một hộ chuyển đi.")

    assert words.corrected(corrected) == "đơn vị nhập 98; Một hộ chuyển đi"
    assert words.corrected(line(number=97)) == ""


# ---------------------------------------------------------------- căn cứ


def document(**fields: Any) -> dict[str, Any]:
    """A legal document as a snapshot holds it."""
    return {"kind": "Kế hoạch", "number": "", "issuer": "", "on": None, "precision": "unknown",
            "title": "", **fields}  # fmt: skip


@pytest.mark.parametrize(
    ("given", "cited"),
    [
        (
            document(kind="Quyết định", number="1373/QĐ-TTg", issuer="Thủ tướng Chính phủ",
                     on="2021-07-30", precision="day",
                     title="Phê duyệt Đề án “Xây dựng xã hội học tập giai đoạn 2021 - 2030”"),
            ("Quyết định số 1373/QĐ-TTg ngày 30 tháng 7 năm 2021 của Thủ tướng Chính phủ phê duyệt "
            "Đề án “Xây dựng xã hội học tập giai đoạn 2021 - 2030”"),
        ),
        (
            document(kind="Chỉ thị", number="14/CT-TTg", issuer="Thủ tướng Chính phủ",
                     on="2021-05-05", precision="day", title="Đẩy mạnh công tác khuyến học"),
            ("Chỉ thị số 14/CT-TTg ngày 05 tháng 5 năm 2021 của Thủ tướng Chính phủ về đẩy mạnh "
            "công tác khuyến học"),
        ),
        (
            document(kind="Quyết định", number="244/QĐ-KHVN", issuer="Hội Khuyến học Việt Nam",
                     on="2022-02-01", precision="day", title="Bộ tiêu chí đánh giá"),
            ("Quyết định số 244/QĐ-KHVN ngày 01 tháng 02 năm 2022 của Hội Khuyến học Việt Nam về "
            "Bộ tiêu chí đánh giá"),
        ),
        (document(kind="Luật", number="06/2022/QH15", issuer="Quốc hội", on="2022-06-15",
                  precision="day", title="Thi đua, khen thưởng"),
         "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"),
        (document(number="66/KH-UBND", on="2022-03-17", precision="day"),
         "Kế hoạch số 66/KH-UBND ngày 17 tháng 3 năm 2022"),
        (document(on="2026-03-01", precision="month", issuer="Ủy ban nhân dân xã Na Rì"),
         "Kế hoạch tháng 3 năm 2026 của Ủy ban nhân dân xã Na Rì"),
        (document(on="2026-01-01", precision="year"), "Kế hoạch năm 2026"),
    ],
)  # fmt: skip
def test_a_document_is_cited_as_exactly_as_it_is_known(given: dict[str, Any], cited: str) -> None:
    assert citing.cited(given) == cited


@pytest.mark.parametrize(
    ("given", "start"),
    [
        (document(on="2026-03-01", precision="month"), "Thực hiện Kế hoạch số … ngày … tháng 3"),
        (document(), "Thực hiện Kế hoạch số … ngày …"),
        (document(number="55/KH-UBND", on="2024-05-13", precision="day"),
         "Thực hiện Kế hoạch số 55/KH-UBND ngày 13 tháng 5 năm 2024"),
    ],
)  # fmt: skip
def test_what_a_drafted_plan_leaves_blank_stays_blank(given: dict[str, Any], start: str) -> None:
    assert citing.own_plan({"document": given}).startswith(start)


def test_causes_run_from_the_highest_force_to_the_own_plan() -> None:
    issuers = ["Ủy ban nhân dân huyện Cẩm Thủy", "Hội Khuyến học Việt Nam",
               "Ủy ban nhân dân tỉnh Thanh Hóa", "Thủ tướng Chính phủ"]  # fmt: skip
    basis = [document(number=f"{n}/X", issuer=one) for n, one in enumerate(issuers)]

    own = document(issuer="Ủy ban nhân dân xã Cẩm Tân")

    said = citing.bases({"basis": basis, "document": own})

    order = [next(one for one in [*issuers, "xã Cẩm Tân"] if one in each) for each in said]
    assert order == [issuers[3], issuers[1], issuers[2], issuers[0], "xã Cẩm Tân"]


# ---------------------------------------------------------------- who issues, who signs


def unit(kind: str, name: str, **fields: Any) -> dict[str, Any]:
    """A unit's names as a snapshot holds them."""
    return {
        "type": kind, "kind_word": "", "name": name, "letterhead": "", "symbol": "", "place": "",
        "commune": "Xã Na Rì", "commune_place": "Na Rì", "district": "",
        "province": "Tỉnh Thái Nguyên", "province_place": "Thái Nguyên", "agency": "", **fields,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("who", "above"),
    [
        (unit("agency", "Phòng Kinh tế"), "UBND XÃ NA RÌ"),
        (unit("village", "Thôn Bản Pò"), "XÃ NA RÌ"),
        (unit("section", "Phòng Chính sách", agency="Ban Dân tộc"), "BAN DÂN TỘC"),
        (unit("school", "Trường Tiểu học Cẩm Tân", district="Huyện Cẩm Thủy"),
         "UBND HUYỆN CẨM THỦY"),
        (unit("school", "Trường Tiểu học Yến Lạc"), "UBND XÃ NA RÌ"),
        (unit("agency", "Ban Dân tộc", commune="", province="Tỉnh Ninh Thuận"),
         "UBND TỈNH NINH THUẬN"),
        (unit("agency", "Công an xã"), "CÔNG AN TỈNH THÁI NGUYÊN"),
        (unit("mass_organisation", "Hội Nông dân xã"), ""),
        (unit("enterprise", "Công ty TNHH Hồi Na Rì"), ""),
    ],
)  # fmt: skip
def test_the_body_above_the_issuer(who: dict[str, Any], above: str) -> None:
    assert letterhead.parent_body(who) == above


@pytest.mark.parametrize(
    ("who", "lines"),
    [
        (unit("commune", "Xã Na Rì"), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (unit("school", "Trường Mầm non Yến Lạc"), ("HIỆU TRƯỞNG",)),
        (unit("agency", "Phòng Văn hóa - Xã hội"), ("TRƯỞNG PHÒNG",)),
        (unit("agency", "Văn phòng HĐND và UBND"), ("CHÁNH VĂN PHÒNG",)),
        (unit("health_station", "Trạm Y tế xã"), ("TRƯỞNG TRẠM",)),
        (unit("mass_organisation", "Hội Nông dân xã"), ("TM. BAN CHẤP HÀNH", "CHỦ TỊCH")),
        (unit("mass_organisation", "Đoàn Thanh niên xã"), ("TM. BAN CHẤP HÀNH", "BÍ THƯ")),
        (unit("mass_organisation", "Ủy ban Mặt trận Tổ quốc Việt Nam xã"),
         ("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH")),
        (unit("enterprise", "Công ty TNHH Hồi Na Rì"), ("GIÁM ĐỐC",)),
        (unit("agency", "Bưu điện xã"), ("THỦ TRƯỞNG ĐƠN VỊ",)),
    ],
)  # fmt: skip
def test_the_head_signs_by_the_bodys_own_title(who: dict[str, Any], lines: tuple[str, ...]) -> None:
    assert letterhead.signers(who)[-1].lines == lines


@pytest.mark.parametrize(
    ("word", "title"),
    [("thôn", "TRƯỞNG THÔN"), ("bản", "TRƯỞNG BẢN"), ("tổ dân phố", "TỔ TRƯỞNG TỔ DÂN PHỐ")],
)
def test_two_sign_for_a_village(word: str, title: str) -> None:
    two = letterhead.signers(
        unit("village", "Bản Pò", kind_word=word), "Hoàng Văn Páo", beside="Lý Văn Tòng"
    )

    assert [(one.lines, one.name) for one in two] == [
        (("TRƯỞNG BAN CÔNG TÁC MẶT TRẬN",), "Lý Văn Tòng"),
        ((title,), "Hoàng Văn Páo"),
    ]


def upward(who: dict[str, Any], named: str) -> tuple[str, ...]:
    return letterhead.addressee({"unit": who, "campaign": {"upper_recipient": named}}, upward=True)


def test_a_report_goes_to_whom_the_plan_names_else_to_the_level_above() -> None:
    before = unit("commune", "Xã Cẩm Tân", district="Huyện Cẩm Thủy", province="Tỉnh Thanh Hóa")
    today = unit("commune", "Xã Cẩm Tân", province="Tỉnh Thanh Hóa")
    district = "Ủy ban nhân dân huyện Cẩm Thủy"

    assert upward(today, "Ủy ban nhân dân tỉnh Thanh Hóa (qua Sở Giáo dục và Đào tạo)") == (
        "Ủy ban nhân dân tỉnh Thanh Hóa (qua Sở Giáo dục và Đào tạo)",
    )
    assert upward(before, district) == (district,)
    assert upward(before, "") == (district,)
    assert upward(today, "") == ("Ủy ban nhân dân tỉnh Thanh Hóa",)


def test_since_july_2025_no_report_goes_to_a_district() -> None:
    today = unit("commune", "Xã Cẩm Tân", province="Tỉnh Thanh Hóa")

    assert upward(today, "Ủy ban nhân dân huyện Cẩm Thủy") == ("Ủy ban nhân dân tỉnh Thanh Hóa",)


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Trạm Y tế", "TYT"), ("Đoàn Thanh niên", "ĐTN"), ("Văn phòng HĐND và UBND", "VPHVU"),
     ("123", "ĐV")],
)  # fmt: skip
def test_a_stand_in_abbreviation_keeps_the_letter_d(name: str, letters: str) -> None:
    assert letterhead.initials(name) == letters


def test_a_plan_without_a_movement_is_reported_on_as_a_plan() -> None:
    plan = movement_of({"name": "Kế hoạch Xây dựng xã hội học tập giai đoạn 2026 - 2030"})
    named = movement_of({"name": "Phong trào “Cả nước thi đua” trên địa bàn xã Na Rì"})
    bare = movement_of({"name": "Cả nước thi đua xây dựng xã hội học tập"})

    assert plan.introduced == (
        "Kế hoạch xây dựng xã hội học tập giai đoạn 2026 - 2030 (sau đây gọi tắt là Kế hoạch)"
    )
    assert plan.subject == "công tác xây dựng xã hội học tập"
    assert named.full == "Phong trào “Cả nước thi đua” trên địa bàn xã Na Rì"
    assert bare.full == "Phong trào Cả nước thi đua xây dựng xã hội học tập"


def test_of_very_many_causes_only_those_about_the_movement_are_cited() -> None:
    about = document(number="14/KH-UBND", title="Triển khai Phong trào “Cả nước thi đua”")
    untitled = document(number="82/KH-UBND")
    others = [document(number=f"{n}/KH-UBND", title="Thực hiện Chương trình") for n in range(9)]
    own = document(number="5/KH-UBND")

    many = citing.bases({"basis": [*others, about, untitled], "document": own})
    few = citing.bases({"basis": [*others[:3], about], "document": own})

    assert [one.split()[5] for one in many] == ["14/KH-UBND", "82/KH-UBND", "5/KH-UBND"]
    assert len(few) == 5


def test_a_decision_on_a_title_cites_what_is_about_the_title_too() -> None:
    others = [document(number=f"{n}/KH-UBND", title="Thực hiện Chương trình") for n in range(9)]
    title = document(number="242/QĐ-KHVN", title="Bộ tiêu chí “Gia đình học tập”")

    said = citing.bases(
        {"basis": [*others, title], "document": document(number="5/KH-UBND")},
        about="Gia đình học tập", lead=citing.RESTS_ON,
    )  # fmt: skip

    assert said == (
        "Căn cứ Kế hoạch số 242/QĐ-KHVN về Bộ tiêu chí “Gia đình học tập”",
        "Căn cứ Kế hoạch số 5/KH-UBND ngày …",
    )


@pytest.mark.parametrize(
    ("typed", "kind", "shown"),
    [("6000000", "MONEY", "6.000.000"), ("6.000.000", "MONEY", "6.000.000"),
     ("12", "COUNT", "12"), ("2026", "TEXT", "2026"), ("", "COUNT", "")],
)  # fmt: skip
def test_figures_in_lists_have_their_dots(typed: str, kind: str, shown: str) -> None:
    assert words.listed_cell(typed, kind) == shown

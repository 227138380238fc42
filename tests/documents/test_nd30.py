"""The wording of Decree 30, by the decree's own examples."""

from __future__ import annotations

from datetime import date

import pytest

from documents import nd30
from documents.nd30_rules import RULES, RULES_BY_KIND, PaperKind


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2025, 12, 1), "ngày 01 tháng 12 năm 2025"),
        (date(2025, 11, 30), "ngày 30 tháng 11 năm 2025"),
    ],
)
def test_date_words_pad_days_and_the_first_two_months(day: date, words: str) -> None:
    assert nd30.date_words(day) == words


@pytest.mark.parametrize(
    ("place", "day", "line"),
    [
        ("Hà Nội", date(2020, 1, 5), "Hà Nội, ngày 05 tháng 01 năm 2020"),
        (
            "Thành phố Hồ Chí Minh",
            date(2019, 6, 29),
            "Thành phố Hồ Chí Minh, ngày 29 tháng 6 năm 2019",
        ),
    ],
)
def test_date_line_as_in_the_annex(place: str, day: date, line: str) -> None:
    assert nd30.date_line(place, day) == line


@pytest.mark.parametrize(
    ("year", "month", "line"),
    [
        (2026, 3, "Na Rì, ngày     tháng 3 năm 2026"),
        (2026, 1, "Na Rì, ngày     tháng 01 năm 2026"),
        (2026, None, "Na Rì, ngày     tháng     năm 2026"),
    ],
)
def test_draft_leaves_the_day_blank(year: int, month: int | None, line: str) -> None:
    assert nd30.draft_date_line("Na Rì", year, month) == line


@pytest.mark.parametrize(
    ("number", "symbol", "line"),
    [
        (5, "BC-UBND", "Số: 05/BC-UBND"),
        (126, "TTr-UBND", "Số: 126/TTr-UBND"),
        (12, "UBND-VX", "Số: 12/UBND-VX"),
        (15, "QĐ-BNV", "Số: 15/QĐ-BNV"),
        (None, "BC-UBND", "Số:      /BC-UBND"),
    ],
)
def test_number_line(number: int | None, symbol: str, line: str) -> None:
    assert nd30.number_line(number, symbol) == line
    assert nd30.NUMBER_LINE.fullmatch(line)


@pytest.mark.parametrize(
    "line",
    [
        "Số 5/BC-UBND",
        "Số: 5/BC-UBND",
        "Số: 05 / BC - UBND",
        "Số: 05/BC_UBND",
        "Số: 71/2025/QĐ-UBND",
    ],
)
def test_number_line_refuses_what_the_decree_refuses(line: str) -> None:
    assert not nd30.NUMBER_LINE.fullmatch(line)


def test_symbol_is_made_from_the_type_and_the_issuer() -> None:
    assert nd30.symbol("Báo cáo", "UBND") == "BC-UBND"
    assert nd30.symbol("Tờ trình", "HĐTĐKT") == "TTr-HĐTĐKT"
    with pytest.raises(KeyError):
        nd30.symbol("Thư mời", "UBND")
    with pytest.raises(ValueError, match="decree's form"):
        nd30.symbol("Báo cáo", "ubnd xã")


def test_type_codes_are_those_of_annex_three() -> None:
    assert len(nd30.TYPE_CODES) == 27
    assert {nd30.TYPE_CODES[name] for name in ("Quy định", "Chương trình", "Tờ trình")} == {
        "QyĐ", "CTr", "TTr",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("number", "roman"), [(1, "I"), (4, "IV"), (5, "V"), (9, "IX"), (14, "XIV"), (40, "XL")]
)
def test_roman(number: int, roman: str) -> None:
    assert nd30.roman(number) == roman


def test_roman_has_no_zero() -> None:
    with pytest.raises(ValueError, match="no Roman numeral"):
        nd30.roman(0)


def test_points_run_through_the_vietnamese_alphabet() -> None:
    letters = [nd30.point_letter(n) for n in range(1, 24)]

    assert "".join(letters) == "abcdđeghiklmnopqrstuvxy"
    assert [nd30.point_letter(24), nd30.point_letter(28)] == ["aa", "đđ"]


def test_bases_end_with_semicolons_and_the_last_with_a_full_stop() -> None:
    lines = nd30.legal_basis_lines(
        ["Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022.", "Kế hoạch số 94/KH-UBND",
         "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội;"]
    )  # fmt: skip

    assert lines == (
        "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
        "Căn cứ Kế hoạch số 94/KH-UBND;",
        "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội.",
    )


def test_one_addressee_stands_on_the_line_and_several_below_it() -> None:
    assert nd30.addressee_lines([]) == ()
    assert nd30.addressee_lines(["UBND tỉnh Thái Nguyên;"]) == ("Kính gửi: UBND tỉnh Thái Nguyên",)
    assert nd30.addressee_lines(["Sở Nội vụ", "Sở Giáo dục và Đào tạo"]) == (
        "Kính gửi:",
        "- Sở Nội vụ;",
        "- Sở Giáo dục và Đào tạo.",
    )


def test_recipients_answer_the_addressee_first_and_file_last() -> None:
    up = nd30.recipient_lines(["Các thôn"], ["VT", "VHXH"], answers_addressee=True)
    down = nd30.recipient_lines([], ["VT"], answers_addressee=False)

    assert up == ("- Như trên;", "- Các thôn;", "- Lưu: VT, VHXH.")
    assert down == ("- Lưu: VT.",)


def test_annexes_are_numbered_only_where_there_are_several() -> None:
    assert nd30.annex_label(1, 1) == "Phụ lục"
    assert [nd30.annex_label(n, 2) for n in (1, 2)] == ["Phụ lục I", "Phụ lục II"]


def test_annex_reference_of_an_issued_paper_and_of_a_draft() -> None:
    issued = nd30.annex_reference(
        "Báo cáo", "BC-UBND", "Ủy ban nhân dân xã Na Rì", nd30.date_words(date(2026, 12, 4)), 126
    )
    draft = nd30.annex_reference(
        "Báo cáo", "BC-UBND", "Ủy ban nhân dân xã Na Rì", nd30.draft_date_words(2026), None
    )

    assert issued == (
        "(Kèm theo Báo cáo số 126/BC-UBND ngày 04 tháng 12 năm 2026 của Ủy ban nhân dân xã Na Rì)"
    )
    assert draft == (
        "(Kèm theo Báo cáo số      /BC-UBND ngày     tháng     năm 2026"
        " của Ủy ban nhân dân xã Na Rì)"
    )


@pytest.mark.parametrize(
    ("text", "ended"),
    [("Trên đây là báo cáo", "Trên đây là báo cáo./."), ("báo cáo.", "báo cáo./."),
     ("báo cáo./.", "báo cáo./."), ("báo cáo; ", "báo cáo./.")],
)  # fmt: skip
def test_end_mark_is_set_once(text: str, ended: str) -> None:
    assert nd30.with_end_mark(text) == ended


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("T/M UBND", "TM. UBND"),
        ("TM UBND XÃ", "TM. UBND XÃ"),
        ("KT.CHỦ TỊCH", "KT. CHỦ TỊCH"),
        ("KT GIÁM ĐỐC", "KT. GIÁM ĐỐC"),
        ("tuq. chủ tịch", "TUQ. CHỦ TỊCH"),
        ("TM. ỦY BAN NHÂN DÂN", "TM. ỦY BAN NHÂN DÂN"),
        ("Trưởng thôn", "TRƯỞNG THÔN"),
        ("Quyền Trưởng phòng", "QUYỀN TRƯỞNG PHÒNG"),
    ],
)
def test_signer_line_gets_the_authority_as_the_decree_writes_it(typed: str, printed: str) -> None:
    assert nd30.signer_line(typed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("ThS. Nông Thị Tuyên", "Nông Thị Tuyên"), ("PGS.TS. Bế Văn An", "Bế Văn An"),
     ("Nông Văn Bình", "Nông Văn Bình"), ("Cn. Lý Văn Tú", "Cn. Lý Văn Tú")],
)  # fmt: skip
def test_signer_name_has_no_academic_title(typed: str, printed: str) -> None:
    assert nd30.signer_name(typed) == printed


# What each kind keeps beyond the page, the head, the body and the annexes, which all keep.
KEPT = {
    PaperKind.ANNUAL_REPORT: {17, 18, 19, 20, 24, 36, 37, 38, 42, 43, 44, 52},
    PaperKind.SUBMISSION: {17, 18, 19, 20, 24, 36, 37, 38, 42, 43, 44, 52},
    PaperKind.DECISION: {17, 18, 19, 20, 24, 33, 36, 38, 42, 43, 44, 52},
    PaperKind.LETTER: {17, 18, 19, 23, 36, 37, 38, 42, 43, 44, 52},
    PaperKind.MINUTES: {17, 20, 36, 38, 42, 43, 44, 52},
    PaperKind.ACHIEVEMENT_REPORT: {17, 18, 19, 20, 36, 38, 42, 43, 44, 52},
    PaperKind.LIST: {18, 19, 20, 36},
    PaperKind.SUMMARY_TABLE: {18, 19, 20, 36},
    PaperKind.VILLAGE_SHEET: {18, 19, 20, 36},
    PaperKind.VILLAGE_MINUTES: {20, 36},
    PaperKind.RECEIPT: {18, 19, 20, 36},
    PaperKind.REGISTER: {18, 19, 20, 36},
}
TELLING = {17, 18, 19, 20, 23, 24, 30, 31, 33, 36, 37, 38, 42, 43, 44, 49, 50, 51, 52}


@pytest.mark.parametrize("kind", list(PaperKind))
def test_written_list_of_a_kind(kind: PaperKind) -> None:
    kept = {int(rule[5:]) for rule in RULES_BY_KIND[kind]}

    assert len(RULES) == 52
    assert kept & TELLING == KEPT[kind]
    assert {1, 7, 8, 10, 11, 15, 26, 39, 40, 41, 45} <= kept

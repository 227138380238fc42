"""An outline says anything and does nothing; a broken one is refused by line and reason."""

from __future__ import annotations

import pytest

from documents.outlines import Part, PartKind, Vocabulary, filled, read_outline
from documents.paper import Article, BulletList, Heading, Level, Paragraph
from documents.papers.template import Template

KNOWN = Vocabulary(
    fields={"don_vi": "tên đơn vị", "nam": "năm"},
    blocks={"tieu_chi": "kết quả theo tiêu chí", "chi_tieu": "chỉ tiêu"},
    required=frozenset({"tieu_chi"}),
)
SOUND = """Trích yếu: Kết quả năm {{nam}}
# Kết quả của {{ don_vi }}

## Theo tiêu chí
[[ tieu_chi ]]
Năm {{nam}}, {{don_vi}} đạt.
- Một việc
Câu kết: Trên đây là báo cáo của {{don_vi}}
"""


def test_outline_is_read_line_by_line() -> None:
    outline = read_outline(SOUND, KNOWN)

    assert outline.faults == ()
    assert (outline.subject, outline.closing) == (
        "Kết quả năm {{nam}}",
        "Trên đây là báo cáo của {{don_vi}}",
    )
    assert outline.parts == (
        Part(PartKind.HEADING, "Kết quả của {{ don_vi }}", Level.SECTION),
        Part(PartKind.HEADING, "Theo tiêu chí", Level.TOPIC),
        Part(PartKind.BLOCK, "tieu_chi"),
        Part(PartKind.TEXT, "Năm {{nam}}, {{don_vi}} đạt."),
        Part(PartKind.ITEM, "Một việc"),
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Năm {{thang}}", "không có trường tên “thang”"),
        ("Năm {{nam}", "ngoặc nhọn chưa đủ cặp"),
        ("Năm {nam}", "ngoặc nhọn chưa đủ cặp"),
        ("{{nam.__class__}}", "ngoặc nhọn chưa đủ cặp"),
        ("{{}}", "không có trường tên “”"),
        ("{% for x in y %}", "không nhận lệnh"),
        ("{% include '/etc/passwd' %}", "không nhận lệnh"),
        ("<script>alert(1)</script>", "không nhận thẻ HTML"),
        ("<img src='http://127.0.0.1/x'>", "không nhận thẻ HTML"),
        ("[[khong_co]]", "không có khối tên “khong_co”"),
        ("[[tieu_chi]]", "đã dùng ở trên"),
        ("Theo [[chi_tieu]] thì", "phải đứng riêng một dòng"),
        ("[[chi_tieu", "phải đứng riêng một dòng"),
        ("### Nhảy cấp", "nhảy cấp"),
        ("#### Bốn", "chỉ có ba cấp"),
        ("#", "chưa có tên"),
        ("Câu kết:", "chưa có nội dung"),
        ("x" * 2001, "dài quá 2000 chữ"),
    ],
)
def test_broken_line_is_named_with_its_reason(line: str, reason: str) -> None:
    outline = read_outline(f"# Kết quả\n[[tieu_chi]]\n{line}", KNOWN)

    assert [fault.line for fault in outline.faults] == [3]
    assert reason in outline.faults[0].reason
    assert str(outline.faults[0]).startswith("Dòng 3: ")


def test_every_fault_is_told_at_once_and_what_is_missing_last() -> None:
    outline = read_outline("# A {{x}}\nTrích yếu: a\nTrích yếu: b\n", KNOWN)

    assert [fault.line for fault in outline.faults] == [1, 3, 3, 3]
    assert "thiếu khối bắt buộc [[tieu_chi]]" in outline.faults[2].reason
    assert "chưa có nội dung" in outline.faults[3].reason


def test_text_without_end_is_refused_before_it_is_read() -> None:
    outline = read_outline("a\n" * 10_001, KNOWN)

    assert [str(fault) for fault in outline.faults] == [
        "Dòng 1: mẫu dài quá 20000 chữ; hãy rút gọn."
    ]


def test_what_is_filled_in_is_words_and_never_read_again() -> None:
    values = {"don_vi": "Xã {{nam}} <b>& [[tieu_chi]]", "nam": "2026"}

    assert filled("{{don_vi}}, {{ nam }}", values) == "Xã {{nam}} <b>& [[tieu_chi]], 2026"


# ---------------------------------------------------------------- fields that must or may be there

MEETING = Vocabulary(
    fields={"ngay": "ngày họp", "ket_luan": "kết luận", "ma": "mã kết quả"},
    blocks={"phieu": "bảng phiếu"},
    required=frozenset({"ngay", "ma", "phieu"}),
    optional=frozenset({"ket_luan", "ma"}),
)
MINUTES = """Trích yếu: Họp ngày {{ngay}}
Câu kết: Họp xong ngày {{ngay}}
# Phiếu
[[phieu]]
# Kết luận {{ket_luan}}
- Kết luận: {{ket_luan}}
Mã {{ma}}.
"""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[phieu]]\n{{ma}}", "Dòng 2: thiếu trường bắt buộc {{ngay}} (ngày họp)."),
        ("# {{ngay}}\n[[phieu]]\n{{ma}}", "Dòng 3: thiếu trường bắt buộc {{ngay}} (ngày họp)."),
        ("Trích yếu: {{ngay}}\n[[phieu]]\n{{ma}}",
         "Dòng 3: thiếu trường bắt buộc {{ngay}} (ngày họp)."),
        ("[[phieu]]\n{{ngay}} {{ket_luan}}\n{{ma}}",
         "Dòng 2: trường bắt buộc “ngay” phải đứng khác dòng với “ket_luan”"),
        ("[[phieu]]\n{{ma}}\nCâu kết: {{ngay}}, mã {{ma}}",
         "Dòng 3: trường “ma” có lúc chưa có nội dung, không dùng trong “Câu kết”."),
    ],
)  # fmt: skip
def test_a_field_that_makes_the_paper_true_is_neither_left_out_nor_lost(
    text: str, reason: str
) -> None:
    [fault] = read_outline(text, MEETING).faults
    assert str(fault).startswith(reason)


def test_a_required_field_may_stand_in_the_last_sentence() -> None:
    assert read_outline("[[phieu]]\nMã {{ma}}\nCâu kết: {{ngay}}", MEETING).faults == ()


def minutes(**said: str) -> Template[dict[str, str]]:
    """A template whose block says how it was voted."""
    return Template(
        MEETING,
        MINUTES,
        lambda about: about | said,
        {"phieu": lambda about: (Paragraph(f"{about['so']} phiếu"),)},
        drops_bare_headings=True,
    )


def test_a_line_without_words_yet_is_left_out_and_so_is_its_heading() -> None:
    about = {"ngay": "02/11/2026", "so": "9"}

    before = minutes(ket_luan="", ma="").written(about)
    after = minutes(ket_luan="Đạt", ma="A1").written(about)

    assert before.blocks == (Heading(Level.SECTION, "Phiếu"), Paragraph("9 phiếu"))
    assert after.blocks[2:] == (
        Heading(Level.SECTION, "Kết luận Đạt"),
        BulletList(("Kết luận: Đạt",)),
        Paragraph("Mã A1."),
    )
    assert (before.abstract, before.closing) == ("Họp ngày 02/11/2026", "Họp xong ngày 02/11/2026")


def test_lines_of_a_decision_are_its_articles_and_nothing_else() -> None:
    vocabulary = Vocabulary({"ten": "tên"}, {}, frozenset({"ten"}), in_articles=True)
    decision = Template[str](
        vocabulary, "Trích yếu: Khen\n{{ten}}\nThi hành.", lambda ten: {"ten": ten}
    )

    faults = read_outline("Tặng {{ten}}\n# Chương\n- mục\nCâu kết: hết", vocabulary).faults

    assert decision.written("Páo").blocks == (Article("Páo"), Article("Thi hành."))
    assert [fault.line for fault in faults] == [2, 3, 4]

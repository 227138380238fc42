"""An outline says anything and does nothing; a broken one is refused by line and reason."""

from __future__ import annotations

import pytest

from documents.outlines import Part, PartKind, Vocabulary, filled, read_outline
from documents.paper import Level

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

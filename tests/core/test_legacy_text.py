from __future__ import annotations

import pytest

from core.legacy_text import OldFont, convert, convert_legacy, detect

TCVN3 = {
    "Céng hßa x· héi chñ nghÜa ViÖt Nam": "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "NguyÔn ThÞ Lan": "Nguyễn Thị Lan",
    "L\u00adu V¨n B×nh": "Lưu Văn Bình",
    "§µm Quang Trung": "Đàm Quang Trung",
}
VNI = {
    "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam": "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Nguyeãn Thò Höông": "Nguyễn Thị Hương",
    "NGUYEÃN THÒ LÔÏI": "NGUYỄN THỊ LỢI",
    "Ñaøm Vaên Phöôùc": "Đàm Văn Phước",
}


@pytest.mark.parametrize(
    ("before", "after", "font"),
    [(old, new, OldFont.TCVN3) for old, new in TCVN3.items()]
    + [(old, new, OldFont.VNI) for old, new in VNI.items()],
)
def test_old_text_is_read_and_shown_before_and_after(
    before: str, after: str, font: OldFont
) -> None:
    found = convert_legacy(before)
    assert found is not None
    assert (found.before, found.after, found.font) == (before, after, font)


@pytest.mark.parametrize(
    "text",
    [
        "Cộng hòa xã hội chủ nghĩa Việt Nam",
        "Khoá học, hoà bình, thuỷ lợi, quý, Đắk R'Lấp, 20°C",
        "Bà Müller ở Na Rì",
        "naïve café, Kpă H'Nhiên, Ỷ, ỷ lại, quốc gia, giếng, gìn giữ",
        "Ma Văn Páo",
        "",
    ],
)
def test_text_in_unicode_is_left_alone(text: str) -> None:
    assert convert_legacy(text) is None
    assert convert_legacy(text.replace("ò", "o\u0300").replace("ã", "a\u0303")) is None


def test_a_column_decides_for_a_word_that_reads_both_ways() -> None:
    # "cã" is a word as it stands; beside "héi" and "NguyÔn" it can only be TCVN3's "có".
    assert detect(["cã"]) is None
    font = detect(["NguyÔn ThÞ Lan", "cã", "Hoµng V¨n Minh"])
    assert font is OldFont.TCVN3
    assert convert("cã", font) == "có"
    # A cell that somebody typed in Unicode below the old ones stays as it is.
    assert convert("Nguyễn Thị Đào", font) == "Nguyễn Thị Đào"


def test_a_pasted_block_keeps_its_cells() -> None:
    found = convert_legacy("NguyÔn ThÞ Lan\t1985\nLý V¨n P¸o\t1990\nVũ Đào\t")
    assert found is not None
    assert found.after == "Nguyễn Thị Lan\t1985\nLý Văn Páo\t1990\nVũ Đào\t"

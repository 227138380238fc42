"""What a saved file is called."""

from __future__ import annotations

import unicodedata

import pytest

from documents.serving import office_name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Báo cáo tổng hợp năm 2026 Xã Na Rì", "Bao-cao-tong-hop-nam-2026-Xa-Na-Ri.pdf"),
        ("Đội “Đường 9” / Bản Pò", "Doi-Duong-9-Ban-Po.pdf"),
        (unicodedata.normalize("NFD", "Thôn Nà Lạc"), "Thon-Na-Lac.pdf"),
        ("…", "tai-lieu.pdf"),
        ("a" * 300, f"{'a' * 120}.pdf"),
    ],
)
def test_a_saved_file_has_a_name_without_diacritics(words: str, name: str) -> None:
    assert office_name(words, "pdf") == name

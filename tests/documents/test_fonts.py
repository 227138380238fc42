"""The shipped faces: every Vietnamese letter, Times New Roman's widths, text that comes back."""

from __future__ import annotations

import io
import unicodedata

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from documents.fonts.metrics import FONT_FOLDER, face, settable, text_width, wrap_evenly, wrap_name
from documents.paper import Paragraph, Run
from documents.renderers.pdf import render_pdf
from tests.documents.papers import report

FACES = ["Regular", "Bold", "Italic", "BoldItalic"]
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
LETTERS = sorted(
    {
        unicodedata.normalize("NFC", letter + tone)
        for base in "aăâeêioôơuưy"
        for letter in (base, base.upper())
        for tone in TONES
    }
    | set("đĐ")
)
SIGNS = "“”‘’–—…₫°²§•×≥≤−→□ĕŏŭñ"
# Advance widths of Times New Roman in thousandths of the type size.
TIMES = {"A": 722, "M": 889, "W": 944, "a": 444, "m": 778, "t": 278, "0": 500, ".": 250, "-": 333}


@pytest.mark.parametrize("style", FACES)
def test_face_has_every_vietnamese_letter_and_sign(style: str) -> None:
    with TTFont(FONT_FOLDER / f"VanThuSerif-{style}.ttf") as font:
        known = set(map(chr, font.getBestCmap()))
        name = font["name"].getDebugName(6)

    assert len(LETTERS) == 146
    assert set(LETTERS) | set(SIGNS) <= known
    assert name == f"VanThuSerif-{style}"


def test_licence_travels_with_the_faces() -> None:
    text = (FONT_FOLDER / "OFL.txt").read_text(encoding="utf-8")

    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "Copyright (c) 2012 Red Hat, Inc." in text


def test_widths_are_those_of_times_new_roman() -> None:
    widths = face().widths

    assert {letter: round(widths[letter]) for letter in TIMES} == TIMES


@pytest.mark.parametrize(
    ("text", "size", "millimetres"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 88.3),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, 95.7),
        ("Độc lập - Tự do - Hạnh phúc", 14, 60.5),
        ("ỦY BAN NHÂN DÂN", 13, 43.2),
        ("HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG", 13, 83.7),
    ],
)
def test_text_width_of_known_lines(text: str, size: float, millimetres: float) -> None:
    assert text_width(text, size, bold=True) == pytest.approx(millimetres, abs=0.1)


def test_lines_break_evenly_and_never_run_over() -> None:
    lines = wrap_evenly("BAN CHỈ ĐẠO XÂY DỰNG XÃ HỘI HỌC TẬP", 67, 13, bold=True)
    widths = [text_width(line, 13, bold=True) for line in lines]

    assert " ".join(lines) == "BAN CHỈ ĐẠO XÂY DỰNG XÃ HỘI HỌC TẬP"
    assert len(lines) == 2
    assert max(widths) <= 67
    assert max(widths) - min(widths) < 12


def test_endless_word_is_cut() -> None:
    lines = wrap_evenly("X" * 120, 67, 13, bold=True)

    assert "".join(lines) == "X" * 120
    assert all(text_width(line, 13, bold=True) <= 67 for line in lines)


def test_no_line_begins_with_a_dash() -> None:
    lines = wrap_evenly("PHÒNG VĂN HÓA - XÃ HỘI XÃ NA RÌ", 50, 13, bold=True)

    assert lines == ("PHÒNG VĂN HÓA -", "XÃ HỘI XÃ NA RÌ")


@pytest.mark.parametrize(
    ("name", "limit", "lines"),
    [
        ("PHÒNG VĂN HÓA - XÃ HỘI XÃ NA RÌ", 63, ("PHÒNG VĂN HÓA - XÃ HỘI", "XÃ NA RÌ")),
        ("HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG", 63, ("HỘI ĐỒNG", "THI ĐUA - KHEN THƯỞNG")),
        # No third line for it, and never a word cut in two.
        ("PHÒNG VĂN HÓA - XÃ HỘI XÃ NA RÌ", 50, ("PHÒNG VĂN HÓA -", "XÃ HỘI XÃ NA RÌ")),
        ("THI ĐUA - KHEN THƯỞNG", 40, ("THI ĐUA -", "KHEN THƯỞNG")),
        ("TRẠM Y TẾ XÃ NA RÌ", 40, ("TRẠM Y TẾ", "XÃ NA RÌ")),
    ],
)
def test_a_name_is_not_broken_at_its_dash_where_it_fits(
    name: str, limit: float, lines: tuple[str, ...]
) -> None:
    assert wrap_name(name, limit, 13, bold=True) == lines


def test_short_text_stays_on_one_line() -> None:
    assert wrap_evenly("XÃ NA RÌ", 67, 13, bold=True) == ("XÃ NA RÌ",)


def test_signs_that_the_faces_lack_become_boxes() -> None:
    assert settable("Thi đua 🎉 学\n₫") == "Thi đua □ □\n₫"


@pytest.mark.parametrize("look", [{}, {"bold": True}, {"italic": True}], ids=str)
def test_pdf_gives_every_letter_back_composed(look: dict[str, bool]) -> None:
    words = " ".join(LETTERS)

    data = render_pdf(report(blocks=(Paragraph((Run(words, **look),)),)))

    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    assert words.replace(" ", "") in "".join(text.split())
    assert unicodedata.is_normalized("NFC", text)

"""The same faults in a DOCX, and those that only Word's styles and sections can have."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from documents.paper import rules_for
from documents.renderers.docx import render_docx
from tests.documents.faults import WORDS, broken_paper
from tests.documents.nd30_checker import findings
from tests.documents.nd30_docx import read_docx
from tests.documents.papers import office_report

# Fault, rule it breaks, style that is changed, what in it, into what.
STYLES = [
    ("body left aligned", 26, "NoiDung", 'w:jc w:val="both"', 'w:jc w:val="left"'),
    ("body 12 points", 26, "NoiDung", 'w:sz w:val="28"', 'w:sz w:val="24"'),
    ("no indent", 27, "NoiDung", 'w:firstLine="720"', 'w:firstLine="0"'),
    ("paragraphs stick together", 28, "NoiDung", 'w:after="120"', 'w:after="60"'),
    ("two-line spacing", 29, "NoiDung", 'w:line="264"', 'w:line="480"'),
    ("Nơi nhận 13 points", 42, "NoiNhan", 'w:sz w:val="24"', 'w:sz w:val="26"'),
    ("Nơi nhận upright", 42, "NoiNhan", "<w:i/>", ""),
    ("recipients 12.5 points", 43, "DanhSachNoiNhan", 'w:sz w:val="22"', 'w:sz w:val="25"'),
    ("thin nation", 10, "QuocHieu", "<w:b/>", ""),
    ("nation 14 points", 10, "QuocHieu", 'w:sz w:val="26"', 'w:sz w:val="28"'),
    ("motto far below", 13, "TieuNgu", 'w:before="0"', 'w:before="240"'),
    ("issuer not centred", 15, "CoQuanBanHanh", 'w:jc w:val="center"', 'w:jc w:val="left"'),
    ("upright date", 18, "DiaDanh", "<w:i/>", ""),
    ("small title", 20, "TenLoai", 'w:sz w:val="28"', 'w:sz w:val="24"'),
    ("thin abstract", 21, "TrichYeu", "<w:b/>", ""),
    ("upright basis", 24, "CanCu", "<w:i/>", ""),
    ("thin section", 32, "Heading1", "<w:b/>", ""),
    ("thin signer", 38, "ChucVu", "<w:b/>", ""),
    ("name 16 points", 39, "HoTen", 'w:sz w:val="28"', 'w:sz w:val="32"'),
    ("annex label 12 points", 45, "NhanPhuLuc", 'w:sz w:val="28"', 'w:sz w:val="24"'),
    ("upright reference", 47, "KemTheo", "<w:i/>", ""),
    ("number on the left", 8, "Header", 'w:jc w:val="center"', 'w:jc w:val="left"'),
    ("one font slot missing", 7, "Normal", ' w:eastAsia="Times New Roman"', ""),
    ("another font", 7, "Normal", 'w:cs="Times New Roman"', 'w:cs="Arial"'),
    ("theme font", 7, "Normal", "<w:rFonts", '<w:rFonts w:asciiTheme="minorHAnsi"'),
]

# Fault, rule it breaks, pattern in the body, its replacement.
BODIES = [
    ("Letter paper", 1, r'w:w="11906"', 'w:w="12240"'),
    ("narrow left margin", 5, r'w:left="1701"', 'w:left="1417"'),
    ("wide right margin", 6, r'w:right="850"', 'w:right="1304"'),
    ("narrow top margin", 3, r'w:top="1134"', 'w:top="850"'),
    ("narrow bottom margin", 4, r'w:bottom="1134"', 'w:bottom="567"'),
    ("annex goes on counting", 9, r'<w:pgNumType w:start="1"/>', ""),
    ("number on page 1", 8, r"<w:titlePg[^>]*/>", ""),
    ("line under the motto gone", 12, r"(<w:pBdr>.*?)<w:pBdr>.*?</w:pBdr>", r"\1"),
    ("blue text", 7, r"<w:b/>", '<w:b/><w:color w:val="0000FF"/>'),
]


def _changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The DOCX with one of its parts rewritten by ``change``."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                content = change(content.decode()).encode()
            target.writestr(name, content)
    return out.getvalue()


def _rules_broken(data: bytes) -> set[str]:
    return {one.rule for one in findings(read_docx(data), rules_for(broken_paper()))}


@pytest.mark.parametrize(
    ("rule", "old", "new"), [row[1:] for row in WORDS], ids=[row[0] for row in WORDS]
)
def test_wrong_words_are_caught_in_a_docx(rule: int, old: str, new: str) -> None:
    def change(xml: str) -> str:
        assert old in xml
        return xml.replace(old, new)

    data = _changed(render_docx(broken_paper()), "word/document.xml", change)

    assert f"ND30-{rule:03}" in _rules_broken(data)


@pytest.mark.parametrize(
    ("rule", "style", "old", "new"), [row[1:] for row in STYLES], ids=[row[0] for row in STYLES]
)
def test_wrong_styles_are_caught_in_a_docx(rule: int, style: str, old: str, new: str) -> None:
    def change(xml: str) -> str:
        found = re.search(rf'<w:style [^>]*w:styleId="{style}".*?</w:style>', xml, re.DOTALL)
        assert found
        assert old in found[0]
        return xml.replace(found[0], found[0].replace(old, new, 1))

    data = _changed(render_docx(broken_paper()), "word/styles.xml", change)

    assert f"ND30-{rule:03}" in _rules_broken(data)


@pytest.mark.parametrize(
    ("rule", "pattern", "new"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES]
)
def test_wrong_sections_are_caught_in_a_docx(rule: int, pattern: str, new: str) -> None:
    def change(xml: str) -> str:
        changed, count = re.subn(pattern, new, xml, flags=re.DOTALL)
        assert count
        return changed

    data = _changed(render_docx(broken_paper()), "word/document.xml", change)

    assert f"ND30-{rule:03}" in _rules_broken(data)


def test_bold_parent_is_caught_in_a_docx() -> None:
    """A bold parent body reads as part of the issuer: the parent is missing."""
    paper = office_report()
    style = 'w:styleId="CoQuanChuQuan">'

    data = _changed(
        render_docx(paper),
        "word/styles.xml",
        lambda xml: re.sub(rf"({style}.*?<w:rPr>)", r"\1<w:b/>", xml, count=1, flags=re.DOTALL),
    )

    broken = {one.rule for one in findings(read_docx(data), rules_for(paper))}
    assert "ND30-014" in broken

"""DOCX papers beyond the decree's rules: equal bytes, named styles, tables for Word."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn

from documents.paper import Annex
from documents.renderers.docx import render_docx
from tests.documents.papers import PAPERS, criteria_table, report, sections, villages_table

ALLOWED_DIRECT = {"b", "bCs", "i", "iCs"}


@pytest.mark.parametrize("name", list(PAPERS))
def test_equal_papers_give_equal_bytes(name: str) -> None:
    first, second = render_docx(PAPERS[name]()), render_docx(PAPERS[name]())

    assert first == second


def test_every_part_is_well_formed_and_undated() -> None:
    with zipfile.ZipFile(io.BytesIO(render_docx(report()))) as package:
        assert package.testzip() is None
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in package.namelist() if "thumbnail" in name]


def test_file_tells_what_it_is() -> None:
    facts = Document(io.BytesIO(render_docx(report()))).core_properties

    assert facts.title.startswith("Báo cáo kết quả thực hiện Phong trào thi đua")
    assert facts.author == facts.last_modified_by == "Ủy ban nhân dân xã Na Rì"
    assert facts.language == "vi-VN"
    assert facts.created.date().isoformat() == "2026-12-04"


def test_looks_come_from_named_styles() -> None:
    document = Document(io.BytesIO(render_docx(report(blocks=sections(1)))))

    used = {one.style.name for one in document.paragraphs if one.style}
    direct = {
        child.tag.split("}")[1] for run in document.element.body.iter(qn("w:rPr")) for child in run
    }

    assert {"Nội dung", "Heading 1", "Heading 2", "Căn cứ", "Trích yếu", "Câu kết"} <= used
    assert direct <= ALLOWED_DIRECT


def test_header_rows_repeat_and_rows_are_not_cut() -> None:
    document = Document(io.BytesIO(render_docx(report(blocks=sections(1, (criteria_table(60),))))))
    table = next(one for one in document.tables if len(one.rows) > 60)

    headers = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]

    assert headers == [True] + [False] * 66
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_grid_and_cells_have_the_same_widths() -> None:
    annex = Annex("Kết quả theo thôn", (villages_table(3),), landscape=True)
    document = Document(io.BytesIO(render_docx(report(annexes=(annex,)))))
    table = document.tables[-1]

    grid = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
    cells = [cell.width.twips for cell in table.rows[-1].cells]

    assert grid == cells
    assert sum(grid) == pytest.approx(252 * 1440 / 25.4, abs=12)


def test_tall_header_cells_are_merged_downwards() -> None:
    annex = Annex("Kết quả theo thôn", (villages_table(3),), landscape=True)
    document = Document(io.BytesIO(render_docx(report(annexes=(annex,)))))

    upper, lower, first, *_ = document.tables[-1].rows

    assert [cell.text for cell in upper.cells][5:10] == ["%", *["Dòng họ"] * 3, "CĐHT đạt"]
    assert [cell.text for cell in lower.cells][5:10] == ["%", "Tổng", "ĐK", "Đạt", "CĐHT đạt"]
    assert first.cells[1].text == "Bản Pò 1"


def test_annexes_are_sections_of_their_own() -> None:
    document = Document(io.BytesIO(render_docx(PAPERS["two annexes"]())))

    widths = [round(one.page_width.mm) for one in document.sections if one.page_width]

    assert widths == [210, 297, 210]


def test_signature_is_kept_with_the_last_sentence() -> None:
    document = Document(io.BytesIO(render_docx(report())))
    closing = next(one for one in document.paragraphs if one.text.endswith("./."))
    foot = document.tables[-1]

    kept = [paragraph.style for cell in foot.rows[0].cells for paragraph in cell.paragraphs[:-1]]

    assert closing.style is not None
    assert closing.style.paragraph_format.keep_with_next
    assert kept
    assert all(style.paragraph_format.keep_with_next for style in kept)


def test_text_of_people_is_never_markup() -> None:
    typed = "Thôn <w:br/> & “B” ]]> \x0b\x1f"

    document = Document(io.BytesIO(render_docx(report(closing=typed))))

    assert "Thôn <w:br/> & “B” ]]>./." in [paragraph.text for paragraph in document.paragraphs]


def test_list_of_400_villages_is_quick() -> None:
    paper = report(annexes=(Annex("Kết quả theo thôn", (villages_table(400),), landscape=True),))
    before = time.process_time()

    data = render_docx(paper)

    assert time.process_time() - before < 2
    assert len(Document(io.BytesIO(data)).tables[-1].rows) == 403

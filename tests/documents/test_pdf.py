"""PDF papers beyond the decree's rules: equal bytes, facts of the file, long lists, no fetching."""

from __future__ import annotations

import gc
import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pdfplumber
import pikepdf
import pytest
from weasyprint import HTML

from documents.fonts.metrics import FONT_FOLDER
from documents.renderers.compose import compose
from documents.renderers.engine import RenderError, css_file, studio
from documents.renderers.pdf import paper_css, paper_html, render_pdf
from tests.documents.papers import (
    PAPERS,
    criteria_table,
    report,
    sections,
    village_sheet,
    with_two_annexes,
)
from tests.paper_words import pdf_pages


@pytest.mark.parametrize("name", ["three pages", "two annexes", "village sheet"])
def test_equal_papers_give_equal_bytes(name: str) -> None:
    first, second = render_pdf(PAPERS[name]()), render_pdf(PAPERS[name]())

    assert first == second


def test_other_figures_give_other_bytes() -> None:
    assert render_pdf(report()) != render_pdf(report(abstract="Kết quả năm 2027"))


def test_file_tells_what_it_is() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(report()))) as pdf:
        info = {key: str(value) for key, value in pdf.docinfo.items()}
        assert str(pdf.Root.Lang) == "vi"
        assert bool(pdf.Root.MarkInfo.Marked)

    assert info["/Title"].startswith("Báo cáo kết quả thực hiện Phong trào thi đua")
    assert info["/Author"] == "Ủy ban nhân dân xã Na Rì"
    assert info["/CreationDate"] == info["/ModDate"] == "D:20261204"


def test_every_face_is_embedded() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(with_two_annexes()))) as pdf:
        descriptors = [item for item in pdf.objects if _is_descriptor(item)]

    assert descriptors
    assert all("/FontFile2" in one or "/FontFile3" in one for one in descriptors)


def _is_descriptor(item: Any) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"


def test_text_of_people_is_never_markup() -> None:
    typed = 'Thôn <b>A</b> & "B" <img src="file:///etc/passwd">'

    text = pdf_pages(render_pdf(report(closing=typed)))[0]

    assert 'Thôn <b>A</b> & "B" <img' in text
    assert 'src="file:///etc/passwd">./.' in text


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "http://127.0.0.1:1/x.png", f"{FONT_FOLDER.as_uri()}/../paper.py"],
)
def test_engine_fetches_nothing_but_its_faces(address: str) -> None:
    html = f'<html lang="vi"><body><p>Na Rì</p><img src="{address}"/></body></html>'

    with studio() as engine, pytest.raises(RenderError, match="refused to fetch"):
        engine.lay_out(html, "")


def test_collector_runs_again_after_a_paper_and_after_a_failure() -> None:
    assert gc.isenabled()

    render_pdf(village_sheet())
    with pytest.raises(RuntimeError, match="interrupted"), studio():
        raise RuntimeError("interrupted")

    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_papers_set_from_several_threads_are_the_same() -> None:
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(lambda _: render_pdf(village_sheet()), range(6)))

    assert set(made) == {render_pdf(village_sheet())}


@pytest.mark.parametrize("name", ["three pages", "two annexes", "village sheet"])
def test_short_sheet_of_defaults_changes_nothing(name: str) -> None:
    """Plain WeasyPrint with its own defaults puts every letter where ours does."""
    paper = PAPERS[name]()
    printed = compose(paper)
    faces = css_file("paper.css").replace('url("', f'url("{FONT_FOLDER.as_uri()}/')
    style = f"<style>{faces}{paper_css(printed)}</style></head>"
    html = f"<!doctype html>{paper_html(printed)}".replace("</head>", style)

    plain = HTML(string=html).write_pdf()

    assert _letters(plain) == _letters(render_pdf(paper))


def _letters(data: bytes) -> list[tuple[int, str, int, int]]:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [
            (page.page_number, char["text"], round(char["x0"] * 10), round(char["top"] * 10))
            for page in pdf.pages
            for char in page.chars
        ]


def test_header_of_a_table_stands_on_each_of_its_pages() -> None:
    pages = pdf_pages(render_pdf(report(blocks=sections(1, (criteria_table(60),)))))

    with_rows = [page for page in pages if "Đạt một" in page]
    assert len(with_rows) > 3
    assert all(page.count("TT Tiêu chí") == 1 for page in with_rows)


def test_group_name_never_ends_a_page() -> None:
    pages = pdf_pages(render_pdf(report(blocks=sections(1, (criteria_table(60),)))))

    lines = [page.splitlines() for page in pages]
    numbered = enumerate(lines[1:], start=2)
    assert [page[-1] for page in lines[1:]] == [str(number) for number, _page in numbered]
    ends = [lines[0][-1], *(page[-2] for page in lines[1:])]
    assert any(line.startswith("Nhóm") for page in lines for line in page)
    assert not [line for line in ends if line.startswith("Nhóm")]

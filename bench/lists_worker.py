"""The worker of measures P2 to P6: a report with a list of households, ours and the plain way.

``python -m bench.lists_worker WORK [NUMBER]`` prints JSON. Plain is WeasyPrint's
``HTML(string=...).write_pdf()`` of the same page as one document, and python-docx's ``add_row``.
"""

from __future__ import annotations

import io
import json
import os
import random
import resource
import sys
import time
import unicodedata
from collections.abc import Callable
from typing import Any

import django
import pikepdf
from docx import Document

from bench.p1_worker import two_pages
from documents.fonts.metrics import FONT_FOLDER, face
from documents.paper import Align, Annex, Column, Paper, Table
from documents.renderers.compose import compose
from documents.renderers.docx import render_docx
from documents.renderers.engine import css_file
from documents.renderers.pdf import paper_css, paper_html, render_pdf

NAMES = {
    "family": "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Ngô Dương Lý Triệu Giàng",
    "middle": "Văn Thị Hữu Đức Ngọc Quốc Thế Minh Xuân Thanh Mỹ Bá Công Thùy Đình Phước",
    "given": "An Bình Cường Đạt Giang Hằng Hương Khuê Liễu Lượng Nghĩa Nguyệt Sửu Thưởng Ỷ Ẩn",
}
PLACES = ("Thôn Đông", "Thôn Thượng", "Bản Nặm Mười", "Tổ dân phố số 1", "Buôn Đrăng", "Khuổi Ún")
NOTES = ("", "", "", "Đề nghị xét lại tiêu chí số 4", "Hộ mới chuyển đến trong năm")
HEAD = ("TT", "Họ và tên chủ hộ", "Nơi cư trú", "Số khẩu", "Điểm", "Kết quả", "Ghi chú")


def households(count: int) -> tuple[tuple[str, ...], ...]:
    """The same households every time."""
    # Not for secrets.
    chance = random.Random(7)  # noqa: S311
    rows = []
    for number in range(1, count + 1):
        score = chance.randint(400, 1000)
        rows.append(
            (
                str(number),
                " ".join(chance.choice(part.split()) for part in NAMES.values()),
                chance.choice(PLACES),
                str(chance.randint(1, 9)),
                f"{score // 10},{score % 10}",
                "Đạt" if score >= 600 else "Không đạt",
                chance.choice(NOTES),
            )
        )
    return tuple(rows)


def listed(count: int) -> Paper:
    """The two-page report with a list of so many households behind it."""
    centre = Align.CENTRE
    widths = (0.8, 2.6, 2.2, 0.8, 0.8, 1.0, 1.8)
    aligns = (centre, Align.LEFT, Align.LEFT, centre, centre, centre, Align.LEFT)
    columns = tuple(map(Column, HEAD, widths, aligns))
    return two_pages((Annex("Danh sách hộ gia đình", (Table(columns, households(count)),)),))


def plain_pdf(paper: Paper) -> bytes:
    """One document by WeasyPrint as it comes."""
    from weasyprint import HTML  # noqa: PLC0415

    printed = compose(paper)
    faces = css_file("paper.css").replace('url("', f'url("{FONT_FOLDER.as_uri()}/')
    style = f"<style>{faces}{paper_css(printed)}</style></head>"
    html = "<!doctype html>" + paper_html(printed).replace("</head>", style)
    made: bytes = HTML(string=html).write_pdf()
    return made


def speed(rounds: int) -> dict[str, Any]:
    """CPU seconds of 1,000 rows, in turns; whether the cells of both are equal."""
    paper = listed(1000)
    render_pdf(two_pages())
    taken: dict[str, list[float]] = {"ours": [], "plain": []}
    for _ in range(rounds):
        taken["ours"].append(_cpu(lambda: render_pdf(paper)))
        taken["plain"].append(_cpu(lambda: plain_pdf(paper)))
    return {**taken, "equal": cells(render_pdf(paper)) == cells(plain_pdf(paper))}


def cells(data: bytes, first: int = 2) -> list[list[str]]:
    """Every row of the list from the page ``first`` on: the words of each of its cells."""
    import pdfplumber  # noqa: PLC0415

    rows = []
    with pdfplumber.open(io.BytesIO(data)) as opened:
        for page in opened.pages[first:]:
            for table in page.extract_tables():
                rows += [[" ".join((cell or "").split()) for cell in row] for row in table]
            page.close()
    return [row for row in rows if row[0].isdigit()]


def per_page(rounds: int) -> dict[str, Any]:
    """CPU seconds a page of our way, at 250 rows and at 5,000, in turns."""
    taken: dict[str, list[float]] = {"250": [], "5000": []}
    papers = {count: listed(count) for count in (250, 5000)}
    own = {
        count: len(pikepdf.open(io.BytesIO(render_pdf(one))).pages) for count, one in papers.items()
    }
    for _ in range(rounds):
        for count, paper in papers.items():
            seconds = _cpu(lambda paper=paper: render_pdf(paper))  # type: ignore[misc]
            taken[str(count)].append(seconds / own[count])
    return taken


def memory_ours(count: int) -> dict[str, Any]:
    """Peak memory in MB of our way in this process."""
    render_pdf(listed(count))
    return _peak()


def memory_plain(count: int) -> dict[str, Any]:
    """Peak memory in MB of one WeasyPrint document in this process."""
    plain_pdf(listed(count))
    return _peak()


def docx(rounds: int) -> dict[str, Any]:
    """CPU seconds of a DOCX with 1,000 rows, in turns with python-docx's ``add_row``."""
    paper = listed(1000)
    rows = households(1000)
    taken: dict[str, list[float]] = {"ours": [], "plain": []}
    for _ in range(rounds):
        taken["ours"].append(_cpu(lambda: render_docx(paper)))
        taken["plain"].append(_cpu(lambda: _by_rows(rows)))
    return taken


def _by_rows(rows: tuple[tuple[str, ...], ...]) -> None:
    document = Document()
    table = document.add_table(rows=1, cols=len(HEAD))
    for cell, text in zip(table.rows[0].cells, HEAD, strict=True):
        cell.text = text
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(io.BytesIO())


def glyphs(count: int) -> dict[str, Any]:
    """What our PDF lacks: letters without a glyph, faces not embedded, rows not read back."""
    paper = listed(count)
    data = render_pdf(paper)
    table = paper.annexes[0].blocks[0]
    assert isinstance(table, Table)  # noqa: S101
    source = [list(row) for row in table.rows if isinstance(row, tuple)]
    text = "".join(cell for row in source for cell in row)
    lacking = set(unicodedata.normalize("NFC", text)) - face().widths.keys()
    with pikepdf.open(io.BytesIO(data)) as opened:
        described = [
            item
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
    bare = [one for one in described if "/FontFile2" not in one and "/FontFile3" not in one]
    back = cells(data)
    wrong = sum(one != other for one, other in zip(source, back, strict=False))
    return {"faults": len(lacking) + len(bare) + wrong + abs(len(source) - len(back))}


def _peak() -> dict[str, Any]:
    return {"mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _cpu(way: Callable[[], Any]) -> float:
    before = time.process_time()
    way()
    return time.process_time() - before


WORKS: dict[str, Callable[[int], dict[str, Any]]] = {
    "speed": speed,
    "per_page": per_page,
    "memory_ours": memory_ours,
    "memory_plain": memory_plain,
    "docx": docx,
    "glyphs": glyphs,
}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    print(json.dumps(WORKS[sys.argv[1]](int(sys.argv[2]))))

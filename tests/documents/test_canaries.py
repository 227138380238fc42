"""Nothing that people type makes a renderer fetch, open or run anything.

A canary server counts its visitors and a canary file holds a word; every text field of a paper
points to both, in every way that HTML, CSS, Word and Excel know.
"""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from core.errors import DomainError
from documents.fonts.metrics import FONT_FOLDER, MissingFaceError, require_faces
from documents.paper import Annex, BulletList, Column, Heading, Level, Paper, Paragraph, Table
from documents.renderers import pdf
from documents.renderers.annex_book import annex_book, figure_of, figure_with_unit
from documents.renderers.compose import MOST_CELLS, compose
from documents.renderers.docx import render_docx
from documents.renderers.pdf import render_pdf
from tests.documents import built
from tests.documents.papers import report, villages_table

WORD = "chim-hoang-yen-7f3a"


@pytest.fixture
def visitors() -> Iterator[tuple[str, list[str]]]:
    """The address of a server of this machine, and who has called."""
    called: list[str] = []

    class Canary(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            called.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(WORD.encode())

        def log_message(self, *_args: object) -> None:
            """Stay silent."""

    server = HTTPServer(("127.0.0.1", 0), Canary)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", called
    server.shutdown()
    thread.join()
    server.server_close()


def lures(server: str, file: Path) -> list[str]:
    return [
        f'<img src="{server}/a.png"> <img src="{file.as_uri()}">',
        f'<link rel="stylesheet" href="{server}/b.css"> <link rel=attachment href="{file}">',
        f"<style>@import url({server}/c.css); p {{ background: url({file.as_uri()}) }}</style>",
        f'<object data="{server}/d"></object> <iframe src="{file.as_uri()}"></iframe>',
        f'</w:t></w:r><w:hyperlink r:id="x"/> {{{{ INCLUDEPICTURE "{server}/e" }}}}',
        f'=HYPERLINK("{server}/f") =WEBSERVICE("{server}/g")',
        f"@font-face {{ font-family: x; src: url({server}/h.ttf) }} {{% include '{file}' %}}",
        f'<!DOCTYPE a [<!ENTITY b SYSTEM "{file.as_uri()}">]>&b; <a href="{server}/i">i</a>',
    ]


def baited(lured: list[str], rows: int) -> Paper:
    """A report that carries a lure in each of its texts."""
    first, *_rest = lured
    table = Table(
        (Column(lured[0], group=lured[1]), Column(lured[2], group=lured[1])),
        tuple((one, one) for one in lured) * rows,
        caption=lured[3],
        note=lured[4],
    )
    made = report(
        blocks=(
            Heading(Level.SECTION, first),
            *(Paragraph(one) for one in lured),
            BulletList(tuple(lured)),
            table,
        ),
        abstract=first,
        closing=lured[5],
        addressees=tuple(lured[:2]),
        legal_basis=tuple(lured),
        annexes=(Annex(lured[6], (table,)),),
    )
    head = replace(made.header, parent_body=lured[0], issuing_body=(lured[7],), place=lured[2])
    return replace(made, header=head, title=lured[1], recipients=tuple(lured))


@pytest.mark.parametrize("rows", [1, 30], ids=["laid out", "drawn"])
def test_nothing_is_fetched_opened_or_run(
    rows: int, visitors: tuple[str, list[str]], tmp_path: Path
) -> None:
    server, called = visitors
    canary = tmp_path / "canary.txt"
    canary.write_text(WORD, encoding="utf-8")
    paper = baited(lures(server, canary), rows)

    made = [render_pdf(paper), render_docx(paper), annex_book(paper)]

    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made[0])).pages)
    assert called == []
    assert WORD not in text
    assert all(WORD.encode() not in part for data in made for part in _parts(data))
    assert all(b'TargetMode="External"' not in part for data in made[1:] for part in _parts(data))
    assert all(b"<f>" not in part and b"<hyperlink" not in part for part in _parts(made[2]))


def _parts(data: bytes) -> list[bytes]:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return [data]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [package.read(name) for name in package.namelist()]


def test_missing_face_stops_the_paper_and_says_which(tmp_path: Path) -> None:
    for style in ("Regular", "Bold", "Italic"):
        name = f"VanThuSerif-{style}.ttf"
        (tmp_path / name).write_bytes((FONT_FOLDER / name).read_bytes())

    with pytest.raises(MissingFaceError, match=r"Thiếu phông chữ VanThuSerif-BoldItalic\.ttf"):
        require_faces(tmp_path)
    require_faces()


def test_paper_too_large_is_refused_before_anything_is_set() -> None:
    table = Table((Column("Tên"),), (("Hộ",),) * (MOST_CELLS + 1))

    with pytest.raises(DomainError, match=r"150\.001 ô trong các bảng, quá 150\.000 ô"):
        render_pdf(report(annexes=(Annex("Danh sách", (table,)),)))


def test_long_table_of_the_main_text_becomes_an_annex() -> None:
    printed = compose(built.by_village(400))

    assert [annex.label for annex in printed.annexes] == ["Phụ lục"]
    assert not printed.landscape
    assert pdf.is_long(printed.annexes[0])
    assert printed.annexes[0].landscape


@pytest.mark.parametrize(
    ("text", "number"),
    [("6.790", 6790), ("94,4", 94.4), ("0", 0), ("-3", -3), ("1.234.567,5", 1234567.5),
     ("05", None), ("1/2", None), ("12.34", None), ("", None), ("2026", 2026), ("x", None)],
)  # fmt: skip
def test_printed_figures_are_numbers_and_words_stay_words(text: str, number: float | None) -> None:
    assert figure_of(text) == number


@pytest.mark.parametrize(
    ("text", "told"),
    [("40 hộ", (40, " hộ")), ("14.700.000 đồng", (14_700_000, " đồng")), ("62%", (62, "%")),
     ("70,5 %", (70.5, " %")), ("12 lớp học", (12, " lớp học")), ("3 (đã sửa từ 4)", None),
     ("20/11/2026", None), ("Có", None), ("05 hộ", None), ("7", (7, ""))],
)  # fmt: skip
def test_a_figure_with_its_unit_is_a_number(text: str, told: tuple[float, str] | None) -> None:
    assert figure_with_unit(text) == told


def test_what_a_village_answered_can_be_summed_with_its_unit_beside() -> None:
    table = Table(
        columns=(Column("Nội dung", 3), Column("Kết quả", 2, figures=True)),
        rows=(("Hộ đạt", "40 hộ"), ("Quỹ", "14.700.000 đồng"), ("Họp thôn", "Có")),
    )
    data = annex_book(report(annexes=(Annex("Kết quả", (table,)),)))

    sheet = load_workbook(io.BytesIO(data))["Phụ lục"]
    assert [row[1].value for row in sheet.iter_rows(min_row=4)] == [40, 14_700_000, "Có"]
    assert sheet["B4"].number_format == '#,##0" hộ"'


def test_annex_tables_are_a_workbook_of_numbers() -> None:
    paper = report(annexes=(Annex("Kết quả theo thôn", (villages_table(3),), landscape=True),))

    data = annex_book(paper)

    sheet = load_workbook(io.BytesIO(data))["Phụ lục"]
    rows = [list(row) for row in sheet.iter_rows(min_row=3, values_only=True)]
    assert rows[0][:3] == ["TT", "Thôn", "Tổng hộ"]
    assert rows[0][6] == "Dòng họ: Tổng"
    assert rows[1][:6] == [1, "Bản Pò 1", 185, 120, 110, 91.7]
    assert rows[-1][1:3] == ["Tổng cộng", 185]
    assert annex_book(paper) == data

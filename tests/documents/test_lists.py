"""Long lists: drawn, not laid out, and nobody sees the difference.

Na Rì has 40 villages; a province reports 400, and a decision may name 1,255 households.
"""

from __future__ import annotations

import io
import unicodedata
from dataclasses import replace

import pdfplumber
import pikepdf
import pytest
from pypdf import PdfReader

from documents.paper import (
    Align,
    Annex,
    Block,
    BulletList,
    Column,
    GroupRow,
    Heading,
    Level,
    Paper,
    Paragraph,
    Run,
    Table,
)
from documents.renderers import pdf
from documents.renderers.pdf import render_pdf
from tests.documents import built
from tests.documents.papers import SENTENCE, criteria_table, models_table, report, villages_table
from tests.documents.test_fonts import LETTERS
from tests.paper_words import pdf_pages


def letters(data: bytes) -> list[list[tuple[str, str, float, float, float]]]:
    """Every letter of every page: which, in what face and size, where."""
    pages = []
    with pdfplumber.open(io.BytesIO(data)) as opened:
        for page in opened.pages:
            found = [
                (
                    char["text"],
                    char["fontname"].split("+")[-1].replace("-", "").removesuffix("Regular"),
                    round(char["size"], 1),
                    char["matrix"][4],
                    char["matrix"][5],
                )
                for char in page.chars
                if not char["text"].isspace()
            ]
            pages.append(sorted(found, key=lambda one: (-round(one[4]), one[3])))
    return pages


def annexed(*blocks: Block, landscape: bool = False) -> Paper:
    return report(annexes=(Annex("Kết quả theo thôn", blocks, landscape=landscape),))


def ragged(rows: int) -> Table:
    """Cells that wrap, long words, addresses with strokes and hyphens, empty cells."""
    texts = (SENTENCE[:90], "Gia-đình/học-tập", "Chưacócáchnàongắtđượctừdàinày" * 2, "", "1.234,5")
    columns = (Column("TT", 0.4, Align.CENTRE), Column("Nội dung", 3), Column("Ghi chú", 1),
               Column("Số liệu tổng hợp của năm", 1, Align.RIGHT))  # fmt: skip
    made = tuple(
        (str(n), texts[n % 5], texts[(n + 1) % 5], texts[(n * 3) % 5]) for n in range(rows)
    )
    return Table(columns, made, caption="Bảng 1. Danh sách", note="Ghi chú: số tạm tính.")


WORDED: tuple[Block, ...] = (
    Heading(Level.SECTION, "Kết quả thực hiện"),
    Paragraph((SENTENCE, Run(" Toàn xã có "), Run("40", bold=True), " thôn.")),
    Heading(Level.TOPIC, "Các mô hình học tập"),
    BulletList(("35 buổi phát thanh;", f"{SENTENCE[:120]}.")),
    models_table(),
    Heading(Level.POINT, "Tuyên truyền"),
    models_table(30, ""),
)


@pytest.mark.parametrize(
    "paper",
    [
        annexed(villages_table(40), landscape=True),
        annexed(criteria_table(24)),
        annexed(ragged(40)),
        annexed(*WORDED),
        built.award(built.nominees(40)),
    ],
    ids=["villages", "criteria", "ragged", "words and tables", "decision"],
)
def test_drawn_list_puts_every_letter_where_the_html_engine_does(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out = letters(render_pdf(paper))
    monkeypatch.setattr(pdf, "ROWS_FOR_HTML", 0)

    drawn = letters(render_pdf(paper))

    assert [len(page) for page in drawn] == [len(page) for page in laid_out]
    for ours, theirs in zip(drawn, laid_out, strict=True):
        for one, other in zip(ours, theirs, strict=True):
            assert one[:3] == other[:3]
            assert one[3:] == pytest.approx(other[3:], abs=0.6)


def test_list_of_400_villages_is_whole_and_numbered_through() -> None:
    paper = report(
        annexes=(
            Annex("Kết quả theo thôn", (villages_table(400),), landscape=True),
            Annex("Danh sách", (villages_table(3),), landscape=True),
        )
    )

    pages = pdf_pages(render_pdf(paper))

    first = next(index for index, page in enumerate(pages) if page.startswith("Phụ lục I\n"))
    second = next(index for index, page in enumerate(pages) if page.startswith("Phụ lục II\n"))
    annex = pages[first:second]
    rows = [line.split()[0] for page in annex for line in page.splitlines() if " Bản Pò " in line]
    assert rows == [str(number) for number in range(1, 401)]
    assert [page.splitlines()[0] for page in annex[1:]] == [
        str(number) for number in range(2, len(annex) + 1)
    ]
    assert sum("Tổng cộng" in page for page in annex) == 1
    assert all("Dòng họ" in page for page in annex)


def test_long_list_gives_equal_bytes() -> None:
    paper = annexed(villages_table(220), landscape=True)

    assert render_pdf(paper) == render_pdf(paper)


@pytest.mark.parametrize("tall", [0, 150, 259])
def test_row_taller_than_pages_is_set_whole_and_once(tall: int) -> None:
    rows = tuple((str(number), "Khe " * (2500 if number == tall else 1)) for number in range(260))

    pages = pdf_pages(render_pdf(annexed(Table((Column("TT", 0.2), Column("Tên")), rows))))

    words = " ".join(pages).split()
    assert words.count("Khe") == 2500 + 259
    assert [words.count(str(number)) for number in range(100, 260)] == [1] * 160


def test_group_takes_its_first_row_and_the_sums_the_last_one_along() -> None:
    row = ("1", "Hộ ông Hoàng Văn Páo")
    rows: list[tuple[str, ...] | GroupRow] = []
    for group in range(60):
        rows += [GroupRow(f"Nhóm {group}"), *[row] * 5]
    for extra in range(0, 12, 4):
        table = Table((Column("TT", 0.2), Column("Tên")), (*rows, *[row] * extra), ("", "Cộng"))
        pages = [page.splitlines() for page in pdf_pages(render_pdf(annexed(table)))]
        assert not [page for page in pages if page[-1].startswith("Nhóm")]
        last = pages[-1]
        assert last[last.index("Cộng") - 1] == "1 Hộ ông Hoàng Văn Páo"


def test_decision_of_1255_households_names_each_once() -> None:
    people = built.nominees(1255)[1:-1]
    named = tuple(replace(one, name=f"Hộ ông Páo {n}.") for n, one in enumerate(people))

    text = " ".join(plain_text(render_pdf(built.award(named))).split())

    assert "1255 hộ gia đình" in text
    assert [text.count(f"Hộ ông Páo {n}.") for n in range(1255)] == [1] * 1255


def plain_text(data: bytes) -> str:
    """The text by a quicker reader."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def test_drawn_faces_are_embedded_and_give_every_letter_back() -> None:
    rows = tuple((" ".join(LETTERS[n::7]), str(n)) for n in range(250))
    data = render_pdf(annexed(Table((Column("Chữ", 9), Column("Số")), rows)))

    with pikepdf.open(io.BytesIO(data)) as opened:
        descriptors = [
            item
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
    text = plain_text(data)
    assert all("/FontFile2" in one or "/FontFile3" in one for one in descriptors)
    assert {name for name in LETTERS if name not in text} == set()
    assert unicodedata.is_normalized("NFC", text)


def test_signs_that_the_faces_lack_become_boxes_in_a_drawn_list() -> None:
    rows = tuple(("Thi đua 🎉 学", str(n)) for n in range(210))

    text = pdf_pages(render_pdf(annexed(Table((Column("Tên", 5), Column("Số")), rows))))[-1]

    assert "Thi đua □ □" in text

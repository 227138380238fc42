"""Papers as data: cleaned at entry, refused where their parts contradict each other."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from documents.paper import (
    Annex,
    Column,
    DraftDate,
    GroupRow,
    Heading,
    Level,
    PaperError,
    Paragraph,
    Run,
    Signer,
    Table,
    clean,
    rules_for,
)
from tests.documents.papers import header, office_report, report, sections, village_sheet


def test_every_text_is_composed_and_rid_of_what_cannot_be_seen() -> None:
    decomposed = unicodedata.normalize("NFD", "Phường Điện Biên Phủ")

    assert clean(f"  {decomposed}\u200b \n\x07") == "Phường Điện Biên Phủ"
    assert header(place=decomposed).place == "Phường Điện Biên Phủ"
    assert Heading(Level.TOPIC, decomposed).text == "Phường Điện Biên Phủ"
    table = Table((Column(decomposed),), ((decomposed,), GroupRow(decomposed)), total=(decomposed,))
    assert {table.columns[0].header, table.rows[0][0], *(table.total or ())} == {  # type: ignore[index]
        "Phường Điện Biên Phủ"
    }
    assert Paragraph((decomposed, Run(decomposed))).runs[1].text == "Phường Điện Biên Phủ"


def test_runs_keep_the_blanks_that_part_them() -> None:
    paragraph = Paragraph(("Toàn xã có ", Run("40", bold=True), "\tthôn, ", Run(" ")))

    assert [run.text for run in paragraph.runs] == ["Toàn xã có ", "40", " thôn, ", " "]


def test_header_lines() -> None:
    issued, draft = header(), header(number=None, dated=DraftDate(2026, 12))

    assert issued.number_line == "Số: 126/BC-UBND"
    assert issued.date_line == "Na Rì, ngày 04 tháng 12 năm 2026"
    assert draft.number_line == "Số:      /BC-UBND"
    assert draft.date_line == "Na Rì, ngày     tháng 12 năm 2026"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"issuing_body": ()}, "issuing body"),
        ({"symbol": "BC_UBND"}, "decree's form"),
        ({"symbol": ""}, "number needs a symbol"),
    ],
)
def test_header_refuses_contradictions(change: dict[str, object], message: str) -> None:
    with pytest.raises(PaperError, match=message):
        replace(header(), **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": " "}, "title"),
        ({"closing": ""}, "closing"),
        ({"signers": ()}, "signers"),
        ({"signers": (Signer(("Trưởng thôn",)),) * 5}, "at most 4 people"),
        ({"filing": ()}, "filing line"),
    ],
)
def test_report_refuses_contradictions(change: dict[str, object], message: str) -> None:
    with pytest.raises(PaperError, match=message):
        replace(report(), **change)  # type: ignore[arg-type]


def test_village_sheet_carries_no_number() -> None:
    with pytest.raises(PaperError, match="no number"):
        replace(village_sheet(), header=header())


def test_table_refuses_rows_of_another_width() -> None:
    columns = (Column("Thôn"), Column("Hộ"))

    with pytest.raises(PaperError, match="1 cells in a table of 2"):
        Table(columns, (("Bản Pò",),))
    with pytest.raises(PaperError, match="3 cells"):
        Table(columns, (), total=("Cộng", "1", "2"))
    with pytest.raises(PaperError, match="columns"):
        Table((), ())


def test_signer_is_written_as_the_decree_wants() -> None:
    signer = Signer(("T/M UBND xã", "Chủ tịch"), "ThS. Nông Văn Bình")

    assert signer == Signer(("TM. UBND XÃ", "CHỦ TỊCH"), "Nông Văn Bình")
    with pytest.raises(PaperError, match="title"):
        Signer(("",))


def test_rules_follow_what_the_paper_has() -> None:
    bare = rules_for(report(addressees=(), legal_basis=()))
    full = rules_for(report(blocks=sections(1), annexes=(Annex("Biểu", ()),)))

    assert full - bare == {f"ND30-{n:03}" for n in (9, 24, 25, 32, 34, 35, 37, 45, 46, 47, 48)}
    assert "ND30-014" in rules_for(office_report())
    assert "ND30-014" not in bare
    assert rules_for(report(), signed=True) - rules_for(report()) == {"ND30-040", "ND30-041"}
    assert "ND30-039" not in rules_for(report(signer=Signer(("Chủ tịch",))))


def test_title_of_the_file_reads_as_a_sentence() -> None:
    paper = report(head=header(dated=date(2026, 12, 4)))

    assert paper.heading_of_file == (
        "Báo cáo kết quả thực hiện Phong trào thi đua xây dựng xã hội học tập năm 2026"
    )

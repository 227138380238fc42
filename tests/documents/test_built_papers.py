"""The builders' papers, read back from PDF and DOCX: the decree's rules, counts that agree."""

from __future__ import annotations

import re

import pytest

from documents.paper import Article, GroupRow, Paper, PaperKind, Paragraph, Table, rules_for
from documents.papers.common import counted, nominee_table
from documents.renderers.docx import render_docx
from documents.renderers.pdf import render_pdf
from tests.documents import built
from tests.documents.built import BUILT
from tests.documents.nd30_checker import findings
from tests.documents.nd30_docx import read_docx
from tests.documents.nd30_pdf import read_pdf
from tests.paper_words import pdf_words


@pytest.mark.parametrize("name", list(BUILT))
def test_built_paper_keeps_every_rule_in_both_forms(name: str) -> None:
    paper = BUILT[name]()

    assert findings(read_pdf(render_pdf(paper)), rules_for(paper)) == []
    assert findings(read_docx(render_docx(paper)), rules_for(paper)) == []


def test_every_kind_of_paper_is_built_somewhere() -> None:
    built_kinds = {make().kind for make in BUILT.values()}

    assert set(PaperKind) - built_kinds == {PaperKind.ANNUAL_REPORT, PaperKind.VILLAGE_SHEET}


def test_list_is_counted_and_numbered_by_kind() -> None:
    people = built.nominees(12)

    table = nominee_table(people, ("name", "place", "prize", "note"))

    assert counted(people) == "01 tập thể, 12 hộ gia đình và 01 cá nhân"
    groups = [row.text for row in table.rows if isinstance(row, GroupRow)]
    assert groups == ["I. Tập thể", "II. Hộ gia đình", "III. Cá nhân"]
    assert [column.header for column in table.columns][-1] == "Tiền thưởng (đồng)"
    assert table.total == ("", "Tổng cộng", "", "15.939.000")


@pytest.mark.parametrize("make", [built.award, built.recognition])
def test_counts_of_a_decision_are_those_of_its_list(make: object) -> None:
    paper: Paper = make()  # type: ignore[operator]

    first = next(block for block in paper.blocks if isinstance(block, Article))
    told = sum(
        map(int, re.findall(r"\b(\d\d) (?:tập thể|hộ gia đình|cá nhân)", first.runs[0].text))
    )
    table = next(block for block in paper.annexes[0].blocks if isinstance(block, Table))
    assert told == sum(not isinstance(row, GroupRow) for row in table.rows)


def test_reminder_names_every_missing_unit() -> None:
    for missing in (3, 60):
        text = pdf_words(render_pdf(built.reminder(missing)))
        assert all(f"Thôn Hát Deng {n}" in text for n in range(1, missing + 1))
        assert f"Còn {missing} đơn vị chưa nộp" in text


def test_absent_members_and_written_opinions_stand_in_the_minutes() -> None:
    lines = [
        block.runs[0].text
        for block in built.council_minutes().blocks
        if isinstance(block, Paragraph)
    ]

    assert "Thành phần tham dự: 8/9 thành viên; vắng 1 (trong đó 1 thành viên có ý kiến " in (
        "".join(lines)
    )

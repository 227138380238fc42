"""Papers broken on purpose, one fault each: the checker catches every one, in PDF and DOCX.

The faults are those that offices really make (an en dash in the motto, ``T/M``, ``tháng 03``, a
page number at the bottom ...). Without this the green tests of produced papers prove little.
"""

from __future__ import annotations

import pytest

from documents.paper import Paper, rules_for
from documents.renderers.compose import compose
from documents.renderers.docx import render_docx
from documents.renderers.engine import studio
from documents.renderers.pdf import paper_css, paper_html
from tests.documents.faults import PDF_STYLES, WORDS, broken_paper
from tests.documents.nd30_checker import findings
from tests.documents.nd30_docx import read_docx
from tests.documents.nd30_pdf import read_pdf
from tests.documents.papers import office_report


def _pdf(paper: Paper, *, words: tuple[str, str] = ("", ""), style: str = "") -> bytes:
    printed = compose(paper)
    html = paper_html(printed).replace(*words) if words[0] else paper_html(printed)
    with studio() as engine:
        pdf: bytes = engine.lay_out(html, f"{paper_css(printed)}\n{style}").write_pdf()
    return pdf


def _rules_broken_in_pdf(paper: Paper, data: bytes) -> set[str]:
    return {one.rule for one in findings(read_pdf(data), rules_for(paper))}


def test_unbroken_paper_breaks_no_rule() -> None:
    paper = broken_paper()

    assert _rules_broken_in_pdf(paper, _pdf(paper)) == set()
    assert findings(read_docx(render_docx(paper)), rules_for(paper)) == []


@pytest.mark.parametrize(
    ("rule", "old", "new"), [row[1:] for row in WORDS], ids=[r[0] for r in WORDS]
)
def test_wrong_words_are_caught_in_a_pdf(rule: int, old: str, new: str) -> None:
    paper = broken_paper()
    assert old in paper_html(compose(paper))

    data = _pdf(paper, words=(old, new))

    assert f"ND30-{rule:03}" in _rules_broken_in_pdf(paper, data)


@pytest.mark.parametrize(
    ("rule", "style"), [row[1:] for row in PDF_STYLES], ids=[r[0] for r in PDF_STYLES]
)
def test_wrong_looks_are_caught_in_a_pdf(rule: int, style: str) -> None:
    paper = broken_paper()

    data = _pdf(paper, style=style)

    assert f"ND30-{rule:03}" in _rules_broken_in_pdf(paper, data)


def test_bold_parent_is_caught_in_a_pdf() -> None:
    """A bold parent body reads as part of the issuer: the parent is missing."""
    paper = office_report()

    data = _pdf(paper, style=".parent { font-weight: 700 }")

    assert "ND30-014" in _rules_broken_in_pdf(paper, data)

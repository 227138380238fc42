"""Every kind of paper, read back from its PDF and its DOCX, keeps the decree's rules."""

from __future__ import annotations

import pytest

from documents import nd30_rules
from documents.nd30_rules import Severity
from documents.paper import rules_for
from documents.renderers.docx import render_docx
from documents.renderers.pdf import render_pdf
from tests.documents.nd30_checker import JUDGES, WARNINGS, View, findings
from tests.documents.nd30_docx import GEOMETRY as DOCX_GEOMETRY
from tests.documents.nd30_docx import read_docx
from tests.documents.nd30_pdf import GEOMETRY as PDF_GEOMETRY
from tests.documents.nd30_pdf import read_pdf
from tests.documents.papers import PAPERS
from tests.paper_words import pdf_pages


@pytest.mark.parametrize("name", list(PAPERS))
def test_pdf_keeps_every_rule_that_applies(name: str) -> None:
    paper = PAPERS[name]()

    view = read_pdf(render_pdf(paper))

    assert findings(view, rules_for(paper)) == []


@pytest.mark.parametrize("name", list(PAPERS))
def test_docx_keeps_every_rule_that_applies(name: str) -> None:
    paper = PAPERS[name]()

    view = read_docx(render_docx(paper))

    assert findings(view, rules_for(paper)) == []


@pytest.mark.parametrize("name", ["three pages", "office", "two annexes", "village sheet"])
def test_pdf_and_docx_say_the_same(name: str) -> None:
    paper = PAPERS[name]()

    pdf, docx = read_pdf(render_pdf(paper)), read_docx(render_docx(paper))

    assert _words(pdf) == _words(docx)


def _words(view: View) -> list[str]:
    lines = [
        *view.parent, *view.issuer, view.number, *view.nation, view.motto, view.date, view.title,
        *view.abstract, *view.addressees, *view.bases, *view.body, view.recipients_label,
        *view.recipients, *(line for signer in view.signers for line in signer),
    ]  # fmt: skip
    return [line.text for line in lines if line is not None]


def test_every_rule_of_a_kind_has_a_judge_in_both_formats() -> None:
    asked = frozenset().union(*nd30_rules.RULES_BY_KIND.values()) - nd30_rules.SIGNED_ONLY
    numbers = {int(rule[5:]) for rule in asked}

    assert numbers - set(JUDGES) - PDF_GEOMETRY == set()
    assert numbers - set(JUDGES) - DOCX_GEOMETRY == set()


def test_checker_and_product_agree_on_what_is_only_a_warning() -> None:
    told = {rule.id for rule in nd30_rules.RULES.values() if rule.severity is Severity.WARNING}

    assert told == WARNINGS


@pytest.mark.parametrize("name", list(PAPERS))
def test_signature_never_stands_alone_on_a_page(name: str) -> None:
    """On the page of the signature there is text of the paper above it."""
    paper = PAPERS[name]()
    signer = paper.signers[-1].name

    pages = pdf_pages(render_pdf(paper))

    page = next(text for text in pages if signer in text)
    assert "./." in page.split(paper.signers[-1].lines[0].split()[0])[0]

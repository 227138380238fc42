"""A paper as PDF.

The same paper gives the same bytes: no clock, no random identifier. Long annexes are drawn
(``lists``) and merged behind the body, so that time and memory hardly grow with the list.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

import pikepdf
from django.template import Context, Engine

from documents import nd30
from documents.fonts.metrics import require_faces, settable
from documents.paper import Paper
from documents.renderers.columns import TableLayout
from documents.renderers.compose import compose
from documents.renderers.engine import TEMPLATES, Studio, studio
from documents.renderers.lists import annex_pages
from documents.renderers.printed import PrintedAnnex, PrintedPaper

# An annex of more rows is drawn by ``lists``.
ROWS_FOR_HTML: Final = 200


def render_pdf(paper: Paper) -> bytes:
    """The paper as PDF bytes, searchable, with its faces embedded; equal for equal papers.

    Tagged for screen readers, all but the pages of long lists. Safe to call from
    several threads (one paper is set at a time). Raises ``OSError`` where Pango or a face is
    missing, ``DomainError`` for a paper that is too large.
    """
    require_faces()
    printed = compose(paper)
    with studio() as engine:
        if any(is_long(annex) for annex in printed.annexes):
            return _render_merged(engine, printed)
        pdf: bytes = engine.lay_out(paper_html(printed), paper_css(printed)).write_pdf(
            pdf_tags=True
        )
    return pdf


def paper_html(
    printed: PrintedPaper, *, with_body: bool = True, annexes: Sequence[PrintedAnnex] | None = None
) -> str:
    """The paper as well-formed HTML without styles; signs that the faces lack become ``□``."""
    context = Context(
        {
            "paper": printed,
            "annexes": printed.annexes if annexes is None else annexes,
            "with_body": with_body,
            "two_signers": len(printed.signers) > 1,
            "day": printed.day.isoformat(),
            "nation": nd30.NATION,
            "motto": nd30.MOTTO,
        }
    )
    return settable(_templates().get_template("documents/paper.html").render(context))


def paper_css(printed: PrintedPaper) -> str:
    """The rules that depend on the words: lengths of rules, columns, the pages of annexes."""
    header = printed.header
    rules = [
        f".issuer-rule {{ width: {header.issuer_rule:.2f}mm }}",
        f".motto-rule {{ width: {header.motto_rule:.2f}mm }}",
        f".abstract-rule {{ width: {printed.abstract_rule:.2f}mm }}",
        f".date {{ font-size: {header.date_size:g}pt }}",
    ]
    if printed.landscape:
        rules += ["@page { size: 297mm 210mm }", ".foot col, .foot.even col { width: 50% }"]
    for table in {table.widths_name: table for table in printed.tables}.values():
        rules += [
            f".{table.widths_name} col:nth-child({position}) {{ width: {width:.2f}mm }}"
            for position, width in enumerate(table.widths, start=1)
        ]
    for annex in printed.annexes:
        rules += _annex_pages(annex)
    return "\n".join(rules)


def _annex_pages(annex: PrintedAnnex) -> Iterator[str]:
    """Pages of its own for every annex: only a page selector can restart the numbers."""
    name = annex.page_name
    size = "297mm 210mm" if annex.landscape else "210mm 297mm"
    yield f".{name} {{ page: {name} }}"
    yield f"@page {name} {{ size: {size} }}"
    yield (f"@page :nth(1 of {name}) {{ counter-reset: page 1; @top-center {{ content: none }} }}")


def is_long(annex: PrintedAnnex) -> bool:
    """Whether the annex is drawn: above so many rows the HTML engine costs ten times as much."""
    rows = sum(len(block.rows) for block in annex.blocks if isinstance(block, TableLayout))
    return rows > ROWS_FOR_HTML


@cache
def _templates() -> Engine:
    return Engine(dirs=[str(TEMPLATES)], autoescape=True)


def _render_merged(engine: Studio, printed: PrintedPaper) -> bytes:
    """Body and short annexes by the HTML engine, long annexes drawn; merged in their order.

    The outline and the tags are the body's.
    """
    body = engine.lay_out(paper_html(printed, annexes=()), paper_css(printed)).write_pdf(
        pdf_tags=True
    )
    with pikepdf.open(io.BytesIO(body)) as whole:
        for annex in printed.annexes:
            made = annex_pages(annex) if is_long(annex) else _annex_file(engine, printed, annex)
            with pikepdf.open(io.BytesIO(made)) as pages:
                whole.pages.extend(pages.pages)
        merged = io.BytesIO()
        whole.save(merged, deterministic_id=True)
    return merged.getvalue()


def _annex_file(engine: Studio, printed: PrintedPaper, annex: PrintedAnnex) -> bytes:
    html = paper_html(printed, with_body=False, annexes=[annex])
    pdf: bytes = engine.lay_out(html, paper_css(printed)).write_pdf()
    return pdf

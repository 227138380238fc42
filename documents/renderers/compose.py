"""What both renderers share: numbers, broken lines, lengths of rules, widths of columns.

``compose`` turns a paper into what is printed, line by line and millimetre by millimetre, so
that the PDF and the DOCX cannot differ in a word or in a measure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from core.errors import DomainError
from core.numbers import format_number
from documents import nd30
from documents.fonts.metrics import text_width, wrap_evenly, wrap_name
from documents.paper import (
    Annex,
    Article,
    Block,
    BulletList,
    DraftDate,
    GroupRow,
    Heading,
    Level,
    Paper,
    PaperKind,
    Paragraph,
    Run,
    Table,
)
from documents.renderers.columns import lay_out_table
from documents.renderers.printed import (
    CENTRED_WIDTH,
    DATE_SIZE,
    ISSUER_SIZE,
    MOTTO_SIZE,
    NATION_COLUMN,
    RULE_SHARE,
    SIGNER_COLUMN,
    SMALL_DATE_SIZE,
    SUBJECT_SIZE,
    TEXT_SIZE,
    TEXT_WIDTH,
    WIDE_TEXT_WIDTH,
    PrintedAnnex,
    PrintedBlock,
    PrintedHeader,
    PrintedPaper,
    PrintedSigner,
    Style,
    TextBlock,
)

# More rows than this stand in an annex, not in the main text.
ROWS_IN_TEXT: Final = 200
# A paper of more cells is refused: nobody reads it, and it would hold a worker for minutes.
MOST_CELLS: Final = 150_000
# Minutes end with the moment they were closed; no line of place and date stands above them.
UNDATED: Final = frozenset({PaperKind.MINUTES, PaperKind.VILLAGE_MINUTES})


def compose(paper: Paper) -> PrintedPaper:
    """The paper as it is printed. Pure; the same paper gives the same result.

    A table of hundreds of rows in the main text becomes an annex. Raises ``DomainError`` for a
    paper that would hold the machine for minutes.
    """
    _check_size(paper)
    paper = _with_long_tables_apart(paper)
    numbered = _Numbering()
    width = WIDE_TEXT_WIDTH if paper.landscape else TEXT_WIDTH
    has_title = paper.kind is not PaperKind.LETTER
    abstract = wrap_evenly(paper.abstract, CENTRED_WIDTH, TEXT_SIZE, bold=True) if has_title else ()
    return PrintedPaper(
        file_title=paper.heading_of_file,
        author=paper.header.issuer_name,
        day=known_day(paper.header.dated),
        draft=paper.draft,
        landscape=paper.landscape,
        header=_header(paper, width - NATION_COLUMN),
        title=paper.title.upper() if has_title else "",
        abstract_lines=abstract,
        abstract_rule=_rule(abstract, TEXT_SIZE) if abstract else 0.0,
        reference=paper.reference,
        authority_lines=wrap_evenly(paper.authority.upper(), CENTRED_WIDTH, TEXT_SIZE, bold=True),
        addressee_lines=nd30.addressee_lines(paper.addressees),
        basis_lines=nd30.legal_basis_lines(paper.legal_basis),
        decides=nd30.DECIDES if paper.kind is PaperKind.DECISION else "",
        blocks=tuple(_printed(_with_end(paper), width, numbered)),
        closing=TextBlock(Style.TEXT, (Run(_closing(paper)),)) if paper.closing else None,
        recipient_lines=_recipients(paper),
        signers=tuple(_signers(paper)),
        annexes=tuple(_annex(paper, position) for position in range(1, len(paper.annexes) + 1)),
    )


def _check_size(paper: Paper) -> None:
    blocks = (*paper.blocks, *(block for annex in paper.annexes for block in annex.blocks))
    tables = [block for block in blocks if isinstance(block, Table)]
    cells = sum(len(table.rows) * len(table.columns) for table in tables)
    if cells > MOST_CELLS:
        raise DomainError(
            _("Giấy tờ có %(cells)s ô trong các bảng, quá %(most)s ô. Hãy tách thành nhiều giấy tờ "
              "hoặc xuất danh sách ra Excel.")
            % {"cells": format_number(cells), "most": format_number(MOST_CELLS)}
        )  # fmt: skip


def _with_long_tables_apart(paper: Paper) -> Paper:
    """The paper with the long tables of its main text as annexes, where they are drawn."""
    if not any(map(_is_long, paper.blocks)):
        return paper
    blocks: list[Block] = []
    annexes = list(paper.annexes)
    total = len(annexes) + sum(map(_is_long, paper.blocks))
    for block in paper.blocks:
        if isinstance(block, Table) and _is_long(block):
            annexes.append(
                Annex(block.caption or paper.abstract, (replace(block, caption=""),),
                      landscape=paper.landscape)
            )  # fmt: skip
            label = nd30.annex_label(len(annexes), total)
            blocks.append(Paragraph(f"{block.caption or paper.abstract} ({label} kèm theo)."))
        else:
            blocks.append(block)
    still_wide = any(isinstance(block, Table) for block in blocks)
    return replace(
        paper,
        blocks=tuple(blocks),
        annexes=tuple(annexes),
        landscape=paper.landscape and still_wide,
    )


def _is_long(block: Block) -> bool:
    return isinstance(block, Table) and len(block.rows) > ROWS_IN_TEXT


def _with_end(paper: Paper) -> tuple[Block, ...]:
    """The blocks; the last article of a decision without closing words carries ``./.``."""
    *before, last = paper.blocks or (Paragraph(""),)
    if paper.closing or not isinstance(last, Article) or not last.runs:
        return paper.blocks
    *runs, end = last.runs
    ended = replace(end, text=nd30.with_end_mark(end.text))
    return (*before, Article((*runs, ended)))


def _header(paper: Paper, issuer_column: float) -> PrintedHeader:
    header = paper.header
    limit = issuer_column - 4
    parent = wrap_name(header.parent_body.upper(), limit, ISSUER_SIZE)
    issuer = tuple(
        line
        for part in header.issuing_body
        for line in wrap_name(part.upper(), limit, ISSUER_SIZE, bold=True)
    )
    is_letter = paper.kind is PaperKind.LETTER
    subject = nd30.subject_line(paper.abstract) if is_letter else ""
    date_line = "" if paper.kind in UNDATED else header.date_line
    roomy = text_width(date_line, DATE_SIZE, italic=True) <= NATION_COLUMN
    return PrintedHeader(
        parent_lines=parent,
        issuer_lines=issuer,
        issuer_rule=_rule(issuer, ISSUER_SIZE),
        number_line=header.number_line,
        subject_lines=wrap_evenly(subject, limit, SUBJECT_SIZE),
        motto_rule=text_width(nd30.MOTTO, MOTTO_SIZE, bold=True),
        date_line=date_line,
        date_size=DATE_SIZE if roomy else SMALL_DATE_SIZE,
    )


def _rule(lines: Sequence[str], size: float) -> float:
    """The length of the rule under centred bold lines: a share of the widest."""
    return RULE_SHARE * max(text_width(line, size, bold=True) for line in lines)


def known_day(dated: date | DraftDate) -> date:
    """A day for the file's own dates: a draft stands on the first of what it knows."""
    if isinstance(dated, DraftDate):
        return date(dated.year, dated.month or 1, 1)
    return dated


def _recipients(paper: Paper) -> tuple[str, ...]:
    if not paper.filing:
        return ()
    return nd30.recipient_lines(
        paper.recipients, paper.filing, answers_addressee=bool(paper.addressees)
    )


def _signers(paper: Paper) -> Iterator[PrintedSigner]:
    """Signers with lines that fit their column."""
    width = WIDE_TEXT_WIDTH if paper.landscape else TEXT_WIDTH
    column = SIGNER_COLUMN if len(paper.signers) == 1 else width / 2
    for signer in paper.signers:
        lines = (wrap_evenly(line, column - 4, TEXT_SIZE, bold=True) for line in signer.lines)
        office = wrap_evenly(signer.office, column - 4, TEXT_SIZE, bold=True)
        yield PrintedSigner(tuple(piece for line in lines for piece in line), signer.name, office)


def _closing(paper: Paper) -> str:
    """The last sentence with ``./.``; it points to the annexes where no other text does."""
    text = paper.closing
    if paper.annexes and "Phụ lục" not in text and not _mentions_annex(paper.blocks):
        labels = [
            nd30.annex_label(position, len(paper.annexes))
            for position in range(1, len(paper.annexes) + 1)
        ]
        text = (
            f"{nd30.with_end_mark(text).removesuffix(nd30.END_MARK)} (kèm theo {', '.join(labels)})"
        )
    return nd30.with_end_mark(text)


def _mentions_annex(blocks: Sequence[Block]) -> bool:
    return any("Phụ lục" in run.text for block in blocks for run in _all_runs(block))


def _all_runs(block: Block) -> Iterator[Run]:
    if isinstance(block, Paragraph | Article):
        yield from block.runs
    elif isinstance(block, BulletList):
        for item in block.run_items:
            yield from item


def _annex(paper: Paper, position: int) -> PrintedAnnex:
    annex: Annex = paper.annexes[position - 1]
    width = WIDE_TEXT_WIDTH if annex.landscape else TEXT_WIDTH
    header = paper.header
    named = paper.type_name
    reference = (
        nd30.annex_reference(
            named, header.symbol, header.issuer_name, header.date_words, header.number
        )
        if header.symbol
        else f"(Kèm theo {named} {header.date_words} của {header.issuer_name})"
    )
    return PrintedAnnex(
        label=nd30.annex_label(position, len(paper.annexes)),
        title_lines=wrap_evenly(annex.title.upper(), width - 20, TEXT_SIZE, bold=True),
        reference=reference,
        landscape=annex.landscape,
        blocks=tuple(_printed(annex.blocks, width, _Numbering())),
        position=position,
    )


class _Numbering:
    """Counts headings: Roman sections, Arabic topics, lettered points."""

    def __init__(self) -> None:
        self._counts = {Level.SECTION: 0, Level.TOPIC: 0, Level.POINT: 0}
        self._articles = 0

    def next_article(self) -> str:
        """The number of the next article; articles run through the whole paper."""
        self._articles += 1
        return f"{nd30.ARTICLE} {self._articles}."

    def next(self, level: Level) -> str:
        """The number of the next heading at a level; the levels below start again."""
        self._counts[level] += 1
        for lower in Level:
            if lower > level:
                self._counts[lower] = 0
        count = self._counts[level]
        if level is Level.SECTION:
            return f"{nd30.roman(count)}."
        return f"{count}." if level is Level.TOPIC else f"{nd30.point_letter(count)})"


_STYLE_OF: Final = {
    Level.SECTION: Style.SECTION,
    Level.TOPIC: Style.TOPIC,
    Level.POINT: Style.POINT,
}


def _printed(
    blocks: Sequence[Block], width: float, numbering: _Numbering
) -> Iterator[PrintedBlock]:
    for block in blocks:
        if isinstance(block, Heading):
            text = block.text.upper() if block.level is Level.SECTION else block.text
            run = Run(f"{numbering.next(block.level)} {text}", bold=block.level is not Level.POINT)
            yield TextBlock(_STYLE_OF[block.level], (run,))
        elif isinstance(block, Paragraph):
            yield TextBlock(Style.TEXT, block.runs)
        elif isinstance(block, Article):
            number = Run(f"{numbering.next_article()} ", bold=True)
            yield TextBlock(Style.ARTICLE, (number, *block.runs))
        elif isinstance(block, BulletList):
            yield from (TextBlock(Style.ITEM, _dashed(runs)) for runs in block.run_items)
        else:
            yield from _table(block, width)


def _dashed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """A dash and a blank before the item, in the style of its first run."""
    if not runs:
        return ()
    first = runs[0]
    return (replace(first, text=f"- {first.text.lstrip()}"), *runs[1:])


def _table(table: Table, width: float) -> Iterator[PrintedBlock]:
    if any(not isinstance(row, GroupRow) for row in table.rows):
        yield lay_out_table(table, width)
        return
    if table.caption:
        yield TextBlock(
            Style.TEXT, (Run(f"{table.caption.rstrip('. :')}: "), Run(table.empty_text))
        )
    else:
        yield TextBlock(Style.TEXT, (Run(table.empty_text),))

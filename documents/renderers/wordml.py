"""Pieces of WordprocessingML as strings: paragraphs, drawn lines, tables.

Every look comes from a named style; a run says so only where it differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape

from documents.paper import Align, Run
from documents.renderers.columns import CELL_PADDING, HeaderCell, TableLayout, TableRow
from documents.renderers.docx_styles import twips

_WORD_ALIGN: Final = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}


def paragraph(style: str, text: str = "") -> str:
    """A paragraph of plain text in a style, blanks kept."""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def runs_paragraph(style: str, runs: Sequence[Run]) -> str:
    """A paragraph of runs in a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(map(_run, runs))}</w:p>'


def _run(run: Run) -> str:
    look = f"{'<w:b/><w:bCs/>' if run.bold else ''}{'<w:i/><w:iCs/>' if run.italic else ''}"
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(run.text)}</w:t></w:r>'


def rule(length: float, width: float) -> str:
    """A drawn line of ``length`` millimetres, centred in ``width``: the border of a paragraph."""
    side = twips((width - length) / 2)
    return (
        '<w:p><w:pPr><w:pStyle w:val="DuongKe"/><w:pBdr>'
        '<w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
        f'<w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>'
    )


def layout_table(widths: Sequence[float], rows: Sequence[tuple[str, ...]]) -> str:
    """A table without lines that sets pieces of text side by side; rows are never cut."""
    cells = [
        "".join(_cell(content, width) for content, width in zip(row, widths, strict=True))
        for row in rows
    ]
    body = "".join(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr>" for row in cells)
    return f"<w:tbl>{_table_properties(widths, padding=0, lines=False)}{body}</w:tbl>"


def _table_properties(widths: Sequence[float], *, padding: float, lines: bool) -> str:
    """Fixed widths, and the grid too: LibreOffice lays out by the grid, Word by the cells."""
    line = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
    borders = "".join(
        f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    side = f'w:w="{twips(padding)}" w:type="dxa"'
    return (
        f'<w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>'
        f"{f'<w:tblBorders>{borders}</w:tblBorders>' if lines else ''}"
        '<w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar><w:left {side}/><w:right {side}/></w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )


def _cell(content: str, width: float, extra: str = "", *, span: int = 1) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{spanned}{extra}</w:tcPr>'
        f"{content}</w:tc>"
    )


_MIDDLE: Final = '<w:vAlign w:val="center"/>'


def figures(table: TableLayout) -> str:
    """A table of figures; its header rows are repeated on every page."""
    style = f"OBang{table.size:.0f}"
    header = "".join(
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"
        for cells in _header_cells(table, style)
    )
    rows = "".join(_row(table, row, style) for row in table.rows)
    properties = _table_properties(table.widths, padding=CELL_PADDING, lines=True)
    return f"<w:tbl>{properties}{header}{rows}</w:tbl>"


def _text(style: str, text: str, align: str, *, bold: bool = False, keep: bool = False) -> str:
    run = _run(Run(text, bold=bold)) if text else ""
    kept = "<w:keepNext/>" if keep else ""
    stands = f'<w:jc w:val="{align}"/>' if align != "left" else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{stands}</w:pPr>{run}</w:p>'


def _row(table: TableLayout, row: TableRow, style: str) -> str:
    if row.is_group:
        text = _text(style, row.cells[0], "left", bold=True, keep=True)
        cells = _cell(text, sum(table.widths), _MIDDLE, span=len(table.widths))
    else:
        cells = "".join(
            _cell(_text(style, text, _WORD_ALIGN[align], bold=row.is_total), width, _MIDDLE)
            for text, align, width in zip(row.cells, table.aligns, table.widths, strict=True)
        )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _header_cells(table: TableLayout, style: str) -> Iterator[list[str]]:
    """One row of header cells, or two with the tall cells merged downwards."""
    upper, lower = table.header_rows[0], iter(table.header_rows[-1])
    first: list[str] = []
    second: list[str] = []
    column = 0
    for cell in upper:
        width = sum(table.widths[column : column + cell.columns])
        merge = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
        first.append(_header_cell(cell, width, style, merge))
        if cell.rows > 1:
            second.append(_cell(_text(style, "", "center"), width, "<w:vMerge/>"))
        else:
            second += [
                _header_cell(next(lower), table.widths[column + offset], style)
                for offset in range(cell.columns)
            ]
        column += cell.columns
    yield first
    if len(table.header_rows) > 1:
        yield second


def _header_cell(cell: HeaderCell, width: float, style: str, merge: str = "") -> str:
    text = _text(style, cell.text, "center", bold=True, keep=True)
    return _cell(text, width, f"{merge}{_MIDDLE}", span=cell.columns)

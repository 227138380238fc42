"""Long lists as PDF pages: the look of the style sheet, drawn line by line.

An annex of hundreds of rows costs the HTML engine ten times what it costs to draw: it builds a tree
of boxes for every cell. Here the composed table is broken into lines with the widths of the same
faces and drawn at once; what has been drawn is a compressed page and no more. Every measure is the
one of ``templates/documents/paper.css``; a test compares the two letter by letter.
"""

from __future__ import annotations

from typing import Final

from documents.fonts.metrics import POINTS_PER_MM, face, settable
from documents.paper import Run
from documents.renderers.columns import TableLayout
from documents.renderers.drawn_sheet import LINE, Piece, Sheet, baseline_of, centred
from documents.renderers.drawn_tables import draw_table
from documents.renderers.lines import Words, broken, justified
from documents.renderers.printed import INDENT, TEXT_SIZE, PrintedAnnex, Style, TextBlock

# As in the style sheet, in points.
AFTER_TEXT: Final = 6.0
AFTER_REFERENCE: Final = 10.0


def annex_pages(annex: PrintedAnnex) -> bytes:
    """The pages of a long annex as a PDF file, numbered from its own first page."""
    sheet = Sheet(landscape=annex.landscape)
    _head(sheet, annex)
    for block in annex.blocks:
        if isinstance(block, TableLayout):
            draw_table(sheet, block)
        else:
            _text(sheet, block)
    return sheet.finished()


def _head(sheet: Sheet, annex: PrintedAnnex) -> None:
    for text in (annex.label, *annex.title_lines):
        centred(sheet, settable(text), bold=True)
    width = sheet.right - sheet.left
    slanted = face(italic=True)
    *full, last = broken(settable(annex.reference), width / TEXT_SIZE * 1000, slanted)
    for line in full:
        # The blank at which the line was broken counts where lines keep their blanks.
        centred(sheet, f"{line} ", italic=True)
    centred(sheet, last, italic=True)
    sheet.leave(AFTER_REFERENCE)


def _text(sheet: Sheet, block: TextBlock) -> None:
    """A justified paragraph, or a heading that stays with what follows it."""
    is_heading = block.style in {Style.SECTION, Style.TOPIC}
    runs = [Run(settable(run.text), run.bold or is_heading, run.italic) for run in block.runs]
    indent = INDENT * POINTS_PER_MM
    width = sheet.right - sheet.left
    lines = list(justified(Words.of(runs), width, indent, TEXT_SIZE, even=not is_heading))
    sheet.space(0)
    kept = len(lines) + 2 if is_heading or len(lines) < 4 else 2
    if sheet.room < kept * LINE * TEXT_SIZE and not sheet.is_fresh:
        sheet.turn()
    for line in lines:
        if sheet.room < LINE * TEXT_SIZE:
            sheet.turn()
        pieces = [Piece(sheet.left + x, text, run.bold, run.italic) for x, text, run in line]
        sheet.write(sheet.y + baseline_of(TEXT_SIZE, LINE), TEXT_SIZE, pieces)
        sheet.y += LINE * TEXT_SIZE
    sheet.leave(AFTER_TEXT)

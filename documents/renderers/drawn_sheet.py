"""The page of a drawn list: how far it is filled, and letters and rules put on it."""

from __future__ import annotations

import importlib
import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from documents.fonts.metrics import FONT_FOLDER, POINTS_PER_MM, face
from documents.renderers.printed import (
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    MARGIN_TOP,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TEXT_SIZE,
)

# As in the style sheet, in points.
LINE: Final = 1.27
RULE: Final = 0.5
# Of the type size: how far the letters reach above and below the line they stand on.
ASCENT: Final = 0.891
DESCENT: Final = 0.216
_FACES: Final = ("Regular", "Bold", "Italic", "BoldItalic")


@cache
def _canvas(process: int) -> Any:  # noqa: ARG001
    """The drawing library with the shipped faces known to it, once in a process."""
    metrics: Any = importlib.import_module("reportlab.pdfbase.pdfmetrics")
    fonts: Any = importlib.import_module("reportlab.pdfbase.ttfonts")
    for style in _FACES:
        path = FONT_FOLDER / f"VanThuSerif-{style}.ttf"
        metrics.registerFont(fonts.TTFont(f"VanThuSerif-{style}", str(path)))
    return importlib.import_module("reportlab.pdfgen.canvas").Canvas


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of letters in one face, ``x`` points from the left edge of the page."""

    x: float
    text: str
    bold: bool = False
    italic: bool = False


class Sheet:
    """The page being drawn: how far down it is filled, in points from its top."""

    def __init__(self, *, landscape: bool) -> None:
        long, short = PAGE_HEIGHT * POINTS_PER_MM, PAGE_WIDTH * POINTS_PER_MM
        self.width, self.height = (long, short) if landscape else (short, long)
        self.left = MARGIN_LEFT * POINTS_PER_MM
        self.right = self.width - MARGIN_RIGHT * POINTS_PER_MM
        self.top = MARGIN_TOP * POINTS_PER_MM
        self.bottom = self.height - MARGIN_BOTTOM * POINTS_PER_MM
        self._out = io.BytesIO()
        self._canvas = _canvas(os.getpid())(
            self._out, pagesize=(self.width, self.height), pageCompression=1, invariant=1
        )
        self.y = self.top
        self.page = 1
        self._after = 0.0

    def space(self, before: float) -> None:
        """The space between two blocks: the wider of what the two ask for, none at a page's top."""
        if not self.is_fresh:
            self.y += max(self._after, before)
        self._after = 0.0

    def leave(self, after: float) -> None:
        """What the block that ends here asks for below it."""
        self._after = after

    @property
    def room(self) -> float:
        """What is left of the page."""
        return self.bottom - self.y

    @property
    def is_fresh(self) -> bool:
        """Whether nothing stands on the page yet."""
        return self.y == self.top

    def turn(self) -> None:
        """Go on to the next page and number it."""
        self._canvas.showPage()
        self.page += 1
        self.y = self.top
        self._after = 0.0
        number = str(self.page)
        centre = (self.left + self.right) / 2 - wide(number, TEXT_SIZE) / 2
        middle = self.top / 2 + (ASCENT - DESCENT) / 2 * TEXT_SIZE
        self.write(middle, TEXT_SIZE, (Piece(centre, number),))

    def write(self, baseline: float, size: float, pieces: Sequence[Piece]) -> None:
        """Letters on one baseline, ``baseline`` points from the top of the page."""
        text = self._canvas.beginText()
        for piece in pieces:
            style = f"{'Bold' if piece.bold else ''}{'Italic' if piece.italic else ''}"
            text.setFont(f"VanThuSerif-{style or 'Regular'}", size)
            text.setTextOrigin(piece.x, self.height - baseline)
            text.textOut(piece.text)
        self._canvas.drawText(text)

    def rules(self, lines: Sequence[tuple[float, float, float, float]]) -> None:
        """Thin black lines, ends in points from the left and the top."""
        self._canvas.setLineWidth(RULE)
        self._canvas.lines([(a, self.height - b, c, self.height - d) for a, b, c, d in lines])

    def finished(self) -> bytes:
        """The file."""
        self._canvas.showPage()
        self._canvas.save()
        return self._out.getvalue()


def wide(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """How wide a line is, in points."""
    return face(bold=bold, italic=italic).width(text) / 1000 * size


def baseline_of(size: float, line: float) -> float:
    """From the top of a line to where its letters stand."""
    return (line * size - (ASCENT + DESCENT) * size) / 2 + ASCENT * size


def centred(
    sheet: Sheet,
    text: str,
    size: float = TEXT_SIZE,
    *,
    bold: bool = False,
    italic: bool = False,
) -> None:
    """A line in the middle of the page, on the next one where this is full."""
    if sheet.room < LINE * size:
        sheet.turn()
    x = (sheet.left + sheet.right - wide(text, size, bold=bold, italic=italic)) / 2
    sheet.write(sheet.y + baseline_of(size, LINE), size, (Piece(x, text, bold, italic),))
    sheet.y += LINE * size

"""A page drawn in millimetres from its upper left corner, in the papers' faces.

Certificates are pages of a dozen lines at fixed places. Drawing them costs two milliseconds each;
a layout engine, which works out where things fall, takes a hundred times as long for the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from typing import Any, Final

import segno
from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from core.text import nfc
from documents.fonts.metrics import FONT_FOLDER, POINTS_PER_MM, settable, text_width, wrap_evenly

INK: Final = (0.07, 0.07, 0.07)
RED: Final = (0.64, 0.08, 0.10)
GOLD: Final = (0.70, 0.52, 0.13)
LINE_HEIGHT: Final = 1.3


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set: size in points, face and colour."""

    size: float
    bold: bool = False
    italic: bool = False
    colour: tuple[float, float, float] = INK

    @property
    def face(self) -> str:
        """The face's name in the file."""
        style = f"{'Bold' if self.bold else ''}{'Italic' if self.italic else ''}" or "Regular"
        return f"VanThuSerif-{style}"

    @property
    def leading(self) -> float:
        """Millimetres from one line to the next."""
        return self.size * LINE_HEIGHT / POINTS_PER_MM


@cache
def _faces() -> None:
    """Let the drawing library know the shipped faces, once in a process."""
    rl_config.useA85 = 0  # pages as bytes, not as letters: a third smaller and quicker
    for style in ("Regular", "Bold", "Italic", "BoldItalic"):
        name = f"VanThuSerif-{style}"
        pdfmetrics.registerFont(TTFont(name, str(FONT_FOLDER / f"{name}.ttf")))


class Book:
    """Pages of one size; what is drawn is moved by the printer's own shift."""

    def __init__(
        self, width: float, height: float, *, title: str, shift: tuple[float, float] = (0, 0)
    ) -> None:
        _faces()
        self.width, self.height = width, height
        self._shift = shift
        self._bytes = BytesIO()
        size = (width * POINTS_PER_MM, height * POINTS_PER_MM)
        # The same pages give the same bytes: no clock, no random identifier.
        self._canvas: Any = Canvas(
            self._bytes, pagesize=size, pageCompression=1, invariant=1, lang="vi-VN"
        )
        self._canvas.setTitle(nfc(title))
        self._canvas.setCreator("")

    def _x(self, x: float) -> float:
        return (x + self._shift[0]) * POINTS_PER_MM

    def _y(self, y: float) -> float:
        return (self.height - y - self._shift[1]) * POINTS_PER_MM

    def text(self, x: float, y: float, words: str, kind: Type) -> None:
        """One line that begins at ``x`` and stands on the line ``y``."""
        self._canvas.setFont(kind.face, kind.size)
        self._canvas.setFillColorRGB(*kind.colour)
        self._canvas.drawString(self._x(x), self._y(y), settable(nfc(words)))

    def centred(self, x: float, y: float, words: str, kind: Type) -> None:
        """One line with its middle at ``x``."""
        self.text(x - width_of(words, kind) / 2, y, words, kind)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        thick: float = 0.3,
        colour: tuple[float, float, float] = INK,
    ) -> None:
        """A straight line, ``thick`` millimetres wide."""
        self._canvas.setLineWidth(thick * POINTS_PER_MM)
        self._canvas.setStrokeColorRGB(*colour)
        self._canvas.line(self._x(start[0]), self._y(start[1]), self._x(end[0]), self._y(end[1]))

    def frame(self, inset: float, *, thick: float, colour: tuple[float, float, float]) -> None:
        """A frame so far inside the page's edges."""
        self._canvas.setLineWidth(thick * POINTS_PER_MM)
        self._canvas.setStrokeColorRGB(*colour)
        self._canvas.rect(
            self._x(inset),
            self._y(self.height - inset),
            (self.width - 2 * inset) * POINTS_PER_MM,
            (self.height - 2 * inset) * POINTS_PER_MM,
        )

    def qr(self, x: float, y: float, side: float, words: str) -> None:
        """A square picture that a phone reads, its upper left corner at ``x`` and ``y``."""
        matrix = segno.make(words, error="m", micro=False).matrix
        cell = side / len(matrix)
        path = self._canvas.beginPath()
        for row, line in enumerate(matrix):
            for start, length in _runs(line):
                path.rect(
                    self._x(x + start * cell),
                    self._y(y + (row + 1) * cell),
                    length * cell * POINTS_PER_MM,
                    cell * POINTS_PER_MM,
                )
        self._canvas.setFillColorRGB(0, 0, 0)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def next_page(self) -> None:
        """End this page."""
        self._canvas.showPage()

    def finish(self) -> bytes:
        """The file."""
        self._canvas.save()
        return self._bytes.getvalue()


def _runs(line: bytes | bytearray) -> list[tuple[int, int]]:
    """Where the dark cells of a row begin, and how many stand side by side."""
    found: list[tuple[int, int]] = []
    start = -1
    for place, dark in enumerate([*line, 0]):
        if dark and start < 0:
            start = place
        if not dark and start >= 0:
            found.append((start, place - start))
            start = -1
    return found


def width_of(words: str, kind: Type) -> float:
    """Millimetres that the words take on one line."""
    return text_width(settable(nfc(words)), kind.size, bold=kind.bold, italic=kind.italic)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text broken into lines, in the largest size in which it fits."""

    lines: tuple[str, ...]
    kind: Type


@lru_cache(maxsize=512)
def fitted(words: str, kind: Type, *, width: float, most_lines: int, smallest: float) -> Fitted:
    """The words in at most so many lines of a width; smaller where they would need more.

    What does not fit in the smallest size either gets more lines: nothing is ever cut off.
    """
    text = settable(nfc(words))
    size = kind.size
    while True:
        tried = Type(size, kind.bold, kind.italic, kind.colour)
        # Italics are narrower than or as wide as the upright face, so they fit too.
        lines = wrap_evenly(text, width, size, bold=kind.bold)
        if len(lines) <= most_lines or size <= smallest:
            return Fitted(lines, tried)
        size -= 0.5

"""How wide a text is on paper, from the advance widths of the shipped faces.

The widths equal those of Times New Roman, so a length computed here holds in the PDF and,
where that font is installed, in Word.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont

FONT_FOLDER: Final = Path(__file__).parent
FAMILY: Final = "Van Thu Serif"
POINTS_PER_MM: Final = 72 / 25.4
# Stands for a sign that the faces do not have (an emoji, a Chinese character).
MISSING_SIGN: Final = "□"


STYLES: Final = ("Regular", "Bold", "Italic", "BoldItalic")


class MissingFaceError(OSError):
    """A face of the papers is not where it was shipped; no other font may stand in for it."""


def require_faces(folder: Path = FONT_FOLDER) -> None:
    """Stop before a paper is set in whatever font the machine happens to have."""
    missing = [
        name for style in STYLES if not (folder / (name := f"VanThuSerif-{style}.ttf")).is_file()
    ]
    if missing:
        raise MissingFaceError(
            f"Thiếu phông chữ {', '.join(missing)} trong {folder.name}; hãy cài lại sản phẩm."
        )


@dataclass(frozen=True, slots=True)
class Face:
    """The advance widths of one face, in thousandths of the type size."""

    widths: dict[str, float]
    fallback: float

    def width(self, text: str) -> float:
        """The width of the text in thousandths of the type size."""
        get, fallback = self.widths.get, self.fallback
        return sum(get(char, fallback) for char in text)


@cache
def face(*, bold: bool = False, italic: bool = False) -> Face:
    """One of the four faces, read once in a process."""
    style = f"{'Bold' if bold else ''}{'Italic' if italic else ''}" or "Regular"
    with TTFont(FONT_FOLDER / f"VanThuSerif-{style}.ttf") as font:
        unit = 1000 / font["head"].unitsPerEm
        advances = font["hmtx"]
        widths = {chr(code): advances[name][0] * unit for code, name in font.getBestCmap().items()}
    return Face(widths, widths[MISSING_SIGN])


def text_width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Millimetres that the text takes on one line at ``size`` points."""
    return face(bold=bold, italic=italic).width(text) / 1000 * size / POINTS_PER_MM


def settable(text: str) -> str:
    """The text with ``□`` for every sign the faces lack, so that no other font slips in."""
    lacking = set(text) - face().widths.keys() - {"\n"}
    return text.translate(dict.fromkeys(map(ord, lacking), MISSING_SIGN)) if lacking else text


def wrap_evenly(text: str, limit: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in as few lines of at most ``limit`` millimetres as it takes, evenly long.

    A word wider than the limit is cut: a line never runs into the other column.
    """
    return _wrapped(_words(text), limit, size, bold=bold)


def wrap_name(text: str, limit: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """As ``wrap_evenly``; a name such as VĂN HÓA - XÃ HỘI stays whole if no line more comes of it.

    What belongs to a dash are the two syllables on each side of it.
    """
    plain, words = wrap_evenly(text, limit, size, bold=bold), _around_dashes(_words(text))
    if any(text_width(word, size, bold=bold) > limit for word in words):
        return plain
    whole = _wrapped(words, limit, size, bold=bold)
    return whole if len(whole) <= len(plain) else plain


def _wrapped(words: list[str], limit: float, size: float, *, bold: bool) -> tuple[str, ...]:
    chosen = face(bold=bold)
    unit = 1000 * POINTS_PER_MM / size
    words = _pieces(words, chosen, limit * unit)
    lines = _fill(words, chosen, limit * unit)
    low, high = 0.0, limit * unit
    for _ in range(12):
        middle = (low + high) / 2
        tighter = _fill(words, chosen, middle)
        if len(tighter) > len(lines) or any(chosen.width(line) > middle for line in tighter):
            low = middle
        else:
            high, lines = middle, tighter
    return tuple(lines)


def _fill(words: list[str], chosen: Face, limit: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and chosen.width(longer) <= limit:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _words(text: str) -> list[str]:
    """The words; a dash between two stays with the first, so that no line begins with it."""
    words: list[str] = []
    for word in text.split():
        if words and word in {"-", "–"}:
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words


def _around_dashes(words: list[str]) -> list[str]:
    """The words; two before and two behind a dash are one."""
    at = next((i for i, word in enumerate(words) if word.endswith((" -", " –"))), None)
    if at is None:
        return words
    start, end = max(at - 1, 0), at + 3
    return [*words[:start], " ".join(words[start:end]), *_around_dashes(words[end:])]


def _pieces(words: list[str], chosen: Face, limit: float) -> list[str]:
    pieces: list[str] = []
    for word in words:
        rest = word
        while chosen.width(rest) > limit and len(rest) > 1:
            cut = next(
                i for i in range(len(rest), 0, -1) if i == 1 or chosen.width(rest[:i]) <= limit
            )
            pieces.append(rest[:cut])
            rest = rest[cut:]
        pieces.append(rest)
    return pieces

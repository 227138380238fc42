"""Breaking words into lines with the widths of the shipped faces, as the HTML engine does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from documents.fonts.metrics import Face, face
from documents.paper import Run

# A line may also end behind a hyphen or a stroke that stands before a letter.
_PARTS: Final = re.compile(r"[^-/]*[-/]+(?=[^\W\d_])|[^-/]+[-/]*|[-/]+")


def broken(text: str, limit: float, chosen: Face) -> tuple[str, ...]:
    """The text in lines of at most ``limit`` thousandths of the type size.

    A word wider than the limit is cut where it ends.
    """
    if not text:
        return ()
    if chosen.width(text) <= limit:
        return (text,)
    lines: list[str] = []
    line = ""
    for part, blank in _parts(text):
        longer = f"{line}{' ' if blank and line else ''}{part}"
        if chosen.width(longer) <= limit:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _cut(part, limit, chosen)
        lines += whole
    return (*lines, line) if line else tuple(lines)


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The smallest parts that stay on one line, and whether a blank stands before each."""
    for word in text.split(" "):
        if "-" not in word and "/" not in word:
            yield word, True
            continue
        for position, part in enumerate(_PARTS.findall(word)):
            yield part, position == 0


def _cut(word: str, limit: float, chosen: Face) -> list[str]:
    pieces: list[str] = []
    piece = ""
    for letter in word:
        if piece and chosen.width(piece + letter) > limit:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a paragraph with their looks; a word of two looks is glued together."""

    words: tuple[tuple[tuple[str, Run], ...], ...]

    @classmethod
    def of(cls, runs: Sequence[Run]) -> Words:
        """Cut runs into words at their blanks."""
        words: list[list[tuple[str, Run]]] = [[]]
        for run in runs:
            for position, part in enumerate(run.text.split(" ")):
                if position and words[-1]:
                    words.append([])
                if part:
                    words[-1].append((part, run))
        return cls(tuple(tuple(word) for word in words if word))


def justified(
    words: Words, width: float, indent: float, size: float, *, even: bool
) -> Iterator[list[tuple[float, str, Run]]]:
    """Lines of ``width`` points: every word with its place from the left.

    The last line, and every line of a text that is not ``even``, keeps its natural blanks.
    """
    blank = face().width(" ") / 1000 * size
    line: list[tuple[tuple[tuple[str, Run], ...], float]] = []
    used, start = 0.0, indent
    for word in words.words:
        wide = sum(_wide(text, run, size) for text, run in word)
        if line and start + used + blank + wide > width:
            gap = blank + (width - start - used) / (len(line) - 1) if even and line[1:] else blank
            yield list(_placed(line, start, gap, size))
            line, used, start = [], 0.0, 0.0
        used += wide + (blank if line else 0)
        line.append((word, wide))
    if line:
        yield list(_placed(line, start, blank, size))


def _placed(
    line: list[tuple[tuple[tuple[str, Run], ...], float]], start: float, gap: float, size: float
) -> Iterator[tuple[float, str, Run]]:
    x = start
    for number, (word, wide) in enumerate(line):
        at = x
        for position, (text, run) in enumerate(word):
            last = position == len(word) - 1 and number < len(line) - 1
            yield at, f"{text} " if last else text, run
            at += _wide(text, run, size)
        x += wide + gap


def _wide(text: str, run: Run, size: float) -> float:
    return face(bold=run.bold, italic=run.italic).width(text) / 1000 * size

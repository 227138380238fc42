"""The written parts of a paper: which may be edited, and a paper with edited ones in their place.

A passage is the run of paragraphs and lists between two headings or tables. It is found again
after the figures changed by the headings above it and its place under them; tables are never
part of one, so figures in tables stay untouchable.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.audit import canonical
from core.text import fold
from documents.paper import Block, BulletList, Heading, Level, Paper, Paragraph, Run

Plain = list[Any]
_KEY_LENGTH = 16


@dataclass(frozen=True)
class Passage:
    """One written part: its key, the headings above it, its words, its place among the blocks."""

    key: str
    headings: tuple[str, ...]
    blocks: tuple[Paragraph | BulletList, ...]
    start: int
    end: int

    @property
    def digest(self) -> str:
        """The fingerprint of its words."""
        return hashlib.sha256(canonical(as_plain(self.blocks)).encode()).hexdigest()

    @property
    def text(self) -> str:
        """Its bare words, a line for a paragraph or an item."""
        return "\n".join(lines_of(self.blocks))

    @property
    def marked_lines(self) -> list[tuple[bool, str]]:
        """Its bare words by line, each with whether it is an item of a list."""
        return marked_lines(self.blocks)


def lines_of(blocks: Iterable[Paragraph | BulletList]) -> list[str]:
    """The bare words, a line for a paragraph or an item."""
    lines = []
    for block in blocks:
        parts = block.run_items if isinstance(block, BulletList) else (block.runs,)
        lines += ["".join(run.text for run in runs) for runs in parts]
    return lines


def marked_lines(blocks: Iterable[Paragraph | BulletList]) -> list[tuple[bool, str]]:
    """The bare words by line, each with whether it is an item of a list."""
    return [(isinstance(block, BulletList), line) for block in blocks for line in lines_of([block])]


def passages(blocks: tuple[Block, ...]) -> list[Passage]:
    """Every passage of a paper's body, in order."""
    found: list[Passage] = []
    above: dict[Level, str] = {}
    places: Counter[tuple[str, ...]] = Counter()
    begun: int | None = None

    def close(end: int) -> None:
        nonlocal begun
        if begun is None:
            return
        headings = tuple(above[level] for level in sorted(above))
        places[headings] += 1
        name = "/".join([*(fold(one) for one in headings), str(places[headings])])
        key = hashlib.sha256(name.encode()).hexdigest()[:_KEY_LENGTH]
        inside = tuple(b for b in blocks[begun:end] if isinstance(b, Paragraph | BulletList))
        found.append(Passage(key, headings, inside, begun, end))
        begun = None

    for place, block in enumerate(blocks):
        if isinstance(block, Paragraph | BulletList):
            begun = place if begun is None else begun
            continue
        close(place)
        if isinstance(block, Heading):
            above = {level: text for level, text in above.items() if level < block.level}
            above[block.level] = block.text
    close(len(blocks))
    return found


def with_edits(paper: Paper, edits: Mapping[str, Plain]) -> Paper:
    """The paper with edited passages in the place of the written ones."""
    if not edits:
        return paper
    blocks: list[Block] = []
    at = 0
    for passage in passages(paper.blocks):
        blocks += paper.blocks[at : passage.start]
        edited = edits.get(passage.key)
        blocks += passage.blocks if edited is None else from_plain(edited)
        at = passage.end
    blocks += paper.blocks[at:]
    return replace(paper, blocks=tuple(blocks))


def as_plain(blocks: Iterable[Paragraph | BulletList]) -> Plain:
    """Blocks as values that JSON keeps: ``["p", runs]`` and ``["ul", [runs, …]]``."""
    return [
        ["ul", [_plain_runs(runs) for runs in block.run_items]]
        if isinstance(block, BulletList)
        else ["p", _plain_runs(block.runs)]
        for block in blocks
    ]


def _plain_runs(runs: Iterable[Run]) -> list[list[Any]]:
    return [[run.text, run.bold, run.italic] for run in runs]


def from_plain(plain: Plain) -> tuple[Paragraph | BulletList, ...]:
    """Blocks from values that JSON kept."""
    return tuple(
        BulletList(tuple(_runs(item) for item in content))
        if kind == "ul"
        else Paragraph(_runs(content))
        for kind, content in plain
    )


def _runs(plain: Iterable[Any]) -> tuple[Run, ...]:
    return tuple(Run(text, bold=bool(bold), italic=bool(italic)) for text, bold, italic in plain)

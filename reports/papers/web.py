"""A paper as a page of the portal: a number that stands on figures is a link to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from documents import nd30
from documents.paper import Heading, Level, Paper, Paragraph, Table
from reports.papers.passages import Passage, passages
from reports.papers.provenance import NUMBER


@dataclass(frozen=True)
class Piece:
    """A stretch of words; ``number`` is its place among the numbers of the passage, if any."""

    text: str
    bold: bool = False
    italic: bool = False
    number: int | None = None


@dataclass(frozen=True)
class Part:
    """One part of the page: a heading, a table, or a passage with its lines of pieces."""

    kind: str
    text: str = ""
    table: Table | None = None
    passage: Passage | None = None
    lines: list[tuple[bool, list[Piece]]] = field(default_factory=list)
    is_edited: bool = False
    is_stale: bool = False


def page_of(
    written: Paper, composed: Paper, edits: dict[str, Any], sourced: set[tuple[str, int]]
) -> list[Part]:
    """Every part of the composed paper, in order, with what may be followed and edited.

    ``edits``: rows of edited passages by key; ``sourced``: the numbers of the written paper that
    stand on figures, as ``provenance.followable`` gives them.
    """
    originals = {one.key: one for one in passages(written.blocks)}
    starts = {one.start: one for one in passages(composed.blocks)}
    parts: list[Part] = []
    counts: dict[Level, int] = {}
    for place, block in enumerate(composed.blocks):
        if isinstance(block, Heading):
            parts.append(Part("heading", f"{_mark(counts, block.level)} {block.text}"))
        elif isinstance(block, Table):
            parts.append(Part("table", block.caption, table=block))
        elif place in starts:
            parts.append(_passage(starts[place], originals, edits, sourced))
    return parts


def _mark(counts: dict[Level, int], level: Level) -> str:
    counts[level] = counts.get(level, 0) + 1
    for deeper in [one for one in counts if one > level]:
        counts[deeper] = 0
    if level is Level.SECTION:
        return f"{nd30.roman(counts[level])}."
    return f"{counts[level]}." if level is Level.TOPIC else f"{nd30.point_letter(counts[level])})"


def _passage(
    shown: Passage,
    originals: dict[str, Passage],
    edits: dict[str, Any],
    sourced: set[tuple[str, int]],
) -> Part:
    original = originals.get(shown.key)
    edit = edits.get(shown.key)
    places = [
        place if (shown.key, place) in sourced else None for place in _places(shown, original)
    ]
    at = 0
    lines: list[tuple[bool, list[Piece]]] = []
    for block in shown.blocks:
        is_item = not isinstance(block, Paragraph)
        for runs in (block.runs,) if isinstance(block, Paragraph) else block.run_items:
            pieces: list[Piece] = []
            for run in runs:
                for text, is_number in _split(run.text):
                    place = places[at] if is_number and at < len(places) else None
                    at += is_number
                    pieces.append(Piece(text, run.bold, run.italic, place))
            lines.append((is_item, pieces))
    return Part(
        "passage", passage=shown, lines=lines, is_edited=edit is not None,
        is_stale=edit is not None and original is not None
        and edit.written_beside != original.digest,
    )  # fmt: skip


def _split(text: str) -> Iterator[tuple[str, bool]]:
    at = 0
    for found in NUMBER.finditer(text):
        if found.start() > at:
            yield text[at : found.start()], False
        yield found[0], True
        at = found.end()
    if at < len(text):
        yield text[at:], False


def _places(shown: Passage, original: Passage | None) -> list[int | None]:
    """For every shown number its place among the written ones; ``None`` for people's own."""
    if original is None:
        return []
    written = NUMBER.findall(original.text)
    if shown.text == original.text:
        return list(range(len(written)))
    return [written.index(one) if one in written else None for one in NUMBER.findall(shown.text)]

"""Outline and wording of a kind of paper: what they may hold, how they read until changed.

A template says which fields and blocks the office may use and fills them from what the paper is
about. The text in force is kept with that when a paper is closed, so it keeps the words it had.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from documents.outlines import (
    Outline,
    Part,
    PartKind,
    Vocabulary,
    fields_in,
    filled,
    read_outline,
)
from documents.paper import Article, Block, BulletList, Heading, Paragraph
from documents.papers.common import Written

About = TypeVar("About")


@dataclass(frozen=True)
class Template(Generic[About]):
    """What a kind of paper may be worded with.

    ``writers`` fill the blocks. ``drops_bare_headings`` leaves out a heading under which the
    blocks have nothing to say; otherwise it stays, for people to write under it.
    """

    vocabulary: Vocabulary
    default: str
    values: Callable[[About], Mapping[str, str]]
    writers: Mapping[str, Callable[[About], Iterable[Block]]] = field(default_factory=dict)
    drops_bare_headings: bool = False

    @cached_property
    def _usual(self) -> Outline:
        return read_outline(self.default, self.vocabulary)

    def outline_of(self, text: str) -> Outline:
        """The outline of a text; the product's own where there is none.

        A default sentence stands where the outline gives no subject or no closing.
        """
        usual = self._usual
        chosen = read_outline(text, self.vocabulary) if text else usual
        return Outline(
            chosen.parts, chosen.subject or usual.subject, chosen.closing or usual.closing
        )

    def written(self, about: About, text: str = "") -> Written:
        """The words that an outline makes of what the paper is about."""
        outline, values = self.outline_of(text), self.values(about)
        blocks = [
            block
            for part in outline.parts
            if self._has_words(part, values)
            for block in self._blocks(part, about, values)
        ]
        if self.drops_bare_headings:
            blocks = list(_over_something(blocks))
        subject = filled(outline.subject, values)
        return Written(
            abstract=f"{subject[:1].upper()}{subject[1:]}",
            blocks=tuple(blocks),
            closing=filled(outline.closing, values),
        )

    def _has_words(self, part: Part, values: Mapping[str, str]) -> bool:
        optional = self.vocabulary.optional
        return all(values[name] for name in fields_in(part.text) & optional)

    def _blocks(self, part: Part, about: About, values: Mapping[str, str]) -> Iterable[Block]:
        if part.kind is PartKind.BLOCK:
            return self.writers[part.text](about)
        text = filled(part.text, values)
        if part.kind is PartKind.HEADING:
            return (Heading(part.level, text),)
        if part.kind is PartKind.ITEM:
            return (BulletList((text,)),)
        return (Article(text) if self.vocabulary.in_articles else Paragraph(text),)


def _over_something(blocks: list[Block]) -> Iterator[Block]:
    """The blocks without headings that stand over nothing."""
    kept: list[Block] = []
    for block in reversed(blocks):
        below = kept[-1] if kept else None
        is_bare = isinstance(block, Heading) and (
            below is None or (isinstance(below, Heading) and below.level <= block.level)
        )
        if not is_bare:
            kept.append(block)
    return reversed(kept)

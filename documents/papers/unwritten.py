"""What a paper leaves open: sections that nobody wrote, and blanks that wait for an office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from documents.paper import Article, Block, BulletList, Heading, Level, Paper, Paragraph, Run

# What stands in a paper where somebody has to write.
NOT_WRITTEN: Final = "(Chưa có nội dung; bổ sung trước khi trình ký.)"
_BLANK: Final = re.compile(r"…|\.{3,}")
_MOST_LETTERS: Final = 90


def unwritten(paper: Paper) -> list[str]:
    """The sections that still say that somebody has to write them, each by its headings."""
    found = [where for where, text in _lines(paper.blocks) if NOT_WRITTEN in text]
    return list(dict.fromkeys(found))


def left_open(paper: Paper) -> list[str]:
    """The lines of a letter that are no text yet: a hint, or words with a blank between them.

    Number and day of the paper itself are no such blanks: they come when it is numbered.
    """
    lines = [
        *paper.legal_basis,
        *(text for _where, text in _lines(paper.blocks)),
        *(paper.abstract, paper.closing, paper.header.place),
        *(line for signer in paper.signers for line in signer.lines),
    ]
    found = [one for one in lines if NOT_WRITTEN in one or _BLANK.search(one)]
    return list(dict.fromkeys(_short(one) for one in found))


def _short(line: str) -> str:
    text = line.strip()
    return text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS].rstrip()} …"


def _lines(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    """Every paragraph and item with the headings above it."""
    above: dict[Level, str] = {}
    for block in blocks:
        if isinstance(block, Heading):
            above = {level: text for level, text in above.items() if level < block.level}
            above[block.level] = block.text
        where = " / ".join(above[level] for level in sorted(above)) or _("Phần mở đầu")
        yield from ((where, _text(runs)) for runs in _runs(block))


def _runs(block: Block) -> tuple[tuple[Run, ...], ...]:
    if isinstance(block, BulletList):
        return block.run_items
    return (block.runs,) if isinstance(block, Paragraph | Article) else ()


def _text(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)

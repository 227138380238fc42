"""Outline and wording of a kind of paper: what they may hold, how they read until changed.

A template says which fields and blocks the office may use and fills them from a snapshot. The text
in force goes into the snapshot when it is made, so a closed paper keeps the words it had.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from documents.outlines import Outline, PartKind, Vocabulary, filled, read_outline
from documents.paper import Block, BulletList, Heading, Paragraph
from documents.papers import letterhead
from documents.papers.common import Written
from reports.papers import words
from reports.papers.movement import movement_of
from reports.papers.script import Script

Snapshot = dict[str, Any]
# Where the text in force stands in a snapshot; absent while it is the product's own.
OUTLINE: Final = "outline"

FIELDS: Final = {
    "don_vi": "tên đơn vị, ví dụ: Xã Na Rì",
    "co_quan": "cơ quan ban hành, ví dụ: Ủy ban nhân dân xã Na Rì",
    "nam": "năm báo cáo",
    "nam_sau": "năm sau năm báo cáo",
    "ngay_so_lieu": "ngày tính số liệu",
    "phong_trao": "tên ngắn của phong trào, dùng trong trích yếu",
    "phong_trao_day_du": "tên đầy đủ của phong trào kèm tên gọi tắt",
}


def values_of(snapshot: Snapshot) -> dict[str, str]:
    """What stands for the fields that every kind of paper knows."""
    movement = movement_of(snapshot["campaign"])
    return {
        "don_vi": str(snapshot["unit"]["name"]),
        "co_quan": letterhead.author(snapshot["unit"]),
        "nam": str(snapshot["year"]),
        "nam_sau": str(snapshot["year"] + 1),
        "ngay_so_lieu": words.date(snapshot["on"]),
        "phong_trao": movement.subject,
        "phong_trao_day_du": movement.introduced,
    }


@dataclass(frozen=True)
class Template:
    """What a kind of paper may be worded with.

    ``writers`` fill the blocks. ``drops_bare_headings`` leaves out a heading under which the
    blocks have nothing to say; otherwise it stays, for people to write under it.
    """

    vocabulary: Vocabulary
    default: str
    writers: Mapping[str, Callable[[Script], None]]
    values: Callable[[Snapshot], dict[str, str]] = values_of
    drops_bare_headings: bool = False

    @cached_property
    def _usual(self) -> Outline:
        return read_outline(self.default, self.vocabulary)

    def outline_of(self, snapshot: Snapshot) -> Outline:
        """The outline kept with the figures; the product's own where there is none.

        A default sentence stands where the outline gives no subject or no closing.
        """
        usual, text = self._usual, snapshot.get(OUTLINE, "")
        chosen = read_outline(text, self.vocabulary) if text else usual
        return Outline(
            chosen.parts, chosen.subject or usual.subject, chosen.closing or usual.closing
        )

    def written(self, script: Script) -> Written:
        """The words that the outline makes of the script's snapshot."""
        outline, values = self.outline_of(script.snapshot), self.values(script.snapshot)
        self._write(script, outline, values)
        blocks = script.blocks
        if self.drops_bare_headings:
            blocks = list(_over_something(blocks))
        subject = filled(outline.subject, values)
        return Written(
            abstract=f"{subject[:1].upper()}{subject[1:]}",
            blocks=tuple(blocks),
            closing=filled(outline.closing, values),
        )

    def _write(self, script: Script, outline: Outline, values: dict[str, str]) -> None:
        for part in outline.parts:
            if part.kind is PartKind.BLOCK:
                self.writers[part.text](script)
                continue
            text = filled(part.text, values)
            if part.kind is PartKind.HEADING:
                script.blocks.append(Heading(part.level, text))
            elif part.kind is PartKind.ITEM:
                script.blocks.append(BulletList((text,)))
            else:
                script.blocks.append(Paragraph(text))


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

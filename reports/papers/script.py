"""The body of a report while it is being written: numbered tables, figures by their code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from documents.paper import Block, BulletList, GroupRow, Heading, Level, Paragraph, Table
from documents.papers.letterhead import lower_first
from documents.papers.unwritten import NOT_WRITTEN
from reports.papers import words

# Of what the units wrote, so many stand in the text; an annex has them all.
MOST_TOLD = 8


class Script:
    """Collects the blocks of one report; asks the reporting unit's own form by line code."""

    def __init__(self, snapshot: dict[str, Any], annexes: dict[str, str] | None = None) -> None:
        self.snapshot = snapshot
        self.lines: dict[str, dict[str, Any]] = {
            line["code"]: line for line in snapshot.get("own", {}).get("lines", [])
        }
        self.blocks: list[Block] = []
        self._annexes = annexes or {}
        self._tables = 0

    # ------------------------------------------------------------ writing

    def taken(self) -> list[Block]:
        """What was written since the last time; it is handed over and no longer kept here."""
        taken, self.blocks = self.blocks, []
        return taken

    def section(self, text: str) -> None:
        """A section: ``I. …`` in capitals."""
        self.blocks.append(Heading(Level.SECTION, text))

    def topic(self, text: str) -> None:
        """A topic: ``1. …`` in bold."""
        self.blocks.append(Heading(Level.TOPIC, text))

    def say(self, text: str) -> None:
        """A paragraph; nothing where there are no words."""
        if text.strip():
            self.blocks.append(Paragraph(text.strip()))

    def items(self, texts: Iterable[str]) -> None:
        """Lines that start with a dash."""
        said = tuple(text for text in texts if text.strip())
        if said:
            self.blocks.append(BulletList(said))

    def table(self, caption: str, table: Table) -> None:
        """A numbered table; one without rows says in a sentence what is missing."""
        if all(isinstance(row, GroupRow) for row in table.rows):
            self.say(table.empty_text)
            return
        self._tables += 1
        self.blocks.append(replace(table, caption=f"Bảng {self._tables}. {caption}"))

    def annex(self, key: str, lead: str = "") -> str:
        """A pointer to an annex, or nothing where the report has no such annex."""
        label = self._annexes.get(key)
        return f"{lead}({label} kèm theo)" if label else ""

    # ------------------------------------------------------------ asking the own form

    def asks(self, code: str) -> bool:
        """Whether the unit's own form has this line."""
        return code in self.lines

    def number(self, code: str) -> int | None:
        """A figure of the own form: "không có" is 0, everything unknown ``None``."""
        line = self.lines.get(code)
        if line is None:
            return None
        if line["state"] == "none":
            return 0
        return line["number"] if line["state"] == "value" else None

    def yes(self, code: str) -> bool | None:
        """A yes/no line, or ``None`` where it was not answered."""
        number = self.number(code)
        return None if number is None else bool(number)

    def told(self, *asked: tuple[str, str]) -> str:
        """Figures of the own form in one sentence: "3 cuộc kiểm tra, 12 đơn vị được kiểm tra".

        ``asked``: line code and the noun behind its number. What is unknown or does not apply is
        named by the line's label behind it.
        """
        said, unknown = [], []
        for code, noun in asked:
            line = self.lines.get(code)
            number = self.number(code)
            if number is not None:
                said.append(f"{words.number(number)} {noun}")
            elif line is not None:
                unknown.append(f"{lower_first(line['label'])}: {words.shown(line)}")
        return "; ".join([words.listed(said), *unknown] if said else unknown)

    def is_written(self, code: str) -> bool:
        """Whether the own form has words of its own on this line."""
        line = self.lines.get(code)
        return line is not None and line["state"] == "value" and bool(line["text"].strip())

    def write(self, code: str) -> None:
        """A text of the own form in paragraphs, as it was written."""
        line = self.lines.get(code)
        if line is not None and self.is_written(code):
            self.blocks += own_words(line["text"])
        elif line is not None and line["state"]:
            self.say(words.sentence(words.shown(line)))
        elif line is None:
            self._gather(code)
        else:
            self.say(NOT_WRITTEN)

    def _gather(self, code: str) -> None:
        """What the units wrote on the same line, where the report is asked for no words."""
        told = self.told_by_units(code)
        self.say("" if told else NOT_WRITTEN)
        self.items(told)

    def told_by_units(self, code: str) -> list[str]:
        """What units wrote on a line, each text once with those who wrote it."""
        units: dict[str, list[str]] = {}
        for one in self.snapshot["voices"]:
            if one.get(code):
                units.setdefault(words.sentence(one[code]), []).append(one["unit"])
        return [f"{', '.join(names)}: {said}" for said, names in units.items()][:MOST_TOLD]


def own_words(text: str) -> list[Block]:
    """What somebody wrote, line by line; lines that start with a dash stay a list."""
    blocks: list[Block] = []
    for part in text.splitlines():
        bare = part.strip().lstrip("-–+•* ")
        said = words.sentence(bare)
        if said:
            is_item = bare != part.strip()
            blocks.append(BulletList((said,)) if is_item else Paragraph(said))
    return blocks

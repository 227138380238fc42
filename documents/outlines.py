"""Outline and wording of a paper as a text that the office may change.

A line is a heading (``#``, ``##``, ``###``), an item (``-``), a block in double square brackets
that the product fills, a directive (``Trích yếu:``, ``Câu kết:``) or a paragraph. A sentence may
hold fields in double braces. There is nothing else: no code, no loop, no markup, so a text can say
anything and do nothing. A broken text is refused with the line and the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from documents.paper import Level, clean

MOST_LETTERS: Final = 20_000
MOST_IN_LINE: Final = 2_000
SUBJECT: Final = "Trích yếu"
CLOSING: Final = "Câu kết"
_FIELD: Final = re.compile(r"\{\{ *([a-z0-9_]*) *\}\}")
_BLOCK: Final = re.compile(r"\[\[ *([a-z0-9_]*) *\]\]")
_HEADING: Final = re.compile(r"(#+) *(.*)")
_DIRECTIVE: Final = re.compile(rf"({SUBJECT}|{CLOSING}): *(.*)")


class PartKind(StrEnum):
    """What a line of an outline is."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Part:
    """A line: its kind, its words or the name of its block, the level of a heading."""

    kind: PartKind
    text: str
    level: Level = Level.SECTION


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in which line."""

    line: int
    reason: str

    def __str__(self) -> str:
        return _("Dòng %(line)s: %(reason)s") % {"line": self.line, "reason": self.reason}


@dataclass(frozen=True)
class Vocabulary:
    """What an outline of a kind of paper may hold: names with what they stand for.

    Blocks in ``required`` must not be left out.
    """

    fields: Mapping[str, str]
    blocks: Mapping[str, str]
    required: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Outline:
    """A read outline."""

    parts: tuple[Part, ...]
    subject: str = ""
    closing: str = ""
    faults: tuple[Fault, ...] = field(default=())


def read_outline(text: str, known: Vocabulary) -> Outline:
    """Read an outline; its faults in the order of its lines."""
    reader = _Reader(known)
    if len(text) > MOST_LETTERS:
        reader.blame(1, _("mẫu dài quá %(most)s chữ; hãy rút gọn.") % {"most": MOST_LETTERS})
        return reader.outline()
    for number, line in enumerate(text.splitlines(), start=1):
        reader.read(number, clean(line))
    reader.end(max(1, len(text.splitlines())))
    return reader.outline()


def filled(text: str, values: Mapping[str, str]) -> str:
    """The sentence with its fields filled; what is filled in is words, never read again."""
    return _FIELD.sub(lambda found: values[found[1]], text)


class _Reader:
    """Reads line by line, remembers what is wrong."""

    def __init__(self, known: Vocabulary) -> None:
        self._known = known
        self._parts: list[Part] = []
        self._said: dict[str, str] = {}
        self._faults: list[Fault] = []
        self._seen: set[str] = set()
        self._level = 0

    def blame(self, line: int, reason: str) -> None:
        self._faults.append(Fault(line, reason))

    def outline(self) -> Outline:
        return Outline(
            tuple(self._parts),
            self._said.get(SUBJECT, ""),
            self._said.get(CLOSING, ""),
            tuple(self._faults),
        )

    def read(self, number: int, line: str) -> None:
        if not line:
            return
        if len(line) > MOST_IN_LINE:
            self.blame(number, _("dòng dài quá %(most)s chữ.") % {"most": MOST_IN_LINE})
        elif found := _BLOCK.fullmatch(line):
            self._block(number, found[1])
        elif "[[" in line or "]]" in line:
            self.blame(number, _("khối [[…]] phải đứng riêng một dòng và đủ hai cặp ngoặc."))
        elif found := _HEADING.fullmatch(line):
            self._heading(number, len(found[1]), found[2])
        elif found := _DIRECTIVE.fullmatch(line):
            self._directive(number, found[1], found[2])
        elif line.startswith("- "):
            self._sentence(number, PartKind.ITEM, line[2:].strip())
        else:
            self._sentence(number, PartKind.TEXT, line)

    def end(self, last: int) -> None:
        for name in sorted(self._known.required - self._seen):
            self.blame(
                last,
                _("thiếu khối bắt buộc [[%(name)s]] (%(about)s).")
                % {"name": name, "about": self._known.blocks[name]},
            )
        if not self._parts:
            self.blame(last, _("mẫu chưa có nội dung."))

    def _block(self, number: int, name: str) -> None:
        if name not in self._known.blocks:
            self.blame(number, _("không có khối tên “%(name)s”.") % {"name": name})
        elif name in self._seen:
            self.blame(number, _("khối “%(name)s” đã dùng ở trên.") % {"name": name})
        self._seen.add(name)
        self._parts.append(Part(PartKind.BLOCK, name))

    def _heading(self, number: int, level: int, text: str) -> None:
        if level > len(Level):
            self.blame(number, _("đề mục chỉ có ba cấp: #, ## và ###."))
        elif level > self._level + 1:
            self.blame(number, _("đề mục nhảy cấp: thiếu đề mục cấp trên."))
        elif not text:
            self.blame(number, _("đề mục chưa có tên."))
        elif self._is_sound(number, text):
            self._level = level
            self._parts.append(Part(PartKind.HEADING, text, Level(level)))

    def _directive(self, number: int, name: str, text: str) -> None:
        if name in self._said:
            self.blame(number, _("“%(name)s” đã có ở trên.") % {"name": name})
        elif not text:
            self.blame(number, _("“%(name)s” chưa có nội dung.") % {"name": name})
        elif self._is_sound(number, text):
            self._said[name] = text

    def _sentence(self, number: int, kind: PartKind, text: str) -> None:
        if not text:
            self.blame(number, _("gạch đầu dòng chưa có nội dung."))
        elif self._is_sound(number, text):
            self._parts.append(Part(kind, text))

    def _is_sound(self, number: int, text: str) -> bool:
        reasons = list(_wrong_fields(text, self._known.fields))
        for reason in reasons:
            self.blame(number, reason)
        return not reasons


def _wrong_fields(text: str, known: Iterable[str]) -> Iterator[str]:
    for found in _FIELD.finditer(text):
        if found[1] not in known:
            yield _("không có trường tên “%(name)s”.") % {"name": found[1]}
    rest = _FIELD.sub("", text)
    if "{%" in rest or "%}" in rest:
        yield _("mẫu không nhận lệnh {% … %}.")
    elif "{" in rest or "}" in rest:
        yield _("ngoặc nhọn chưa đủ cặp: viết {{ten_truong}}.")
    elif "<" in rest and ">" in rest:
        yield _("mẫu là chữ thường, không nhận thẻ HTML.")

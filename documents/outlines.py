"""Outline and wording of a paper as a text that the office may change.

A line is a heading (``#``, ``##``, ``###``), an item (``-``), a block in double square brackets
that the product fills, a directive (``Trích yếu:``, ``Câu kết:``) or a paragraph. A sentence may
hold fields in double braces. There is nothing else: no code, no loop, no markup, so a text can say
anything and do nothing. A line with a field that has nothing to say yet is left out; which fields
may be so is fixed. A broken text is refused with the line and the reason.
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

    Blocks and fields in ``required`` must not be left out. Fields in ``optional`` may have nothing
    to say, and then their line is not printed. ``in_articles``: a decision, each line an article.
    """

    fields: Mapping[str, str]
    blocks: Mapping[str, str]
    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    in_articles: bool = False

    @property
    def steady(self) -> frozenset[str]:
        """Required fields that always say something."""
        return self.required - self.optional


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


def fields_in(text: str) -> frozenset[str]:
    """The names of the fields of a sentence."""
    return frozenset(found[1] for found in _FIELD.finditer(text))


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
            self.blame(last, self._missing(name))
        if not self._parts:
            self.blame(last, _("mẫu chưa có nội dung."))

    def _missing(self, name: str) -> str:
        if name in self._known.blocks:
            said, about = _("thiếu khối bắt buộc [[%(name)s]] (%(about)s)."), self._known.blocks
        else:
            said, about = _("thiếu trường bắt buộc {{%(name)s}} (%(about)s)."), self._known.fields
        return said % {"name": name, "about": about[name]}

    def _block(self, number: int, name: str) -> None:
        if name not in self._known.blocks:
            self.blame(number, _("không có khối tên “%(name)s”.") % {"name": name})
        elif name in self._seen:
            self.blame(number, _("khối “%(name)s” đã dùng ở trên.") % {"name": name})
        self._seen.add(name)
        self._parts.append(Part(PartKind.BLOCK, name))

    def _heading(self, number: int, level: int, text: str) -> None:
        if self._known.in_articles:
            self.blame(number, _("quyết định viết thành điều, mỗi dòng một điều, không có đề mục."))
        elif level > len(Level):
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
        elif name == CLOSING and self._known.in_articles:
            self.blame(number, _("quyết định kết thúc ở điều cuối, không có câu kết."))
        elif not text:
            self.blame(number, _("“%(name)s” chưa có nội dung.") % {"name": name})
        elif self._is_sound(number, text):
            if name == CLOSING:
                self._seen |= fields_in(text)
            if self._always_says(number, name, text):
                self._said[name] = text

    def _sentence(self, number: int, kind: PartKind, text: str) -> None:
        if not text:
            self.blame(number, _("gạch đầu dòng chưa có nội dung."))
        elif kind is PartKind.ITEM and self._known.in_articles:
            self.blame(
                number, _("quyết định viết thành điều, mỗi dòng một điều, không gạch đầu dòng.")
            )
        elif self._is_sound(number, text):
            self._seen |= fields_in(text)
            if self._stays(number, text):
                self._parts.append(Part(kind, text))

    def _always_says(self, number: int, name: str, text: str) -> bool:
        """Subject and closing are always printed, so nothing in them may be missing."""
        fields = sorted(fields_in(text) & self._known.optional)
        for field_name in fields:
            self.blame(
                number,
                _("trường “%(field)s” có lúc chưa có nội dung, không dùng trong “%(name)s”.")
                % {"field": field_name, "name": name},
            )
        return not fields

    def _stays(self, number: int, text: str) -> bool:
        """What must be said does not stand in a line that is sometimes left out."""
        used = fields_in(text)
        optional, steady = sorted(used & self._known.optional), sorted(used & self._known.steady)
        if optional and steady:
            self.blame(
                number,
                _("trường bắt buộc “%(steady)s” phải đứng khác dòng với “%(optional)s”: dòng có "
                  "“%(optional)s” tự bỏ khi chưa có nội dung.")
                % {"steady": steady[0], "optional": optional[0]},
            )  # fmt: skip
        return not (optional and steady)

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

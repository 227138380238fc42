"""A paper as data: what stands on it, before anything is set as PDF or DOCX.

Build a :class:`Paper` from finished words and figures and hand it to ``renderers.pdf`` or
``renderers.docx``; both set the same words. Text is cleaned at entry (composed Unicode, no
control characters), so a renderer never meets decomposed or broken text. A paper that
contradicts itself raises :class:`PaperError` when it is built.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any, Final

from core.text import one_line
from documents import nd30
from documents.nd30 import SigningAuthority
from documents.nd30_rules import (
    ENDS_OPEN,
    NUMBERED,
    RULES_BY_KIND,
    SIGNED_ONLY,
    UNNUMBERED,
    PaperKind,
)

__all__ = [
    "Align", "Annex", "Article", "Block", "BulletList", "Column", "DraftDate", "GroupRow",
    "Heading", "Level", "Paper", "PaperError", "PaperHeader", "PaperKind", "Paragraph", "Run",
    "Signer", "SigningAuthority", "Table", "clean", "rules_for",
]  # fmt: skip

# A table of signatures has two columns and at most two rows.
MOST_SIGNERS: Final = 4

# Controls, directional overrides and private signs: invisible on paper, fatal in XML or misleading.
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\uffff\ud800-\udfff\ue000-\uf8ff]"
)


class PaperError(ValueError):
    """The parts of a paper contradict each other; a fault of the caller, not of the user."""


def clean(text: str) -> str:
    """Text as papers take it: composed, single blanks, nothing invisible."""
    return one_line(_INVISIBLE.sub("", text))


def _cleaned(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list | tuple):
        return tuple(_cleaned(item) for item in value)
    return value


@dataclass(frozen=True)
class _Cleaned:
    """Cleans every text field when an instance is made."""

    def __post_init__(self) -> None:
        for field in fields(self):
            object.__setattr__(self, field.name, _cleaned(getattr(self, field.name)))
        self._check()

    def _check(self) -> None:
        """Raise ``PaperError`` where the parts do not fit together."""


class Level(IntEnum):
    """Levels of heading: ``I. CAPS``, ``1. Bold``, ``a) Bold italic``."""

    SECTION = 1
    TOPIC = 2
    POINT = 3


class Align(StrEnum):
    """Where the text of a column stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True)
class Run:
    """A stretch of text in one style. Keeps its outer blanks: they part it from its neighbours."""

    text: str
    bold: bool = False
    italic: bool = False

    def __post_init__(self) -> None:
        lead = " " if self.text[:1].isspace() else ""
        tail = " " if self.text[-1:].isspace() else ""
        inner = clean(self.text)
        object.__setattr__(self, "text", f"{lead}{inner}{tail}" if inner else lead)


def _runs(content: str | tuple[Run | str, ...]) -> tuple[Run, ...]:
    parts = (content,) if isinstance(content, str) else content
    return tuple(part if isinstance(part, Run) else Run(part) for part in parts)


@dataclass(frozen=True)
class Heading(_Cleaned):
    """A heading; its number or letter is given when the paper is set."""

    level: Level
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A justified paragraph of plain text or of runs."""

    content: str | tuple[Run | str, ...]

    @property
    def runs(self) -> tuple[Run, ...]:
        """The paragraph's runs, cleaned."""
        return _runs(self.content)


@dataclass(frozen=True)
class Article:
    """An article of a decision; ``Điều 1.`` is set before it in bold, in the order of the paper."""

    content: str | tuple[Run | str, ...]

    @property
    def runs(self) -> tuple[Run, ...]:
        """The article's runs, cleaned, without its number."""
        return _runs(self.content)


@dataclass(frozen=True)
class BulletList:
    """Items that each start with a dash."""

    items: tuple[str | tuple[Run | str, ...], ...]

    @property
    def run_items(self) -> tuple[tuple[Run, ...], ...]:
        """The runs of every item, cleaned."""
        return tuple(_runs(item) for item in self.items)


@dataclass(frozen=True)
class Column(_Cleaned):
    """A column: header, relative width, alignment; ``group`` is a header over several columns.

    ``figures`` says that a column set like text holds figures, which a workbook takes as numbers.
    """

    header: str
    width: float = 1.0
    align: Align = Align.LEFT
    group: str = ""
    figures: bool = False


@dataclass(frozen=True)
class GroupRow(_Cleaned):
    """A row of a table that names the group of the rows under it, across all columns."""

    text: str


@dataclass(frozen=True)
class Table(_Cleaned):
    """A table of finished strings; percentages and sums are the caller's.

    A table without rows prints ``empty_text`` in its place.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...] | GroupRow, ...]
    total: tuple[str, ...] | None = None
    caption: str = ""
    note: str = ""
    empty_text: str = "Chưa có số liệu."

    def _check(self) -> None:
        width = len(self.columns)
        if not width:
            raise PaperError("a table needs columns")
        rows = [row for row in self.rows if not isinstance(row, GroupRow)]
        for row in rows if self.total is None else [*rows, self.total]:
            if len(row) != width:
                raise PaperError(f"{len(row)} cells in a table of {width} columns: {row!r}")


Block = Heading | Paragraph | Article | BulletList | Table


@dataclass(frozen=True)
class DraftDate:
    """The date of a paper that is not issued: the day, perhaps the month too, is left blank."""

    year: int
    month: int | None = None


@dataclass(frozen=True)
class PaperHeader(_Cleaned):
    """What stands above the title.

    ``parent_body``: the body above the issuer, not bold ("UBND XÃ NA RÌ"), often none.
    ``issuing_body``: one line a piece of the name ("ỦY BAN NHÂN DÂN", "XÃ NA RÌ").
    ``issuer_name``: the same in a sentence ("Ủy ban nhân dân xã Na Rì").
    ``symbol``: "BC-UBND"; empty for a paper without number. ``number``: None while not issued.
    ``place``: the stored địa danh of the unit, not derived from its name.
    """

    issuing_body: tuple[str, ...]
    issuer_name: str
    place: str
    dated: date | DraftDate
    parent_body: str = ""
    symbol: str = ""
    number: int | None = None

    def _check(self) -> None:
        if not any(self.issuing_body):
            raise PaperError("a paper needs an issuing body")
        if self.symbol and not nd30.SYMBOL.fullmatch(self.symbol):
            raise PaperError(f"not a symbol in the decree's form: {self.symbol!r}")
        if self.number is not None and not self.symbol:
            raise PaperError("a number needs a symbol")
        if self.symbol and self.is_council and nd30.COMMITTEE_CODE in self.symbol.split("-"):
            raise PaperError("a council numbers its papers in its own series, not the committee's")

    @property
    def is_council(self) -> bool:
        """Whether a council or board issues the paper, in a number series of its own."""
        return self.issuing_body[0].upper().startswith(nd30.COUNCIL_LEADS)

    @property
    def number_line(self) -> str:
        """``Số: 126/BC-UBND``, or nothing for a paper without number."""
        return nd30.number_line(self.number, self.symbol) if self.symbol else ""

    @property
    def date_words(self) -> str:
        """``ngày … tháng … năm …`` with the blanks of a draft."""
        if isinstance(self.dated, DraftDate):
            return nd30.draft_date_words(self.dated.year, self.dated.month)
        return nd30.date_words(self.dated)

    @property
    def date_line(self) -> str:
        """Place and date."""
        return f"{self.place}, {self.date_words}"


@dataclass(frozen=True)
class Signer(_Cleaned):
    """The signer: lines from authority to title ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH") and name.

    The name stays empty while it is unknown; academic titles before it are left out. ``office``
    stands between signature and name: who chairs a council by which office.
    """

    lines: tuple[str, ...]
    name: str = ""
    office: str = ""

    def _check(self) -> None:
        if not any(self.lines):
            raise PaperError("a signer needs a title")
        object.__setattr__(self, "lines", tuple(nd30.signer_line(line) for line in self.lines))
        object.__setattr__(self, "name", nd30.signer_name(self.name))
        object.__setattr__(self, "office", self.office.upper())


@dataclass(frozen=True)
class Annex(_Cleaned):
    """An annex with its own page numbers; ``landscape`` for wide tables."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True)
class Paper(_Cleaned):
    """A whole paper.

    ``title`` is the name of its type ("Báo cáo"), ``abstract`` the line under it; a công văn has no
    title and its abstract stands under the number. ``authority`` is who decides, on a decision.
    ``reference`` ties an attached list to its paper. ``closing`` is the last sentence; ``./.`` is
    set behind it, or behind the last article. ``recipients`` stand before the filing line made
    from ``filing``. ``draft`` prints DỰ THẢO. A report to a higher body names it in ``addressees``.
    ``landscape`` is for a table that is the paper itself.
    """

    kind: PaperKind
    header: PaperHeader
    title: str
    abstract: str
    blocks: tuple[Block, ...]
    closing: str
    signers: tuple[Signer, ...]
    addressees: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    filing: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    draft: bool = False
    authority: str = ""
    reference: str = ""
    landscape: bool = False

    def _check(self) -> None:
        self._check_parts()
        if len(self.signers) > MOST_SIGNERS:
            raise PaperError(f"at most {MOST_SIGNERS} people sign")
        if self.kind in NUMBERED and not (self.header.symbol and self.filing):
            raise PaperError("an administrative paper needs a symbol and a filing line")
        if self.kind in UNNUMBERED and self.header.symbol:
            raise PaperError("this kind of paper carries no number and symbol")
        if self.landscape and not any(isinstance(block, Table) for block in self.blocks):
            raise PaperError("only a paper with a table lies on its side")

    def _check_parts(self) -> None:
        needed = ["abstract", "signers"]
        if self.kind is not PaperKind.LETTER:
            needed.append("title")
        if self.kind not in ENDS_OPEN:
            needed.append("closing")
        if self.kind is PaperKind.DECISION:
            needed += ["authority", "legal_basis"]
        for name in needed:
            if not getattr(self, name):
                raise PaperError(f"a paper needs its {name}")
        has_articles = any(isinstance(block, Article) for block in self.blocks)
        if has_articles != (self.kind is PaperKind.DECISION):
            raise PaperError("a decision, and nothing else, is written in articles")

    @property
    def type_name(self) -> str:
        """The type as a sentence names it: "Báo cáo", "Công văn"."""
        return f"{self.title[:1].upper()}{self.title[1:].lower()}" or "Công văn"

    @property
    def heading_of_file(self) -> str:
        """The title of the file: type and abstract."""
        return f"{self.type_name} {self.abstract[:1].lower()}{self.abstract[1:]}"


def rules_for(paper: Paper, *, signed: bool = False) -> frozenset[str]:
    """The ids of the decree's rules that this very paper has to keep.

    From the list of its kind, less the rules about parts that it does not have.
    """
    absent: set[str] = set() if signed else set(SIGNED_ONLY)
    headings = [block for block in paper.blocks if isinstance(block, Heading)]
    for has_part, ids in (
        (not paper.landscape, (2,)),
        (paper.header.parent_body, (14,)),
        (paper.header.symbol, (17,)),
        (paper.header.is_council, (52,)),
        (paper.legal_basis, (24, 25)),
        (paper.closing or paper.kind is PaperKind.DECISION, (36,)),
        (paper.addressees, (37,)),
        (any("." in line[:4] for signer in paper.signers for line in signer.lines), (38,)),
        (any(signer.name for signer in paper.signers), (39,)),
        (paper.filing, (42, 43, 44)),
        (paper.annexes, (9, 45, 46, 47, 48)),
        (any(block.level is Level.SECTION for block in headings), (32,)),
        (any(block.level is Level.TOPIC for block in headings), (34,)),
        (any(block.level is Level.POINT for block in headings), (35,)),
    ):
        if not has_part:
            absent.update(f"ND30-{number:03}" for number in ids)
    return RULES_BY_KIND[paper.kind] - absent

"""What is printed: the parts of a paper, line by line, and their measures in points and mm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from documents.paper import Run
from documents.renderers.columns import TableLayout

# The official sample's sizes (Annex I, part V) inside the decree's ranges, in points.
NATION_SIZE: Final = 13.0
MOTTO_SIZE: Final = 14.0
ISSUER_SIZE: Final = 13.0
NUMBER_SIZE: Final = 13.0
DATE_SIZE: Final = 14.0
SMALL_DATE_SIZE: Final = 13.0
TEXT_SIZE: Final = 14.0
RECIPIENTS_LABEL_SIZE: Final = 12.0
RECIPIENTS_SIZE: Final = 11.0
SUBJECT_SIZE: Final = 12.0

# Millimetres.
PAGE_WIDTH: Final = 210.0
PAGE_HEIGHT: Final = 297.0
MARGIN_TOP: Final = 20.0
MARGIN_BOTTOM: Final = 20.0
MARGIN_LEFT: Final = 30.0
MARGIN_RIGHT: Final = 15.0
TEXT_WIDTH: Final = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
WIDE_TEXT_WIDTH: Final = PAGE_HEIGHT - MARGIN_LEFT - MARGIN_RIGHT
# The nation's name takes 95.7 mm at 13 points and has to stay on one line.
NATION_COLUMN: Final = 98.0
ISSUER_COLUMN: Final = TEXT_WIDTH - NATION_COLUMN
SIGNER_COLUMN: Final = 88.0
RECIPIENTS_COLUMN: Final = TEXT_WIDTH - SIGNER_COLUMN
INDENT: Final = 12.7
# Of the range from a third to a half.
RULE_SHARE: Final = 0.36
# Centred headings keep away from the margins.
CENTRED_WIDTH: Final = 145.0


class Style(StrEnum):
    """The styles of running text."""

    SECTION = "section"
    TOPIC = "topic"
    POINT = "point"
    TEXT = "text"
    ARTICLE = "article"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph in one style; heading numbers and dashes are part of its first run."""

    style: Style
    runs: tuple[Run, ...]

    @property
    def is_table(self) -> bool:
        """Tells the template which of the two kinds of block this is."""
        return False


PrintedBlock = TextBlock | TableLayout


@dataclass(frozen=True, slots=True)
class PrintedHeader:
    """The two columns at the top; widths of rules in millimetres."""

    parent_lines: tuple[str, ...]
    issuer_lines: tuple[str, ...]
    issuer_rule: float
    number_line: str
    subject_lines: tuple[str, ...]
    motto_rule: float
    date_line: str
    date_size: float


@dataclass(frozen=True, slots=True)
class PrintedAnnex:
    """An annex as printed; ``label`` names it, ``reference`` ties it to the paper."""

    label: str
    title_lines: tuple[str, ...]
    reference: str
    landscape: bool
    blocks: tuple[PrintedBlock, ...]
    position: int

    @property
    def page_name(self) -> str:
        """The name of its pages in the style sheet."""
        return f"annex-{self.position}"


@dataclass(frozen=True, slots=True)
class PrintedSigner:
    """Lines in capitals, the office under the signature and the name."""

    lines: tuple[str, ...]
    name: str
    office_lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """Everything on the paper, ready to be set."""

    file_title: str
    author: str
    day: date
    draft: bool
    landscape: bool
    header: PrintedHeader
    title: str
    abstract_lines: tuple[str, ...]
    abstract_rule: float
    reference: str
    authority_lines: tuple[str, ...]
    addressee_lines: tuple[str, ...]
    basis_lines: tuple[str, ...]
    decides: str
    blocks: tuple[PrintedBlock, ...]
    closing: TextBlock | None
    recipient_lines: tuple[str, ...]
    signers: tuple[PrintedSigner, ...]
    annexes: tuple[PrintedAnnex, ...]

    @property
    def text_width(self) -> float:
        """The width of the main text, in millimetres."""
        return WIDE_TEXT_WIDTH if self.landscape else TEXT_WIDTH

    @property
    def signer_rows(self) -> tuple[tuple[PrintedSigner, ...], ...]:
        """One signer alone, else two side by side."""
        return tuple(self.signers[at : at + 2] for at in range(0, len(self.signers), 2))

    @property
    def tables(self) -> tuple[TableLayout, ...]:
        """Every table, in order."""
        blocks = (*self.blocks, *(block for annex in self.annexes for block in annex.blocks))
        return tuple(block for block in blocks if isinstance(block, TableLayout))

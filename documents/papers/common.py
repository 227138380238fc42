"""What the builders share: who issues a paper, who signs it, whom it names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from core.numbers import format_number
from documents import nd30
from documents.paper import (
    Align,
    Block,
    Column,
    DraftDate,
    GroupRow,
    PaperHeader,
    Signer,
    SigningAuthority,
    Table,
)

TT: Final = Column("TT", 1, Align.CENTRE)
# The head of the commune's office that drafts, urges and proposes ("VHXH").
OFFICE_HEAD: Final = "Trưởng phòng Văn hóa - Xã hội"


@dataclass(frozen=True)
class Issuer:
    """Who issues a paper.

    ``lines``: the name as it stands at the head; ``name``: the same in a sentence; ``code``: its
    abbreviation in the symbol; ``office``: that of the office which drafts ("VHXH").
    """

    lines: tuple[str, ...]
    name: str
    code: str
    place: str
    parent: str = ""
    office: str = ""

    def symbol(self, type_name: str) -> str:
        """``QĐ-UBND``."""
        return nd30.symbol(type_name, self.code)

    @property
    def letter_symbol(self) -> str:
        """``UBND-VHXH``: a công văn has no code of its type."""
        return "-".join(part for part in (self.code, self.office) if part)

    @property
    def filing(self) -> tuple[str, ...]:
        """Where the copy is kept: the clerk and the office that drafted."""
        return ("VT", self.office) if self.office else ("VT",)


def committee(unit: str, place: str, *, office: str = "VHXH") -> Issuer:
    """The People's Committee of a commune, by its name in a sentence: ``xã Na Rì``."""
    return Issuer(
        lines=("ỦY BAN NHÂN DÂN", unit.upper()),
        name=f"Ủy ban nhân dân {unit}",
        code=nd30.COMMITTEE_CODE,
        place=place,
        office=office,
    )


def council(unit: str, place: str, *, office: str = "VHXH") -> Issuer:
    """The commune's council of emulation and commendation, which has a number series of its own."""
    return Issuer(
        lines=("HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG",),
        name=f"Hội đồng Thi đua - Khen thưởng {unit}",
        code="HĐTĐKT",
        place=place,
        parent=f"UBND {unit}",
        office=office,
    )


def village(name: str, commune: str, place: str) -> Issuer:
    """A village: no administrative level, so its papers bear neither number nor symbol."""
    return Issuer(lines=(name.upper(),), name=name, code="", place=place, parent=f"UBND {commune}")


@dataclass(frozen=True)
class Written:
    """The words of a paper: the line under its title, its body, its last sentence."""

    abstract: str
    blocks: tuple[Block, ...]
    closing: str = ""


@dataclass(frozen=True)
class Frame:
    """What surrounds the words of every paper. Number and day of a draft are blank."""

    issuer: Issuer
    dated: date | DraftDate
    signers: tuple[Signer, ...]
    recipients: tuple[str, ...] = ()
    number: int | None = None
    draft: bool = True

    def header(self, symbol: str = "") -> PaperHeader:
        """The head of the paper; no symbol, no number."""
        return PaperHeader(
            issuing_body=self.issuer.lines,
            issuer_name=self.issuer.name,
            place=self.issuer.place,
            dated=self.dated,
            parent_body=self.issuer.parent,
            symbol=symbol,
            number=self.number if symbol else None,
        )


# ---------------------------------------------------------------- who signs


def committee_signer(name: str = "", *, is_deputy: bool = False) -> Signer:
    """For the People's Committee: reports, submissions, plans."""
    return Signer(("TM. ỦY BAN NHÂN DÂN", *_chair(is_deputy=is_deputy)), name)


def chair_signer(name: str = "", *, is_deputy: bool = False) -> Signer:
    """The chair by the chair's own power: decisions of award and recognition."""
    return Signer(_chair(is_deputy=is_deputy), name)


def by_order_signer(title: str, name: str = "") -> Signer:
    """The head of an office by order of the chair: letters that urge and inform."""
    return Signer((f"{SigningAuthority.BY_ORDER} CHỦ TỊCH", title), name)


def council_signer(name: str = "", office: str = "") -> Signer:
    """The chair of the council; ``office`` by which the council uses the committee's seal."""
    return Signer(("TM. HỘI ĐỒNG", "CHỦ TỊCH"), name, office)


def _chair(*, is_deputy: bool) -> tuple[str, ...]:
    return ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH") if is_deputy else ("CHỦ TỊCH",)


# ---------------------------------------------------------------- whom it names


class NomineeKind(StrEnum):
    """The three kinds that may be recognised, in the order of every list."""

    COLLECTIVE = "collective"
    HOUSEHOLD = "household"
    INDIVIDUAL = "individual"


KIND_WORDS: Final = {
    NomineeKind.COLLECTIVE: "tập thể",
    NomineeKind.HOUSEHOLD: "hộ gia đình",
    NomineeKind.INDIVIDUAL: "cá nhân",
}


@dataclass(frozen=True)
class Nominee:
    """A line of a list: a collective, a household (by who stands for it) or a person.

    ``place``: office and body, or the village. ``already``: what was conferred before (decision,
    date). ``votes``: the share of votes as it is printed. ``prize``: in đồng.
    """

    kind: NomineeKind
    name: str
    place: str = ""
    award: str = ""
    achievement: str = ""
    already: str = ""
    votes: str = ""
    note: str = ""
    prize: int | None = None


def counted(nominees: Iterable[Nominee]) -> str:
    """``02 tập thể, 12 hộ gia đình và 05 cá nhân``; a kind that is not there is left out."""
    kinds = [one.kind for one in nominees]
    parts = [f"{kinds.count(kind):02} {word}" for kind, word in KIND_WORDS.items() if kind in kinds]
    if not parts:
        return "00 trường hợp"
    *before, last = parts
    return f"{', '.join(before)} và {last}" if before else last


def kinds_named(nominees: Iterable[Nominee]) -> str:
    """``tập thể, hộ gia đình và cá nhân``: the kinds that are there."""
    kinds = {one.kind for one in nominees}
    parts = [word for kind, word in KIND_WORDS.items() if kind in kinds] or ["trường hợp"]
    *before, last = parts
    return f"{', '.join(before)} và {last}" if before else last


# A column of a list of people: header, relative width, alignment, what stands in it.
FIELDS: Final = {
    "name": Column("Tên tập thể, họ và tên cá nhân, chủ hộ", 5),
    "place": Column("Chức vụ, đơn vị công tác hoặc nơi cư trú", 5),
    "award": Column("Hình thức", 3),
    "achievement": Column("Tóm tắt thành tích", 7),
    "already": Column("Đã được khen (số QĐ, ngày)", 4),
    "votes": Column("Tỷ lệ phiếu", 2, Align.CENTRE),
    "prize": Column("Tiền thưởng (đồng)", 3, Align.RIGHT),
    "note": Column("Ghi chú", 3),
}


def nominee_table(nominees: Sequence[Nominee], shown: Sequence[str]) -> Table:
    """The list in three blocks, each numbered from 1. Columns where nobody has a word are left out.

    A list of prizes ends with their sum.
    """
    asked = [key for key in shown if key == "name" or any(_cell(one, key) for one in nominees)]
    rows: list[tuple[str, ...] | GroupRow] = []
    kinds = [kind for kind in NomineeKind if any(one.kind is kind for one in nominees)]
    for position, kind in enumerate(kinds, start=1):
        block = [one for one in nominees if one.kind is kind]
        word = KIND_WORDS[kind]
        rows.append(GroupRow(f"{nd30.roman(position)}. {word[:1].upper()}{word[1:]}"))
        rows += [
            (str(number), *(_cell(one, key) for key in asked))
            for number, one in enumerate(block, start=1)
        ]
    return Table(
        columns=(TT, *(FIELDS[key] for key in asked)),
        rows=tuple(rows),
        total=_prizes(nominees, asked),
        empty_text="Không có trường hợp nào.",
    )


def _cell(nominee: Nominee, key: str) -> str:
    if key == "prize":
        return "" if nominee.prize is None else format_number(nominee.prize)
    return str(getattr(nominee, key))


def _prizes(nominees: Sequence[Nominee], asked: Sequence[str]) -> tuple[str, ...] | None:
    if "prize" not in asked:
        return None
    whole = sum(one.prize or 0 for one in nominees)
    cells = {"name": "Tổng cộng", "prize": format_number(whole)}
    return ("", *(cells.get(key, "") for key in asked))
